"""Figures over exported files of several territories are those over their rows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from songbang.cli.measuring_engines import measuring_at
from songbang.core.calendar import Period
from songbang.core.errors import Conflict, NotFound
from songbang.core.measuring import PLACEMENT_SCHEMA, Figure, TimeTable, measure
from songbang.core.measuring.over_star import By, Star, measure_star
from songbang.core.registers import Row, rows_table
from tests.core.measuring.stars import made_rows, make_star

ONE, TWO = "330402", "330411"
ASKED: dict[str, Any] = {
    "period": Period.parse("2019-01:2019-03"), "baseline": Period.parse("2018-11:2018-12"), "minutes": TimeTable.load(),
}  # fmt: skip
PAIRED = {"documents.both_channels", "documents.forwarded_repeatedly"}


@pytest.fixture(scope="module")
def star(tmp_path_factory: pytest.TempPathFactory) -> Star:
    """Two territories of one installation's export."""
    folder = tmp_path_factory.mktemp("star")
    make_star(folder, ONE, TWO)
    return Star.open([folder])


def _rows(*territories: str) -> list[Row]:
    return [row for territory in territories for row in made_rows(territory, 300)]


def _placed(rows: list[Row]) -> pa.Table:
    """Documents of one title are one instrument; of one title and unit one document."""
    lines = [
        {"row": row.row, "document": f"{row.name}@{row.unit}", "instrument": row.name}
        for row in rows if row.register == "documents"
    ]  # fmt: skip
    return pa.Table.from_pylist(lines, schema=PLACEMENT_SCHEMA)


def _over(
    star: Star, *territories: str, by: By, placements: pa.Table | None = None, with_rows: bool = False
) -> list[Figure]:
    with measuring_at("") as engine:
        places = None if placements is None else engine.put(placements)
        return measure_star(engine, star, territories, by=by, **ASKED, with_rows=with_rows, placements=places)


def test_at_the_units_of_both_they_are_those_over_all_rows(star: Star) -> None:
    rows, units = _rows(ONE, TWO), [unit for _, unit in star.units([ONE, TWO])]
    found = _over(star, ONE, TWO, by="unit", placements=_placed(rows), with_rows=True)
    assert found == measure(rows_table(rows), _placed(rows), units, **ASKED)
    assert {figure.id for figure in found} >= {*PAIRED, "burden.minutes", "burden.minutes.imbalance"}


def test_of_one_territory_only_its_own_files_count_and_without_a_comparison_all_but_its_two_figures(star: Star) -> None:
    rows, units = _rows(TWO), [unit for _, unit in star.units([TWO])]
    whole = measure(rows_table(rows), _placed(rows), units, **ASKED, with_rows=False)
    kept = [figure for figure in whole if figure.id.removesuffix(".imbalance") not in PAIRED]
    assert len(kept) < len(whole)
    assert _over(star, TWO, by="unit") == kept


def test_with_territories_as_units_each_row_counts_at_its_own(star: Star) -> None:
    rows = [replace(row, unit=row.unit[:6]) for row in _rows(ONE, TWO)]
    assert _over(star, ONE, TWO, by="territory", placements=_placed(_rows(ONE, TWO))) == measure(
        rows_table(rows), _placed(_rows(ONE, TWO)), [], **ASKED, with_rows=False
    )


def test_exports_of_two_installations_are_read_as_one(star: Star, tmp_path: Path) -> None:
    for territory in (ONE, TWO):
        make_star(tmp_path / territory, territory)
    apart = Star.open([tmp_path / TWO, tmp_path / ONE])
    assert apart.territories == [ONE, TWO]
    assert list(apart.units([ONE, TWO])) == list(star.units([ONE, TWO]))
    found = {territory: apart.files("deliveries", [territory]) for territory in (ONE, TWO)}
    assert all(
        len(files) == 5 and all(f"territory={place}" in file for file in files) for place, files in found.items()
    )
    assert len(apart.files("deliveries", [ONE, TWO])) == 10


def test_one_territory_in_two_folders_and_one_that_is_in_none_are_refused(star: Star, tmp_path: Path) -> None:
    make_star(tmp_path, TWO)
    with pytest.raises(Conflict, match=r"star\.twice"):
        Star.open([star.exports[0][0], tmp_path])
    with pytest.raises(NotFound, match=r"star\.no_territory"):
        star.chosen(["330499"])
    assert star.chosen([]) == [ONE, TWO]
    make_star(tmp_path / "empty")
    with pytest.raises(NotFound, match=r"star\.missing"):
        Star.open([tmp_path / "empty"]).chosen([])
