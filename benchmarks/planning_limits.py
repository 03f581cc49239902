"""What no plan of a problem that places everything can undercut: limits beside the figures, so that they can be judged.

Both forget times: they know only how much fits into the half-days of those who must come, and where things are held.
"""

from __future__ import annotations

from collections import defaultdict
from math import ceil, floor
from typing import Any

from ortools.sat.python import cp_model

from songbang.core.planning.bounds import receptions
from songbang.core.planning.layout import Item, Layout

SECONDS = 10.0


class Needs:
    """Whom an item calls: each required person, and each group, as the circle of all with whom they may stand in."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.leader = {person: person for person in layout.people}
        for item in layout.items.values():
            for group in item.groups:
                for person in group[1:]:
                    self.leader[self.circle(person)] = self.circle(group[0])
        self.longest = max(b - a for day in layout.worked_days for a, b in layout.spans(day))

    def circle(self, person: str) -> str:
        while self.leader[person] != person:
            person = self.leader[person]
        return person

    def of(self, item: Item) -> list[tuple[str, set[str], bool]]:
        """For each that must come: the circle, the homes of those who may, and whether all are of the base."""
        people = self.layout.people
        return [
            (self.circle(group[0]), {people[p].home for p in group}, all(people[p].base for p in group))
            for group in (*((person,) for person in item.required), *item.groups)
        ]


def fewest_journeys(layout: Layout) -> int:
    """Each circle travels once for what cannot be nested, and as often as the rest fills half-days, wherever held."""
    needs, model = Needs(layout), cp_model.CpModel()
    alone: list[Any] = []
    minutes: dict[str, list[Any]] = defaultdict(list)
    for item in layout.items.values():
        if item.visit:
            continue
        held = {place: model.new_bool_var("") for place in {candidate.place for candidate in item.candidates}}
        model.add_exactly_one(held.values())
        for circle, homes, _ in needs.of(item):
            away = sum(variable for place, variable in held.items() if place is not None and place not in homes)
            if item.nestable:
                minutes[circle].append(item.minutes * away)
            else:
                alone.append(away)
    trips = {circle: model.new_int_var(0, len(layout.items), "") for circle in minutes}
    for circle, filled in minutes.items():
        model.add(needs.longest * trips[circle] >= sum(filled))
    model.minimize(sum(alone) + sum(trips.values()))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers = SECONDS, 1
    solver.solve(model)
    return ceil(solver.best_objective_bound - 1e-6) + receptions(list(layout.items.values()))


def most_whole_half_days(layout: Layout) -> int:
    """All half-days of the base but those with busy times, and those that what must be attended fills."""
    needs = Needs(layout)
    filled: dict[str, int] = defaultdict(int)
    for item in layout.items.values():
        for circle, _, base in needs.of(item):
            filled[circle] += item.minutes if base and not item.visit else 0
    busy, halves = defaultdict(int), [span for day in layout.worked_days for span in layout.spans(day)]
    people = [person for person in layout.people.values() if person.base]
    for person in people:
        busy[needs.circle(person.id)] += sum(any(x < b and a < y for x, y in layout.busy[person.id]) for a, b in halves)
    lost = sum(max(ceil(filled[circle] / needs.longest), number) for circle, number in busy.items())
    return floor(len(people) * len(halves) - lost)
