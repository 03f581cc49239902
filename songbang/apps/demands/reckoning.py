"""From a time that names no day (收到通知后5个工作日内) to the day by which it is due, where that can be reckoned."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from songbang.core.rules import workdays

COUNTED = ("receipt", "issue", "now", "today", "tomorrow")
"""From the document's own day: whoever receives it later has that much longer."""


def due_day(term: Mapping[str, Any], issued_on: date | None, meeting_on: date | None) -> date | None:
    """The day by which something is due at the earliest; None where it hangs on what is not known, or comes again."""
    since, count = term["since"], term["count"]
    if since == "until":
        return date.fromisoformat(term["day"])
    if since == "meeting":
        return _after(meeting_on, count, working=term["working"])
    if since in COUNTED:
        return _after(issued_on, count, working=term["working"])
    if since == "weekday" and issued_on is not None:
        return issued_on - timedelta(days=issued_on.weekday()) + timedelta(days=count)
    return None


def _after(start: date | None, count: int, *, working: bool) -> date | None:
    if start is None or not working:
        return start and start + timedelta(days=count)
    day: date | None = start
    for _ in range(count):
        day = workdays.next_working(day) if day else None
    return day


def first_due(account: Mapping[str, Any]) -> tuple[date, str, int] | None:
    """(day, its sentence, page) of the first day by which a document wants something, named or reckoned."""
    issued_on, meeting = account.get("date"), account.get("meeting") or {}
    own = date.fromisoformat(issued_on) if issued_on else None
    held = date.fromisoformat(meeting["day"]) if meeting.get("day") else None
    found = [(due_day(term, own, held), term) for term in account.get("terms") or ()]
    dated = [
        (day, term["text"], term["page"]) for day, term in found if day is not None and (own is None or day >= own)
    ]
    named, said = account.get("deadlines") or (), (account.get("evidence") or {}).get("deadlines.0")
    if named and said:
        dated.append((date.fromisoformat(named[0]), said["text"], said["page"]))
    return min(dated, default=None)


def how_often(account: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The most frequent of the times that come again."""
    order = ("daily", "weekly", "monthly", "quarterly", "yearly")
    every = [term for term in account.get("terms") or () if term["every"]]
    return min(every, key=lambda term: order.index(term["every"]), default=None)


def time_to_reply(account: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The time given from receipt or issue, in working days."""
    found = [term for term in account.get("terms") or () if term["since"] in ("receipt", "issue", "now")]
    return min((term for term in found if term["working"]), key=lambda term: int(term["count"]), default=None)
