"""Which records are worth comparing: equal numbers, equal or near titles. Cost grows near-linearly with the records.

All is done in columns: rows are ordered into blocks (rows of one title and issuer, of one number …), blocks are paired
by joins, and each pair of blocks gives its pairs of rows. A pair of blocks too large is walked by date.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from songbang.core.matching.columns import Rows
from songbang.core.matching.identities import Identities
from songbang.core.matching.joins import (
    Flags,
    Ints,
    counting,
    distinct,
    every_two,
    in_order,
    joined,
    packed,
    runs,
    values_of,
)
from songbang.core.matching.near_titles import near_titles
from songbang.core.matching.writing import table


@dataclass(frozen=True, slots=True)
class Stems:
    """A stem is all rows of one group whose titles have one core: `of_row` tells it for every row (-1: its title
    tells nothing), the other columns are by stem. `cut`: whether a register cut one of the titles."""

    of_row: Ints
    core: Ints
    group: Ints
    cut: Flags


@dataclass(frozen=True, slots=True)
class Blocks:
    """Rows in blocks, within each by day: block `i` is `rows[start[i] : start[i] + size[i]]`."""

    rows: Ints
    key: Ints
    start: Ints
    size: Ints

    @classmethod
    def of(cls, rows: Rows, wanted: Flags, key: Ints) -> Blocks:
        """Blocks of the wanted rows by a key (0 and up, told for every row)."""
        some = rows.by_day[wanted[rows.by_day]]
        keys = key[some]
        order = in_order((keys, int(keys.max(initial=0)) + 1))
        keys = keys[order]
        starts, sizes = runs(keys)
        return cls(some[order], keys[starts], starts, sizes)


Pairing = tuple[Blocks, Ints, Blocks, Ints]
"""Blocks with places of blocks, on either side."""


def candidates(rows: Rows, identities: Identities) -> tuple[Ints, Ints]:
    """The pairs of rows of one group that are to be compared: their places, the smaller first, in order."""
    stems = stems_of(rows)
    found = [_across(rows, pairing) for pairing in (*_by_number(rows), *_by_title(rows, stems, identities))]
    keys = values_of(np.concatenate([np.empty(0, dtype=np.int64), *found]))
    one = keys // max(1, len(rows))
    return one, keys - one * len(rows)


def stems_of(rows: Rows) -> Stems:
    telling = np.flatnonzero(rows.tells)
    size = len(rows.cores)
    keys, _, inverse = distinct(packed((rows.group[telling], 0), (rows.core[telling], size)))
    of_row = np.full(len(rows), -1, dtype=np.int64)
    of_row[telling] = inverse
    cut = np.bincount(inverse[rows.cut[telling]], minlength=keys.size) > 0
    return Stems(of_row, keys % max(1, size), keys // max(1, size), cut)


def _by_title(rows: Rows, stems: Stems, identities: Identities) -> Iterator[Pairing]:
    """Blocks of one stem or of two near ones: of issuers that may be one, and relays with anything.

    Bodies of two places are never one, so only those of one place are paired: thousands issue the same title. Rows
    that no issuer's place keeps apart are paired with all of a title, unless bodies of many places issue it: then a row
    without issuer could be anybody's, and only its number tells.
    """
    one, two = near_titles([rows.cores[at] for at in stems.core.tolist()], stems.group, stems.cut)
    own = np.flatnonzero(np.bincount(stems.of_row[stems.of_row >= 0], minlength=stems.core.size) > 1)
    left, right = np.r_[own, one], np.r_[own, two]
    named = _blocks(rows, stems, rows.issuer > 0, rows.issuer)
    yield _by_issuer(rows, named, identities, one, two)
    whole = _blocks(rows, stems, stems.of_row >= 0)
    relays = _blocks(rows, stems, rows.relays)
    few = _regions(rows, stems) <= table()["blocks"]["places"]
    few_places = few[left] & few[right]
    bare = _blocks(rows, stems, rows.region[rows.issuer] == 0)
    for some, wanted in ((relays, slice(None)), (bare, few_places)):
        for mine, other in ((left[wanted], right[wanted]), (right[wanted], left[wanted])):
            yield _paired(some, mine, whole, other)


def _blocks(rows: Rows, stems: Stems, wanted: Flags, issuer: Ints | None = None) -> Blocks:
    """The wanted rows that have a stem, by stem, or by stem and issuer."""
    key = stems.of_row if issuer is None else packed((stems.of_row, 0), (issuer, len(rows.issuers)))
    return Blocks.of(rows, wanted & (stems.of_row >= 0), key)


def _paired(some: Blocks, mine: Ints, others: Blocks, other: Ints) -> Pairing:
    """The blocks of the stems `mine` with those of the stems `other`, where both have one."""
    at, stem = joined(mine, some.key)
    to, end = joined(other[at], others.key)
    return some, stem[to], others, end


def _regions(rows: Rows, stems: Stems) -> Ints:
    """In how many places each stem is issued."""
    region = rows.region[rows.issuer]
    told = (stems.of_row >= 0) & (region > 0)
    size = int(region.max(initial=0)) + 1
    keys = values_of(packed((stems.of_row[told], 0), (region[told], size)))
    return np.bincount(keys // size, minlength=stems.core.size)


def _by_issuer(rows: Rows, named: Blocks, identities: Identities, left: Ints, right: Ints) -> Pairing:
    """Blocks by stem and issuer: of one stem, or of two near ones (`left`, `right`), and of issuers of one place that
    may be one, or of one name that tells no place."""
    many = len(rows.issuers)
    stem, issuer = named.key // many, named.key % many
    place = np.where(rows.region[issuer] > 0, rows.region[issuer], -issuer) + many
    places = many + int(rows.region.max(initial=0)) + 1
    local = packed((stem, 0), (place, places))
    itself = np.flatnonzero(named.size > 1)
    within, across = _of_one_stem(local), _of_near_stems(stem, local, places, left, right)
    a, b = (np.r_[itself, own, near] for own, near in zip(within, across, strict=True))
    kept = identities.may_be_one(issuer[a], issuer[b])
    return named, a[kept], named, b[kept]


def _of_one_stem(local: Ints) -> tuple[Ints, Ints]:
    """Every two blocks of one stem and place."""
    order = in_order((local, int(local.max(initial=0)) + 1))
    return every_two(order, *runs(local[order]))


def _of_near_stems(stem: Ints, local: Ints, places: int, left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """Blocks of near stems and one place; `local` is the stem times `places`, and the place."""
    blocks = np.bincount(stem, minlength=int(max(left.max(initial=0), right.max(initial=0))) + 1)
    fewer = blocks[left] <= blocks[right]
    few, more = np.where(fewer, left, right), np.where(fewer, right, left)
    at, mine = joined(few, stem)
    to, other = joined(local[mine] + (more - few)[at] * places, local)
    return mine[to], other


def _by_number(rows: Rows) -> Iterator[Pairing]:
    """Rows that bear or relay one number: bearers of one place with each other, the rest with all.

    Bodies of other districts bear the same number, so that a number alone gathers crowds.
    """
    key = number_keys(rows)
    size = int(key.max(initial=0)) + 1
    borne, passed = (
        np.where(key[number] >= 0, rows.group * size + key[number], -1) for number in (rows.number, rows.relayed)
    )
    region = rows.region[rows.issuer]
    bears, placed = borne >= 0, region > 0
    own = Blocks.of(rows, bears & placed, packed((borne, 0), (region, int(region.max(initial=0)) + 1)))
    alike = np.flatnonzero(own.size > 1)
    yield own, alike, own, alike
    whole = Blocks.of(rows, bears, borne)
    for some, number in ((bears & ~placed, borne), (passed >= 0, passed)):
        blocks = Blocks.of(rows, some, number)
        one, two = joined(blocks.key, whole.key)
        yield blocks, one, whole, two


def number_keys(rows: Rows) -> Ints:
    """A key for every number that is stated whole, -1 for the others."""
    numbers = rows.numbers
    key = packed((numbers.code, len(numbers.codes)), (numbers.year, 10_000), (numbers.serial + 1, 100_001))
    return np.where(numbers.whole, distinct(key)[2], -1)


def _across(rows: Rows, pairing: Pairing) -> Ints:
    """Each row of a block with each of its partner's; where these are too many, with its neighbours by day."""
    some, a, others, b = pairing
    bounds = table()["blocks"]
    product = some.size[a] * others.size[b]
    small = product <= bounds["product"]
    a_small, b_small = a[small], b[small]
    at = counting(product[small])
    width = np.repeat(others.size[b_small], product[small])
    one = some.rows[np.repeat(some.start[a_small], product[small]) + at // np.maximum(1, width)]
    two = others.rows[np.repeat(others.start[b_small], product[small]) + at % np.maximum(1, width)]
    parts = [_keys(rows, one, two)]
    for left, right in zip(a[~small].tolist(), b[~small].tolist(), strict=True):
        few, many = sorted((_members(some, left), _members(others, right)), key=len)
        parts.append(_keys(rows, *_neighbours(rows, few, many, bounds["window"])))
    return np.concatenate(parts)


def _members(blocks: Blocks, at: int) -> Ints:
    return blocks.rows[blocks.start[at] : blocks.start[at] + blocks.size[at]]


def _neighbours(rows: Rows, few: Ints, many: Ints, window: int) -> tuple[Ints, Ints]:
    at = np.searchsorted(rows.day[many], rows.day[few])
    first, last = np.maximum(0, at - window), np.minimum(many.size, at + window)
    return np.repeat(few, last - first), many[np.repeat(first, last - first) + counting(last - first)]


def _keys(rows: Rows, one: Ints, two: Ints) -> Ints:
    """Pairs as whole numbers: the smaller place × rows + the larger."""
    apart = one != two
    keys: Ints = (np.minimum(one, two) * len(rows) + np.maximum(one, two))[apart]
    return keys
