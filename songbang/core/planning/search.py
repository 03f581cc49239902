"""The search engine: annealing over the district's week, compiled."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from songbang.core import rulebook
from songbang.core.planning import week_moves, week_rules
from songbang.core.planning.annealing import Budget, Cooling, anneal
from songbang.core.planning.engine import Solution, order_of
from songbang.core.planning.layout import FILE, Layout
from songbang.core.planning.problem import MEASURES, Placement, Plan
from songbang.core.planning.week_arrays import empty_state, rules_of, shelved

STEPS = 20
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
        self.shelves = [shelved(layout, item) for item in self.items]
        self.rules = rules_of(layout, self.shelves)
        self.state = empty_state(layout, self.rules)
        several = np.diff(self.rules.items[week_rules.FIRST]) > 0
        self.movable = np.flatnonzero(several).astype(np.int64)
        self.free = several.astype(np.int64)
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
        week_moves.roam(self.rules, self.state, self.movable, self.free, self.scale, self.levels, temperature, steps)

    def rest(self) -> None:
        week_moves.go_back(self.rules, self.state)

    def plan(self) -> Plan:
        """The best plan met."""
        found = {}
        candidates = [candidate for shelf in self.shelves for candidate in shelf]
        people = list(self.layout.people)
        for i, item in enumerate(self.items):
            at = int(self.state.lies[week_rules.BEST_AT, i])
            if at >= 0:
                comes = self.state.comes[week_rules.BEST_CHOSEN]
                chosen = tuple(people[int(comes[g])] for g in self._groups(i))
                found[item.id] = Placement(self.layout.moment(candidates[at].start), candidates[at].room, chosen)
        return found

    def _groups(self, i: int) -> range:
        firsts = self.rules.items[week_rules.GROUPS]
        return range(int(firsts[i]), int(firsts[i + 1]))

    def _start_from(self, known: Plan) -> None:
        people = {person: number for number, person in enumerate(self.layout.people)}
        lies, comes = self.state.lies[week_rules.BEST_AT], self.state.comes[week_rules.BEST_CHOSEN]
        for i, item in enumerate(self.items):
            if item.id in known:
                placement = known[item.id]
                comes[list(self._groups(i))] = [people[person] for person in placement.chosen]
                minute = self.layout.minute(placement.start)
                at = next(k for k, c in enumerate(self.shelves[i]) if (c.start, c.room) == (minute, placement.room))
                lies[i] = self.rules.items[week_rules.FIRST, i] + at
        self.rest()
        self.state.sums[week_rules.BEST] = self.state.sums[week_rules.COST]


def cost_of(layout: Layout, plan: Plan) -> dict[str, int]:
    """A plan's measures as the compiled code counts them; `measures.count` must say the same, by test."""
    board = WeekBoard(layout, plan)
    return {name: int(value) for name, value in zip(MEASURES, board.state.sums[week_rules.COST], strict=True)}
