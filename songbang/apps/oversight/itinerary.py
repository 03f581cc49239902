"""In which order units are visited: those of one town together, so that a town is entered once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from songbang.apps.units.models import Unit
from songbang.core.rules import workdays


def ordered(units: Sequence[Unit]) -> list[Unit]:
    """By town, then by code: neighbours have neighbouring codes."""
    return sorted(units, key=lambda unit: (unit.code[:9], unit.code))


def days_of(first: date, last: date) -> list[date]:
    """The working days of the campaign; weekdays in a year that is not decreed yet."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [day for day in days if (workdays.is_working(day) if workdays.decreed(day) else day.weekday() < 5)]
