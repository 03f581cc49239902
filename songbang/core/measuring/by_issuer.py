"""Figures by the body that asks, from sums kept by month and issuer: which department costs the base how much."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from songbang.core.calendar import Period
from songbang.core.measuring.by_month import MonthSum, sums_of, watched, watched_parts
from songbang.core.measuring.definitions import Part
from songbang.core.measuring.queries import SIDES, Spans
from songbang.core.measuring.timetable import TimeTable

ByIssuer = dict[str, dict[str, dict[str, list[float]]]]
"""Figure → issuer as written → unit → [value, baseline]."""


@dataclass(frozen=True, slots=True)
class IssuedCell:
    """What a register's rows of one unit add up to in a month, by issuer as written: all rows, and for the keys of
    `issued_sums` what they sum up."""

    unit: str
    register: str
    month: str
    rows: Mapping[str, int]
    sums: Mapping[str, Mapping[str, int]]


def issued_sums(register: str) -> list[MonthSum]:
    """What has to be kept of a register by issuer beside its rows: whatever is more than a count of rows."""
    minutes = TimeTable.load()
    weighed = {key for key, part in watched_parts(register, minutes, stocks=False) if not _counts_rows(part)}
    standing = {
        f"{key}:{end}" for key, _ in watched_parts(register, minutes, stocks=True) for end in ("begun", "ended")
    }
    return [one for one in sums_of(register) if one.key in weighed | standing]


def _counts_rows(part: Part) -> bool:
    return part.where is None and part.sums is None


def watched_by_issuer(cells: Iterable[IssuedCell], *, period: Period, baseline: Period, minutes: TimeTable) -> ByIssuer:
    """The figures of `WATCHED` by issuer and unit. Of stocks cells of all months are needed, of other registers those
    of the months of both periods."""
    spans = Spans(period, baseline)
    within = [{f"{year:04}-{month:02}" for year, month in spans[side].months()} for side in SIDES]
    last = [max(months) for months in within]
    dated, stocks = watched(minutes, stocks=False), watched(minutes, stocks=True)
    found: ByIssuer = defaultdict(lambda: defaultdict(lambda: defaultdict(lambda: [0.0, 0.0])))
    for cell in cells:
        sides = [side for side, months in enumerate(within) if cell.month in months]
        for key, part in dated[cell.register] if sides else ():
            told = cell.rows if _counts_rows(part) else cell.sums.get(key, {})
            _add(found[part.figure], cell.unit, told, sides, part.weight)
        until = [side for side, month in enumerate(last) if cell.month <= month]
        for key, part in stocks[cell.register] if until else ():
            _add(found[part.figure], cell.unit, cell.sums.get(f"{key}:begun", {}), until, 1)
            _add(found[part.figure], cell.unit, cell.sums.get(f"{key}:ended", {}), until, -1)
    return found


def _add(
    figure: dict[str, dict[str, list[float]]], unit: str, told: Mapping[str, int], sides: list[int], weight: float
) -> None:
    for issuer, number in told.items():
        there = figure[issuer][unit]
        for side in sides:
            there[side] += number * weight
