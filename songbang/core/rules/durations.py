"""How long a demand takes those whom it asks: a meeting's sitting, else the minutes stated."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from songbang.core.demand.kinds import Meeting
from songbang.core.demand.values import Demand

MORNING, EVENING, SITTING = time(8, 30), time(17, 30), 480


def sitting(meeting: Meeting) -> int | None:
    """Minutes of sitting: as stated, else from start to end, nights and more than eight hours a day left out."""
    if meeting.duration_minutes is not None:
        return meeting.duration_minutes
    start, end = meeting.starts_at, meeting.ends_at
    if start is None or end is None:
        return None
    if start.date() == end.date():
        return _minutes(end - start)
    first = _minutes(datetime.combine(start.date(), EVENING) - start)
    last = _minutes(end - datetime.combine(end.date(), MORNING))
    whole = ((end.date() - start.date()).days - 1) * SITTING
    return _day(first) + whole + _day(last)


def minutes_of(demand: Demand) -> int | None:
    """As stated; of a meeting its sitting; None where nothing tells."""
    if demand.minutes is not None:
        return demand.minutes
    return sitting(demand.details) if isinstance(demand.details, Meeting) else None


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)


def _day(minutes: int) -> int:
    return min(max(minutes, 0), SITTING)
