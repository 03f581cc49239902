"""The hard constraints as a CP-SAT model: which candidate each item takes, and who of each group comes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from ortools.sat.python import cp_model

from songbang.core.planning.layout import Candidate, Item, Layout
from songbang.core.planning.problem import Placement, Plan


@dataclass(frozen=True, slots=True)
class Slot:
    """All candidates of an item with one start and place: for persons they are the same."""

    start: int
    place: str | None


class WeekModel:
    """Variables: `at[item][candidate]`, `comes[item][person]` for members of groups, `slots[item][slot]`."""

    def __init__(self, layout: Layout, items: Iterable[Item]) -> None:
        self.layout = layout
        self.model = cp_model.CpModel()
        self.items = {item.id: item for item in items}
        self.at: dict[str, dict[Candidate, Any]] = {}
        self.slots: dict[str, dict[Slot, Any]] = {}
        self.placed: dict[str, Any] = {}
        self.comes: dict[str, dict[str, Any]] = {}
        for item in self.items.values():
            self._add_item(item)
        for a, b in combinations(self.items.values(), 2):
            self.keep_persons_apart(a, b)
        self._keep_rooms()

    def _add_item(self, item: Item) -> None:
        model = self.model
        at = {candidate: model.new_bool_var("") for candidate in item.candidates}
        placed = model.new_bool_var("")
        model.add(sum(at.values()) == placed)
        slots: dict[Slot, list[Any]] = {}
        for candidate, variable in at.items():
            slots.setdefault(Slot(candidate.start, candidate.place), []).append(variable)
        self.at[item.id], self.placed[item.id] = at, placed
        self.slots[item.id] = {slot: self._any(found) for slot, found in slots.items()}
        self.comes[item.id] = {person: model.new_bool_var("") for group in item.groups for person in group}
        for group in item.groups:
            model.add_exactly_one([self.comes[item.id][person] for person in group])

    def _any(self, variables: list[Any]) -> Any:
        """A variable that is the sum of some of which at most one is true."""
        if len(variables) == 1:
            return variables[0]
        found = self.model.new_bool_var("")
        self.model.add(sum(variables) == found)
        return found

    def condition(self, item: Item, person: str) -> list[Any]:
        """Literals under which a person attends the item, when it is placed."""
        return [self.comes[item.id][person]] if person in self.comes[item.id] else []

    def keep_persons_apart(self, a: Item, b: Item) -> None:
        """Nobody attends both at slots that clash."""
        for person in set(a.anyone) & set(b.anyone):
            conditions = [*self.condition(a, person), *self.condition(b, person)]
            for slot_a, variable in self.slots[a.id].items():
                clashing = [v for slot_b, v in self.slots[b.id].items() if self.clash(a, slot_a, b, slot_b, person)]
                if clashing:
                    self.model.add(variable + sum(clashing) <= 1).only_enforce_if(conditions)

    def clash(self, a: Item, at_a: Slot, b: Item, at_b: Slot, person: str) -> bool:
        """One person cannot do both."""
        if a.joint and a.joint == b.joint and at_a.start == at_b.start:
            return False
        home = self.layout.people[person].home
        trip = self.layout.travel(at_a.place or home, at_b.place or home)
        return at_a.start + a.minutes + trip > at_b.start and at_b.start + b.minutes + trip > at_a.start

    def _keep_rooms(self) -> None:
        """At the start of whatever takes a room, it is the only one there."""
        taken: dict[str, list[tuple[int, int, Any]]] = {}
        for item in self.items.values():
            for candidate, variable in self.at[item.id].items():
                if candidate.room:
                    end = candidate.start + item.minutes
                    taken.setdefault(candidate.room, []).append((candidate.start, end, variable))
        for spans in taken.values():
            for moment in {start for start, _, _ in spans}:
                self.model.add_at_most_one([v for start, end, v in spans if start <= moment < end])

    def busy_slots(self, item: Item, person: str) -> list[Any]:
        """Slots at which a person is busy."""
        busy = self.layout.busy[person]
        return [
            variable for slot, variable in self.slots[item.id].items()
            if any(a < slot.start + item.minutes and slot.start < b for a, b in busy)
        ]  # fmt: skip

    def keep_busy(self, item: Item, person: str, unless: list[Any]) -> None:
        """The person does not attend while busy (where the literals `unless` hold)."""
        for variable in self.busy_slots(item, person):
            self.model.add(variable == 0).only_enforce_if([*self.condition(item, person), *unless])

    def keep_order(self, item: Item, before: str, unless: list[Any]) -> None:
        """The item starts only when what it must follow has ended."""
        first = self.items[before]
        for slot, variable in self.slots[item.id].items():
            ended = [v for s, v in self.slots[before].items() if s.start + first.minutes <= slot.start]
            self.model.add(sum(ended) >= 1).only_enforce_if([variable, *unless])

    def keep_all(self) -> None:
        """Busy times and order, without exception."""
        for item in self.items.values():
            for person in item.anyone:
                self.keep_busy(item, person, [])
            for before in item.after:
                self.keep_order(item, before, [])

    def hint(self, plan: Plan) -> None:
        """Begin from a known plan."""
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        for id_, at in self.at.items():
            known = plan.get(id_)
            for candidate, variable in at.items():
                here = known and (self.layout.moment(candidate.start), candidate.room) == (known.start, known.room)
                self.model.add_hint(variable, bool(here))
            for person, variable in self.comes[id_].items():
                if known:
                    self.model.add_hint(variable, person in known.chosen)

    def plan(self, solver: cp_model.CpSolver) -> Plan:
        """The plan that the solver found."""
        found: dict[str, Placement] = {}
        for id_, item in self.items.items():
            for candidate, variable in self.at[id_].items():
                if solver.boolean_value(variable):
                    comes = {p for p, variable in self.comes[id_].items() if solver.boolean_value(variable)}
                    chosen = tuple(next(p for p in group if p in comes) for group in item.groups)
                    found[id_] = Placement(self.layout.moment(candidate.start), candidate.room, chosen)
        return found


def solver_for(seconds: float, seed: int) -> cp_model.CpSolver:
    """A solver that runs the same way each time and stops on time."""
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.05, seconds)
    solver.parameters.random_seed = seed % 2**31
    solver.parameters.num_workers = 1
    return solver
