"""Rows of a whole district over five years, without workbooks: for offices of a million rows (`songbang demo --scale`).

    python -m samples.scale FOLDER --rows 1000000 --seed 1

writes `FOLDER/units.csv` and prints one JSON line for each register file, followed by one line for each of its rows.
The same rows and seed give the same lines. Towns carry more than villages and some far more than others; few bodies
ask for most; the year has its busy months; some documents come twice, and some once more as relays.
"""

from __future__ import annotations

import argparse
import json
import sys
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any, TextIO

from samples.district import District, Unit, district
from samples.scale_rows import Said, Teller
from samples.words import words
from songbang.apps.intake.told import ROW_FIELDS, likeness_of
from songbang.core.reading.books import column_letters
from songbang.core.registers import Row
from songbang.core.reporting.accounts import ColumnAccount
from songbang.core.reporting.rows_book import check_of

YEARS = (2015, 2016, 2017, 2018, 2019)
STOCKS = frozenset({"digital", "signboards"})
"""Registers that are one file over all years."""
TOWNS_SHARE = 0.45
_BUSY = (7, 5, 10, 9, 8, 9, 8, 7, 10, 8, 9, 10)
"""How the rows of a year fall on its months."""
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class File:
    """One register file: whose it is, of what kind and year (None: all years), and how many rows it has."""

    unit: Unit
    register: str
    year: int | None
    rows: int

    @property
    def name(self) -> str:
        told = words("scale")["values"]
        pattern = told["stock"] if self.year is None else told["file"]
        register = words("scale")["registers"][self.register]["name"]
        return str(pattern.format(unit=self.unit.name, year=self.year, register=register))


def whole_district() -> District:
    """All thirteen towns with their villages."""
    table = words("scale")
    return district(tuple(town["name"] for town in table["towns"]), table)


def files(place: District, rows: int, seed: int) -> list[File]:
    """The files that `rows` are spread over, in a fixed order; those that get no row are left out."""
    rng = Random(f"{seed}/files")
    weights: list[tuple[Unit, str, int | None, float]] = []
    for level, units, share in (("town", place.towns, TOWNS_SHARE), ("village", place.villages, 1 - TOWNS_SHARE)):
        skew = {unit.code: rng.lognormvariate(0, 0.5 if level == "town" else 0.8) for unit in units}
        whole = sum(skew.values())
        for unit in units:
            weights += _of_unit(unit, share * skew[unit.code] / whole)
    counts = _spread([weight for *_, weight in weights], rows)
    return [File(unit, kind, year, n) for (unit, kind, year, _), n in zip(weights, counts, strict=True) if n]


def _of_unit(unit: Unit, share: float) -> Iterator[tuple[Unit, str, int | None, float]]:
    for kind, told in words("scale")["registers"].items():
        weight = share * int(told["share"])
        if kind in STOCKS:
            yield unit, kind, None, weight
        else:
            for at, year in enumerate(YEARS):
                yield unit, kind, year, weight * (0.85 + 0.075 * at) / len(YEARS)  # more is asked every year


def _spread(weights: Sequence[float], total: int) -> list[int]:
    """Whole numbers in proportion to the weights that add up to `total`."""
    whole = sum(weights)
    edges = [round(total * edge / whole) for edge in accumulate(weights)]
    edges[-1] = total
    return [after - before for before, after in zip([0, *edges], edges, strict=False)]


@cache
def _days(year: int) -> tuple[list[date], list[int]]:
    """The working days of a year and their summed weights."""
    days = [date(year, 1, 1) + timedelta(n) for n in range(365)]
    days = [day for day in days if day.weekday() < 5]
    return days, list(accumulate(_BUSY[day.month - 1] for day in days))


def days_of(file: File, rng: Random) -> list[date]:
    """The deciding days of the file's rows, in order."""
    years = YEARS if file.year is None else (file.year,)
    found = []
    for _ in range(file.rows):
        days, edges = _days(rng.choice(years))
        found.append(days[bisect(edges, rng.random() * edges[-1])])
    return sorted(found)


def told(file: File, seed: int) -> tuple[dict[str, Any], list[str]]:
    """The file's own line as a value, and the lines of its rows (`intake.told.LINE`)."""
    rng = Random(f"{seed}/{file.name}")
    teller = Teller(file.register, rng, file.unit.level)
    name = f"{file.unit.code}/{file.name}"
    rows: list[tuple[Row, Said]] = []
    for line_no, day in enumerate(days_of(file, rng), 2):
        said = teller.next(day)
        row = Row(f"{name}##{line_no}", name, "", line_no, file.register, file.unit.code, day, said.name, **said.read)
        rows.append((row, said))
    columns = words("scale")["registers"][file.register]["columns"]
    cells = [[said.cells.get(field, "") for field in columns.values()] for _, said in rows]
    lines = [_line(row, shown) for (row, _), shown in zip(rows, cells, strict=True)]
    head = {
        "unit": file.unit.code, "name": file.name, "rows": len(rows), "header": list(columns),
        "account": _account(file, [row for row, _ in rows], columns, cells),
    }  # fmt: skip
    return head, lines


def _line(row: Row, cells: Sequence[str]) -> str:
    values = [
        value.isoformat() if isinstance(value, date) else value for value in map(row.__getattribute__, ROW_FIELDS)
    ]
    return json.dumps([check_of(row), likeness_of(row), cells, *values], ensure_ascii=False)


def _account(file: File, rows: Sequence[Row], columns: dict[str, str], cells: list[list[str]]) -> dict[str, Any]:
    """What a reading would have said of the file (`intake.told.account_of`)."""
    accounts = [
        asdict(ColumnAccount(column_letters(at), header, field, by_words=True))
        for at, (header, field) in enumerate(columns.items())
    ]
    shown = [
        {n: str(v) if isinstance(v, date) else v for n in ROW_FIELDS if (v := getattr(row, n)) is not None}
        for row in rows[:_SHOWN]
    ]
    register = {
        "register": file.register, "header_rows": [1, 1], "keeper": file.unit.code, "keeper_from": "folder",
        "year": file.year, "channel": None, "columns": accounts, "readings": [], "rivals": {}, "counted": len(rows),
        "rejected": 0, "first_day": rows[0].day.isoformat(), "last_day": rows[-1].day.isoformat(), "shown": shown,
    }  # fmt: skip
    sheet = {
        "name": "", "hidden": False, "rows": len(rows), "counted": len(rows), "rejected": 0, "not_data": {},
        "lines": [list(columns), *cells[:_SHOWN]], "letters": [column_letters(at) for at in range(len(columns))],
        "registers": [register],
    }  # fmt: skip
    return {"format": "csv", "sheets": [sheet]}


def write(files: Iterable[File], seed: int, out: TextIO) -> None:
    for file in files:
        head, lines = told(file, seed)
        out.write(json.dumps(head, ensure_ascii=False) + "\n")
        out.writelines(line + "\n" for line in lines)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m samples.scale", description="Make the rows of a whole district.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    place = whole_district()
    given.folder.mkdir(parents=True, exist_ok=True)
    place.write_units(given.folder / "units.csv")
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    write(files(place, given.rows, given.seed), given.seed, sys.stdout)


if __name__ == "__main__":
    main()
