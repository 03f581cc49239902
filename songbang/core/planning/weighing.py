"""What placing or moving one thing would cost beside a plan that stands: who cannot come, journeys, half-days, rules.

Answers the person who drags an entry on the calendar, and finds the best slots for a new one. No search: the rest of
the plan stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from songbang.core.planning.constraints import broken
from songbang.core.planning.explain import say
from songbang.core.planning.layout import Candidate, Item, Layout
from songbang.core.planning.problem import Placement, Plan
from songbang.core.words import Language

WEIGHTS = {"moved": 8.0, "journeys": 3.0, "half_days": 1.0, "edge": 0.6, "optional": 0.4}
"""What a unit of each measure counts when slots are held against each other."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a placement brings, beside the plan without it. `absent`: who must come and cannot, and why not."""

    placement: Placement
    absent: tuple[tuple[str, str], ...]
    broken: tuple[str, ...]
    journeys: int
    half_days: int
    edge: bool
    optional_missing: int
    moved: bool
    with_whom: tuple[str, ...] = ()
    """Meetings with which it would be nested."""

    @property
    def possible(self) -> bool:
        return not self.absent and not self.broken

    @property
    def weight(self) -> float:
        return (
            WEIGHTS["journeys"] * self.journeys + WEIGHTS["half_days"] * self.half_days
            + WEIGHTS["edge"] * (not self.edge) + WEIGHTS["optional"] * self.optional_missing
            + WEIGHTS["moved"] * self.moved
        )  # fmt: skip


class Scales:
    """A layout with the plan that stands, to weigh placements of one of its things."""

    def __init__(self, layout: Layout, plan: Plan, id_: str) -> None:
        self.layout, self.item = layout, layout.items[id_]
        self.rest: dict[str, Placement] = {other: at for other, at in plan.items() if other != id_}
        self.attends: dict[str, list[str]] = {}
        for other, at in self.rest.items():
            for person in layout.attending(layout.items[other], at):
                self.attends.setdefault(person, []).append(other)
        self.near = _Near(layout, self.rest, self.attends)

    def weigh(
        self, start: datetime, room: str | None, chosen: tuple[str, ...] | None = None, *, lawful: bool = False
    ) -> Cost:
        """The cost of a time and a room, whatever they break; who of each group comes is chosen, unless told.

        `lawful`: it is known already that no rule but about persons is broken.
        """
        bare = Placement(start, room)
        absent = [(person, why) for person in self.item.required if (why := self.hindered(bare, person))]
        picked = list(chosen) if chosen is not None else [self._pick(bare, group) for group in self.item.groups]
        absent += [(person, why) for person in picked if (why := self.hindered(bare, person))]
        placement = replace(bare, chosen=tuple(picked))
        return self._cost(placement, tuple(absent), () if lawful else self._rules_broken(placement))

    def hindered(self, at: Placement, person: str) -> str:
        """What keeps a person: "busy", the id of another thing, or "" where nothing does."""
        layout, start = self.layout, self.layout.minute(at.start)
        if any(a < start + self.item.minutes and start < b for a, b in layout.busy[person]):
            return "busy"
        return next(
            (
                other for other in self.attends.get(person, ())
                if not layout.fits_together(self.item, at, layout.items[other], self.rest[other], person)
            ),
            "",
        )  # fmt: skip

    def _pick(self, at: Placement, group: tuple[str, ...]) -> str:
        """Of those who can come the one whom it burdens least; the first of the group where nobody can."""
        free = [person for person in group if not self.hindered(at, person)]
        return min(free, key=lambda p: self._burden(at, p), default=group[0])

    def _burden(self, at: Placement, person: str) -> float:
        journeys, halves = self.near.added(self.item, at, person)
        return WEIGHTS["journeys"] * journeys + WEIGHTS["half_days"] * halves

    def _rules_broken(self, placement: Placement) -> tuple[str, ...]:
        """Names of the hard constraints, other than about persons, that it would break."""
        here = {self.item.id: placement}
        alone = {name for name, _ in broken(self.layout, here)}
        crowd = {
            other: at for other, at in self.rest.items()
            if (placement.room and at.room == placement.room) or other in self.item.after
            or self.item.id in self.layout.items[other].after
        }  # fmt: skip
        beside = {name for name, ids in broken(self.layout, {**crowd, **here}) if self.item.id in ids}
        if not set(self.item.after) <= crowd.keys():
            beside.add("after_what_it_follows")
        about_persons = {"person_in_one_place", "nobody_busy"}
        return tuple(sorted((alone | beside) - about_persons - ({"after_what_it_follows"} & alone - beside)))

    def _cost(self, placement: Placement, absent: tuple[tuple[str, str], ...], rules: tuple[str, ...]) -> Cost:
        comes = self.layout.attending(self.item, placement)
        added = [self.near.added(self.item, placement, person) for person in comes]
        announced = self.item.announced
        start = self.layout.minute(placement.start)
        return Cost(
            placement, absent, rules,
            sum(journeys for journeys, _ in added) + self._reception(placement),
            sum(halves for _, halves in added),
            self.layout.at_edge(start, self.item.minutes),
            sum(bool(self.hindered(placement, person)) for person in self.item.optional),
            announced is not None and (announced.start, announced.room) != (start, placement.room),
            tuple(self._nested(placement)),
        )  # fmt: skip

    def _reception(self, at: Placement) -> int:
        """A visit is a reception of its own unless it joins another."""
        if not self.item.visit:
            return 0
        return not any(self.layout.items[o].joint == self.item.joint is not None and self.rest[o].start == at.start
                       for o in self.rest)  # fmt: skip

    def _nested(self, at: Placement) -> Iterator[str]:
        layout, start = self.layout, self.layout.minute(at.start)
        comes = set(layout.attending(self.item, at))
        for other, there in self.rest.items():
            item = layout.items[other]
            if item.visit or self.item.visit or not comes & set(layout.attending(item, there)):
                continue
            begins = layout.minute(there.start)
            follows = layout.follows(self.item, start, item, begins) or layout.follows(item, begins, self.item, start)
            if follows and any(
                layout.place_of(item, there.room, p) == layout.place_of(self.item, at.room, p) for p in comes
            ):
                yield other

    def candidates(self) -> list[Candidate]:
        """One candidate for each start and place: the smallest room that holds it and is free."""
        taken = [
            (at.room, self.layout.minute(at.start), self.layout.items[other].minutes)
            for other, at in self.rest.items() if at.room
        ]  # fmt: skip
        found: dict[tuple[int, str | None], Candidate] = {}
        for candidate in sorted(self.item.candidates, key=self._size):
            begin, end = candidate.start, candidate.start + self.item.minutes
            key = (candidate.start, candidate.place)
            if key not in found and not any(
                room == candidate.room and begin < start + minutes and start < end for room, start, minutes in taken
            ):
                found[key] = candidate
        return list(found.values())

    def _is_open(self, at: Placement) -> bool:
        """Order lets a candidate be, and everyone who must come is free; cheap, before costs are counted."""
        start, order = self.layout.minute(at.start), self.layout.items
        for before in self.item.after:
            there = self.rest.get(before)
            if there is None or self.layout.minute(there.start) + order[before].minutes > start:
                return False
        followers = (self.rest[other].start for other in self.rest if self.item.id in order[other].after)
        if any(self.layout.minute(then) < start + self.item.minutes for then in followers):
            return False
        return not any(self.hindered(at, person) for person in self.item.required)

    def _size(self, candidate: Candidate) -> int:
        return self.layout.rooms[candidate.room].capacity if candidate.room else 0

    def best(self, most: int = 5, not_before: datetime | None = None) -> list[Cost]:
        """The best possible slots, best first, spread over half-days: of each half-day at most two."""
        starts = [(self.layout.moment(candidate.start), candidate.room) for candidate in self.candidates()]
        costs = [
            self.weigh(start, room, lawful=True) for start, room in starts
            if (not_before is None or start >= not_before) and self._is_open(Placement(start, room))
        ]  # fmt: skip
        possible = sorted((cost for cost in costs if cost.possible), key=lambda c: (c.weight, c.placement.start))
        found: list[Cost] = []
        for cost in possible:
            half = (cost.placement.start.date(), cost.placement.start.hour < 13)
            if sum((f.placement.start.date(), f.placement.start.hour < 13) == half for f in found) < 2:
                found.append(cost)
        return found[:most]


class _Near:
    """What one more thing does to a person's day."""

    def __init__(self, layout: Layout, plan: Plan, attends: dict[str, list[str]]) -> None:
        self.layout, self.plan, self.attends = layout, plan, attends

    def added(self, item: Item, at: Placement, person: str) -> tuple[int, int]:
        """Journeys and broken half-days (of the base) that it adds for a person who comes."""
        day = at.start.date()
        before = {other: self.plan[other] for other in self.attends.get(person, ()) if self._on(other, day)}
        small = _Own(self.layout, person)
        without, with_it = small.count(before), small.count({**before, item.id: at})
        return with_it[0] - without[0], with_it[1] - without[1]

    def _on(self, other: str, day: Any) -> bool:
        return bool(self.plan[other].start.date() == day)


class _Own:
    """One person's day: trips and half-days that are no longer whole."""

    def __init__(self, layout: Layout, person: str) -> None:
        self.layout, self.person = layout, person

    def count(self, plan: Plan) -> tuple[int, int]:
        ids = sorted(plan, key=lambda id_: (plan[id_].start, id_))
        trips, before = 0, ""
        for id_ in ids:
            if self._away(plan, id_) and not (before and self._shared(plan, before, id_)):
                trips += 1
            before = id_
        return trips, len(self._halves(plan)) if self.layout.people[self.person].base else 0

    def _away(self, plan: Plan, id_: str) -> bool:
        place = self.layout.place_of(self.layout.items[id_], plan[id_].room, self.person)
        return place != self.layout.people[self.person].home

    def _shared(self, plan: Plan, a: str, b: str) -> bool:
        layout = self.layout
        first, then = layout.items[a], layout.items[b]
        if layout.place_of(first, plan[a].room, self.person) != layout.place_of(then, plan[b].room, self.person):
            return False
        start_a, start_b = layout.minute(plan[a].start), layout.minute(plan[b].start)
        joint = first.joint is not None and first.joint == then.joint and start_a == start_b
        return joint or layout.follows(first, start_a, then, start_b)

    def _halves(self, plan: Plan) -> set[tuple[int, int]]:
        layout = self.layout
        broken_ones = set()
        for id_, at in plan.items():
            start = layout.minute(at.start)
            for a, b in layout.spans(at.start.date()):
                own_busy = any(x < b and a < y for x, y in layout.busy[self.person])
                if start < b and a < start + layout.items[id_].minutes and not own_busy:
                    broken_ones.add((a, b))
        return broken_ones


def reasons(cost: Cost, layout: Layout, language: Language) -> list[str]:
    """Why a slot is good, or what it costs, in words."""
    said = []
    if cost.with_whom:
        titles = [layout.meetings[other].title for other in cost.with_whom]
        said.append(say("slot", "nested", language, others=say("why", "comma", language).join(titles)))
    if cost.edge:
        said.append(say("slot", "edge", language))
    said.append(say("slot", "journeys" if cost.journeys > 0 else "no_journeys", language, count=cost.journeys))
    said.append(say("slot", "half_days" if cost.half_days > 0 else "no_half_days", language, count=cost.half_days))
    if cost.optional_missing:
        said.append(say("slot", "optional", language, count=cost.optional_missing))
    return said
