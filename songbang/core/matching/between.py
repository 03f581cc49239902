"""One document that was sent to several districts: found among the receipts of all, whoever wrote it down and how.

Only what a body above the districts issued can be one document over districts: each district has its own 区司法局, and
its notices bear the titles of its neighbours'. Receipts that name no issuer are no evidence and stay out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from songbang.core.matching.pairing import HERE, Comparing, match
from songbang.core.matching.placing import clusters
from songbang.core.matching.values import Record

ABOVE = "above"


@dataclass(frozen=True, slots=True)
class Receipt:
    """A row of documents as exported: whose it is, and what it says."""

    territory: str
    row: str
    title: str
    number: str | None
    issuer: str
    day: date
    issued_on: date | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """A document that several territories received. Number, title and issuer are as its first receipt has them; `rows`
    are its receipts by territory."""

    title: str
    number: str | None
    issuer: str
    first_on: date
    rows: dict[str, list[str]]


def sent_to_several(receipts: Iterable[Receipt], there: Comparing = HERE) -> list[Sent]:
    """Those documents, by how many territories received them, then by day and title. `there`: as for `match`.

    Receipts of one territory that say the same are compared once, however many units there are; without a number only
    those of one day are taken to say the same.

    >>> flood = ("关于做好防汛工作的通知", "嘉防指〔2019〕5号", "市防指")
    >>> found = sent_to_several([Receipt("330402", "a", *flood, date(2019, 5, 6)),
    ...                          Receipt("330411", "b", flood[0], "嘉防指[2019]第05号", "市防指", date(2019, 5, 8))])
    >>> [(one.number, one.rows) for one in found]
    [('嘉防指〔2019〕5号', {'330402': ['a'], '330411': ['b']})]
    """
    held: dict[tuple[object, ...], list[Receipt]] = defaultdict(list)
    for one in receipts:
        held[one.territory, one.title, one.number, one.issuer, one.issued_on, None if one.number else one.day].append(
            one
        )
    groups = [sorted(group, key=lambda one: (one.day, one.row)) for group in held.values()]
    groups.sort(key=lambda group: (group[0].day, group[0].territory, group[0].row))
    matched = match([_record(at, group[0]) for at, group in enumerate(groups)], there)
    pairs = [pair for pair in matched.pairs if pair.relation == "same"]
    found = [_sent([groups[int(at)] for at in members]) for _, members in clusters(matched, pairs)]
    several = [one for one in found if len(one.rows) > 1]
    return sorted(several, key=lambda one: (-len(one.rows), one.first_on, one.title, one.number or ""))


def _record(at: int, receipt: Receipt) -> Record:
    return Record(str(at), receipt.title, receipt.number, receipt.issuer, receipt.day, receipt.issued_on)


def _sent(groups: list[list[Receipt]]) -> Sent:
    everything = sorted((one for group in groups for one in group), key=lambda one: (one.day, one.territory, one.row))
    rows: dict[str, list[str]] = defaultdict(list)
    for one in sorted(everything, key=lambda one: (one.territory, one.row)):
        rows[one.territory].append(one.row)
    first = everything[0]
    return Sent(first.title, first.number, first.issuer, first.day, dict(rows))
