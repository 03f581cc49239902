"""Joining and counting in sorted arrays: what turns a loop over a million rows into a few passes over columns."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Value = TypeVar("Value", bound=Hashable)


def ints(values: Iterable[int], count: int = -1) -> Ints:
    """Whole numbers as a column."""
    return np.fromiter(values, dtype=np.int64, count=count)


def counting(lengths: Ints) -> Ints:
    """0, 1, … of each length, one after the other.

    >>> counting(np.array([2, 0, 3])).tolist()
    [0, 1, 0, 1, 2]
    """
    ends = np.cumsum(lengths)
    return np.arange(ends[-1] if ends.size else 0) - np.repeat(ends - lengths, lengths)


def coded(values: Iterable[Value], known: dict[Value, int]) -> Ints:
    """Each value as its place among the values known; new ones are added to `known`.

    >>> coded(["b", "a", "b"], {}).tolist()
    [0, 1, 0]
    """
    given = list(values)
    for value in dict.fromkeys(given):
        known.setdefault(value, len(known))
    return ints(map(known.__getitem__, given), len(given))


def told_apart(values: Sequence[str]) -> tuple[Ints, list[str]]:
    """Each text as its place among the different ones, and these in the order in which they first come.

    >>> told_apart(["乙", "甲", "乙"])[1]
    ['乙', '甲']
    """
    known: dict[str, int] = {}
    return coded(values, known), list(known)


def joined(left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """Places in `left` and in `right` of every two equal keys.

    >>> [side.tolist() for side in joined(np.array([7, 5]), np.array([5, 7, 5]))]
    [[0, 1, 1], [1, 0, 2]]
    """
    order = np.argsort(right, kind="stable")
    ordered = right[order]
    first = np.searchsorted(ordered, left, "left")
    many = np.searchsorted(ordered, left, "right") - first
    return np.repeat(np.arange(left.size), many), order[np.repeat(first, many) + counting(many)]


def runs(ordered: Ints) -> tuple[Ints, Ints]:
    """Where the runs of equal values of an ordered column start, and how long they are."""
    if not ordered.size:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    return starts, np.diff(np.r_[starts, ordered.size])


def packed(*columns: tuple[Ints, int]) -> Ints:
    """Several columns as one, each with the number of values that it can have (0 and up)."""
    found = np.zeros(columns[0][0].size, dtype=np.int64)
    for column, many in columns:
        found = found * max(1, many) + column
    return found


def distinct(column: Ints) -> tuple[Ints, Ints, Ints]:
    """The values that occur, the place of the first of each, and for every row the place of its value among them."""
    values, first, inverse = np.unique(column, return_index=True, return_inverse=True)
    return values, first, inverse
