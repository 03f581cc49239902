"""Many files at once: rows that count, files that can be opened, a journal that holds."""

from __future__ import annotations

import io

import pytest
from django.db.models import Sum

from samples.scale import files, whole_district, write
from songbang.apps.intake import bulk, keeping
from songbang.apps.intake.models import Import, RegisterRow
from songbang.apps.journal.services import SYSTEM, broken_entries
from songbang.apps.units import services as units
from songbang.core.units import Unit as UnitFacts

pytestmark = pytest.mark.django_db
ROWS = 1500


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> str:
    place = whole_district()
    listed = [
        UnitFacts(unit.code, unit.name, unit.level, unit.aliases, unit.parent or None, unit.cadres)  # type: ignore[arg-type]
        for unit in (place.county, *place.towns, *place.villages)
    ]
    units.import_units(SYSTEM, listed, place.county.code)
    monkeypatch.setattr(bulk, "CHUNK", 400)
    out = io.StringIO()
    write(files(place, ROWS, 1), 1, out)
    assert list(bulk.take_in(io.StringIO(out.getvalue()), place.county.code))[-1] == ROWS
    return place.county.code


def test_every_row_counts_and_every_file_is_kept(office: str) -> None:
    assert RegisterRow.objects.filter(territory=office, live=True).count() == ROWS
    assert Import.objects.filter(state="accepted").aggregate(rows=Sum("counted"))["rows"] == ROWS
    taken = Import.objects.select_related("file").order_by("-counted")[0]
    assert keeping.path_of(taken.file).read_text("utf-8-sig").count("\n") == taken.counted + 1
    assert not list(broken_entries())
