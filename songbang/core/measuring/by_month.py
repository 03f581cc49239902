"""Figures from sums kept by month, instead of from rows: all that need no comparing of documents.

What a register's rows of one unit and month add up to is a `MonthCell`. Every part of a figure is a sum of such cells,
stocks too (begun less ended), and so is what makes a figure known. `sums_of` says what has to be added up; whoever
stores rows does it (`apps/intake/tallying.py`). The figures are those of `measure` over the same rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from songbang.core.calendar import Period
from songbang.core.measuring.definitions import LEVELLED, SLICED, UNDATED, WATCHED, Part
from songbang.core.measuring.figures import Figure
from songbang.core.measuring.measure import Pairs, all_figures
from songbang.core.measuring.queries import SIDES, Spans
from songbang.core.measuring.tally import (
    SLICES,
    Cell,
    Tally,
    fill_one,
    parts_by_register,
    plain_number,
)
from songbang.core.measuring.timetable import TimeTable
from songbang.core.registers import REGISTER_KINDS
from songbang.core.units import Unit

ROWS = "rows"
When = Literal["day", "closed", "ended"]
"""The month in which a row is added: of its day, of its closing, or of the later of the two."""


@dataclass(frozen=True, slots=True)
class MonthSum:
    """One sum to keep: `part`'s rows (None: all that have the columns `needs`), in the month that `when` says."""

    key: str
    part: Part | None = None
    needs: tuple[str, ...] = ()
    when: When = "day"


@dataclass(frozen=True, slots=True)
class MonthCell:
    """What a register's rows of one unit add up to in a month (`2019-03`): `MonthSum.key` → number, and
    `issuer_level=county` and the like → rows; what is 0 may be left out."""

    unit: str
    register: str
    month: str
    numbers: Mapping[str, int]


def sums_of(register: str) -> list[MonthSum]:
    """What has to be kept of a register. Weights of the time table are none of it: they are applied when read."""
    parts = _parts(register, TimeTable.load())
    needs = sorted(
        {*(part.needs for _, part in parts if part.needs), *((column,) for column in sliced_columns(register))}
    )
    sums = [MonthSum(ROWS), *(MonthSum(_known(columns), needs=columns) for columns in needs)]
    for key, part in parts:
        if part.timing == "stock":
            sums += [MonthSum(f"{key}:begun", part), MonthSum(f"{key}:ended", part, when="ended")]
        elif part.timing == "removed":
            sums.append(MonthSum(key, part, when="closed"))
        elif part.timing != "paired":
            sums.append(MonthSum(key, part))
    return sums


def sliced_columns(register: str) -> tuple[str, ...]:
    """The columns by whose values the register's rows are kept apart."""
    if register in SLICED.values():
        return tuple(SLICES)
    return ("issuer_level",) if register in LEVELLED.values() else ()


def _parts(register: str, minutes: TimeTable) -> list[tuple[str, Part]]:
    """(key, part): a figure's first part bears its name, further ones are numbered."""
    seen: dict[str, int] = defaultdict(int)
    found = []
    for part in parts_by_register(minutes)[register]:
        seen[part.figure] += 1
        found.append((part.figure if seen[part.figure] == 1 else f"{part.figure}#{seen[part.figure]}", part))
    return found


def _known(needs: Sequence[str]) -> str:
    return f"known:{','.join(needs)}" if needs else ROWS


class _Sums:
    """The cells of one register at one unit, added up over the spans that figures ask for."""

    def __init__(self, cells: Sequence[MonthCell], spans: Spans) -> None:
        self.within = {side: _added(cells, *_ends(spans[side])) for side in SIDES}
        self.near = {
            side: _added(cells, f"{spans[side].years[0]:04}", f"{spans[side].years[-1]:04}-13") for side in SIDES
        }
        self.ever = _added(cells, "", "9999")
        stocks = any(":begun" in key for key in self.ever)
        self.until = {side: _added(cells, "", _ends(spans[side])[1]) if stocks else {} for side in SIDES}

    def known(self, part: Part) -> list[int]:
        """How many rows make the part known on either side."""
        key = _known(part.needs)
        if part.timing in UNDATED:
            return [self.ever.get(key, 0)] * len(SIDES)
        return [self.near[side].get(key, 0) for side in SIDES]

    def counted(self, key: str, part: Part) -> list[int]:
        if part.timing == "stock":
            sums = [self.until[side] for side in SIDES]
            return [found.get(f"{key}:begun", 0) - found.get(f"{key}:ended", 0) for found in sums]
        return [self.within[side].get(key, 0) for side in SIDES]


def _ends(period: Period) -> tuple[str, str]:
    return f"{period.first:%Y-%m}", f"{period.last:%Y-%m}"


def _added(cells: Sequence[MonthCell], first: str, last: str) -> dict[str, int]:
    sums: dict[str, int] = {}
    for cell in cells:
        if first <= cell.month <= last:
            for key, number in cell.numbers.items():
                sums[key] = sums.get(key, 0) + number
    return sums


def figures_by_month(
    cells: Iterable[MonthCell], units: Sequence[Unit], *, period: Period, baseline: Period, minutes: TimeTable,
    pairs: Pairs | None, sliced: Mapping[str, str] = SLICED,
) -> list[Figure]:  # fmt: skip
    """As `measure` without rows. With `pairs` None the two figures counted in pairs are left out. Of registers that
    are stocks cells of all months are needed, of the others those of the calendar years of both periods. `sliced`:
    the figures (and their registers) that are given by issuer level and line too, as far as their registers tell."""
    spans = Spans(period, baseline)
    tally: Tally = defaultdict(lambda: defaultdict(Cell))
    parts: dict[str, list[tuple[str, Part]]] = {register: _parts(register, minutes) for register in REGISTER_KINDS}
    for (register, unit), found in _grouped(cells).items():
        sums = _Sums(found, spans)
        for key, part in parts[register]:
            if part.timing == "paired":
                if pairs is not None:
                    counted = pairs.get(part.figure, {}).get(unit, (0, 0))
                    tally[part.figure, None][unit].add(counted, sums.known(part))
            else:
                amounts = [number * part.weight for number in sums.counted(key, part)]
                tally[part.figure, None][unit].add(amounts, sums.known(part))
        _add_slices(tally, register, unit, sums, sliced)
    return list(all_figures(tally, None, units))


def _add_slices(tally: Tally, register: str, unit: str, sums: _Sums, sliced: Mapping[str, str]) -> None:
    """A row that states an issuer makes all levels known, and counts in its own."""
    for figure in (figure for figure, one in sliced.items() if one == register):
        for column in sliced_columns(register):
            values = SLICES[column]
            known = [sums.near[side].get(_known((column,)), 0) for side in SIDES]
            for value in values if any(known) else ():
                counted = [sums.within[side].get(f"{column}={value}", 0) for side in SIDES]
                tally[figure, (column, value)][unit].add(counted, known)


def watched_by_month(
    cells: Sequence[MonthCell], *, period: Period, baseline: Period, minutes: TimeTable
) -> dict[str, dict[str, dict[str, int | float]]]:
    """The figures of `WATCHED` by unit and month (`2019-01`), over the months of both periods: what is dated as it lies
    in the month, a stock as it stands at the month's end. A unit lacks the months of a period for which its figure is
    not known. Cells as for `figures_by_month`."""
    spans = Spans(period, baseline)
    months: dict[str, dict[str, dict[str, int | float]]] = {}
    for (figure, unit), found in _dated(cells, spans, minutes).items():
        months.setdefault(figure, {})[unit] = _plain(fill_one(found, spans))
    for (figure, unit), stood in _standing(cells, spans, minutes).items():
        months.setdefault(figure, {})[unit] = _plain(stood)
    return months


def _plain(found: Mapping[str, float]) -> dict[str, int | float]:
    return {month: plain_number(amount) for month, amount in found.items()}


def _dated(
    cells: Iterable[MonthCell], spans: Spans, minutes: TimeTable
) -> dict[tuple[str, str], dict[tuple[int, int], float]]:
    near = {year for side in SIDES for year in spans[side].years}
    parts = watched(minutes, stocks=False)
    counted: dict[tuple[str, str], dict[tuple[int, int], float]] = defaultdict(dict)
    for cell in cells:
        month = int(cell.month[:4]), int(cell.month[5:])
        if month[0] in near and cell.numbers.get(ROWS):
            for key, part in parts[cell.register]:
                there = counted[part.figure, cell.unit]
                there[month] = there.get(month, 0) + cell.numbers.get(key, 0) * part.weight
    return counted


def _standing(cells: Iterable[MonthCell], spans: Spans, minutes: TimeTable) -> dict[tuple[str, str], dict[str, float]]:
    """What stands at the end of each month: all begun until then less all ended."""
    wanted = sorted({f"{year:04}-{month:02}" for side in SIDES for year, month in spans[side].months()})
    found: dict[tuple[str, str], dict[str, float]] = {}
    for (register, unit), own in _grouped(cells).items():
        for key, part in watched_parts(register, minutes, stocks=True):
            moves = [
                (cell.month, cell.numbers.get(f"{key}:begun", 0) - cell.numbers.get(f"{key}:ended", 0)) for cell in own
            ]
            found[part.figure, unit] = {
                month: sum(amount for moved, amount in moves if moved <= month) for month in wanted
            }
    return found


def watched(minutes: TimeTable, *, stocks: bool) -> dict[str, list[tuple[str, Part]]]:
    """`watched_parts` of every register."""
    return {register: watched_parts(register, minutes, stocks=stocks) for register in REGISTER_KINDS}


def watched_parts(register: str, minutes: TimeTable, *, stocks: bool) -> list[tuple[str, Part]]:
    """The parts of the figures of `WATCHED` that take this register's rows, with the keys of their sums."""
    own = _parts(register, minutes)
    return [(key, part) for key, part in own if part.figure in WATCHED and (part.timing == "stock") == stocks]


def _grouped(cells: Iterable[MonthCell]) -> dict[tuple[str, str], list[MonthCell]]:
    groups: dict[tuple[str, str], list[MonthCell]] = defaultdict(list)
    for cell in cells:
        groups[cell.register, cell.unit].append(cell)
    return groups
