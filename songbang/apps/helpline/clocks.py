"""When the steps of a matter are due, in working time of the office."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from songbang.core import rulebook
from songbang.core.rules import workdays
from songbang.core.worktime import Span, due


def is_working(day: date) -> bool:
    """By the decreed calendar; a year that is not decreed yet has weekdays."""
    return workdays.is_working(day) if workdays.decreed(day) else day.weekday() < 5


def span_of(kind: str, step: str) -> Span:
    return Span(**rulebook.load("helpline.yaml")[kind][step])


def due_at(start: datetime, kind: str, step: str) -> datetime:
    """When `step` (sign, contact, answer) of a matter of this class is due that starts at `start`."""
    local = timezone.localtime(start).replace(tzinfo=None)
    return timezone.make_aware(due(local, span_of(kind, step), is_working))
