"""How two cores of titles stand to each other: equal, differing by slips, cut short, or about something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

from songbang.core.matching.joins import Flags, Ints
from songbang.core.matching.writing import confusable, table


@dataclass(frozen=True, slots=True)
class Wording:
    """`edits` characters apart, of them `loose` put in or left out and `foreign` replaced by what no slip explains.

    `risky`: a figure touched, a word put in (补充) or changed (消防, 食品). `cut`: one is only the other's beginning.
    """

    edits: int
    loose: int = 0
    foreign: int = 0
    risky: bool = False
    cut: bool = False
    far: bool = False
    """So many edits that only a number and an issuer in common speak for one title."""

    @property
    def slips_only(self) -> bool:
        """Whether typing alone explains the difference."""
        return not self.risky and not self.foreign


Length = TypeVar("Length", int, Ints)


def affordable(length: Length) -> Length:
    """Edits up to which two cores of this length are worth a closer look."""
    return 1 + length // 5


def edits(left: Sequence[str], right: Sequence[str], most: int | None = None) -> NDArray[np.int32]:
    """Edits between many texts, two by two, counted at once; more than `most` are told as one more than it."""
    return process.cpdist(left, right, scorer=OSA.distance, score_cutoff=most, dtype=np.int32)


def near(left: Sequence[str], right: Sequence[str], cut_left: Flags, cut_right: Flags) -> Flags:
    """Whether `compare` finds each two about one thing, counted for all at once."""
    lengths = tuple(np.array([len(text) for text in side], dtype=np.int64) for side in (left, right))
    shorter = np.minimum(*lengths)
    cut = cut_left | cut_right
    length = np.where(cut_left & cut_right, shorter, np.where(cut_left, *lengths))
    most = np.where(cut, length // 8, affordable(shorter))
    found: Flags = np.where(cut, length >= 4, np.abs(lengths[0] - lengths[1]) <= most)
    some = np.flatnonzero(found)
    ends = np.where(cut, length, np.maximum(*lengths))[some].tolist()
    ones, twos = ([side[at][:end] for at, end in zip(some.tolist(), ends, strict=True)] for side in (left, right))
    found[some] = edits(ones, twos, int(most.max(initial=0))) <= most[some]
    return found


@lru_cache(maxsize=262144)
def compare(a: str, b: str, cut_a: bool = False, cut_b: bool = False) -> Wording | None:
    """How `a` and `b` differ; None when they are about something else."""
    if a == b:
        return Wording(0)
    if cut_a or cut_b:
        return _cut(a, b, cut_a, cut_b)
    most = affordable(min(len(a), len(b)))
    edits = OSA.distance(a, b, score_cutoff=most)
    return _wording(a, b, edits) if edits <= most else None


@lru_cache(maxsize=65536)
def far(a: str, b: str) -> Wording | None:
    """How two titles differ that are further apart than typing explains; None: less of them agrees than must."""
    agreed = float(table()["blocks"]["far"])
    edits = OSA.distance(a, b)
    return Wording(edits, foreign=edits, far=True) if edits <= (1 - agreed) * max(len(a), len(b)) else None


def _cut(a: str, b: str, cut_a: bool, cut_b: bool) -> Wording | None:
    """One title ends early: it must be the beginning of the other. A cut title too short to tell is none."""
    length = min(len(a), len(b)) if cut_a and cut_b else len(a) if cut_a else len(b)
    a, b = a[:length], b[:length]
    most = length // 8
    edits = OSA.distance(a, b, score_cutoff=most)
    return replace(_wording(a, b, edits), cut=True) if edits <= most and length >= 4 else None


_Step = tuple[int, int, str, str]
"""One edit: where in either text, what went and what came (empty: nothing)."""


@lru_cache(maxsize=4096)
def _told(edits: int, loose: int, foreign: int, risky: bool) -> Wording:
    """Few wordings are told of many pairs."""
    return Wording(edits, loose, foreign, risky)


def _wording(a: str, b: str, edits: int) -> Wording:
    steps = [
        (
            op.src_pos, op.dest_pos,
            "" if op.tag == "insert" else a[op.src_pos], "" if op.tag == "delete" else b[op.dest_pos],
        )
        for op in Levenshtein.editops(a, b)
    ]  # fmt: skip
    if len(steps) > 1:
        steps = _without_swaps(steps)
    odd = [step for step in steps if not (step[2] and step[3] and confusable(step[2], step[3]))]
    if not odd:
        return _told(edits, 0, 0, False)
    loose = sum([not (gone and come) for _, _, gone, come in odd])
    return _told(edits, loose, len(odd) - loose, _risky(odd))


def _risky(odd: list[_Step]) -> bool:
    if any(["#" in gone or "#" in come for _, _, gone, come in odd]):
        return True
    return len(odd) > 1 and any(_word(one, two) for one, two in pairwise(odd))


def _word(one: _Step, two: _Step) -> bool:
    """Whether two edits together change a word: side by side, or one character out and another in close by."""
    apart = max(two[0] - one[0], two[1] - one[1])
    return apart <= (2 if bool(one[2]) != bool(two[2]) else 1)


def _without_swaps(steps: list[_Step]) -> list[_Step]:
    """Without the edits that only change the order of two neighbours (作工 for 工作)."""
    kept: list[_Step] = []
    for step in steps:
        source, _, gone, come = step
        if kept and source - kept[-1][0] <= 2 and kept[-1][2:] == (come, gone):
            kept.pop()
        else:
            kept.append(step)
    return kept
