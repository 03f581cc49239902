"""Entries laid out for a page: a week as columns of quarter hours, a month as weeks of days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from songbang.apps.agenda import facts
from songbang.apps.agenda.models import Entry
from songbang.core.planning.rest_days import is_worked

FIRST, LAST = 8 * 60, 18 * 60
QUARTER = 15
MOST_BESIDE = 3
"""Columns beside each other in a day; what does not fit stands in the list under the day."""


@dataclass(frozen=True, slots=True)
class Block:
    """An entry in a day: the quarter hour from 8:00 at which it begins (from 1), how many it fills, its lane."""

    entry: Entry
    at: int
    span: int
    lane: int
    lanes: int
    movable: bool


@dataclass(slots=True)
class Day:
    """A day's blocks; `more`: what found no lane, or lies outside the hours."""

    day: date
    today: bool
    worked: bool
    blocks: list[Block] = field(default_factory=list)
    more: list[Entry] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    outside: bool = False
    """Of another month than the one shown."""


def week(entries: Sequence[Entry], monday: date, today: date, movable: frozenset[int]) -> list[Day]:
    """Monday to Friday, and the weekend where it is worked or something lies there."""
    days = [_day(entries, monday + timedelta(days=at), today, movable) for at in range(7)]
    return [day for at, day in enumerate(days) if at < 5 or day.entries or day.worked]


def _day(entries: Sequence[Entry], on: date, today: date, movable: frozenset[int]) -> Day:
    mine = [entry for entry in entries if entry.starts_at and facts.local(entry.starts_at).date() == on]
    made = Day(on, on == today, is_worked(on), entries=mine)
    lanes: list[int] = [0] * MOST_BESIDE
    placed: list[tuple[Entry, int, int, int]] = []
    for entry in mine:
        start = _minute(entry)
        lane = next((at for at, free in enumerate(lanes) if free <= start), None)
        if lane is None or start < FIRST or start >= LAST:
            made.more.append(entry)
            continue
        lanes[lane] = start + max(entry.minutes, 2 * QUARTER)
        placed.append((entry, start, min(entry.minutes, LAST - start), lane))
    for entry, start, minutes, lane in placed:
        beside = [at for _, s, m, at in placed if s < start + minutes and start < s + max(m, 2 * QUARTER)]
        at, span = (start - FIRST) // QUARTER + 1, max(2, -(-minutes // QUARTER))
        made.blocks.append(Block(entry, at, span, lane + 1, max(beside) + 1, entry.pk in movable))
    return made


def _minute(entry: Entry) -> int:
    assert entry.starts_at is not None  # only entries with a time are laid out
    start = facts.local(entry.starts_at)
    return start.hour * 60 + start.minute


def month(entries: Sequence[Entry], first: date, today: date) -> list[list[Day]]:
    """The weeks that the month touches."""
    begin = first - timedelta(days=first.weekday())
    weeks = []
    while begin < _next(first):
        weeks.append([_cell(entries, begin + timedelta(days=at), first, today) for at in range(7)])
        begin += timedelta(days=7)
    return weeks


def _cell(entries: Sequence[Entry], on: date, first: date, today: date) -> Day:
    mine = [entry for entry in entries if entry.starts_at and facts.local(entry.starts_at).date() == on]
    return Day(on, on == today, is_worked(on), entries=mine, outside=on.month != first.month)


def _next(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def hours() -> list[int]:
    """Full hours of the grid."""
    return list(range(FIRST // 60, LAST // 60))
