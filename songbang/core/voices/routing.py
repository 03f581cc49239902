"""Which department a matter belongs to, by the duty list, with the duty's own words as the reason.

Unsure is undetermined: then the tier above decides, nobody is guessed at.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from songbang.core.text import neighbours, pieces_of, runs

LEAST = 0.3
"""Share of the matter's weight that a duty must hold."""
AHEAD = 1.25
"""How much more than the next department's the best duty must hold, else it is undetermined."""


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


def route(matter: str, duties: Iterable[Duty]) -> Routed:
    """Whom the matter is for."""
    lines = list(duties)
    words = [neighbours(runs(" ".join((duty.text, *duty.words)))) for duty in lines]
    spread = Counter(pair for own in words for pair in own)
    asked = {
        pair: math.log((len(lines) + 1) / (spread[pair] + 0.5)) for pair in neighbours(runs(matter)) if pair in spread
    }
    routes = _best_of_each(matter, lines, words, asked)
    ahead = routes and (len(routes) == 1 or routes[0].score >= AHEAD * routes[1].score)
    return Routed(routes[0] if ahead and routes[0].score >= LEAST else None, tuple(routes[:5]))


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
