"""The small grouped results, gathered by figure, slice and unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from songbang.core.measuring import queries
from songbang.core.measuring.definitions import BOTH_CHANNELS, BY_MONTH, PARTS, REPEATEDLY, SLICED, Part, burden
from songbang.core.measuring.queries import SIDES, Side, Spans
from songbang.core.measuring.timetable import TimeTable
from songbang.core.registers import ISSUER_LEVELS, LINES, REGISTER_KINDS

if TYPE_CHECKING:
    import ibis.expr.types as ir

Slice = tuple[str, str] | None
"""None for a figure over all its rows, else the scope's key and value, such as ("issuer_level", "county")."""

SLICES: dict[str, tuple[str, ...]] = {"issuer_level": ISSUER_LEVELS, "line": LINES}

Run = Callable[["ir.Table"], pa.Table]
"""Runs an expression on the backend that holds its tables."""

Rows = dict[tuple[str, Slice, Side], dict[str, list[str]]]
"""Row ids by figure, slice and side, then by unit."""

N = TypeVar("N", int, float)

Months = dict[str, dict[str, dict[str, int]]]
"""Counts by figure, unit and month (`2019-01`)."""


@dataclass(slots=True)
class Cell:
    """What one unit has of a figure; a side that is not known is not 0 but None outside."""

    amounts: dict[Side, float] = field(default_factory=lambda: dict.fromkeys(SIDES, 0))
    known: dict[Side, bool] = field(default_factory=lambda: dict.fromkeys(SIDES, False))

    def add(self, amounts: Sequence[float], known: Sequence[int] = (0, 0)) -> None:
        """Add to both sides; a side is known as soon as one row says so."""
        for side, amount, rows in zip(SIDES, amounts, known, strict=True):
            self.amounts[side] += amount
            self.known[side] = self.known[side] or rows > 0

    def __getitem__(self, side: Side) -> int | float | None:
        return plain_number(self.amounts[side]) if self.known[side] else None


Tally = dict[tuple[str, Slice], dict[str, Cell]]
"""Cells by figure and slice, then by unit."""


def plain_number(number: float) -> int | float:
    """Whole numbers as int; others (a time table with fractions) to four decimals.

    >>> plain_number(20.0), plain_number(2.50000001)
    (20, 2.5)
    """
    return int(number) if number == int(number) else round(number, 4)


def parts_by_register(minutes: TimeTable, registers: Collection[str] = REGISTER_KINDS) -> dict[str, list[Part]]:
    """All parts of these registers, in a fixed order, so that the i-th of a register is the same in every query."""
    parts = (*PARTS, *burden(minutes))
    wanted = [register for register in REGISTER_KINDS if register in registers]
    return {register: [part for part in parts if part.register == register] for register in wanted}


@dataclass(frozen=True, slots=True)
class Asking:
    """Whom to ask for what: the tables, the backend that holds them, both periods, and the parts by register."""

    run: Run
    rows: ir.Table
    placements: ir.Table | None
    spans: Spans
    parts: Mapping[str, Sequence[Part]]


def count_all(asking: Asking) -> Tally:
    """Every figure at every unit and slice: one query a register, one a kind of slice, one for the pairs."""
    tally: Tally = defaultdict(lambda: defaultdict(Cell))
    for register, parts in asking.parts.items():
        for line in asking.run(queries.by_unit(asking.rows, register, parts, asking.spans)).to_pylist():
            _add_parts(tally, parts, line)
    if sliced := [register for register in SLICED.values() if register in asking.parts]:
        for column, keys in SLICES.items():
            for line in asking.run(queries.by_slice(asking.rows, sliced, column, asking.spans)).to_pylist():
                _add_slices(tally, column, keys, line)
    if "documents" in asking.parts and asking.placements is not None:
        for line in asking.run(queries.paired(asking.rows, asking.placements, asking.spans)).to_pylist():
            tally[BOTH_CHANNELS, None][line["unit"]].add(queries.sides(line, "pairs"))
            tally[REPEATEDLY, None][line["unit"]].add(queries.sides(line, "repeats"))
    return tally


def _add_parts(tally: Tally, parts: Sequence[Part], line: Mapping[str, Any]) -> None:
    for index, part in enumerate(parts):
        known = queries.sides(line, queries.known_name(part))
        counted = (0, 0) if part.timing == "paired" else queries.sides(line, str(index))
        tally[part.figure, None][line["unit"]].add([number * part.weight for number in counted], known)


def _add_slices(tally: Tally, column: str, keys: Iterable[str], line: Mapping[str, Any]) -> None:
    """A row that states an issuer makes all levels known, and counts in its own."""
    for figure, register in SLICED.items():
        if register == line["register"]:
            known = [line[f"{side}_known"] or 0 for side in SIDES]
            for key in keys:
                counted = [line[side] or 0 if key == line["key"] else 0 for side in SIDES]
                tally[figure, (column, key)][line["unit"]].add(counted, known)


def rows_behind(asking: Asking) -> Rows:
    """The ids of the rows behind every figure: one query a register, two a side for the pairs."""
    behind: Rows = defaultdict(lambda: defaultdict(list))
    for register, parts in asking.parts.items():
        found = asking.run(queries.behind_parts(asking.rows, register, parts, asking.spans))
        for index, part in enumerate(parts):
            if part.timing != "paired":
                _add_rows(behind, part.figure, str(index), found)
    if "documents" in asking.parts and asking.placements is not None:
        receipts = queries.placed(asking.rows, asking.placements, asking.spans)
        for side in SIDES:
            _add_receipts(behind[BOTH_CHANNELS, None, side], asking.run(queries.behind_pairs(receipts, side)))
            _add_receipts(behind[REPEATEDLY, None, side], asking.run(queries.behind_repeats(receipts, side)))
    return behind


def _add_receipts(behind: dict[str, list[str]], found: pa.Table) -> None:
    for line in found.to_pylist():
        behind[line["unit"]].append(line["row"])


def _add_rows(behind: Rows, figure: str, column: str, found: pa.Table) -> None:
    """Columns are walked, not lines: there may be as many as there are rows in the registers."""
    for side in SIDES:
        lines = found.filter(pc.field(f"{column}_{side}"))
        units, ids = lines["unit"].to_pylist(), lines["row"].to_pylist()
        for unit, row in zip(units, ids, strict=True):
            behind[figure, None, side][unit].append(row)
        for key in SLICES if figure in SLICED else ():
            for unit, row, value in zip(units, ids, lines[key].to_pylist(), strict=True):
                if value is not None:
                    behind[figure, (key, value), side][unit].append(row)


def count_months(run: Run, rows: ir.Table, spans: Spans) -> Months:
    """Counts by month for the figures of `BY_MONTH`, over the months of both periods, zeros given. A unit lacks the
    months of a period for which its figure is not known."""
    counted: dict[tuple[str, str], dict[tuple[int, int], int]] = defaultdict(dict)
    for line in run(queries.by_month(rows, sorted(BY_MONTH.values()), spans)).to_pylist():
        counted[line["register"], line["unit"]][line["year"], line["month"]] = line["rows"]
    return fill_months(counted, spans)


def fill_months(counted: Mapping[tuple[str, str], Mapping[tuple[int, int], int]], spans: Spans) -> Months:
    """(register, unit) → (year, month) → rows, as `count_months` gives them."""
    months: Months = {}
    for figure, register in BY_MONTH.items():
        units = sorted((unit for kind, unit in counted if kind == register), key=unit_order)
        months[figure] = {unit: fill_one(counted[register, unit], spans) for unit in units}
    return months


def fill_one(counted: Mapping[tuple[int, int], N], spans: Spans) -> dict[str, N | int]:
    """One unit's months of both periods, zeros given; without those of a period of whose years nothing is counted."""
    known = {side for side in SIDES if any(year in spans[side].years for year, _ in counted)}
    wanted = sorted({month for side in known for month in spans[side].months()})
    return {f"{year:04}-{month:02}": counted.get((year, month), 0) for year, month in wanted}


def unit_order(code: str) -> tuple[int, str]:
    """Units stand by length of their code (district, towns, villages), then by code."""
    return len(code), code
