"""Working days by the State Council's calendar: holidays, days in lieu and make-up days, 2004 to the last decreed."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from datetime import date, timedelta
from functools import cache

import chinese_calendar
from chinese_calendar.constants import holidays, workdays


def decreed(day: date) -> bool:
    """Whether the calendar of the day's year is known; the next year's is decreed in autumn."""
    return day.year in _years()


def is_working(day: date) -> bool:
    """Whether the day is worked. The day must be `decreed`.

    >>> is_working(date(2025, 5, 5)), is_working(date(2025, 4, 27))
    (False, True)
    """
    return bool(chinese_calendar.is_workday(day))


def between(first: date, last: date) -> int | None:
    """Working days after `first` up to and including `last`; none backwards; None where a year is not decreed.

    >>> between(date(2025, 4, 21), date(2025, 4, 24))
    3
    """
    if not decreed(first) or not decreed(last):
        return None
    worked = _worked()
    return max(0, bisect_right(worked, last.toordinal()) - bisect_right(worked, first.toordinal()))


def next_working(day: date) -> date | None:
    """The first working day after `day`; None where the calendar ends."""
    worked = _worked()
    place = bisect_right(worked, day.toordinal())
    return date.fromordinal(worked[place]) if place < len(worked) else None


def around(day: date, span: int) -> tuple[date, date]:
    """First and last of the days that lie within `span` working days of `day`, either way.

    >>> [str(one) for one in around(date(2025, 4, 23), 3)]
    ['2025-04-18', '2025-04-27']
    """
    worked = _worked()
    place = bisect_right(worked, day.toordinal())
    first, last = max(place - 1 - span, 0), min(place + span, len(worked) - 1)
    return date.fromordinal(worked[first]), date.fromordinal(max(worked[last] - 1, day.toordinal()))


@cache
def fingerprint() -> str:
    """Changes when the calendar does."""
    days = [f"{day}" for day in sorted([*holidays, *workdays])]
    return hashlib.sha256("\n".join(days).encode()).hexdigest()


@cache
def _years() -> range:
    years = {day.year for day in holidays}
    return range(min(years), max(years) + 1)


@cache
def _worked() -> list[int]:
    first, last = date(_years().start, 1, 1), date(_years().stop - 1, 12, 31)
    days = (first + timedelta(days=count) for count in range((last - first).days + 1))
    return [day.toordinal() for day in days if is_working(day)]
