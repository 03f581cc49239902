"""Joining and counting in sorted arrays: what turns a loop over a million rows into a few passes over columns.

Sorting whole numbers by value is by far the cheapest way to order them (numpy does it in vector registers), so that a
column is ordered together with its places, packed into one number each, wherever 63 bits hold both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Value = TypeVar("Value", bound=Hashable)
_BITS = 63


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
    places: defaultdict[Value, int] = defaultdict(int, known)
    places.default_factory = places.__len__
    found = ints(map(places.__getitem__, values))
    places.default_factory = None
    known.update(places)
    return found


def told_apart(values: Iterable[Value]) -> tuple[Ints, list[Value]]:
    """Each value as its place among the different ones, and these in the order in which they first come.

    >>> told_apart(["乙", "甲", "乙"])[1]
    ['乙', '甲']
    """
    known: dict[Value, int] = {}
    return coded(values, known), list(known)


def in_order(*columns: tuple[Ints, int]) -> Ints:
    """The places of the rows ordered by columns, the first before the others; equal rows stay as they are. Columns are
    given as for `packed`.

    >>> in_order((np.array([1, 0, 1]), 2), (np.array([2, 0, 1]), 3)).tolist()
    [1, 2, 0]
    """
    size = columns[0][0].size
    places = size.bit_length()
    if sum(max(1, many - 1).bit_length() for _, many in columns) + places > _BITS:
        return np.lexsort([column for column, _ in reversed(columns)])
    ordered = np.sort(packed(*columns) << places | np.arange(size))
    found: Ints = ordered & ((1 << places) - 1)
    return found


def joined(left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """Places in `left` and in `right` of every two equal keys, by key.

    >>> [side.tolist() for side in joined(np.array([7, 5]), np.array([5, 7, 5]))]
    [[1, 1, 0], [0, 2, 1]]
    """
    mine, other = _by_value(left), _by_value(right)
    keys, ordered = left[mine], right[other]
    first = np.searchsorted(ordered, keys, "left")
    many = np.searchsorted(ordered, keys, "right") - first
    return np.repeat(mine, many), other[np.repeat(first, many) + counting(many)]


def _by_value(column: Ints) -> Ints:
    least = int(column.min(initial=0))
    return in_order((column - least, int(column.max(initial=0)) - least + 1))


def runs(ordered: Ints) -> tuple[Ints, Ints]:
    """Where the runs of equal values of an ordered column start, and how long they are."""
    starts = np.flatnonzero(_fresh(ordered))
    return starts, np.diff(np.r_[starts, ordered.size])


def _fresh(ordered: Ints) -> Flags:
    """Of an ordered column, whether a value is the first of its run."""
    found = np.ones(ordered.size, dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=found[1:])
    return found


def every_two(members: Ints, starts: Ints, sizes: Ints) -> tuple[Ints, Ints]:
    """Every two members of each block (`members[start : start + size]`), once.

    >>> [side.tolist() for side in every_two(np.array([7, 8, 9, 5]), np.array([0, 3]), np.array([3, 1]))]
    [[7, 7, 8], [8, 9, 9]]
    """
    one = np.repeat(starts, sizes) + counting(sizes)
    after = np.repeat(sizes, sizes) - 1 - counting(sizes)
    return members[np.repeat(one, after)], members[np.repeat(one + 1, after) + counting(after)]


def packed(*columns: tuple[Ints, int]) -> Ints:
    """Several columns as one, each with the number of values that it can have (0 and up)."""
    found = columns[0][0].astype(np.int64)
    for column, many in columns[1:]:
        found = found * max(1, many) + column
    return found


def values_of(column: Ints) -> Ints:
    """The values that occur, in order."""
    ordered = np.sort(column)
    return ordered[_fresh(ordered)]


def counted(column: Ints) -> tuple[Ints, Ints]:
    """The values that occur, in order, and how often each does."""
    ordered = np.sort(column)
    starts, many = runs(ordered)
    return ordered[starts], many


def distinct(column: Ints) -> tuple[Ints, Ints, Ints]:
    """The values that occur, the place of the first of each, and for every row the place of its value among them.

    >>> [found.tolist() for found in distinct(np.array([1 << 60, 5, 1 << 60]))]
    [[5, 1152921504606846976], [1, 0], [1, 0, 1]]
    """
    order = _by_value(column) if _fits(column) else np.argsort(column)
    ordered = column[order]
    fresh = _fresh(ordered)
    inverse = np.empty(column.size, dtype=np.int64)
    inverse[order] = np.cumsum(fresh) - 1
    starts = np.flatnonzero(fresh)
    return ordered[starts], np.minimum.reduceat(order, starts) if starts.size else starts, inverse


def _fits(column: Ints) -> bool:
    """Whether a column can be ordered packed together with its places."""
    span = int(column.max(initial=0)) - int(column.min(initial=0))
    return span.bit_length() + column.size.bit_length() <= _BITS
