"""Which issuers are one organ, for columns of pairs: each two names are asked about once, whoever bears them."""

from __future__ import annotations

import numpy as np

from songbang.core.matching.columns import Rows
from songbang.core.matching.issuers import Issuers
from songbang.core.matching.joins import Flags, Ints, distinct

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
        pairs, _, inverse = distinct(np.minimum(a[apart], b[apart]) * size + np.maximum(a[apart], b[apart]))
        said = np.fromiter((self._one(pair // size, pair % size) for pair in pairs.tolist()), np.int64, pairs.size)
        found[apart] = said[inverse]
        return found

    def _one(self, a: int, b: int) -> int:
        one, two = self._rows.issuers[a], self._rows.issuers[b]
        if self._issuers.identity(one, two) != "other":
            return ONE
        return ELSEWHERE if self._issuers.places_apart(one, two) else OTHER
