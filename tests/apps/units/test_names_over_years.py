"""Lists of three years, one after another, as a district's villages really changed: every name stays with its days."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from songbang.apps.journal.services import SYSTEM
from songbang.apps.units import services
from songbang.apps.units.listing import unit_changes
from songbang.apps.units.models import Unit, UnitName
from songbang.apps.units.queries import unit_tree
from songbang.apps.units.succeeding import ENDED, Fates, take_list
from songbang.core.units import Unit as UnitFacts
from tests.conftest import SHARED

pytestmark = pytest.mark.django_db
VILLAGES = SHARED / "data" / "units" / "nanhu_330402_villages_2018_2019_2023.csv"
YEARS = (("2018", None), ("2019", date(2019, 1, 1)), ("2023", date(2023, 1, 1)))


def _rows() -> list[dict[str, str]]:
    if not VILLAGES.exists():
        pytest.skip("../shared is not here")
    with VILLAGES.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def _listed(rows: list[dict[str, str]], year: str) -> list[UnitFacts]:
    towns = {row["town_code"]: row["town_name"] for row in rows}
    units = [UnitFacts("330402", "南湖区", "county")]
    units += [UnitFacts(code, name, "town", (), "330402") for code, name in towns.items()]
    named = [row for row in rows if row[f"name_{year}"]]
    return units + [
        UnitFacts(row["village_code"], row[f"name_{year}"], "village", (), row["town_code"]) for row in named
    ]


def test_every_name_of_every_year_is_kept_and_understood() -> None:
    rows = _rows()
    renamed = 0
    for year, on in YEARS:
        renamed += len(unit_changes(_listed(rows, year), "330402").changed)
        services.import_units(SYSTEM, _listed(rows, year), "330402", on=on)
    assert renamed == sum(
        bool(row[first] and row[later] and row[first] != row[later])
        for row in rows
        for first, later in (("name_2018", "name_2019"), ("name_2019", "name_2023"))
    )
    assert Unit.objects.filter(level="village").count() == len(rows)
    tree = unit_tree("330402")
    for row in rows:
        for year, _ in YEARS:
            if row[f"name_{year}"]:
                assert row["village_code"] in tree._candidates(row[f"name_{year}"])
    ended = UnitName.objects.filter(valid_to__isnull=False)
    assert ended.count() == renamed


def test_a_list_names_what_it_no_longer_has_and_ends_nothing() -> None:
    rows = _rows()
    services.import_units(SYSTEM, _listed(rows, "2018"), "330402")
    found = unit_changes(_listed(rows, "2023"), "330402")
    gone = {row["village_code"] for row in rows if row["name_2018"] and not row["name_2023"]}
    assert {unit.code for unit in found.missing} == gone
    services.import_units(SYSTEM, _listed(rows, "2023"), "330402", on=date(2023, 1, 1))
    assert not Unit.objects.filter(valid_to__isnull=False).exists()


def test_what_the_list_of_2023_lacks_ends_when_somebody_says_so() -> None:
    rows = _rows()
    services.import_units(SYSTEM, _listed(rows, "2019"), "330402")
    gone = {row["village_code"] for row in rows if row["name_2019"] and not row["name_2023"]}
    listed = _listed(rows, "2023")
    take_list(SYSTEM, listed, "330402", on=date(2023, 1, 1), fates=Fates(dict.fromkeys(gone, ENDED)))
    ended = Unit.objects.filter(valid_to=date(2022, 12, 31)).values_list("code", flat=True)
    assert set(ended) == gone
    tree = unit_tree("330402")
    for row in rows:  # registers of 2019 are still understood
        if row["name_2019"]:
            assert row["village_code"] in tree._candidates(row["name_2019"])
