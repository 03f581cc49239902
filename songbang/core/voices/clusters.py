"""Many short texts to a few matters: what several say in their own words, and a phrase that identifies none of them.

A text joins the matter whose common words it shares most. A quotation is never a text: it is the longest piece that
texts of enough different persons have in common, so nobody can be known by how they write.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from songbang.core import rulebook
from songbang.core.text import plain, runs

ALIKE = 0.4
"""Cosine of two texts' weighted pairs of characters from which they are one matter."""
ALONE = 0.5
"""What only one text has parts it from others, though less than what several have brings them together."""
QUOTED_BY = 3
LEAST_SPREAD = 20
"""Texts in which a pair of characters may always be, before it is taken for one that says nothing."""
_SHORTEST = 4
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Said:
    """A text and whose it is (a key that means nothing outside)."""

    id: str
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Matter:
    """Texts on one matter: how many persons, and phrases that at least `QUOTED_BY` of them used."""

    ids: tuple[str, ...]
    persons: int
    quotations: tuple[str, ...]
    words: tuple[str, ...]


def matters(texts: Iterable[Said], *, hidden: Iterable[str] = ()) -> list[Matter]:
    """The texts by matter, most persons first. `hidden`: names (of units, people) that no quotation may hold.

    Cost grows with the texts and the pairs that they share; a pair in more than a third of all texts joins nothing.
    """
    said = list(texts)
    pairs = [_pairs(one.text) for one in said]
    weights = _weights(pairs)
    groups = _grouped([_vector(own, weights) for own in pairs])
    names = tuple(plain(name) for name in hidden if name)
    found = [_matter([said[place] for place in group], names) for group in groups]
    return sorted(found, key=lambda matter: (-matter.persons, matter.ids))


def _pairs(text: str) -> Counter[str]:
    parts = (_DIGITS.sub("", run) for run in runs(text))
    return Counter(part[i : i + 2] for part in parts for i in range(len(part) - 1))


def _weights(pairs: Sequence[Counter[str]]) -> dict[str, float]:
    count = Counter(pair for own in pairs for pair in own)
    most = max(LEAST_SPREAD, len(pairs) / 3)
    return {pair: math.log(1 + len(pairs) / n) * (ALONE if n == 1 else 1) for pair, n in count.items() if n <= most}


def _vector(own: Counter[str], weights: dict[str, float]) -> dict[str, float]:
    weighed = {pair: weights[pair] for pair in own if weights.get(pair, 0) > 0}
    length = math.sqrt(sum(weight * weight for weight in weighed.values())) or 1.0
    return {pair: weight / length for pair, weight in weighed.items()}


def _grouped(vectors: Sequence[dict[str, float]]) -> list[list[int]]:
    """Leaders in order: a text joins the leader it is most like, or leads itself; leaders are found by their pairs."""
    leaders: list[dict[str, float]] = []
    groups: list[list[int]] = []
    by_pair: dict[str, list[int]] = {}
    for place, vector in enumerate(vectors):
        likeness: dict[int, float] = {}
        for pair, weight in vector.items():
            for leader in by_pair.get(pair, ()):
                likeness[leader] = likeness.get(leader, 0.0) + weight * leaders[leader][pair]
        best = max(likeness, key=lambda leader: (likeness[leader], -leader), default=None)
        if best is not None and likeness[best] >= ALIKE:
            groups[best].append(place)
            continue
        for pair in vector:
            by_pair.setdefault(pair, []).append(len(leaders))
        leaders.append(vector)
        groups.append([place])
    return groups


def _matter(said: Sequence[Said], hidden: tuple[str, ...]) -> Matter:
    found = (phrase.lstrip(_no_start()) for phrase in _shared(said, hidden))
    phrases = tuple(phrase for phrase in found if len(phrase) >= _SHORTEST)
    return Matter(
        tuple(one.id for one in said),
        len({one.by for one in said}),
        phrases[:2],
        tuple(phrase[:12] for phrase in phrases[2:5]),
    )


def _no_start() -> str:
    """Particles with which no quotation begins."""
    return str(rulebook.load("names.yaml")["no_start"])


def _shared(said: Sequence[Said], hidden: tuple[str, ...]) -> tuple[str, ...]:
    """The longest pieces that enough persons used, none inside another, none with a digit or a hidden name."""
    users: dict[str, set[str]] = {}
    for one in said:
        for piece in _pieces(one.text):
            users.setdefault(piece, set()).add(one.by)
    common = [piece for piece, persons in users.items() if len(persons) >= QUOTED_BY and _harmless(piece, hidden)]
    kept: list[str] = []
    for piece in sorted(common, key=lambda piece: (-len(piece), -len(users[piece]), piece)):
        if not any(piece in longer for longer in kept):
            kept.append(piece)
        if len(kept) == 5:
            break
    return tuple(kept)


def _pieces(text: str, longest: int = 40) -> set[str]:
    return {
        part[i : i + size]
        for part in runs(text)
        for i in range(len(part))
        for size in range(_SHORTEST, min(longest, len(part) - i) + 1)
    }


def _harmless(piece: str, hidden: tuple[str, ...]) -> bool:
    return not any(character.isdigit() for character in piece) and not any(name in piece for name in hidden)
