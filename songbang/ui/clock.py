"""The site's one look at the clock."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone


def now() -> datetime:
    """This moment, with its zone."""
    return timezone.now()


def start_of(day: date) -> datetime:
    """The first moment of a day in the office's zone."""
    return timezone.make_aware(datetime.combine(day, time()))


def today() -> date:
    """This day in the office's zone."""
    return timezone.localdate()
