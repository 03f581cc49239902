"""iCalendar: feeds and invitations out, busy times in. Moments go out in UTC; what comes in may bear any zone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events
from django.conf import settings

from songbang.apps.agenda import notices, queries
from songbang.apps.agenda.models import Entry
from songbang.core.errors import Unreadable
from songbang.core.words import Language, labels

PRODUCT = "-//Songbang//agenda//ZH"
MOST_EVENTS = 5000
_STATUS = {"proposed": "TENTATIVE", "decided": "TENTATIVE", "cancelled": "CANCELLED"}


def calendar_of(
    entries: Iterable[Entry], name: str, made_at: datetime, language: Language, method: str = "PUBLISH"
) -> bytes:
    """A feed, or (`REQUEST`, `CANCEL`) an invitation to one entry."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add("x-wr-calname", name)
    for entry in entries:
        if entry.starts_at is not None:
            calendar.add_component(_event(entry, made_at, language, method))
    content: bytes = calendar.to_ical()
    return content


def _event(entry: Entry, made_at: datetime, language: Language, method: str) -> Any:
    event = icalendar.Event()
    event.add("uid", f"agenda-{entry.pk}@songbang")
    event.add("dtstamp", made_at)
    event.add("dtstart", _utc(entry.starts_at))
    event.add("dtend", _utc(entry.ends_at))
    event.add("summary", entry.title)
    event.add("sequence", entry.sequence)
    event.add("status", _STATUS.get(entry.state, "CONFIRMED"))
    place = notices.place_of(entry)
    if place:
        event.add("location", place)
    rows = list(entry.attendances.all())
    event.add("description", notices.text_for(entry, "announced", rows))
    if method != "PUBLISH":
        _invite(event, entry, rows)
    return event


def _invite(event: Any, entry: Entry, rows: list[Any]) -> None:
    """Organiser and attendees. We keep no mail addresses: a name and a URN, which programs show and do not write to."""
    organiser = icalendar.vCalAddress(f"urn:songbang:unit:{entry.organiser.code}")
    organiser.params["cn"] = icalendar.vText(entry.organiser.name)
    event.add("organizer", organiser)
    comes, _, may = queries.comes(rows)
    for row, part in [*((row, "REQ-PARTICIPANT") for row in comes), *((row, "OPT-PARTICIPANT") for row in may)]:
        attendee = icalendar.vCalAddress(f"urn:songbang:person:{row.person_id}")
        attendee.params["cn"] = icalendar.vText(row.person.name)
        attendee.params["role"] = icalendar.vText(part)
        event.add("attendee", attendee, encode=0)


def _utc(moment: datetime | None) -> datetime:
    if moment is None:
        raise ValueError("an entry without a time has no event")
    return moment.astimezone(ZoneInfo("UTC"))


def read_busy(content: bytes, first: date, last: date) -> list[tuple[datetime, datetime]]:
    """When the owner of a calendar file is busy from a day to a day: events, repeated ones too, and free/busy periods.

    What is cancelled, transparent or free does not count; a day without a time counts whole; a time without a zone is
    the office's. Raises `Unreadable` ("agenda.no_calendar").
    """
    try:
        calendar: Any = icalendar.Calendar.from_ical(content)
        _check_seldom(calendar)
        found = [*_events(calendar, first, last), *_periods(calendar)]
    except Exception as error:  # a foreign parser: what it raises of broken files has no end
        raise Unreadable("agenda.no_calendar", reason=str(error)) from error
    begin, end = _moment(first), _moment(last + timedelta(days=1))
    clipped = sorted((max(a, begin), min(b, end)) for a, b in found if a < end and begin < b)
    return _merged(clipped)[:MOST_EVENTS]


def _check_seldom(calendar: Any) -> None:
    """What repeats by the minute or second would be millions of events."""
    for part in calendar.walk():
        rules = part.get("rrule", [])
        for rule in rules if isinstance(rules, list) else [rules]:
            if {str(one).upper() for one in rule.get("FREQ", [])} & {"MINUTELY", "SECONDLY"}:
                raise ValueError("an event that repeats by the minute")


def _events(calendar: Any, first: date, last: date) -> Iterator[tuple[datetime, datetime]]:
    for event in recurring_ical_events.of(calendar).between(first, last + timedelta(days=1)):
        if str(event.get("status", "")).upper() == "CANCELLED" or str(event.get("transp", "")).upper() == "TRANSPARENT":
            continue
        start = event["dtstart"].dt
        end = event["dtend"].dt if "dtend" in event else start
        if not isinstance(start, datetime) and end <= start:
            end = start + timedelta(days=1)
        if _moment(start) < _moment(end):
            yield _moment(start), _moment(end)


def _periods(calendar: Any) -> Iterator[tuple[datetime, datetime]]:
    for part in calendar.walk("VFREEBUSY"):
        listed = part.get("freebusy", [])
        for line in listed if isinstance(listed, list) else [listed]:
            if str(line.params.get("fbtype", "BUSY")).upper() == "FREE":
                continue
            for period in getattr(line, "dts", [line]):
                start, end = (period.dt if hasattr(period, "dt") else (period.start, period.end))[:2]
                yield _moment(start), _moment(start + end if isinstance(end, timedelta) else end)


def _moment(value: date | datetime) -> datetime:
    zone = ZoneInfo(settings.TIME_ZONE)
    if not isinstance(value, datetime):
        return datetime.combine(value, time(), zone)
    return value if value.tzinfo else value.replace(tzinfo=zone)


def _merged(spans: list[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Spans that touch become one, so that nothing but times is kept."""
    found: list[tuple[datetime, datetime]] = []
    for start, end in spans:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def name_of(unit: str, language: Language) -> str:
    return labels(language)["agenda_page"]["calendar_name"].format(unit=unit)
