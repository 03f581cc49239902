"""Engines find plans: the search (any size, no proof) and the proof (small cases, bounds, conflicts)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from songbang.core.planning.annealing import Budget
from songbang.core.planning.layout import Layout
from songbang.core.planning.problem import MEASURES, Plan


@dataclass(frozen=True, slots=True)
class Solution:
    """A plan; `proved`: no better one exists. `bound`: below this, levels of the order cannot get (as far as known)."""

    plan: Plan
    proved: bool = False
    bound: tuple[int, ...] = ()


class Engine(Protocol):
    """Finds a plan within a budget, from a plan that is known already."""

    def solve(self, layout: Layout, known: Plan, budget: Budget, seed: int) -> Solution:
        """The best plan found; never worse than `known`."""


def order_of(weights: Mapping[str, int]) -> list[dict[str, int]]:
    """The levels in order: each a weighted sum of measures. Named in `weights` = weighed against each other at once.

    >>> [list(level) for level in order_of({"journeys": 3, "half_days": 1})][2:4]
    [['journeys', 'half_days'], ['edge']]
    """
    levels: list[dict[str, int]] = []
    together = {name: weights[name] for name in MEASURES if name in weights}
    for name in MEASURES:
        if name not in weights:
            levels.append({name: 1})
        elif together not in levels:
            levels.append(together)
    return levels


def worth(measures: Mapping[str, int], weights: Mapping[str, int]) -> tuple[int, ...]:
    """A plan's measures as one comparable value: less is better."""
    return tuple(sum(factor * measures[name] for name, factor in level.items()) for level in order_of(weights))
