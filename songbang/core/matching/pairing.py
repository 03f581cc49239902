"""All pairs of a set of records, each cluster of one document free of contradictions."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from songbang.core.matching.candidates import candidates
from songbang.core.matching.columns import Rows, read_records
from songbang.core.matching.differences import differences, text_differences
from songbang.core.matching.evidence import Cases, Evidence
from songbang.core.matching.heads import Headed, read_heads
from songbang.core.matching.identities import Identities
from songbang.core.matching.issuers import Issuers
from songbang.core.matching.joins import Ints
from songbang.core.matching.overlap import Places, overlapping
from songbang.core.matching.settling import Judged, settle
from songbang.core.matching.textual import judge_texts
from songbang.core.matching.topics import Whole
from songbang.core.matching.values import Difference, Pair, Record, Relation
from songbang.core.matching.verdicts import Verdict
from songbang.core.matching.writing import table
from songbang.core.matching.written import Listed, Written


class Matched:
    """What one run read, and the pairs that it found: as places of rows, put into words when they are asked for."""

    def __init__(self, rows: Rows, issuers: Issuers, judged: Judged, texts: Mapping[Places, Seen]) -> None:
        self.rows, self.issuers = rows, issuers
        self._judged, self._texts = judged, texts

    @cached_property
    def pairs(self) -> list[Pair]:
        """Every pair, with the reasons and what differs, in the order of the records."""
        with without_collector():
            return list(_pairs(self.rows, self.issuers, self._judged, self._texts))

    def of(self, relation: Relation) -> Iterator[tuple[str, str]]:
        """The ids of the pairs of one relation, without a word said about them."""
        ids = self.rows.records.ids
        found = self._judged.only(self._judged.of(relation))
        return zip(ids(found.a), ids(found.b), strict=True)


def match_records(records: Iterable[Record]) -> list[Pair]:
    """Every pair of records of one group that stand in a relation, in the order of the records.

    Records with whole texts are compared by these; with records that have none, by what their heads say.

    >>> old = Record("1", "关于做好防汛工作的通知", "南防指〔2019〕5号", "区防指")
    >>> match_records([old, Record("2", "关于做好防汛工作的通知", "南防指[2019]第05号", "区防指")])[0].relation
    'same'
    """
    return match(records).pairs


class Comparing(Protocol):
    """Who finds the rows that are worth comparing and looks at them: the columns here, or an engine (`in_sql`)."""

    def candidates(self, rows: Rows, identities: Identities) -> tuple[Ints, Ints]:
        """As `candidates.candidates`."""

    def cases(self, seen: Evidence) -> Cases:
        """As `Evidence.cases`."""


class _Here:
    def candidates(self, rows: Rows, identities: Identities) -> tuple[Ints, Ints]:
        return candidates(rows, identities)

    def cases(self, seen: Evidence) -> Cases:
        return seen.cases()


HERE = _Here()


def match(records: Iterable[Record], there: Comparing = HERE) -> Matched:
    """The pairs of `match_records` with the rows as they were read, for whoever goes on with them.

    Records in a table of columns (`arrow.Table`) are matched without being made one by one. `there`: who compares,
    where another engine does.
    """
    with without_collector():
        return _matched(records if isinstance(records, Written) else Listed(records), there)


def compare_with(asked: Record, others: Iterable[Record]) -> list[Pair]:
    """How one record stands to each of some others (found by their keys), the surest first. `a` is the record asked.

    The others are not compared with each other: what only shows among many (rivals, titles that everybody issues)
    stays unseen, so that this suggests and never decides.
    """
    given = Listed([asked, *others])
    heads = read_heads(given)
    rows, issuers = read_records(_filled(given, heads))
    places = np.arange(1, len(given), dtype=np.int64)
    judged = _judged(Evidence(rows, issuers, np.zeros_like(places), places))
    texts = _laid_side_by_side(rows, issuers, heads, [(0, at) for at in heads if at] if 0 in heads else [])
    return sorted(_pairs(rows, issuers, _with_texts(judged, texts, len(rows)), texts), key=lambda pair: -pair.score)


@contextmanager
def without_collector() -> Iterator[None]:
    """A million records are millions of objects that all stay: walking them over and over finds nothing to free."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _matched(given: Written, there: Comparing) -> Matched:
    heads = read_heads(given)
    rows, issuers = read_records(_filled(given, heads))
    identities = Identities(rows, issuers)
    seen = Evidence(rows, issuers, *there.candidates(rows, identities), identities)
    judged = _judged(seen, there)
    texts = _laid_side_by_side(rows, issuers, heads, _sharing_text(rows, heads))
    settled = settle(rows, _with_texts(judged, texts, len(rows)))
    return Matched(rows, issuers, settled, texts)


def _filled(given: Written, heads: Mapping[int, Headed]) -> Written:
    """The records with the gaps in their fields filled from their texts."""
    if not heads:
        return given
    return Listed(heads[at].record if at in heads else record for at, record in enumerate(given))


def _judged(seen: Evidence, there: Comparing = HERE) -> Judged:
    """What the heads of the rows say. Of two texts it is only heard where one says that it passes the other on."""
    verdicts, said = seen.judged(*there.cases(seen))
    judged = Judged(seen.a, seen.b, said, verdicts).only(said >= 0)
    text = seen.rows.text
    return judged.only(judged.of("forward") | ~(text[judged.a] & text[judged.b]))


def _sharing_text(rows: Rows, heads: Mapping[int, Headed]) -> Iterator[Places]:
    """Texts of one group that share enough to be laid side by side."""
    groups: dict[int, list[int]] = defaultdict(list)
    for place in heads:
        groups[int(rows.group[place])].append(place)
    for own in groups.values():
        found = sorted(overlapping([heads[place].text.shingles for place in own]))
        yield from ((own[one], own[two]) for one, two in found)


def _laid_side_by_side(
    rows: Rows, issuers: Issuers, heads: Mapping[int, Headed], pairs: Iterable[Places]
) -> dict[Places, Seen]:
    """What was seen of those texts that stand in a relation."""
    wholes = {place: Whole(rows[place], head.head, head.text) for place, head in heads.items()}
    seen = {places: judge_texts(wholes[places[0]], wholes[places[1]], issuers) for places in pairs}
    return {
        places: Seen(found.verdict, tuple(text_differences(found))) for places, found in seen.items() if found.verdict
    }


@dataclass(frozen=True, slots=True)
class Seen:
    """Of two texts."""

    verdict: Verdict
    differs: tuple[Difference, ...]


def _with_texts(judged: Judged, texts: Mapping[Places, Seen], many: int) -> Judged:
    """With the verdicts on texts, which come before those on their heads."""
    if not texts:
        return judged
    a, b = (np.array([places[side] for places in texts], dtype=np.int64) for side in (0, 1))
    rest = judged.only(~np.isin(judged.a * many + judged.b, a * many + b))
    said = len(rest.verdicts) + np.arange(len(texts))
    verdicts = [*rest.verdicts, *(seen.verdict for seen in texts.values())]
    return Judged(np.r_[rest.a, a], np.r_[rest.b, b], np.r_[rest.said, said], verdicts)


def _pairs(rows: Rows, issuers: Issuers, judged: Judged, texts: Mapping[Places, Seen]) -> Iterator[Pair]:
    said = [(verdict.relation, verdict.score, _why(verdict), verdict.derived) for verdict in judged.verdicts]
    differs = differences(rows, Evidence(rows, issuers, judged.a, judged.b))
    if texts:
        places = zip(judged.a.tolist(), judged.b.tolist(), strict=True)
        differs = [texts[pair].differs if pair in texts else own for pair, own in zip(places, differs, strict=True)]
    ids = (rows.records.ids(side) for side in (judged.a, judged.b))
    for a, b, verdict, own in zip(*ids, judged.said.tolist(), differs, strict=True):
        relation, score, why, derived = said[verdict]
        yield Pair(a, b, relation, score, why, own, derived)


def _why(verdict: Verdict) -> tuple[str, ...]:
    return tuple(table()["reasons"][code].format(**verdict.told) for code in verdict.why)
