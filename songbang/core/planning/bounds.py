"""What no plan can undercut, counted by hand: where a case is too large to be proved optimal."""

from __future__ import annotations

from math import ceil

from songbang.core.planning.layout import Item, Layout
from songbang.core.planning.measures import count
from songbang.core.planning.problem import Plan


def fewest_journeys(layout: Layout, plan: Plan) -> int:
    """Journeys that any plan placing what this plan places must have.

    A person needs one for each meeting away from home that cannot be nested, and one for each half-day's worth of
    those that can. A visit that cannot be joined is a reception, and so is each topic at a unit.
    """
    items = [layout.items[id_] for id_ in plan]
    longest = max((b - a for day in layout.worked_days for a, b in layout.spans(day)), default=1)
    trips = sum(_trips(layout, person, items, longest) for person in layout.people)
    visits = [item for item in items if item.visit]
    return trips + len({item.joint or item.id for item in visits})


def _trips(layout: Layout, person: str, items: list[Item], longest: int) -> int:
    away = [item for item in items if person in item.required and _is_away(layout, item, person)]
    alone = sum(not item.nestable for item in away)
    return alone + ceil(sum(item.minutes for item in away if item.nestable) / longest)


def _is_away(layout: Layout, item: Item, person: str) -> bool:
    """Wherever it may lie, it is not where the person works."""
    home = layout.people[person].home
    return bool(item.candidates) and all(c.place is not None and c.place != home for c in item.candidates)


def gap(layout: Layout, plan: Plan) -> float | None:
    """Share of the journeys that might still be saved, at most. None where something is not placed, or was moved.

    Then an earlier level of the order is open, and the journeys' gap would say too much.
    """
    measures = count(layout, plan)
    if layout.problem.weights or measures["unplaced"] or measures["moved"]:
        return None
    if measures["journeys"] == 0:
        return 0.0
    return round((measures["journeys"] - fewest_journeys(layout, plan)) / measures["journeys"], 4)
