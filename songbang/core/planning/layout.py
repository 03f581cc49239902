"""The problem laid out for the engines: things to place, each with its candidates, in whole minutes.

A minute counts from midnight of the first day. A candidate breaks no hard constraint that concerns the thing alone
(hours, lunch, days, window, room); what concerns two things, or a person's own busy times, is left to the engines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from songbang.core import rulebook
from songbang.core.planning.problem import Booked, Meeting, Person, Placement, Plan, Problem, Visit
from songbang.core.planning.rest_days import is_worked

DAY = 1440
FILE = "planning.yaml"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A start (minute), a room (None where none is needed) and the place (None: everyone at home, as on video)."""

    start: int
    room: str | None
    place: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """A meeting or a visit. `joint`: visits that bear the same may be received as one."""

    id: str
    minutes: int
    required: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    optional: tuple[str, ...]
    after: tuple[str, ...]
    nestable: bool
    joint: tuple[str, str] | None
    announced: Candidate | None
    fixed: bool
    candidates: tuple[Candidate, ...]
    visit: bool

    @property
    def anyone(self) -> tuple[str, ...]:
        """All who must or may have to come."""
        return (*self.required, *(person for group in self.groups for person in group))


@dataclass(frozen=True, slots=True)
class Lifted:
    """Which rules are lifted, to see whether a thing could be placed without them."""

    window: bool = False
    capacity: bool = False
    no_meeting: bool = False
    fixed: bool = False


NOTHING = Lifted()


class Layout:
    """Items, spans of work and travel, from a problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.midnight = datetime.combine(problem.days[0], datetime.min.time())
        self.people: dict[str, Person] = {person.id: person for person in problem.people}
        self.default_travel: int = rulebook.load(FILE)["default_travel_minutes"]
        self.rooms = {room.id: room for room in problem.rooms}
        self.meetings = {meeting.id: meeting for meeting in problem.meetings}
        self.visits = {visit.id: visit for visit in problem.visits}
        self.things: dict[str, Meeting | Visit] = {**self.meetings, **self.visits}

    @cached_property
    def worked_days(self) -> tuple[date, ...]:
        """Days of the problem that are no rest days; no-meeting days are among them."""
        return tuple(day for day in self.problem.days if is_worked(day))

    @cached_property
    def items(self) -> dict[str, Item]:
        return {id_: self.item(thing) for id_, thing in self.things.items()}

    @cached_property
    def busy(self) -> dict[str, list[tuple[int, int]]]:
        """Person → busy from, to (minutes)."""
        found: dict[str, list[tuple[int, int]]] = {person: [] for person in self.people}
        for busy in self.problem.busy:
            found[busy.person].append((self.minute(busy.start), self.minute(busy.end)))
        return found

    def minute(self, moment: datetime) -> int:
        return int((moment - self.midnight).total_seconds()) // 60

    def moment(self, minute: int) -> datetime:
        return self.midnight + timedelta(minutes=minute)

    def travel(self, a: str, b: str) -> int:
        """Minutes between two places; the rulebook's default where the problem gives none."""
        return 0 if a == b else self.problem.travel.get((a, b), self.default_travel)

    def spans(self, day: date) -> list[tuple[int, int]]:
        """The working spans of a day, from and to, in minutes."""
        first = self.minute(datetime.combine(day, datetime.min.time()))
        hours = self.problem.hours
        return [(first + a.hour * 60 + a.minute, first + b.hour * 60 + b.minute) for a, b in hours]

    def in_hours(self, start: int, minutes: int) -> bool:
        """All within one span of one worked day: not outside hours, nor over lunch, nor over night."""
        return any(
            a <= start and start + minutes <= b
            for day in self.worked_days if start // DAY == (day - self.problem.days[0]).days
            for a, b in self.spans(day)
        )  # fmt: skip

    def at_edge(self, start: int, minutes: int) -> bool:
        """At the beginning or the end of the working day: less than a grain away from it."""
        spans = self.spans((self.midnight + timedelta(minutes=start)).date())
        return start - spans[0][0] < self.problem.grain or spans[-1][1] - (start + minutes) < self.problem.grain

    def item(self, thing: Meeting | Visit, lifted: Lifted = NOTHING) -> Item:
        """The item with all candidates that are left when some rules are lifted."""
        if isinstance(thing, Visit):
            group = tuple(person.id for person in self.problem.people if person.unit == thing.unit)
            joint = (thing.topic, thing.unit) if thing.joinable else None
            place = self.people[group[0]].home if group else None
            starts = self._starts(thing.minutes, thing.window, lifted)
            candidates = tuple(Candidate(start, None, place) for start in starts)
            groups = (group,) if group else ()
            return Item(thing.id, thing.minutes, (), groups, (), (), False, joint, None, False, candidates, True)
        announced = self._candidate(thing, thing.announced)
        return Item(
            thing.id, thing.minutes, thing.required, thing.one_of, thing.optional, thing.after, thing.nestable, None,
            announced, thing.fixed is not None, self._meeting_candidates(thing, announced, lifted), False,
        )  # fmt: skip

    def _meeting_candidates(
        self, meeting: Meeting, announced: Candidate | None, lifted: Lifted
    ) -> tuple[Candidate, ...]:
        fixed = self._candidate(meeting, meeting.fixed)
        if fixed and not lifted.fixed:
            return (fixed,) if self._allowed(meeting, fixed, lifted) else ()
        found = {
            Candidate(start, room, self.rooms[room].place if room else None): None
            for start in self._starts(meeting.minutes, meeting.window, lifted)
            for room in self._rooms(meeting, lifted)
        }
        if announced and self._allowed(meeting, announced, lifted):
            found[announced] = None
        return tuple(found)

    def _candidate(self, meeting: Meeting, booked: Booked | None) -> Candidate | None:
        if booked is None:
            return None
        place = self.rooms[booked.room].place if booked.room and meeting.onsite else None
        return Candidate(self.minute(booked.start), booked.room, place)

    def _rooms(self, meeting: Meeting, lifted: Lifted) -> list[str | None]:
        if not meeting.onsite:
            return [None]
        return [room.id for room in self.problem.rooms if lifted.capacity or room.capacity >= meeting.headcount]

    def _allowed(self, meeting: Meeting, candidate: Candidate, lifted: Lifted) -> bool:
        """A booked time, which may lie off the grain, keeps the rules too."""
        day = self.moment(candidate.start).date()
        rooms = self._rooms(meeting, lifted)
        return (
            (candidate.room in rooms or (not meeting.onsite and candidate.room is not None))
            and day in self._days(meeting.window, lifted)
            and self.in_hours(candidate.start, meeting.minutes)
        )

    def _days(self, window: tuple[date, date], lifted: Lifted) -> list[date]:
        return [
            day for day in self.worked_days
            if (lifted.window or window[0] <= day <= window[1])
            and (lifted.no_meeting or day not in self.problem.no_meeting_days)
        ]  # fmt: skip

    def _starts(self, minutes: int, window: tuple[date, date], lifted: Lifted) -> Iterator[int]:
        for day in self._days(window, lifted):
            for a, b in self.spans(day):
                yield from range(a, b - minutes + 1, self.problem.grain)
                # Work's end may lie off the grain; what ends with the day is worth a start of its own.
                if minutes <= b - a and (b - minutes - a) % self.problem.grain and b == self.spans(day)[-1][1]:
                    yield b - minutes

    def place_of(self, item: Item, room: str | None, person: str) -> str:
        """Where a person is while at this item."""
        if item.visit and item.candidates:
            return item.candidates[0].place or self.people[person].home
        if room is None or (item.id in self.meetings and not self.meetings[item.id].onsite):
            return self.people[person].home
        return self.rooms[room].place

    def attending(self, item: Item, placement: Placement) -> tuple[str, ...]:
        """Who must come as the plan stands."""
        return (*item.required, *placement.chosen)

    def fits_together(self, a: Item, at_a: Placement, b: Item, at_b: Placement, person: str) -> bool:
        """One person can attend both: no overlap, and time to travel between."""
        start_a, start_b = self.minute(at_a.start), self.minute(at_b.start)
        if a.joint and a.joint == b.joint and start_a == start_b:
            return True
        trip = self.travel(self.place_of(a, at_a.room, person), self.place_of(b, at_b.room, person))
        return start_a + a.minutes + trip <= start_b or start_b + b.minutes + trip <= start_a

    def follows(self, first: Item, start_first: int, then: Item, start_then: int) -> bool:
        """Back to back, both nestable: `then` starts on the first grain after `first` ends, in the same span."""
        gap = start_then - (start_first + first.minutes)
        same_span = self.in_hours(start_first, start_then + then.minutes - start_first)
        return first.nestable and then.nestable and 0 <= gap < self.problem.grain and same_span

    def by_day(self, plan: Plan) -> Callable[[str], dict[int, list[str]]]:
        """For a person: day number → ids attended, in order of start."""
        attends: dict[str, list[str]] = {}
        for id_ in sorted(plan, key=lambda id_: (plan[id_].start, id_)):
            for person in self.attending(self.items[id_], plan[id_]):
                attends.setdefault(person, []).append(id_)

        def of(person: str) -> dict[int, list[str]]:
            days: dict[int, list[str]] = {}
            for id_ in attends.get(person, ()):
                days.setdefault(self.minute(plan[id_].start) // DAY, []).append(id_)
            return days

        return of
