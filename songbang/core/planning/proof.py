"""The proving engine: CP-SAT, level by level of the order, each closed before the next is opened."""

from __future__ import annotations

from itertools import permutations
from typing import Any

from ortools.sat.python import cp_model

from songbang.core.planning.annealing import Budget
from songbang.core.planning.engine import Solution, order_of, worth
from songbang.core.planning.layout import Item, Layout
from songbang.core.planning.measures import count, grains_from_start
from songbang.core.planning.model import Slot, WeekModel, solver_for
from songbang.core.planning.problem import Plan


class ProofEngine:
    """Proves small cases optimal; of larger ones gives what it has when time is over."""

    def solve(self, layout: Layout, known: Plan, budget: Budget, seed: int) -> Solution:
        """Never worse than `known`; `proved` when every level was closed."""
        week = WeekModel(layout, layout.items.values())
        week.keep_all()
        measured = Measured(week)
        best = known
        bound: list[int] = []
        for level in order_of(layout.problem.weights):
            goal = sum(factor * measured.of[name] for name, factor in level.items())
            week.hint(best)
            week.model.minimize(goal)
            solver = solver_for(budget.left(), seed)
            status = solver.solve(week.model)
            if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                return Solution(best, False, tuple(bound))
            found = week.plan(solver)
            if worth(count(layout, found), layout.problem.weights) <= worth(
                count(layout, best), layout.problem.weights
            ):
                best = found
            bound.append(round(solver.best_objective_bound))
            if status != cp_model.OPTIMAL:
                return Solution(best, False, tuple(bound))
            week.model.add(goal <= round(solver.objective_value))
        return Solution(best, True, tuple(bound))


class Measured:
    """The measures of the order as linear expressions over a model; `of` by name."""

    def __init__(self, week: WeekModel) -> None:
        self.week, self.layout, self.model = week, week.layout, week.model
        items = list(week.items.values())
        self.of: dict[str, Any] = {
            "unplaced": sum((1 - week.placed[item.id] for item in items), 0),
            "moved": sum((self._moved(item) for item in items if item.announced), 0),
            "journeys": self._journeys(items) + self._receptions(items),
            "half_days": self._half_days(items),
            "edge": sum((self._off_edge(item) for item in items if not item.visit), 0),
            "optional": sum((self._missing(item, person) for item in items for person in item.optional), 0),
            "early": sum(
                grains_from_start(self.layout, slot.start) * variable
                for item in items for slot, variable in week.slots[item.id].items()
            ),
        }  # fmt: skip

    def _moved(self, item: Item) -> Any:
        return sum(v for candidate, v in self.week.at[item.id].items() if candidate != item.announced)

    def _off_edge(self, item: Item) -> Any:
        slots = self.week.slots[item.id].items()
        return sum(v for slot, v in slots if not self.layout.at_edge(slot.start, item.minutes))

    def _journeys(self, items: list[Item]) -> Any:
        shared = {pair: by_slot for pair in permutations(items, 2) if (by_slot := self._followers(*pair))}
        attending = [(item, person) for person in self.layout.people for item in items if person in item.anyone]
        return sum((self._journey(item, person, shared) for item, person in attending), 0)

    def _journey(self, item: Item, person: str, shared: dict[tuple[Item, Item], dict[Slot, Any]]) -> Any:
        """Whether the person makes a journey for the item: away from home, and nothing right before to share it."""
        home = self.layout.people[person].home
        away = {slot: v for slot, v in self.week.slots[item.id].items() if slot.place not in (None, home)}
        journey = self.model.new_bool_var("")
        conditions = self.week.condition(item, person)
        for slot, variable in away.items():
            before = [
                self._both(found[slot], self.week.condition(other, person))
                for (other, then), found in shared.items()
                if then is item and slot in found and person in other.anyone
            ]  # fmt: skip
            self.model.add(journey + sum(before) >= variable).only_enforce_if(conditions)
        return journey

    def _both(self, variable: Any, conditions: list[Any]) -> Any:
        if not conditions:
            return variable
        found = self.model.new_bool_var("")
        self.model.add_implication(found, variable)
        self.model.add_implication(found, conditions[0])
        return found

    def _followers(self, first: Item, then: Item) -> dict[Slot, Any]:
        """Slot of `then` → whether `first` lies so that a journey to that slot would be shared."""
        found: dict[Slot, Any] = {}
        joint = first.joint is not None and first.joint == then.joint and first.id < then.id
        if not joint and not (first.nestable and then.nestable):
            return found
        for slot in self.week.slots[then.id]:
            before = [
                v for s, v in self.week.slots[first.id].items()
                if s.place == slot.place and (
                    s.start == slot.start if joint else self.layout.follows(first, s.start, then, slot.start)
                )
            ]  # fmt: skip
            if before:
                found[slot] = self.model.new_bool_var("")
                self.model.add(sum(before) >= found[slot])
        return found

    def _receptions(self, items: list[Item]) -> Any:
        used: dict[tuple[Any, int], Any] = {}
        for item in items:
            for slot, variable in self.week.slots[item.id].items() if item.visit else ():
                key = (item.joint or item.id, slot.start)
                used.setdefault(key, self.model.new_bool_var(""))
                self.model.add_implication(variable, used[key])
        return sum(used.values(), 0)

    def _half_days(self, items: list[Item]) -> Any:
        """Half-days of people of the base that are not whole, by their own busy times or by what is planned."""
        spans = [span for day in self.layout.worked_days for span in self.layout.spans(day)]
        total: Any = 0
        for person in (p for p in self.layout.people.values() if p.base):
            for a, b in spans:
                if any(x < b and a < y for x, y in self.layout.busy[person.id]):
                    total += 1
                elif found := [item for item in items if person.id in item.anyone]:
                    total += self._broken(found, person.id, a, b)
        return total

    def _broken(self, items: list[Item], person: str, a: int, b: int) -> Any:
        broken = self.model.new_bool_var("")
        for item in items:
            here = [v for slot, v in self.week.slots[item.id].items() if a <= slot.start < b]
            if here:
                self.model.add(broken >= sum(here)).only_enforce_if(self.week.condition(item, person))
        return broken

    def _missing(self, item: Item, person: str) -> Any:
        """Whether a person who may come to the item cannot, while it is placed."""
        missing = self.model.new_bool_var("")
        for variable in self.week.busy_slots(item, person):
            self.model.add_implication(variable, missing)
        for other in self.week.items.values():
            if other is item or person not in other.anyone:
                continue
            for slot, variable in self.week.slots[item.id].items():
                clashing = [
                    v for s, v in self.week.slots[other.id].items() if self.week.clash(item, slot, other, s, person)
                ]
                if clashing:
                    conditions = self.week.condition(other, person)
                    self.model.add(missing >= variable + sum(clashing) - 1).only_enforce_if(conditions)
        return missing
