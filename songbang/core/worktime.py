"""Clocks that run in working time: an hour of the office's day, a day that weekends and holidays do not use up.

Which days are worked is the caller's to say (make-up days and holidays are decreed); moments are the office's own, with
no zone.

>>> weekday = lambda day: day.weekday() < 5
>>> friday = datetime(2025, 3, 7, 17, 0)
>>> str(due(friday, Span(office_minutes=60), weekday)), str(due(friday, Span(days=3), weekday))
('2025-03-10 09:00:00', '2025-03-12 17:30:00')
>>> str(due(friday, Span(running_hours=24), weekday))
'2025-03-10 17:00:00'
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

IsWorking = Callable[[date], bool]
Hours = Sequence[tuple[time, time]]
OFFICE: Hours = ((time(8, 30), time(12)), (time(14), time(17, 30)))


@dataclass(frozen=True, slots=True)
class Span:
    """How long a clock runs: one of the three."""

    office_minutes: int = 0
    """Minutes while the office is open."""
    running_hours: int = 0
    """Hours round the clock, of working days only."""
    days: int = 0
    """Whole working days after the day of the start; due when the office closes."""


def due(start: datetime, span: Span, is_working: IsWorking, hours: Hours = OFFICE) -> datetime:
    """When a clock that starts at `start` runs out."""
    if span.office_minutes:
        return _after_minutes(start, span.office_minutes, is_working, hours)
    if span.running_hours:
        whole = [(time.min, time.max)]
        return _after_minutes(start, span.running_hours * 60, is_working, whole)
    day = start.date()
    for _ in range(span.days):
        day = _next(day, is_working)
    return datetime.combine(day if is_working(day) else _next(day, is_working), hours[-1][1])


def _next(day: date, is_working: IsWorking) -> date:
    day += timedelta(days=1)
    while not is_working(day):
        day += timedelta(days=1)
    return day


def _after_minutes(start: datetime, minutes: int, is_working: IsWorking, hours: Hours) -> datetime:
    left = timedelta(minutes=minutes)
    for opens, closes in _stretches(start, is_working, hours):
        if closes - opens >= left:
            return opens + left
        left -= closes - opens
    raise AssertionError("the days do not end")


def _stretches(start: datetime, is_working: IsWorking, hours: Hours) -> Iterator[tuple[datetime, datetime]]:
    """The stretches of working time from `start` on."""
    day = start.date()
    while True:
        if is_working(day):
            for first, last in hours:
                closes = datetime.combine(day, last)
                if last == time.max:
                    closes = datetime.combine(day, time.min) + timedelta(days=1)
                opens = max(start, datetime.combine(day, first))
                if opens < closes:
                    yield opens, closes
        day += timedelta(days=1)
