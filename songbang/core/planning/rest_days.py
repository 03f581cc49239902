"""Which days are worked: the State Council's arrangement of rest and make-up days, as far as it has been decreed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import chinese_calendar
from chinese_calendar.constants import workdays

SATURDAY = 5
LAST_DECREED = max(day.year for day in workdays)
"""Last year whose make-up days the table knows (chinesecalendar, from the State Council's yearly notice)."""


def is_worked(day: date) -> bool:
    """A weekday that is no holiday, or a make-up day; of a year not yet decreed, any weekday.

    >>> is_worked(date(2025, 1, 26)), is_worked(date(2025, 1, 29)), is_worked(date(2030, 10, 1))
    (True, False, True)
    """
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < SATURDAY


def years_not_decreed(days: Iterable[date]) -> tuple[int, ...]:
    """Years of these days for which only weekdays are known."""
    return tuple(sorted({day.year for day in days if day.year > LAST_DECREED}))
