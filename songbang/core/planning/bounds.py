"""What no plan can undercut, counted by hand: where a case is too large to be proved optimal."""

from __future__ import annotations

from math import ceil

from songbang.core.planning.layout import Item, Layout
from songbang.core.planning.measures import count
from songbang.core.planning.problem import Plan


def fewest_journeys(layout: Layout, plan: Plan) -> int:
    """Journeys that any plan placing what this plan places must have.

    Whoever comes to a thing must travel, but for those at home where it is held. Things that cannot be nested take a
    journey each; those that can share one as far as a span of work goes. Each topic at a unit is a reception.
    """
    items = [layout.items[id_] for id_ in plan]
    longest = max((b - a for day in layout.worked_days for a, b in layout.spans(day)), default=1)
    alone = sum(travellers(layout, item) for item in items if not item.nestable and not item.visit)
    nested = sum(travellers(layout, item) * item.minutes for item in items if item.nestable)
    return alone + ceil(nested / longest) + receptions(items)


def travellers(layout: Layout, item: Item) -> int:
    """How many at least must travel to an item, wherever it is held; of each group the one who works there, if any."""
    places = {candidate.place for candidate in item.candidates}
    homes = [{layout.people[p].home for p in group} for group in (*((p,) for p in item.required), *item.groups)]
    if None in places or not places:
        return 0
    return min(sum(place not in home for home in homes) for place in places)


def receptions(items: list[Item]) -> int:
    """How many receptions visits need at least: as many as there are topics at units, and visits that join none."""
    return len({item.joint or item.id for item in items if item.visit})


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
