"""Why something cannot be placed: a minimal set of things that cannot hold together, and the cheapest ways out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from ortools.sat.python import cp_model

from songbang.core import rulebook
from songbang.core.planning.annealing import Budget
from songbang.core.planning.explain import listed, say
from songbang.core.planning.layout import FILE, Candidate, Item, Layout, Lifted
from songbang.core.planning.model import WeekModel, solver_for
from songbang.core.planning.problem import Meeting, Plan, Visit
from songbang.core.words import Language

MOST_WAYS_OUT = 3


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that holds: its kind (a key of the rulebook's `conflict` words) and whom it concerns."""

    kind: str
    item: str = ""
    about: str = ""


class Facts:
    """A model in which each fact is a literal: what it demands is enforced only where the literal holds."""

    def __init__(self, layout: Layout, target: str, others: list[Item]) -> None:
        self.layout, self.target = layout, target
        self.literals: dict[Fact, Any] = {}
        wide = [layout.item(layout.things[target], WIDE), *others]
        self.week = WeekModel(layout, [_without(item, target) for item in wide])
        for item in self.week.items.values():
            self._narrow(item, layout.things[item.id])
            self._order(item)
        for item in wide:
            self._people(item)
        self.week.model.add(self.week.placed[target] == 1)

    def literal(self, kind: str, item: str = "", about: str = "") -> Any:
        fact = Fact(kind, item, about)
        if fact not in self.literals:
            self.literals[fact] = self.week.model.new_bool_var("")
        return self.literals[fact]

    def _narrow(self, item: Item, thing: Meeting | Visit) -> None:
        """Of the target the candidates that window, rooms, no-meeting days and a fixed time leave."""
        if item.id != self.target:
            self.week.model.add_implication(self.literal("other", item.id), self.week.placed[item.id])
            return
        left = {kind: set(self.layout.item(thing, lifted).candidates) for kind, lifted in ALL_BUT.items()}
        fixed = isinstance(thing, Meeting) and thing.fixed is not None
        for candidate, variable in self.week.at[item.id].items():
            for kind, allowed in left.items():
                if candidate not in allowed and (kind == "fixed" or not fixed or self._is_fixed(item, candidate)):
                    about = "" if kind == "no_meeting" else item.id
                    self.week.model.add(variable == 0).only_enforce_if(self.literal(kind, about))

    def _order(self, item: Item) -> None:
        for before in item.after:
            if before in self.week.items:
                self.week.keep_order(item, before, [self.literal("after", item.id, before)])

    def _is_fixed(self, item: Item, candidate: Candidate) -> bool:
        meeting = self.layout.meetings[item.id]
        return bool(meeting.fixed and self.layout.minute(meeting.fixed.start) == candidate.start)

    def _people(self, item: Item) -> None:
        """Busy times of all; for the target, that each required person comes."""
        for person in self.week.items[item.id].anyone:
            if self.week.busy_slots(self.week.items[item.id], person):
                self.week.keep_busy(item, person, [self.literal("busy", "", person)])
        if item.id != self.target:
            return
        for person in item.required:
            needed = self.literal("person", item.id, person)
            for variable in self.week.busy_slots(item, person):
                self.week.model.add(variable == 0).only_enforce_if([needed, self.literal("busy", "", person)])
            for other in self.week.items.values():
                self._apart(item, other, person, needed)

    def _apart(self, item: Item, other: Item, person: str, needed: Any) -> None:
        if other.id == item.id or person not in other.anyone:
            return
        for slot, variable in self.week.slots[item.id].items():
            for s, v in self.week.slots[other.id].items():
                if self.week.clash(item, slot, other, s, person):
                    conditions = [needed, variable, *self.week.condition(other, person)]
                    self.week.model.add(v == 0).only_enforce_if(conditions)

    def holds(self, facts: list[Fact], budget: Budget, seed: int = 1) -> bool | None:
        """Whether these facts can hold together; None when time was over first."""
        self.week.model.clear_assumptions()
        self.week.model.clear_objective()  # type: ignore[no-untyped-call]
        self.week.model.add_assumptions([self.literals[fact] for fact in facts])
        solver = solver_for(min(budget.left(), 5.0), seed)
        status = solver.solve(self.week.model)
        self._core = [] if status != cp_model.INFEASIBLE else list(solver.sufficient_assumptions_for_infeasibility())
        return {cp_model.OPTIMAL: True, cp_model.FEASIBLE: True, cp_model.INFEASIBLE: False}.get(status)

    def minimal(self, budget: Budget) -> list[Fact] | None:
        """Facts of which none can be left out without the target becoming possible; None where they can all hold."""
        if self.holds(list(self.literals), budget) is not False:
            return None
        by_index = {literal.index: fact for fact, literal in self.literals.items()}
        core = [by_index[index] for index in self._core if index in by_index] or list(self.literals)
        for fact in list(core):
            without = [other for other in core if other != fact]
            if budget.left() > 0 and self.holds(without, budget) is False:
                core = without
        return core

    def ways_out(self, budget: Budget, costs: dict[str, int]) -> Iterator[list[Fact]]:
        """Sets of facts that, given up, make room; cheapest first, none containing an earlier one."""
        self.week.model.clear_assumptions()
        given_up = {fact: 1 - literal for fact, literal in self.literals.items()}
        self.week.model.minimize(sum((costs[fact.kind] * term for fact, term in given_up.items()), 0))
        for _ in range(MOST_WAYS_OUT):
            solver = solver_for(min(budget.left(), 5.0), 1)
            if budget.left() <= 0 or solver.solve(self.week.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                return
            found = [fact for fact, literal in self.literals.items() if not solver.boolean_value(literal)]
            if not found:
                return
            yield found
            self.week.model.add_bool_or([self.literals[fact] for fact in found])


WIDE = Lifted(True, True, True, True)
ALL_BUT = {
    "window": Lifted(False, True, True, True), "capacity": Lifted(True, False, True, True),
    "no_meeting": Lifted(True, True, False, True), "fixed": Lifted(True, True, True, False),
}  # fmt: skip


def _without(item: Item, target: str) -> Item:
    """The target without its required people, whose coming is a fact each."""
    return replace(item, required=()) if item.id == target else item


def explain_unplaced(
    layout: Layout, plan: Plan, missing: list[str], budget: Budget, language: Language
) -> list[dict[str, Any]]:
    """For each thing that is not placed: `id`, `conflict`, `relax` in words, and whether that is `proved`."""
    entries = []
    for turn, id_ in enumerate(missing):
        part = budget.part(1 / (len(missing) - turn))
        entries.append(_explain(layout, plan, id_, part, language))
    return entries


def _explain(layout: Layout, plan: Plan, id_: str, budget: Budget, language: Language) -> dict[str, Any]:
    if nowhere := _nowhere(layout, id_):
        word = _words(layout, language)
        conflict = [word("conflict", Fact("item", id_)), word("conflict", Fact(nowhere, id_))]
        return {"id": id_, "conflict": conflict, "relax": [word("relaxed", Fact(nowhere, id_))], "proved": True}
    found, others = None, beside(layout, plan, id_)
    if budget.left() > 0:
        facts = Facts(layout, id_, others)
        found = facts.minimal(budget)
    if found is None:
        unsettled = [say("conflict", "unsettled", language)]
        return {"id": id_, "conflict": unsettled, "relax": [say("relaxed", "longer", language)], "proved": False}
    costs: dict[str, int] = rulebook.load(FILE)["relax"]
    word = _words(layout, language)
    conflict = [word("conflict", Fact("item", id_)), *(word("conflict", fact) for fact in found)]
    ways = list(facts.ways_out(budget, costs)) or [[min(found, key=lambda fact: costs[fact.kind])] if found else []]
    relax = [listed([word("relaxed", fact) for fact in way], language) for way in ways if way]
    return {"id": id_, "conflict": conflict, "relax": relax, "proved": not _pinned(layout)}


def _nowhere(layout: Layout, id_: str) -> str:
    """Why no rule that may be lifted would help: no day is worked, no stretch is long enough, there are no rooms."""
    thing = layout.things[id_]
    if layout.item(thing, WIDE).candidates:
        return ""
    spans = [b - a for day in layout.worked_days for a, b in layout.spans(day)]
    if not spans:
        return "no_days"
    return "too_long" if max(spans) < thing.minutes else "no_rooms"


def beside(layout: Layout, plan: Plan, id_: str) -> list[Item]:
    """What can stand in its way: whatever it must follow, and what shares people or rooms with it.

    In a small case these may lie anywhere, so that the conflict is a proof; in a large one where the plan has them.
    """
    item = layout.items[id_]
    rooms = {candidate.room for candidate in item.candidates if candidate.room}
    near = [
        other for other in layout.items.values()
        if other.id != id_ and (
            set(other.anyone) & set(item.anyone) or other.id in item.after
            or rooms & {candidate.room for candidate in other.candidates}
        )
    ]  # fmt: skip
    chain = {before for other in (item, *near) for before in other.after} - {id_}
    found = {other.id: other for other in (*near, *(layout.items[before] for before in sorted(chain)))}
    if _pinned(layout):
        return [_as_planned(layout, plan, other) for other in found.values() if other.id in plan]
    return list(found.values())


def _pinned(layout: Layout) -> bool:
    limits = rulebook.load(FILE)["proof"]
    return sum(len(item.candidates) for item in layout.items.values()) > int(limits["most_candidates"])


def _as_planned(layout: Layout, plan: Plan, item: Item) -> Item:
    here = plan[item.id]
    kept = (c for c in item.candidates if (layout.moment(c.start), c.room) == (here.start, here.room))
    return replace(item, candidates=tuple(kept))


def _words(layout: Layout, language: Language) -> Callable[[str, Fact], str]:

    def word(group: str, fact: Fact) -> str:
        thing = layout.things.get(fact.item)
        about: dict[str, object] = {"person": fact.about, "before": fact.about, "id": fact.item}
        if thing is not None:
            about |= {
                "title": thing.title if isinstance(thing, Meeting) else thing.topic, "minutes": thing.minutes,
                "first": thing.window[0], "last": thing.window[1], "headcount": getattr(thing, "headcount", 0),
            }  # fmt: skip
            fixed = thing.fixed if isinstance(thing, Meeting) else None
            about["start"] = f"{fixed.start:%Y-%m-%d %H:%M}" if fixed else ""
        busy = [f"{b.start:%m-%d %H:%M}-{b.end:%H:%M}" for b in layout.problem.busy if b.person == fact.about]
        days = [day.isoformat() for day in sorted(layout.problem.no_meeting_days)]
        return say(group, fact.kind, language, spans=listed(busy, language), days=listed(days, language), **about)

    return word
