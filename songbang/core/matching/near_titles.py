"""Which titles may be one but for slips. Titles are compared once however many records bear them.

A title looks for near ones by its rarest shingles of two characters, so words that every notice uses (专项检查的通知)
find nothing. What a title of that length could not have become by typing is sorted out in columns; the few left are
read character by character.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from songbang.core.matching.joins import Flags, Ints, counting, distinct, every_two, in_order, packed, runs, values_of
from songbang.core.matching.wording import affordable, compare, near
from songbang.core.matching.writing import table

_AT_ONCE = 1_000_000
_Bits = NDArray[np.uint64]


def near_titles(cores: Sequence[str], group: Ints, cut: Flags) -> tuple[Ints, Ints]:
    """Places (the smaller first) of the cores of one group that may be one; `cut`: a register cut the title.

    Titles further apart are compared only where their numbers are equal.
    """
    masks = _masks(cores)
    lengths = np.array([len(core) for core in cores], dtype=np.int64)
    parts = [np.empty(0, dtype=np.int64)]
    for one, two in _sharing(*_rare(cores, group)):
        keys = values_of(packed((np.minimum(one, two), 0), (np.maximum(one, two), len(cores))))
        one, two = keys // len(cores), keys % len(cores)
        most = affordable(np.minimum(lengths[one], lengths[two]))
        alike = np.bitwise_count(masks[one] ^ masks[two]) <= 2 * most
        alike &= np.abs(lengths[one] - lengths[two]) <= most
        parts.append(keys[alike | cut[one] | cut[two]])
    keys = values_of(np.concatenate(parts))
    one, two = keys // max(1, len(cores)), keys % max(1, len(cores))
    kept = _by_slips(cores, cut, one, two)
    return one[kept], two[kept]


def _masks(cores: Sequence[str]) -> _Bits:
    """Of every core which characters it holds, in 64 bits: an edit changes two of these at most."""
    owner, chars = _characters(cores)
    bits = np.left_shift(np.uint64(1), (chars * 0x9E3779B1 >> 16).astype(np.uint64) % np.uint64(64))
    masks = np.zeros(len(cores), dtype=np.uint64)
    np.bitwise_or.at(masks, owner, bits)
    return masks


def _by_slips(cores: Sequence[str], cut: Flags, one: Ints, two: Ints) -> Flags:
    """Whether slips may part the two: first by the number of edits, counted for all at once, then by what they are."""
    left, right = [cores[at] for at in one.tolist()], [cores[at] for at in two.tolist()]
    kept = near(left, right, cut[one], cut[two])
    for at in np.flatnonzero(kept).tolist():
        wording = compare(left[at], right[at], bool(cut[one[at]]), bool(cut[two[at]]))
        kept[at] = wording is not None and not wording.risky and wording.foreign <= 1
    return kept


def _characters(cores: Sequence[str]) -> tuple[Ints, Ints]:
    """All characters in a row, each with the place of its core."""
    chars = np.frombuffer("".join(cores).encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    return np.repeat(np.arange(len(cores)), [len(core) for core in cores]), chars


def _rare(cores: Sequence[str], group: Ints) -> tuple[Ints, Ints]:
    """The rarest shingles of every core: the core's place, and the shingle (of one group)."""
    bounds = table()["blocks"]
    owner, gram = _shingles(cores, group)
    held = np.bincount(gram)[gram] if gram.size else gram
    some = (held > 1) & (held <= bounds["gram_block"])
    owner, gram, held = owner[some], gram[some], held[some]
    order = in_order((owner, len(cores)), (held, int(held.max(initial=0)) + 1), (gram, int(gram.max(initial=0)) + 1))
    kept = order[counting(runs(owner[order])[1]) < bounds["grams"]]
    return owner[kept], gram[kept]


def _shingles(cores: Sequence[str], group: Ints) -> tuple[Ints, Ints]:
    """Every two neighbouring characters of every core, once each: the core's place and the shingle, by group."""
    owner, chars = _characters(cores)
    values, _, char = distinct(chars)
    within = np.flatnonzero(owner[1:] == owner[:-1])
    pair = packed((group[owner[within]], 0), (char[within], values.size), (char[within + 1], values.size))
    grams, _, gram = distinct(pair)
    keys = values_of(packed((owner[within], 0), (gram, grams.size)))
    return keys // max(1, grams.size), keys % max(1, grams.size)


def _sharing(owner: Ints, gram: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Every two cores that share a shingle, a bounded number at a time."""
    order = in_order((gram, int(gram.max(initial=0)) + 1))
    owner = owner[order]
    starts, sizes = runs(gram[order])
    batch = np.cumsum(sizes * (sizes - 1) // 2) // _AT_ONCE
    for first, size in zip(*runs(batch), strict=True):
        yield every_two(owner, starts[first : first + size], sizes[first : first + size])
