"""What is already there for an indicator: evidence proposed with the words by which it was found. A person confirms.

Weighed by the informative pairs of characters that an indicator shares with an item: pairs that every item has say
nothing. An item out of its validity, or from outside the period, is told apart and never proposed as covering.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from songbang.core import rulebook
from songbang.core.assessing.schemes import Indicator
from songbang.core.text import neighbours, pieces_of, runs

LEAST = 0.28
"""Share of an indicator's weight that an item must hold to be proposed."""
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Item:
    """Something the office already holds: evidence, a fact, a row of a register."""

    id: str
    title: str
    text: str = ""
    effective_on: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """An item for an indicator: the share of the indicator's weight that it holds, and the words they share."""

    item: str
    score: float
    words: tuple[str, ...]
    trouble: str = ""
    """"", `expired` (its validity ended before the last day), `outside` (effective outside the period)."""


class Held:
    """The items of one unit, made ready to be asked for many indicators."""

    def __init__(self, items: Iterable[Item]) -> None:
        self.items = {item.id: item for item in items}
        self._pairs = {item.id: neighbours(_parts(f"{item.title}。{item.text}")) for item in self.items.values()}
        self._in = Counter(pair for pairs in self._pairs.values() for pair in pairs)
        self._by_pair: dict[str, list[str]] = {}
        for key, pairs in self._pairs.items():
            for pair in pairs:
                self._by_pair.setdefault(pair, []).append(key)

    def proposals(self, indicator: Indicator, first: date, last: date) -> list[Proposal]:
        """The best items for the indicator over the period `first` to `last`, best first, those in trouble last."""
        asked = _asked(indicator)
        weights = {pair: self._weight(pair) for pair in asked}
        whole = sum(weights.values())
        found: dict[str, float] = {}
        for pair, weight in weights.items():
            for key in self._by_pair.get(pair, ()):
                found[key] = found.get(key, 0.0) + weight
        proposals = [
            self._proposal(key, held / whole, asked, first, last)
            for key, held in found.items()
            if held >= LEAST * whole
        ]
        return sorted(proposals, key=lambda one: (bool(one.trouble), -one.score, one.item))[:SHOWN]

    def _weight(self, pair: str) -> float:
        return math.log(1 + (len(self.items) + 1) / (self._in[pair] + 1))

    def _proposal(self, key: str, score: float, asked: frozenset[str], first: date, last: date) -> Proposal:
        item = self.items[key]
        words = pieces_of(_parts(f"{item.title}。{item.text}"), asked)
        return Proposal(key, round(score, 3), words, _trouble(item, first, last))


def _trouble(item: Item, first: date, last: date) -> str:
    if item.valid_to is not None and item.valid_to < last:
        return "expired"
    if item.effective_on is not None and not first <= item.effective_on <= last and item.valid_to is None:
        return "outside"
    return ""


def _asked(indicator: Indicator) -> frozenset[str]:
    """What would show it, where the department says so; else its own words."""
    return neighbours(_parts(f"{indicator.name}。{indicator.wants}"))


@cache
def _common() -> re.Pattern[str]:
    words: Mapping[str, list[str]] = rulebook.load("assessing.yaml")
    return re.compile("|".join(map(re.escape, words["common_words"])))


def _parts(text: str) -> list[str]:
    """The text's runs without words that every indicator has."""
    return [part for run in runs(text) for part in _common().split(run)]
