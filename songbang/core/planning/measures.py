"""What a plan is worth, counted from the plan itself: the objectives, and the figures that are shown."""

from __future__ import annotations

from dataclasses import dataclass

from songbang.core.planning.layout import DAY, Layout
from songbang.core.planning.problem import Plan


def journeys(layout: Layout, plan: Plan) -> int:
    """Trips of persons away from home (nested meetings share one), and receptions of visits."""
    trips = sum(_trips(layout, plan, ids, person) for person, days in _days(layout, plan) for ids in days.values())
    return trips + receptions(layout, plan)


def receptions(layout: Layout, plan: Plan) -> int:
    """Visits, joined ones counted once."""
    own = [(layout.items[id_].joint or id_, plan[id_].start) for id_ in plan if id_ in layout.visits]
    return len(set(own))


def _days(layout: Layout, plan: Plan) -> list[tuple[str, dict[int, list[str]]]]:
    of = layout.by_day(plan)
    return [(person, of(person)) for person in layout.people]


def _trips(layout: Layout, plan: Plan, ids: list[str], person: str) -> int:
    trips, before = 0, ""
    for id_ in ids:
        place = layout.place_of(layout.items[id_], plan[id_].room, person)
        if place != layout.people[person].home and not (before and _one_trip(layout, plan, before, id_, person)):
            trips += 1
        before = id_
    return trips


def _one_trip(layout: Layout, plan: Plan, before: str, id_: str, person: str) -> bool:
    a, b = layout.items[before], layout.items[id_]
    if layout.place_of(a, plan[before].room, person) != layout.place_of(b, plan[id_].room, person):
        return False
    start_a, start_b = layout.minute(plan[before].start), layout.minute(plan[id_].start)
    return (a.joint is not None and a.joint == b.joint and start_a == start_b) or layout.follows(a, start_a, b, start_b)


def whole_half_days(layout: Layout, plan: Plan) -> int:
    """Half-days (spans of worked days) of people of town and village level in which they have nothing."""
    halves = [span for day in layout.worked_days for span in layout.spans(day)]
    taken: dict[str, list[tuple[int, int]]] = {person: list(busy) for person, busy in layout.busy.items()}
    for id_, placement in plan.items():
        start = layout.minute(placement.start)
        for person in layout.attending(layout.items[id_], placement):
            taken[person].append((start, start + layout.items[id_].minutes))
    return sum(
        all(b <= from_ or to <= a for a, b in taken[person.id])
        for person in layout.people.values() if person.base
        for from_, to in halves
    )  # fmt: skip


def half_days_of_base(layout: Layout) -> int:
    """All of them, whole or not."""
    return sum(p.base for p in layout.people.values()) * len(layout.worked_days) * len(layout.problem.hours)


def edge_of_day(layout: Layout, plan: Plan) -> int:
    """Meetings at the beginning or the end of the working day."""
    placed = (layout.items[id_] for id_ in plan if id_ in layout.meetings)
    return sum(layout.at_edge(layout.minute(plan[item.id].start), item.minutes) for item in placed)


def moved_announced(layout: Layout, plan: Plan) -> int:
    """Announced meetings that lie elsewhere now, in time or room."""
    return sum(
        (plan[id_].start, plan[id_].room) != (meeting.announced.start, meeting.announced.room)
        for id_, meeting in layout.meetings.items() if meeting.announced and id_ in plan
    )  # fmt: skip


def optional_missing(layout: Layout, plan: Plan) -> int:
    """People who may come and cannot."""
    of = layout.by_day(plan)
    return sum(
        not can_come(layout, plan, id_, person, of(person))
        for id_ in plan for person in layout.items[id_].optional
    )  # fmt: skip


def can_come(layout: Layout, plan: Plan, id_: str, person: str, days: dict[int, list[str]]) -> bool:
    """Neither busy nor at something else that day that does not leave time."""
    item, placement = layout.items[id_], plan[id_]
    start = layout.minute(placement.start)
    if any(a < start + item.minutes and start < b for a, b in layout.busy[person]):
        return False
    return all(
        other == id_ or layout.fits_together(item, placement, layout.items[other], plan[other], person)
        for other in days.get(start // DAY, ())
    )


def grains_from_start(layout: Layout, minute: int) -> int:
    """How late a minute is: grains of a day of 24 hours, so that only the order counts."""
    return minute // layout.problem.grain


def count(layout: Layout, plan: Plan) -> dict[str, int]:
    """All measures of the order; less is better."""
    meetings = sum(id_ in layout.meetings for id_ in plan)
    return {
        "unplaced": len(layout.items) - len(plan),
        "moved": moved_announced(layout, plan),
        "journeys": journeys(layout, plan),
        "half_days": half_days_of_base(layout) - whole_half_days(layout, plan),
        "edge": meetings - edge_of_day(layout, plan),
        "optional": optional_missing(layout, plan),
        "early": sum(grains_from_start(layout, layout.minute(placement.start)) for placement in plan.values()),
    }


@dataclass(frozen=True, slots=True)
class Metrics:
    """The figures of the contract."""

    journeys: int
    whole_half_days: int
    edge_of_day: int
    meeting_minutes_of_base: int
    moved_announced: int


def metrics(layout: Layout, plan: Plan) -> Metrics:
    """A plan's figures."""
    minutes = sum(
        layout.items[id_].minutes * sum(layout.people[p].base for p in layout.attending(layout.items[id_], placement))
        for id_, placement in plan.items() if id_ in layout.meetings
    )  # fmt: skip
    return Metrics(
        journeys(layout, plan), whole_half_days(layout, plan), edge_of_day(layout, plan), minutes,
        moved_announced(layout, plan),
    )  # fmt: skip
