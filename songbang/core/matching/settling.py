"""The verdicts of a whole set freed of contradictions: one number a document, one document a relay passes on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from songbang.core.matching.columns import Rows
from songbang.core.matching.joins import Flags, Ints, in_order
from songbang.core.matching.numbers import Likeness, Number, likeness, misread
from songbang.core.matching.sets import Sets
from songbang.core.matching.verdicts import Verdict, again
from songbang.core.matching.writing import table

_UNKNOWN_DAYS = 999


@dataclass(slots=True)
class Judged:
    """Pairs in columns, each once: places of rows, the smaller first, and of its verdict among `verdicts`."""

    a: Ints
    b: Ints
    said: Ints
    verdicts: list[Verdict] = field(default_factory=list)

    def of(self, relation: str) -> Flags:
        return self._by_verdict([verdict.relation == relation for verdict in self.verdicts], np.bool_)

    def _by_verdict(self, told: Sequence[object], kind: type) -> np.ndarray:
        return np.array([*told, 0], dtype=kind)[self.said]

    @property
    def attached(self) -> Flags:
        """Whether the whole text of the one stands in the other, so that no title need tell what is passed on."""
        return self._by_verdict(["attached" in verdict.why for verdict in self.verdicts], np.bool_)

    @property
    def scores(self) -> np.ndarray:
        return self._by_verdict([verdict.score for verdict in self.verdicts], np.float64)

    def only(self, wanted: Flags) -> Judged:
        return Judged(self.a[wanted], self.b[wanted], self.said[wanted], self.verdicts)


def settle(rows: Rows, judged: Judged) -> Judged:
    """The pairs that hold, in the order of their places. Two rows that are a pair of their own contradict nothing."""
    same, forward = judged.of("same"), judged.of("forward")
    degree = np.bincount(np.r_[judged.a[same], judged.b[same]], minlength=len(rows))
    alone = same & (degree[judged.a] == 1) & (degree[judged.b] == 1) & ~(rows.text[judged.a] & rows.text[judged.b])
    documents = _Documents(rows)
    named = forward & ~judged.attached
    kept = ~(same & ~alone) & ~named
    _join(judged, np.flatnonzero(same & ~alone), rows, documents, kept)
    if named.any():
        _join_sources(judged, alone, named, len(rows), documents)
        kept[list(_nearest(judged, np.flatnonzero(named), rows, documents))] = True
    found = judged.only(kept)
    order = in_order((found.a, len(rows)), (found.b, len(rows)))
    return Judged(found.a[order], found.b[order], found.said[order], found.verdicts)


def _join(judged: Judged, pairs: Ints, rows: Rows, documents: _Documents, kept: Flags) -> None:
    """Join documents by pairs `same`, the surest first; a pair of two documents is one of a series, and none at all
    where they are two bodies'."""
    rows.gather(np.r_[judged.a[pairs], judged.b[pairs]])
    a, b = judged.a[pairs].tolist(), judged.b[pairs].tolist()
    apart = [_days(rows, *places) for places in zip(a, b, strict=True)]
    doubtful = _doubtful(list(zip(a, b, apart, strict=True)), rows)
    repeated: dict[tuple[int, bool], int] = {}
    for at in np.lexsort((np.array(b), np.array(a), np.array(apart), -judged.scores[pairs])).tolist():
        pair = int(pairs[at])
        kept[pair] = (a[at], b[at]) not in doubtful and not documents.of_two_bodies(a[at], b[at])
        if kept[pair] and not documents.join(a[at], b[at]):
            said = int(judged.said[pair]), _rewritten(rows, a[at], b[at])
            if said not in repeated:
                repeated[said] = len(judged.verdicts)
                judged.verdicts.append(again(judged.verdicts[said[0]], version=said[1]))
            judged.said[pair] = repeated[said]


def _rewritten(rows: Rows, one: int, two: int) -> bool:
    """Whether two texts alike, each another's twin, bear numbers of two years: versions rather than issues."""
    years = [number.year for number in (rows[one].number, rows[two].number) if number]
    return bool(rows.text[one] and rows.text[two]) and len(set(years)) == 2


def _join_sources(judged: Judged, alone: Flags, forward: Flags, many: int, documents: _Documents) -> None:
    """A source recorded twice is one document with the fuller number of the two."""
    passed = np.zeros(many, dtype=np.bool_)
    passed[judged.a[forward]] = passed[judged.b[forward]] = True
    some = alone & (passed[judged.a] | passed[judged.b])
    for one, two in zip(judged.a[some].tolist(), judged.b[some].tolist(), strict=True):
        documents.join(one, two)


def _doubtful(same: Iterable[tuple[int, int, int]], rows: Rows) -> set[tuple[int, int]]:
    """Pairs of a record without number and issuer that fits two documents about equally well: neither is its twin."""
    partners: dict[int, list[tuple[int, int, tuple[int, int]]]] = defaultdict(list)
    for a, b, apart in same:
        for place, other in ((a, b), (b, a)):
            if not rows.number[place] and not rows.issuer[place]:
                partners[place].append((apart, other, (a, b)))
    return {places for found in partners.values() for places in _rivals(found, rows)}


def _rivals(found: list[tuple[int, int, tuple[int, int]]], rows: Rows) -> Iterator[tuple[int, int]]:
    nearest = min(found)
    number = rows[nearest[1]].number
    rivals = [one for one in found if likeness(number, rows[one[1]].number) == "different"]
    if any(apart - nearest[0] <= table()["days"]["rivals"] for apart, _, _ in rivals):
        yield from (places for _, _, places in found)


class _Documents:
    """Clusters of rows that are one document, each with the fullest number that one of its rows states."""

    def __init__(self, rows: Rows) -> None:
        self._rows, self._sets, self._numbers = rows, Sets(), dict[int, Number | None]()
        self._issuers: dict[int, int] = {}
        self._borne: set[int] = set()
        """Roots of the clusters of which two rows state the number."""

    def _apart(self, one: int, two: int, alike: Likeness) -> bool:
        """Whether two clusters state two numbers. A digit that differs is no slip where others bear that number too,
        nor where the two that would join them do not state it themselves."""
        scanned = self._rows.text[one] and self._rows.text[two]
        if alike == "slip":
            borne = self._sets.root(one) in self._borne or self._sets.root(two) in self._borne
            return borne or not (scanned or likeness(self._rows[one].number, self._rows[two].number) == "slip")
        return alike == "different" and not (scanned and misread(self.number(one), self.number(two)))

    def number(self, place: int) -> Number | None:
        root = self._sets.root(place)
        return self._numbers[root] if root in self._numbers else self._rows[root].number

    def _issuer(self, place: int) -> int:
        root = self._sets.root(place)
        return self._issuers.get(root, int(self._rows.issuer[root]))

    def of_two_bodies(self, one: int, two: int) -> bool:
        """Whether their clusters are documents of two bodies: a row that states none would make them one. Names in
        scanned texts are too often misread to tell."""
        mine, other = self._issuer(one), self._issuer(two)
        if mine == other or (self._rows.text[one] and self._rows.text[two]):
            return False
        names = self._rows.issuers
        return self._rows.knowledge.identity(names[mine], names[other]) == "other"

    def join(self, one: int, two: int) -> bool:
        """Make them one document; False, and nothing done, where their clusters state two numbers."""
        mine, other = self.number(one), self.number(two)
        if self._sets.root(one) != self._sets.root(two) and self._apart(one, two, likeness(mine, other)):
            return False
        issuer = self._issuer(one) or self._issuer(two)
        self._sets.join(one, two)
        self._issuers[self._sets.root(one)] = issuer
        self._numbers[self._sets.root(one)] = _fuller(mine, other)
        if mine and other:
            self._borne.add(self._sets.root(one))
        return True


def _nearest(judged: Judged, forward: Ints, rows: Rows, documents: _Documents) -> Iterator[int]:
    """Of several documents under one title (每月例会) a relay passes on the nearest by day only."""
    sources: dict[tuple[int, int], list[tuple[int, int, int]]] = defaultdict(list)
    for pair in forward.tolist():
        places = int(judged.a[pair]), int(judged.b[pair])
        relay, source = places if judged.verdicts[judged.said[pair]].derived == "a" else places[::-1]
        hop = len(rows[source].title.chain)
        sources[relay, hop].append((_days(rows, *places), source, pair))
    for found in sources.values():
        found.sort()
        number = documents.number(found[0][1])
        yield from (pair for _, source, pair in found if likeness(number, documents.number(source)) != "different")


def _days(rows: Rows, one: int, two: int) -> int:
    days = rows[one].days_from(rows[two])
    return _UNKNOWN_DAYS if days is None else days


def _fuller(a: Number | None, b: Number | None) -> Number | None:
    if a is None or b is None:
        return a or b
    return a if a.whole else b
