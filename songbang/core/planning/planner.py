"""A problem in, the plan of contract plan.md out: booked as it arrives, searched, proved where small, explained."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, time
from threading import Thread
from typing import Any

from songbang.core import rulebook
from songbang.core.planning.annealing import Budget
from songbang.core.planning.arrival import first_come_first_served
from songbang.core.planning.bounds import gap
from songbang.core.planning.conflict import explain_unplaced
from songbang.core.planning.constraints import broken
from songbang.core.planning.engine import Solution
from songbang.core.planning.explain import described
from songbang.core.planning.layout import FILE, Layout
from songbang.core.planning.measures import metrics
from songbang.core.planning.problem import Meeting, Plan, Problem
from songbang.core.planning.proof import ProofEngine
from songbang.core.planning.search import SearchEngine
from songbang.core.words import Language

CLOSING, SLACK = 0.4, 1.0
"""Seconds kept back for explaining and writing, and for which a search is waited for that should be done."""


def make_plan(problem: Problem, budget: Budget, seed: int, language: Language = "zh-Hans") -> dict[str, Any]:
    """The contract's output, within the budget."""
    began = budget.clock()
    budget = Budget(budget.clock, budget.until - CLOSING, budget.rounds)
    layout = Layout(problem)
    arrival = first_come_first_served(layout)
    solution = find_plan(layout, arrival, budget, seed)
    missing = [id_ for id_ in layout.items if id_ not in solution.plan]
    unplaced = explain_unplaced(layout, solution.plan, missing, budget, language)
    status = "infeasible" if missing and _settled(solution, unplaced) else "optimal" if solution.proved else "feasible"
    return {
        "status": status,
        "bound_gap": 0.0 if solution.proved else gap(layout, solution.plan),
        "seconds": round(budget.clock() - began, 2),
        **described(layout, solution.plan, language),
        "unplaced": [{key: entry[key] for key in ("id", "conflict", "relax")} for entry in unplaced],
        "metrics": asdict(metrics(layout, solution.plan))
        | {"first_come_first_served": asdict(metrics(layout, arrival))},
    }  # fmt: skip


def _settled(solution: Solution, unplaced: list[dict[str, Any]]) -> bool:
    """It is proved that not everything can be placed."""
    return solution.proved or any(entry["proved"] for entry in unplaced)


def find_plan(layout: Layout, known: Plan, budget: Budget, seed: int) -> Solution:
    """Prove where the case is small; else, or where no proof was found, search. The better of both."""
    if not is_small(layout):
        return _searched(layout, known, budget.part(0.85 if len(known) < len(layout.items) else 1.0), seed)
    proved = ProofEngine().solve(layout, known, budget.part(0.5), seed)
    if proved.proved:
        return proved
    searched = _searched(layout, proved.plan, budget.part(0.8), seed)
    return Solution(searched.plan, bound=proved.bound)


def _searched(layout: Layout, known: Plan, budget: Budget, seed: int) -> Solution:
    """The search, in a thread: the first run on a machine compiles, which nothing can interrupt, but time is kept."""
    engine = SearchEngine()
    search = Thread(target=lambda: engine.solve(layout, known, budget, seed), daemon=True)
    search.start()
    while search.is_alive() and (budget.rounds or budget.left() > -SLACK):
        search.join(max(0.05, budget.left() + SLACK))
    found = engine.board.plan() if engine.board else known
    # A search that is late may be in the midst of writing down a better plan.
    return Solution(known if broken(layout, found) else found)


def prepare() -> None:
    """Compile the search now, where it is not yet; else this takes no time."""
    day = date(2025, 3, 3)
    call = Meeting("m", "m", 60, False, (), (), (), 0, (day, day), (), False, None, None)
    hours = ((time(9), time(12)),)
    small = Problem((day,), hours, 15, frozenset(), {"a": "a"}, {}, (), (), (), (call,), ())
    SearchEngine().solve(Layout(small), {}, Budget(lambda: 0.0, 1.0, rounds=1), 1)


def is_small(layout: Layout) -> bool:
    """Small enough to be worth proving."""
    limits = rulebook.load(FILE)["proof"]
    candidates = sum(len(item.candidates) for item in layout.items.values())
    return len(layout.items) <= int(limits["most_items"]) and candidates <= int(limits["most_candidates"])
