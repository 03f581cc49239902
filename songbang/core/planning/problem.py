"""A planning problem as values: what lies before the office on Thursday. Moments are naive, in Asia/Shanghai."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

MEASURES = ("unplaced", "moved", "journeys", "half_days", "edge", "optional", "early")
"""What is worked for, in this order unless `weights` says otherwise; each is counted so that less is better."""


@dataclass(frozen=True, slots=True)
class Room:
    id: str
    place: str
    capacity: int


@dataclass(frozen=True, slots=True)
class Person:
    """`home` is the place where the person works; `base`: of town or village level."""

    id: str
    unit: str
    post: str
    home: str
    base: bool


@dataclass(frozen=True, slots=True)
class Busy:
    person: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Booked:
    """A time, and a room where one is needed."""

    start: datetime
    room: str | None


@dataclass(frozen=True, slots=True)
class Meeting:
    """`one_of`: of each group exactly one comes. `onsite` meetings need a room and journeys, others neither."""

    id: str
    title: str
    minutes: int
    onsite: bool
    required: tuple[str, ...]
    one_of: tuple[tuple[str, ...], ...]
    optional: tuple[str, ...]
    headcount: int
    window: tuple[date, date]
    after: tuple[str, ...]
    nestable: bool
    fixed: Booked | None
    announced: Booked | None


@dataclass(frozen=True, slots=True)
class Visit:
    """A department comes to a unit; one person of the unit receives it. Joinable visits on one topic may be one."""

    id: str
    topic: str
    organiser: str
    unit: str
    minutes: int
    window: tuple[date, date]
    joinable: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """All of it, in the order of arrival. `travel` gives minutes from place to place, both ways."""

    days: tuple[date, ...]
    hours: tuple[tuple[time, time], ...]
    grain: int
    no_meeting_days: frozenset[date]
    places: Mapping[str, str]
    travel: Mapping[tuple[str, str], int]
    rooms: tuple[Room, ...]
    people: tuple[Person, ...]
    busy: tuple[Busy, ...]
    meetings: tuple[Meeting, ...]
    visits: tuple[Visit, ...]
    weights: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Placement:
    """Where something lies: when, in which room (None where it needs none), and who of each group comes.

    A visit has one group: the people of the unit, one of whom receives it (none where the problem lists nobody).
    """

    start: datetime
    room: str | None
    chosen: tuple[str, ...] = ()


Plan = Mapping[str, Placement]
"""Id of a meeting or visit → its place. What is missing is not placed."""
