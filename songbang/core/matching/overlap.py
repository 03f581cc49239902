"""Which texts share enough to be laid side by side: common shingles, counted in sorted arrays and bounded blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from songbang.core.matching.fulltext import Hashes
from songbang.core.matching.joins import Ints, counting
from songbang.core.matching.writing import table

Places = tuple[int, int]


def overlapping(shingles: Sequence[Hashes]) -> set[Places]:
    """Places (smaller first) of the texts of which one holds a telling share of the other's shingles.

    Of long lists each text is known by a fixed part of its shingles (those whose hash falls into a class), so that
    cost stays in line. A shingle held by very many texts (a formula, or one document sent to everybody) joins each of
    them to its next few only.
    """
    bounds = table()["texts"]["overlap"]
    every = max(1, sum(own.size for own in shingles) // bounds["hashes"])
    kept = [own[own % np.uint64(every) == 0] if every > 1 else own for own in shingles]
    sizes = np.array([own.size for own in kept], dtype=np.int64)
    found = _counted(kept, bounds["block"], bounds["next"])
    return {places for keys, common in found for places in _telling(keys, common, sizes, bounds)}


def _counted(kept: Sequence[Hashes], block: int, following: int) -> Iterator[tuple[Ints, Ints]]:
    """Keys (place of the one × number of texts + place of the other) with the number of shingles they share."""
    owners = np.repeat(np.arange(len(kept)), [own.size for own in kept])
    hashes = np.concatenate([*kept, np.empty(0, dtype=np.uint64)])
    order = np.argsort(hashes, kind="stable")
    owners, hashes = owners[order], hashes[order]
    starts = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]]) if hashes.size else np.empty(0, dtype=np.int64)
    sizes = np.diff(np.r_[starts, hashes.size])
    parts = [np.empty(0, dtype=np.int64)]
    for apart in range(1, block):
        reach = starts[(sizes > apart) & ((sizes <= block) | (apart <= following))]
        if not reach.size:
            break
        parts.extend(_keys(owners, reach, sizes[np.searchsorted(starts, reach)], apart, len(kept)))
    yield np.unique(np.concatenate(parts), return_counts=True)


def _keys(owners: Ints, starts: Ints, sizes: Ints, apart: int, many: int) -> Iterator[Ints]:
    """Of every group that starts at `starts`, the pairs of members `apart` places from each other."""
    at = np.repeat(starts, sizes - apart) + counting(sizes - apart)
    one, two = owners[at], owners[at + apart]
    yield np.minimum(one, two) * many + np.maximum(one, two)


def _telling(keys: Ints, common: Ints, sizes: Ints, bounds: dict[str, float]) -> Iterator[Places]:
    one, two = keys // sizes.size, keys % sizes.size
    enough = common >= np.maximum(bounds["least"], bounds["share"] * np.minimum(sizes[one], sizes[two]))
    return ((int(a), int(b)) for a, b in zip(one[enough], two[enough], strict=True))
