"""Which department a matter belongs to, by the duty list, with the duty's own words as the reason.

Unsure is undetermined: then the tier above decides, nobody is guessed at.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from songbang.core import rulebook
from songbang.core.text import neighbours, pieces_of, runs


@dataclass(frozen=True, slots=True)
class Limits:
    """From when on the duty list is sure; see rulebook/routing.yaml."""

    least: float
    ahead: float


@cache
def limits() -> Limits:
    told = rulebook.load("routing.yaml")
    return Limits(float(told["least"]), float(told["ahead"]))


@dataclass(frozen=True, slots=True)
class Duty:
    """A line of the duty list: whose, and its words. `words` are further words that people use for it."""

    id: str
    department: str
    text: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Route:
    """A department with the duty by which it is proposed, the words that the matter shares with it, and how much."""

    department: str
    duty: str
    words: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Routed:
    """`sure`: the department that is to lead, None where undetermined; `routes`: all that come near, best first."""

    sure: Route | None
    routes: tuple[Route, ...]


def route(matter: str, duties: Iterable[Duty], *, by: Limits | None = None) -> Routed:
    """Whom the matter is for; `by` other limits than the rulebook's."""
    lines, limit = list(duties), by or limits()
    words = [neighbours(_parts(" ".join((duty.text, *duty.words)))) for duty in lines]
    spread = Counter(pair for own in words for pair in own)
    asked = {
        pair: math.log((len(lines) + 1) / (spread[pair] + 0.5)) for pair in neighbours(_parts(matter)) if pair in spread
    }
    routes = _best_of_each(matter, lines, words, asked)
    ahead = routes and (len(routes) == 1 or routes[0].score >= limit.ahead * routes[1].score)
    return Routed(routes[0] if ahead and routes[0].score >= limit.least else None, tuple(routes[:5]))


@cache
def _said_anyway() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, rulebook.load("routing.yaml")["said_anyway"])))


def _parts(text: str) -> list[str]:
    """The text's runs without what every matter says."""
    return [part for run in runs(text) for part in _said_anyway().split(run)]


def _best_of_each(
    matter: str, lines: list[Duty], words: list[frozenset[str]], asked: dict[str, float]
) -> list[Route]:  # fmt: skip
    whole = sum(weight for weight in asked.values() if weight > 0)
    best: dict[str, Route] = {}
    for duty, own in zip(lines, words, strict=True):
        score = sum(asked[pair] for pair in own & asked.keys() if asked[pair] > 0) / whole if whole else 0.0
        if score and score > getattr(best.get(duty.department), "score", 0.0):
            best[duty.department] = Route(duty.department, duty.id, pieces_of(runs(matter), own), round(score, 3))
    return sorted(best.values(), key=lambda one: (-one.score, one.department))
