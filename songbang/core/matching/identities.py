"""Which issuers are one organ, for columns of pairs: each two names are asked about once, whoever bears them.

Most names that meet are two departments of one place, or of two; these are told in columns. What is left, the rules on
two names decide (`Issuers.identity`), one by one.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from songbang.core.matching.columns import Rows
from songbang.core.matching.issuers import SLIP_LENGTH, Issuers, abbreviates, read_issuer
from songbang.core.matching.joins import Flags, Ints, coded, distinct, packed
from songbang.core.matching.wording import edits

ONE, UNKNOWN, OTHER, ELSEWHERE = range(4)
"""ELSEWHERE: another organ, of another place."""


class Identities:
    """Identity of issuers given as places in `rows.issuers`."""

    def __init__(self, rows: Rows, issuers: Issuers) -> None:
        self._rows, self._issuers = rows, issuers

    def may_be_one(self, a: Ints, b: Ints) -> Flags:
        """Whether two names may be one organ; of every two names the answer is the same in either order."""
        return self.of(a, b) < OTHER

    def of(self, a: Ints, b: Ints) -> Ints:
        """ONE, UNKNOWN (one is not stated), OTHER or ELSEWHERE of each two."""
        size = len(self._rows.issuers)
        found = np.where((a == 0) | (b == 0), UNKNOWN, ONE)
        apart = np.flatnonzero((a != b) & (found == ONE))
        one, two = a[apart], b[apart]
        pairs, _, inverse = distinct(packed((np.minimum(one, two), 0), (np.maximum(one, two), size)))
        found[apart] = self._of_two(pairs // size, pairs % size)[inverse]
        return found

    def _of_two(self, one: Ints, two: Ints) -> Ints:
        """The same of names that are not equal, every two once."""
        found = np.full(one.size, OTHER, dtype=np.int64)
        places = self._rows.region[one], self._rows.region[two]
        apart = (places[0] > 0) & (places[1] > 0) & (places[0] != places[1])
        found[apart] = self._of_places(one[apart], two[apart])
        near = np.flatnonzero(~apart)
        near = near[self._may_be_one(one[near], two[near])]
        names = self._rows.issuers
        for at, first, second in zip(near.tolist(), one[near].tolist(), two[near].tolist(), strict=True):
            if self._issuers.identity(names[first], names[second]) != "other":
                found[at] = ONE
        return found

    def _of_places(self, one: Ints, two: Ints) -> Ints:
        """OTHER or ELSEWHERE, of organs of two places: each two places are compared once."""
        region, names = self._rows.region, self._rows.issuers
        _, first, inverse = distinct(packed((region[one], 0), (region[two], int(region.max(initial=0)) + 1)))
        told = [
            ELSEWHERE if self._issuers.places_apart(names[a], names[b]) else OTHER
            for a, b in zip(one[first].tolist(), two[first].tolist(), strict=True)
        ]
        return np.array(told, dtype=np.int64)[inverse]

    def _may_be_one(self, one: Ints, two: Ints) -> Flags:
        """False where no rule makes two names of one place (or of none) one organ."""
        levels, bodies, odd = self._read
        codes, stems = self._codes
        may: Flags = (codes[one] & codes[two] != 0) | (bodies[one] == bodies[two]) | odd[one] | odd[two]
        parted = (stems[one] != 0) & (stems[two] != 0) & (stems[one] & stems[two] == 0)
        may[~may & ~parted] = self._abbreviated(bodies[one], bodies[two])[~may & ~parted]
        may[~may] = self._one_slip(one[~may], two[~may])
        may &= (levels[one] == levels[two]) | (levels[one] == 0) | (levels[two] == 0)
        return may

    @cached_property
    def _read(self) -> tuple[Ints, Ints, Flags]:
        """Of every name its level (0: not told) and body, and whether the body may hold a place itself."""
        read = [read_issuer(name) for name in self._rows.issuers]
        known: dict[str, int] = {}
        bodies = coded((issuer.body for issuer in read), known)
        places = {issuer.region for issuer in read if issuer.region}
        lengths = sorted({len(place) for place in places})
        odd = [any(body[:length] in places for length in lengths) for body in known]
        self._bodies = list(known)
        levels = coded((issuer.level or "" for issuer in read), {"": 0})
        return levels, bodies, np.array(odd, dtype=np.bool_)[bodies]

    @cached_property
    def _codes(self) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
        """Of every name its 机关代字, and these without their kind, in 64 bits: where no bit is common, none is."""
        names = self._rows.issuers
        return _bits(map(self._issuers.codes_of, names)), _bits(map(self._issuers.stems_of, names))

    def _abbreviated(self, one: Ints, two: Ints) -> Flags:
        """Whether one body may be the other's name made short."""
        size = len(self._bodies)
        pairs, _, inverse = distinct(packed((one, 0), (two, size)))
        told = [abbreviates(self._bodies[pair // size], self._bodies[pair % size]) for pair in pairs.tolist()]
        return np.array(told, dtype=np.bool_)[inverse]

    def _one_slip(self, one: Ints, two: Ints) -> Flags:
        names = self._rows.issuers
        length = np.array([len(name) for name in names], dtype=np.int64)
        shorter, longer = np.minimum(length[one], length[two]), np.maximum(length[one], length[two])
        found: Flags = (longer - shorter <= 1) & (shorter >= SLIP_LENGTH)
        some = np.flatnonzero(found)
        left, right = ([names[at] for at in side[some].tolist()] for side in (one, two))
        found[some] = edits(left, right, 1) <= 1
        return found


def _bits(each: Iterable[Iterable[str]]) -> NDArray[np.uint64]:
    found = []
    for codes in each:
        bits = 0
        for code in codes:
            bits |= _bit(code)
        found.append(bits)
    return np.array(found, dtype=np.uint64)


@lru_cache(maxsize=65536)
def _bit(code: str) -> int:
    return 1 << (crc32(code.encode()) & 63)
