"""All pairs of a set of records, each cluster of one document free of contradictions."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from songbang.core.matching.candidates import Places, candidates
from songbang.core.matching.differences import differences, text_differences
from songbang.core.matching.heads import read_heads
from songbang.core.matching.issuers import Issuers
from songbang.core.matching.known import Known, read_records
from songbang.core.matching.numbers import Likeness, Number, likeness, misread
from songbang.core.matching.overlap import overlapping
from songbang.core.matching.sets import Sets
from songbang.core.matching.textual import judge_texts
from songbang.core.matching.topics import Whole
from songbang.core.matching.values import Difference, Pair, Record
from songbang.core.matching.verdicts import Verdict, again, judge
from songbang.core.matching.writing import table


def match_records(records: Iterable[Record]) -> list[Pair]:
    """Every pair of records of one group that stand in a relation, in the order of the records.

    Records with whole texts are compared by these; with records that have none, by what their heads say.

    >>> old = Record("1", "关于做好防汛工作的通知", "南防指〔2019〕5号", "区防指")
    >>> match_records([old, Record("2", "关于做好防汛工作的通知", "南防指[2019]第05号", "区防指")])[0].relation
    'same'
    """
    with _without_collector():
        return _matched(list(records))


def compare_with(asked: Record, others: Iterable[Record]) -> list[Pair]:
    """How one record stands to each of some others (found by their keys), the surest first. `a` is the record asked.

    The others are not compared with each other: what only shows among many (rivals, titles that everybody issues)
    stays unseen, so that this suggests and never decides.
    """
    heads = read_heads([asked, *others])
    rows, issuers = read_records([head.record for head in heads])
    wholes = {row.place: Whole(row, head.head, head.text) for row, head in zip(rows, heads, strict=True) if head.text}
    found = []
    for row in rows[1:]:
        verdict, differs = _compared(rows[0], row, wholes, issuers)
        if verdict:
            found.append(_pair(rows[0], row, verdict, differs))
    return sorted(found, key=lambda pair: -pair.score)


def _compared(
    a: Known, b: Known, wholes: dict[int, Whole], issuers: Issuers
) -> tuple[Verdict | None, tuple[Difference, ...]]:
    if a.place in wholes and b.place in wholes:
        seen = judge_texts(wholes[a.place], wholes[b.place], issuers)
        return seen.verdict, tuple(text_differences(seen)) if seen.verdict else ()
    return judge(a, b, issuers), tuple(differences(a, b))


@contextmanager
def _without_collector() -> Iterator[None]:
    """A million records are millions of objects that all stay: walking them over and over finds nothing to free."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _matched(given: list[Record]) -> list[Pair]:
    heads = read_heads(given)
    rows, issuers = read_records([head.record for head in heads])
    wholes = {row.place: Whole(row, head.head, head.text) for row, head in zip(rows, heads, strict=True) if head.text}
    groups: dict[str, list[Known]] = defaultdict(list)
    for row in rows:
        groups[row.record.group].append(row)
    found: dict[Places, tuple[Verdict, tuple[Difference, ...]]] = {}
    for group in groups.values():
        found.update(_judged(group, rows, wholes, issuers))
    settled = _settled({places: verdict for places, (verdict, _) in found.items()}, rows)
    return [_pair(rows[a], rows[b], verdict, found[a, b][1]) for (a, b), verdict in sorted(settled.items())]


def _judged(
    group: list[Known], rows: list[Known], wholes: dict[int, Whole], issuers: Issuers
) -> Iterator[tuple[Places, tuple[Verdict, tuple[Difference, ...]]]]:
    for places in candidates(group, issuers):
        a, b = rows[places[0]], rows[places[1]]
        verdict = judge(a, b, issuers)
        if verdict and (verdict.relation == "forward" or a.place not in wholes or b.place not in wholes):
            yield places, (verdict, tuple(differences(a, b)))
    texts = [wholes[row.place] for row in group if row.place in wholes]
    for one, two in overlapping([whole.text.shingles for whole in texts]):
        seen = judge_texts(texts[one], texts[two], issuers)
        if seen.verdict:
            places = texts[one].known.place, texts[two].known.place
            yield places, (seen.verdict, tuple(text_differences(seen)))


def _settled(judged: dict[Places, Verdict], rows: list[Known]) -> dict[Places, Verdict]:
    """The verdicts freed of contradictions: one number a document, one document a relay passes on."""
    documents = _Documents(rows)
    kept = {places: verdict for places, verdict in judged.items() if verdict.relation not in ("same", "forward")}
    same = [(verdict.score, places) for places, verdict in judged.items() if verdict.relation == "same"]
    doubtful = _doubtful([places for _, places in same], rows)
    for _, places in sorted(same, key=lambda one: (-one[0], _days(rows, one[1]), one[1])):
        if places in doubtful:
            continue
        kept[places] = judged[places] if documents.join(*places) else again(judged[places])
    forward = [places for places, verdict in judged.items() if verdict.relation == "forward"]
    kept.update({places: judged[places] for places in _nearest(forward, judged, rows, documents)})
    return kept


def _doubtful(same: list[Places], rows: list[Known]) -> set[Places]:
    """Pairs of a record without number and issuer that fits two documents about equally well: neither is its twin."""
    partners: dict[int, list[tuple[int, int, Places]]] = defaultdict(list)
    for places in same:
        for place, other in (places, places[::-1]):
            if rows[place].number is None and rows[place].issuer is None:
                partners[place].append((_days(rows, places), other, places))
    return {places for found in partners.values() for places in _rivals(found, rows)}


def _rivals(found: list[tuple[int, int, Places]], rows: list[Known]) -> Iterator[Places]:
    nearest = min(found)
    number = rows[nearest[1]].number
    rivals = [one for one in found if likeness(number, rows[one[1]].number) == "different"]
    if any(apart - nearest[0] <= table()["days"]["rivals"] for apart, _, _ in rivals):
        yield from (places for _, _, places in found)


class _Documents:
    """Clusters of rows that are one document, each with the fullest number that one of its rows states."""

    def __init__(self, rows: list[Known]) -> None:
        self._rows, self._sets, self._numbers = rows, Sets(), dict[int, Number | None]()
        self._borne: set[int] = set()
        """Roots of the clusters of which two rows state the number."""

    def _apart(self, one: int, two: int, alike: Likeness) -> bool:
        """Whether two clusters state two numbers. A digit that differs is no slip where others bear that number too."""
        if alike == "slip":
            return self._sets.root(one) in self._borne or self._sets.root(two) in self._borne
        scanned = self._rows[one].record.text and self._rows[two].record.text
        return alike == "different" and not (scanned and misread(self.number(one), self.number(two)))

    def number(self, place: int) -> Number | None:
        root = self._sets.root(place)
        return self._numbers.get(root, self._rows[root].number)

    def join(self, one: int, two: int) -> bool:
        """Make them one document; False, and nothing done, where their clusters state two numbers."""
        mine, other = self.number(one), self.number(two)
        if self._sets.root(one) != self._sets.root(two) and self._apart(one, two, likeness(mine, other)):
            return False
        self._sets.join(one, two)
        self._numbers[self._sets.root(one)] = _fuller(mine, other)
        if mine and other:
            self._borne.add(self._sets.root(one))
        return True


def _nearest(
    forward: list[Places], judged: dict[Places, Verdict], rows: list[Known], documents: _Documents
) -> Iterator[Places]:
    """Of several documents under one title (每月例会) a relay passes on the nearest by day only."""
    sources: dict[tuple[int, int], list[tuple[int, int, Places]]] = defaultdict(list)
    for places in forward:
        relay, source = places if judged[places].derived == "a" else places[::-1]
        hop = len(rows[source].title.chain)
        sources[relay, hop].append((_days(rows, places), source, places))
    for found in sources.values():
        found.sort()
        number = documents.number(found[0][1])
        yield from (places for _, source, places in found if likeness(number, documents.number(source)) != "different")


def _days(rows: list[Known], places: Places) -> int:
    days = rows[places[0]].days_from(rows[places[1]])
    return 999 if days is None else days


def _fuller(a: Number | None, b: Number | None) -> Number | None:
    if a is None or b is None:
        return a or b
    return a if a.whole else b


def _pair(a: Known, b: Known, verdict: Verdict, differs: tuple[Difference, ...]) -> Pair:
    why = tuple(table()["reasons"][code].format(**verdict.told) for code in verdict.why)
    return Pair(a.record.id, b.record.id, verdict.relation, verdict.score, why, differs, verdict.derived)
