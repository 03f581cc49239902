"""The search engine: annealing over the district's week, compiled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any

import numpy as np

from songbang.core import rulebook
from songbang.core.planning import week_moves, week_rules
from songbang.core.planning.annealing import Budget, Cooling, anneal
from songbang.core.planning.engine import Solution, order_of
from songbang.core.planning.layout import FILE, Candidate, Layout
from songbang.core.planning.measures import grains_from_start
from songbang.core.planning.problem import MEASURES, Placement, Plan
from songbang.core.planning.week_rules import MOST_A_DAY, WeekRules, WeekState

STEPS = 200
POLISH_SHARE = 0.3


class SearchEngine:
    """Finds good plans of any size; proves nothing."""

    def __init__(self) -> None:
        self.board: WeekBoard | None = None

    def solve(self, layout: Layout, known: Plan, budget: Budget, seed: int) -> Solution:
        """Warm and lenient first, then level by level; never worse than `known`."""
        board = self.board = WeekBoard(layout, known)
        if len(board.movable):
            settings = rulebook.load(FILE)["search"]
            for part, name in ((budget.part(1 - POLISH_SHARE), "roaming"), (budget, "polishing")):
                board.weigh(settings[name]["ladder"])
                anneal(board, Cooling(settings[name]["hot"], settings[name]["cold"], STEPS), part, seed)
        return Solution(board.plan())


class WeekBoard:
    """A layout as arrays, with a plan on it that moves change in place."""

    def __init__(self, layout: Layout, known: Plan) -> None:
        self.layout = layout
        self.items = list(layout.items.values())
        self.rules = _rules(layout)
        self.state = _empty(layout, self.rules)
        several = np.diff(self.rules.first) > 0
        self.movable = np.flatnonzero(several).astype(np.int64)
        self.levels = np.array(
            [[level.get(name, 0) for name in MEASURES] for level in order_of(layout.problem.weights)], np.int64
        )
        self.scale = np.ones(len(MEASURES))
        self._start_from(known)

    def weigh(self, ladder: Sequence[float]) -> None:
        """Give each level of the order a weight from the ladder, so that temperatures mean the same everywhere."""
        steps = np.array(ladder[: len(self.levels)], float)
        tops = np.maximum(self.levels.max(axis=1), 1)
        self.scale = (steps / tops) @ self.levels

    def sow(self, seed: int) -> None:
        week_moves.sow(seed)

    def roam(self, temperature: float, done: float, steps: int) -> None:
        week_moves.roam(self.rules, self.state, self.movable, self.scale, self.levels, temperature, steps)

    def rest(self) -> None:
        week_moves.go_back(self.rules, self.state)

    def plan(self) -> Plan:
        """The best plan met."""
        found = {}
        candidates = [candidate for item in self.items for candidate in item.candidates]
        people = list(self.layout.people)
        for i, item in enumerate(self.items):
            at = int(self.state.best_at[i])
            if at >= 0:
                groups = range(self.rules.group_first[i], self.rules.group_first[i + 1])
                chosen = tuple(people[int(self.state.best_chosen[g])] for g in groups)
                found[item.id] = Placement(self.layout.moment(candidates[at].start), candidates[at].room, chosen)
        return found

    def _start_from(self, known: Plan) -> None:
        people = {person: number for number, person in enumerate(self.layout.people)}
        for i, item in enumerate(self.items):
            if item.id in known:
                placement = known[item.id]
                for g, person in zip(range(self.rules.group_first[i], len(self.state.chosen)), placement.chosen):  # noqa: B905
                    self.state.chosen[g] = people[person]
                minute = self.layout.minute(placement.start)
                at = next(k for k, c in enumerate(item.candidates) if (c.start, c.room) == (minute, placement.room))
                week_rules.put(self.rules, self.state, i, int(self.rules.first[i]) + at)
        self.state.best[:] = self.state.cost
        self.state.best_at[:] = self.state.at
        self.state.best_chosen[:] = self.state.chosen


def _ints(values: Iterable[int], width: int = 0) -> Any:
    found = np.array(list(values), np.int64)
    return found.reshape(-1, width) if width else found


def _firsts(sizes: Iterable[int]) -> Any:
    return _ints(accumulate(sizes, initial=0))


def _rules(layout: Layout) -> WeekRules:
    items, people = list(layout.items.values()), list(layout.people.values())
    number = {item.id: i for i, item in enumerate(items)}
    person = {p.id: i for i, p in enumerate(people)}
    place = {id_: i for i, id_ in enumerate(layout.problem.places)}
    room = {id_: i for i, id_ in enumerate(layout.rooms)}
    joints = {joint: i for i, joint in enumerate(dict.fromkeys(item.joint for item in items if item.joint))}
    candidates = [(item, c) for item in items for c in item.candidates]
    firsts = _firsts(len(item.candidates) for item in items)
    groups = [group for item in items for group in item.groups]
    spans = [span for day in layout.worked_days for span in layout.spans(day)]
    return WeekRules(
        minutes=_ints(item.minutes for item in items),
        nestable=_ints(item.nestable for item in items),
        joint=_ints(joints[item.joint] if item.joint else -1 for item in items),
        visit=_ints(item.visit for item in items),
        announced=_ints(
            firsts[i] + item.candidates.index(item.announced) if item.announced in item.candidates else -1
            for i, item in enumerate(items)
        ),
        was_announced=_ints(item.announced is not None for item in items),
        first=firsts,
        start=_ints(c.start for _, c in candidates),
        room=_ints(room[c.room] if c.room else -1 for _, c in candidates),
        place=_ints(place[c.place] if c.place else -1 for _, c in candidates),
        half=_ints(_half(spans, c) for _, c in candidates),
        edge=_ints(layout.at_edge(c.start, item.minutes) for item, c in candidates),
        early=_ints(grains_from_start(layout, c.start) for _, c in candidates),
        req_first=_firsts(len(item.required) for item in items),
        required=_ints(person[p] for item in items for p in item.required),
        group_first=_firsts(len(item.groups) for item in items),
        member_first=_firsts(len(group) for group in groups),
        member=_ints(person[p] for group in groups for p in group),
        opt_first=_firsts(len(item.optional) for item in items),
        optional=_ints(person[p] for item in items for p in item.optional),
        after=_ints((n for item in items for b in item.after for n in (number[item.id], number[b])), 2),
        home=_ints(place[p.home] for p in people),
        base=_ints(p.base for p in people),
        travel=_ints((layout.travel(a, b) for a in place for b in place), max(1, len(place))),
        busy_first=_firsts(len(layout.busy[p.id]) for p in people),
        busy=_ints((minute for p in people for span in layout.busy[p.id] for minute in span), 2),
        busy_half=np.array(
            [[any(a < to and from_ < b for a, b in layout.busy[p.id]) for from_, to in spans] for p in people], np.int64
        ).reshape(len(people), len(spans)),
        grain=layout.problem.grain,
    )


def _half(spans: list[tuple[int, int]], candidate: Candidate) -> int:
    return next(i for i, (a, b) in enumerate(spans) if a <= candidate.start < b)


def _empty(layout: Layout, rules: WeekRules) -> WeekState:
    items, people, rooms = len(rules.minutes), len(layout.people), len(layout.rooms)
    days = (layout.problem.days[-1] - layout.problem.days[0]).days + 1

    def filled(value: int, *shape: int) -> Any:
        return np.full(shape, value, np.int64)

    cost = filled(0, len(MEASURES))
    cost[week_rules.UNPLACED] = items
    groups = int(rules.group_first[-1])
    return WeekState(
        at=filled(-1, items), chosen=filled(-1, groups), held=filled(0, people, days, MOST_A_DAY),
        holds=filled(0, people, days), asked=filled(0, people, days, MOST_A_DAY), asks=filled(0, people, days),
        roomed=filled(0, rooms, days, MOST_A_DAY), rooms=filled(0, rooms, days), cost=cost, best=cost.copy(),
        best_at=filled(-1, items), best_chosen=filled(-1, groups), touched=filled(0, items + 1),
        old_at=filled(-1, items + 1), old_chosen=filled(-1, groups), tried=filled(0, 1),
    )  # fmt: skip


def cost_of(layout: Layout, plan: Plan) -> dict[str, int]:
    """A plan's measures as the compiled code counts them; `measures.count` must say the same, by test."""
    board = WeekBoard(layout, plan)
    return {name: int(value) for name, value in zip(MEASURES, board.state.cost, strict=True)}


__all__ = ["SearchEngine", "WeekBoard", "cost_of"]
