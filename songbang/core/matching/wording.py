"""How two cores of titles stand to each other: equal, differing by slips, cut short, or about something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, TypeVar, cast

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


class _Step(NamedTuple):
    """One edit: where in either text, what went and what came (empty: nothing)."""

    source: int
    target: int
    gone: str
    come: str


@lru_cache(maxsize=4096)
def _told(edits: int, loose: int, foreign: int, risky: bool) -> Wording:
    """Few wordings are told of many pairs."""
    return Wording(edits, loose, foreign, risky)


def _wording(a: str, b: str, edits: int) -> Wording:
    ops = cast(list[tuple[str, int, int]], Levenshtein.editops(a, b).as_list())
    steps = _without_swaps([
        _Step(source, target, "" if tag == "insert" else a[source], "" if tag == "delete" else b[target])
        for tag, source, target in ops
    ])  # fmt: skip
    odd = [step for step in steps if not (step.gone and step.come) or not confusable(step.gone, step.come)]
    loose = sum(not (step.gone and step.come) for step in odd) if odd else 0
    figures = any("#" in step.gone + step.come for step in odd) if odd else False
    risky = figures or (len(odd) > 1 and any(_word(one, two) for one, two in pairwise(odd)))
    return _told(edits, loose, len(odd) - loose, risky)


def _word(one: _Step, two: _Step) -> bool:
    """Whether two edits together change a word: side by side, or one character out and another in close by."""
    apart = max(two.source - one.source, two.target - one.target)
    return apart <= (2 if bool(one.gone) != bool(two.gone) else 1)


def _without_swaps(steps: list[_Step]) -> list[_Step]:
    """Without the edits that only change the order of two neighbours (作工 for 工作)."""
    if len(steps) < 2:
        return steps
    kept: list[_Step] = []
    for step in steps:
        last = kept[-1] if kept else None
        if last and step.source - last.source <= 2 and (last.gone, last.come) == (step.come, step.gone):
            kept.pop()
        else:
            kept.append(step)
    return kept
