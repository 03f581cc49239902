"""Every figure opens exactly its rows; every row its cells; nobody sees another's."""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from samples.maker import make
from songbang.apps.insight import behind, services, stored
from songbang.apps.insight.models import FigureSet
from songbang.apps.insight.queries import rows_state
from songbang.apps.intake.models import RegisterRow
from songbang.apps.units.queries import unit_tree
from songbang.core.calendar import Period
from songbang.core.measuring import FIGURE_IDS, TimeTable
from songbang.core.reporting.content import Question, count
from tests.apps.insight import direct, seed
from tests.apps.insight.conftest import OTHER, TOWN, Login, opened

ASKED = "period=2019-01:2019-07&baseline=2018-01:2018-07"
PERIOD, BASELINE = Period.parse("2019-01:2019-07"), Period.parse("2018-01:2018-07")


@pytest.mark.django_db
@pytest.mark.either_engine
def test_the_filter_of_every_figure_finds_the_rows_that_core_counted(tmp_path: Path) -> None:
    make(tmp_path, seed=1)
    seed.store_district(tmp_path)
    rows = direct.rows_by_key(seed.TERRITORY)
    counted = count(rows, list(unit_tree(seed.TERRITORY).units.values()), Question(PERIOD, BASELINE, TimeTable.load()))
    core = {figure["id"]: figure for figure in counted.figures if not figure["scope"]}
    wanted, _ = services.want(seed.TERRITORY, str(PERIOD), str(BASELINE), "", rows_state(seed.TERRITORY))
    services.compute(wanted.pk)
    kept = FigureSet.objects.get(pk=wanted.pk)
    for figure in FIGURE_IDS:
        for side, period, ids in (("value", PERIOD, "rows"), ("baseline", BASELINE, "baseline_rows")):
            found = stored.live_rows(seed.TERRITORY).filter(
                behind.rows_behind(figure, side, period, TimeTable.load(), kept)
            )
            assert sorted(found.values_list("pk", flat=True)) == sorted(map(int, core[figure][ids])), (figure, side)
        sums = [pair for pair in kept.figures[figure][""].values()]
        assert sum(pair[0] or 0 for pair in sums) == (core[figure]["value"] or 0)


def test_a_slice_and_a_unit_narrow_the_rows(enter: Login, rows: None) -> None:
    page = enter("supervisor").get(f"/rows/?{ASKED}&figure=documents.received&issuer_level=county&unit={TOWN}")
    assert "共 2 行" in page.content.decode()


def test_rows_come_by_cursor_each_once(enter: Login, office: None) -> None:
    days = [date(2019, 1, 1) + timedelta(days=at % 9) for at in range(120)]
    seed.store(seed.make_import("a.csv"), [seed.row(at, "documents", TOWN, day) for at, day in enumerate(days)])
    client, address, seen = enter("supervisor"), f"/rows/?{ASKED}&figure=documents.received", []
    while address:
        context = client.get(address).context
        seen += [row["pk"] for row in context["step"].rows]
        address = f"/rows/?{context['more']}" if context["more"] else ""
    assert len(seen) == 120
    assert sorted(seen) == sorted(RegisterRow.objects.values_list("pk", flat=True))


@pytest.mark.parametrize(
    "address", ["figure=nonsense", "figure=documents.received&after=x", "figure=documents.received&line=x"]
)
def test_an_address_that_means_nothing_is_explained(enter: Login, rows: None, address: str) -> None:
    assert enter("supervisor").get(f"/rows/?{ASKED}&{address}").status_code == 400


def test_a_row_shows_the_cells_of_the_file_and_marks_those_that_decide(enter: Login, office: None) -> None:
    columns = [
        {"column": "A", "header": "收文日期", "field": "day"}, {"column": "B", "header": "标题", "field": "name"},
        {"column": "C", "header": "渠道", "field": "channel"}, {"column": "D", "header": "备 注", "field": None},
    ]  # fmt: skip
    account = {"sheets": [seed.told_of("一", "documents", columns)]}
    kept = seed.row(3, "documents", TOWN, date(2019, 1, 3), channel="paper")
    seed.store(seed.make_import("台账.xlsx", account), [kept], {("一", 3): ["1月3日", "通知", "机要", "—"]})
    key = RegisterRow.objects.get().pk
    response = enter("supervisor").get(f"/rows/{key}/?figure=documents.both_channels")
    assert [(cell.letters, cell.text, cell.marked) for cell in response.context["cells"]] == [
        ("A", "1月3日", True), ("B", "通知", False), ("C", "机要", True), ("D", "—", False),
    ]  # fmt: skip


def test_a_foreign_row_is_not_there(enter: Login, rows: None) -> None:
    other = RegisterRow.objects.get(unit=OTHER).pk
    found = {
        role: enter(role).get(f"/rows/{other}/").status_code for role in ("supervisor", "town", "village", "auditor")
    }
    assert found == {"supervisor": 200, "town": 404, "village": 404, "auditor": 404}
    assert enter("department").get(f"/rows/{other}/").status_code == 404


def test_rows_that_do_not_count_are_not_there(enter: Login, rows: None) -> None:
    RegisterRow.objects.filter(unit=OTHER).update(live=False)
    assert enter("supervisor").get(f"/rows/{RegisterRow.objects.get(unit=OTHER).pk}/").status_code == 404


def test_an_export_keeps_text_that_looks_like_a_formula_as_text(enter: Login, rows: None) -> None:
    client = enter("supervisor")
    book = load_workbook(io.BytesIO(client.get(f"/rows/?{ASKED}&figure=documents.received&as=xlsx").content))
    cells = [cell for line in book.active.iter_rows() for cell in line if cell.value == "=1+1"]
    assert len(cells) == 1
    sheet = client.get(f"/rows/?{ASKED}&figure=documents.received&as=csv").content.decode("utf-8-sig")
    assert ",'=1+1," in sheet


def test_every_table_of_the_overview_can_be_exported(enter: Login, rows: None) -> None:
    client = enter("supervisor")
    opened(client, f"/overview/?{ASKED}")
    tables = client.get(f"/overview/?{ASKED}").context["tables"]
    assert {"where", "all", "issuers", "months-documents"} <= set(tables)
    for key, table in tables.items():
        content = client.get(f"/overview/?{ASKED}&table={key}&as=xlsx").content
        sheet = load_workbook(io.BytesIO(content)).active
        assert sheet.max_row == len(table.rows) + 1


def test_twins_are_shown_with_reasons_to_those_who_may(enter: Login, office: None) -> None:
    more = {"issuer": "区司法局", "number": "南司〔2019〕3号"}
    kept = [
        seed.row(2, "documents", TOWN, date(2019, 1, 3), "关于做好防汛工作的通知", channel="electronic", **more),
        seed.row(3, "documents", TOWN, date(2019, 1, 5), "关于做好防汛工作的通知", channel="paper", **more),
    ]
    seed.store(seed.make_import("台账.xlsx"), kept)
    page = opened(enter("town"), f"/duplicates/?{ASKED}")
    assert "关于做好防汛工作的通知" in page
    assert "发文字号相同" in page
    assert "不同之处：日期 2019-01-03 / 2019-01-05" in page
    assert enter("village").get("/duplicates/").status_code == 404
    assert "共 2 行" in enter("supervisor").get(f"/rows/?{ASKED}&figure=documents.both_channels").content.decode()
