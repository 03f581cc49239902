"""A unit's week: what is due and what is coming, from the rows that its registers and those above it hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
from django.conf import settings

from songbang.apps.intake import facts
from songbang.apps.intake.models import Import, RegisterRow
from songbang.core.reading.books import column_letters
from songbang.core.reading.dates import read_day
from songbang.core.words import Language, labels

ASKED_BEFORE = timedelta(days=120)
"""How long before its deadline a form or document may have been asked for."""
COMING = timedelta(weeks=4)
FEED_BACK, FEED_AHEAD = timedelta(days=31), timedelta(days=366)
_EVENTS = ("meetings", "inspections", "visits")
_ASKED = ("forms", "documents")
MOST = 2000
_READ = (
    "pk", "taken", "register", "unit", "day", "name", "issuer", "starts_at", "ends_at", "sheet", "line_no", "cells",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """A thing on a day: an event that takes place, or (`due`) something to be handed in by then."""

    key: int
    register: str
    unit: str
    day: date
    name: str
    issuer: str
    due: bool
    starts_at: int | None = None
    ends_at: int | None = None
    place: str = ""

    @property
    def clock(self) -> str:
        return _clock(self.starts_at) + (f"-{_clock(self.ends_at)}" if self.ends_at is not None else "")


def _clock(minutes: int | None) -> str:
    return "" if minutes is None else f"{minutes // 60:02}:{minutes % 60:02}"


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    items: list[Item]
    today: bool


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from Monday, and the four weeks after."""

    days: list[Day]
    due: list[Item]
    coming: list[Item]

    @property
    def first(self) -> date:
        return self.days[0].day

    @property
    def last(self) -> date:
        return self.days[-1].day

    @property
    def empty(self) -> bool:
        return not self.due and not self.coming and not any(day.items for day in self.days)


def week_of(rows: Any, day: date, today: date) -> Week:
    """The week that holds `day`. Three queries."""
    monday = day - timedelta(days=day.weekday())
    items = between(rows, monday, monday + timedelta(days=6) + COMING)
    days = [monday + timedelta(days=at) for at in range(7)]
    return Week(
        [Day(one, [item for item in items if item.day == one and not item.due], one == today) for one in days],
        [item for item in items if item.due and item.day <= days[-1]],
        [item for item in items if item.day > days[-1]],
    )


def between(rows: Any, first: date, last: date) -> list[Item]:
    """Everything that takes place or is due from a day to a day, in order. Three queries: one for both kinds would
    walk all rows. Each import is loaded once."""
    events = rows.filter(register__in=_EVENTS, day__range=(first, last))
    asked = rows.filter(register__in=_ASKED, day__range=(first - ASKED_BEFORE, last))
    found = [row for kind in (events, asked) for row in kind.order_by("day", "pk").only(*_READ)[:MOST]]
    imports = Import.objects.in_bulk({row.taken_id for row in found})
    for row in found:
        row.taken = imports[row.taken_id]
    items = [item for row in found for item in _items(row, first, last)]
    return sorted(items, key=lambda item: (item.day, item.starts_at or 0, item.key))


def _items(row: RegisterRow, first: date, last: date) -> Iterator[Item]:
    shared = (row.pk, row.register, row.unit)
    if row.register in _EVENTS:
        place = cell(row, "place")
        yield Item(*shared, row.day, row.name, row.issuer or "", False, row.starts_at, row.ends_at, place)
        return
    due = read_day(cell(row, "due_on"), year=row.day.year).day
    if due is not None and first <= due <= last:
        yield Item(*shared, due, row.name, row.issuer or "", True)


def cell(row: RegisterRow, field: str) -> str:
    """What stands in the column that was taken for `field`; empty where the sheet has none."""
    letters = next((column["column"] for column in facts.columns_of(row) if column.get("field") == field), None)
    at = next((at for at in range(len(row.cells)) if column_letters(at) == letters), None)
    return str(row.cells[at]) if at is not None else ""


def nearest(rows: Any, day: date) -> date | None:
    """The last day up to `day`, else the first after it, on which something takes place: for an empty week."""
    events = rows.filter(register__in=_EVENTS)
    before = events.filter(day__lte=day).order_by("-day").values_list("day", flat=True).first()
    found: date | None = before or events.filter(day__gt=day).order_by("day").values_list("day", flat=True).first()
    return found


def calendar_of(rows: Any, unit_name: str, day: date, made_at: datetime, language: Language) -> bytes:
    """The iCalendar feed: from a month back to a year ahead."""
    words = labels(language)["week_page"]
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Songbang//week//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", words["calendar_name"].format(unit=unit_name))
    for item in between(rows, day - FEED_BACK, day + FEED_AHEAD):
        calendar.add_component(_event(item, made_at, words["due_prefix"]))
    content: bytes = calendar.to_ical()
    return content


def _event(item: Item, made_at: datetime, due: str) -> Any:
    event = icalendar.Event()
    event.add("uid", f"{item.register}-{item.key}{'-due' if item.due else ''}@songbang")
    event.add("dtstamp", made_at)
    event.add("summary", f"{due}{item.name}" if item.due else item.name)
    if item.starts_at is None or item.due:
        event.add("dtstart", item.day)
        event.add("dtend", item.day + timedelta(days=1))
    else:
        event.add("dtstart", _moment(item.day, item.starts_at))
        event.add("dtend", _moment(item.day, item.ends_at if item.ends_at is not None else item.starts_at + 60))
    if item.place:
        event.add("location", item.place)
    if item.issuer:
        event.add("description", item.issuer)
    return event


def _moment(day: date, minutes: int) -> datetime:
    at = min(minutes, 24 * 60 - 1)
    return datetime.combine(day, time(at // 60, at % 60), ZoneInfo(settings.TIME_ZONE))
