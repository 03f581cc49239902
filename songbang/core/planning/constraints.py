"""The hard constraints, a function each. Each yields the ids of what breaks it; a good plan yields nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from songbang.core.planning.layout import Layout
from songbang.core.planning.problem import Plan

Constraint = Callable[[Layout, Plan], Iterator[tuple[str, ...]]]


def person_in_one_place(layout: Layout, plan: Plan) -> Iterator[tuple[str, ...]]:
    """Nobody is in two places, the way between them included."""
    attends: dict[str, list[str]] = {}
    for id_, placement in plan.items():
        for person in layout.attending(layout.items[id_], placement):
            attends.setdefault(person, []).append(id_)
    for person, ids in attends.items():
        for a, b in combinations(ids, 2):
            if not layout.fits_together(layout.items[a], plan[a], layout.items[b], plan[b], person):
                yield a, b, person


def room_once(layout: Layout, plan: Plan) -> Iterator[tuple[str, ...]]:
    """A room holds one thing at a time."""
    roomed = [id_ for id_, placement in plan.items() if placement.room]
    for a, b in combinations(roomed, 2):
        start_a, start_b = layout.minute(plan[a].start), layout.minute(plan[b].start)
        apart = start_a + layout.items[a].minutes <= start_b or start_b + layout.items[b].minutes <= start_a
        if plan[a].room == plan[b].room and not apart:
            yield a, b


def room_holds(layout: Layout, plan: Plan) -> Iterator[tuple[str, ...]]:
    """An onsite meeting has a room, and the room holds it."""
    for id_, meeting in layout.meetings.items():
        if id_ in plan and meeting.onsite:
            room = plan[id_].room
            if room is None or layout.rooms[room].capacity < meeting.headcount:
                yield (id_,)


def in_hours(layout: Layout, plan: Plan) -> Iterator[tuple[str, ...]]:
    """Within one working span of a worked day."""
    for id_, placement in plan.items():
        if not layout.in_hours(layout.minute(placement.start), layout.items[id_].minutes):
            yield (id_,)


def not_on_free_days(layout: Layout, plan: Plan) -> Iterator[tuple[str, ...]]:
    """Not on a no-meeting day."""
    for id_, placement in plan.items():
        if placement.start.date() in layout.problem.no_meeting_days:
            yield (id_,)


def in_window(layout: Layout, plan: Plan) -> Iterator[tuple[str, ...]]:
    """Within the days asked for."""
    for thing in layout.things.values():
        if thing.id in plan and not thing.window[0] <= plan[thing.id].start.date() <= thing.window[1]:
            yield (thing.id,)


def after_what_it_follows(layout: Layout, plan: Plan) -> Iterator[tuple[str, ...]]:
    """Not before the end of what it must follow, which must be placed."""
    for id_ in plan:
        for before in layout.items[id_].after:
            ended = before in plan and layout.minute(plan[before].start) + layout.items[before].minutes
            if ended is False or ended > layout.minute(plan[id_].start):
                yield id_, before


def nobody_busy(layout: Layout, plan: Plan) -> Iterator[tuple[str, ...]]:
    """Who must come is not busy."""
    for id_, placement in plan.items():
        start = layout.minute(placement.start)
        for person in layout.attending(layout.items[id_], placement):
            if any(a < start + layout.items[id_].minutes and start < b for a, b in layout.busy[person]):
                yield id_, person


def exactly_one_of(layout: Layout, plan: Plan) -> Iterator[tuple[str, ...]]:
    """Of each group exactly one comes."""
    for id_, placement in plan.items():
        groups = layout.items[id_].groups
        paired = len(groups) == len(placement.chosen) and all(
            person in group for group, person in zip(groups, placement.chosen, strict=True)
        )
        if not paired:
            yield (id_,)


def fixed_stays(layout: Layout, plan: Plan) -> Iterator[tuple[str, ...]]:
    """What is fixed lies where it was fixed."""
    fixed = {id_: meeting.fixed for id_, meeting in layout.meetings.items() if meeting.fixed and id_ in plan}
    for id_, booked in fixed.items():
        if (plan[id_].start, plan[id_].room) != (booked.start, booked.room):
            yield (id_,)


CONSTRAINTS: tuple[Constraint, ...] = (
    person_in_one_place, room_once, room_holds, in_hours, not_on_free_days, in_window, after_what_it_follows,
    nobody_busy, exactly_one_of, fixed_stays,
)  # fmt: skip


def broken(layout: Layout, plan: Plan) -> list[tuple[str, tuple[str, ...]]]:
    """All that a plan breaks: name of the constraint, ids."""
    return [(constraint.__name__, ids) for constraint in CONSTRAINTS for ids in constraint(layout, plan)]
