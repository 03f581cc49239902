"""Figures from sums by month are those of the rows, whatever was done to the rows; and a difference is noticed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from samples.maker import make
from songbang.apps.insight import services
from songbang.apps.insight.models import FigureSet
from songbang.apps.insight.queries import rows_state
from songbang.apps.intake import services as intake
from songbang.apps.intake import tallying
from songbang.apps.intake.models import Import, MonthTally, RegisterRow, RejectedRow
from songbang.apps.journal.services import SYSTEM
from songbang.apps.units.queries import unit_tree
from songbang.apps.upkeep import doctor
from songbang.core.calendar import Period
from songbang.core.measuring.definitions import LEVELLED, WATCHED
from tests.apps.insight import direct, seed
from tests.apps.intake import making

pytestmark = pytest.mark.django_db
HALF = (Period.parse("2019-01:2019-07"), Period.parse("2018-01:2018-07"))
ACROSS = (Period.parse("2018-11:2019-02"), Period.parse("2017-11:2018-02"))


@pytest.mark.either_engine
@pytest.mark.parametrize("spans", [HALF, ACROSS], ids=["half a year", "over the turn of a year"])
def test_sums_of_a_whole_district_give_the_figures_of_its_rows(tmp_path: Path, spans: tuple[Period, Period]) -> None:
    make(tmp_path, seed=3, size=0.15)
    seed.store_district(tmp_path)
    assert direct.kept(seed.TERRITORY, *spans) == direct.counted(seed.TERRITORY, *spans)


@pytest.mark.either_engine
def test_months_issuers_and_levels_of_every_figure_are_those_of_the_rows(tmp_path: Path) -> None:
    make(tmp_path, seed=4, size=0.1)
    seed.store_district(tmp_path)
    direct.kept(seed.TERRITORY, *HALF)
    found = FigureSet.objects.get()
    rows, units = direct.rows_by_key(seed.TERRITORY), list(unit_tree(seed.TERRITORY).units.values())
    assert set(found.monthly) == set(found.by_issuer) == set(WATCHED)
    for month in ("2018-02", "2019-07"):
        counted = direct.measured(rows, units, Period.parse(month), Period.parse(month))
        kept = {
            (figure, unit): months.get(month, 0) for figure, at in found.monthly.items() for unit, months in at.items()
        }
        assert kept == {place: counted.get(place, [0])[0] for place in kept}
        assert {place for place, sides in counted.items() if sides[0]} <= set(kept)
    of_issuers: dict[tuple[str, ...], direct.Measured] = {}  # those of one are those of several figures
    for figure in WATCHED:
        for one in (found.by_issuer[figure][0], found.by_issuer[figure][-1]):
            names = tuple(sorted(one["names"]))
            if names not in of_issuers:
                of_issuers[names] = direct.measured([row for row in rows if row.issuer in names], units, *HALF)
            counted = of_issuers[names]
            there = {unit: sides for (name, unit), sides in counted.items() if name == figure and any(sides)}
            assert {unit: sides for unit, sides in one["units"].items() if any(sides)} == there
    counted = direct.measured([row for row in rows if row.issuer_level == "county"], units, *HALF)
    for figure in LEVELLED:
        kept_there = found.figures[figure]["issuer_level=county"]
        told = {unit: [side or 0 for side in sides] for unit, sides in kept_there.items()}
        assert told == {unit: counted.get((figure, unit), [0, 0]) for unit in told}


def test_a_stock_is_what_was_begun_less_what_ended_by_the_last_day(office: None) -> None:
    days = [
        (date(2018, 3, 1), None), (date(2018, 3, 1), date(2019, 7, 31)), (date(2018, 5, 1), date(2019, 8, 1)),
        (date(2019, 9, 1), None), (date(2019, 5, 9), date(2019, 5, 2)), (date(2017, 1, 1), date(2018, 7, 31)),
    ]  # fmt: skip
    rows = [
        seed.row(at, kind, "330402103", day, closed_on=closed, digital_class="group" if kind == "digital" else None)
        for at, (day, closed) in enumerate(days)
        for kind in ("signboards", "digital")
    ]  # fmt: skip
    for at, row in enumerate(rows):
        row.line_no, row.row = at, f"台账.xlsx#一#{at}"
    seed.store(seed.make_import("台账.xlsx"), rows)
    kept = direct.kept(seed.TERRITORY, *HALF)
    assert kept == direct.counted(seed.TERRITORY, *HALF)
    assert kept["figures"]["signboards.present"][""]["330402103"] == [2, 3]


@pytest.mark.usefixtures("_kept_apart")
class TestAfterEveryAct:
    """Accepted, mended, a newer version accepted, undone: the figures are those of the rows that count."""

    @pytest.fixture
    def _kept_apart(self, settings: object, tmp_path: Path) -> None:
        settings.KEPT_FILES = tmp_path / "files"  # type: ignore[attr-defined]

    def _agrees(self, documents: int) -> None:
        kept = direct.kept(seed.TERRITORY, *HALF)
        assert kept == direct.counted(seed.TERRITORY, *HALF)
        found = kept["figures"].get("documents.received", {}).get("", {}).get(making.XINFENG)
        assert (found or [0])[0] == documents

    def test_the_figures_are_right(self, rows: None) -> None:
        self._agrees(3)
        taken = making.bring(making.workbook(making.WITH_A_BAD_DAY))
        self._agrees(3)
        making.accepted(taken)
        self._agrees(6)
        reject = RejectedRow.objects.get(taken=taken)
        intake.mend(SYSTEM, taken.pk, making.fresh(taken).version, {reject.pk: {"day": "2019-04-01"}})
        making.work()
        self._agrees(7)
        newer = making.bring(making.workbook(making.DOCUMENTS[:3]))
        self._agrees(7)
        making.accepted(newer)
        self._agrees(5)
        intake.undo(SYSTEM, newer.pk, making.fresh(newer).version)
        self._agrees(7)
        intake.undo(SYSTEM, taken.pk, making.fresh(taken).version)
        self._agrees(3)


def test_imports_without_sums_get_them_before_figures_are_computed(rows: None) -> None:
    MonthTally.objects.all().delete()
    Import.objects.update(tallied="")
    assert direct.kept(seed.TERRITORY, *HALF) == direct.counted(seed.TERRITORY, *HALF)


def test_the_doctor_notices_sums_that_are_not_those_of_the_rows(rows: None) -> None:
    assert not list(doctor._sums())
    RegisterRow.objects.filter(register="meetings").update(minutes=61)
    (found,) = doctor._sums()
    assert (found.code, found.level, found.parameters["imports"]) == ("doctor.sums", "error", 1)
    assert doctor.make_sums_again() == 1
    assert not list(doctor._sums())


def test_many_documents_are_compared_by_a_job_and_their_figures_left_out_until_then(
    rows: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "AT_ONCE", 1)
    wanted, _ = services.want(seed.TERRITORY, *map(str, HALF), "", rows_state(seed.TERRITORY))
    assert services.compute(wanted.pk)
    assert not services.compute(wanted.pk), "one job is enough"
    found = FigureSet.objects.get(pk=wanted.pk)
    assert "documents.received" in found.figures
    assert "documents.forwarded_repeatedly" not in found.figures
    services.compare(wanted.pk)
    assert FigureSet.objects.get(pk=wanted.pk).figures == direct.counted(seed.TERRITORY, *HALF)["figures"]


def test_the_sums_of_an_import_go_with_it(rows: None) -> None:
    assert MonthTally.objects.filter(live=True).exists()
    assert tallying.edition() == Import.objects.get().tallied
