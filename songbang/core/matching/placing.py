"""From pairs to places: which document and which instrument every record belongs to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

import numpy as np

from songbang.core.matching.columns import Rows, read_records
from songbang.core.matching.issuers import Issuers, key
from songbang.core.matching.known import Known
from songbang.core.matching.pairing import Matched
from songbang.core.matching.sets import Sets
from songbang.core.matching.values import Pair, Placement, Record
from songbang.core.matching.verdicts import compare_figures, days


def instruments(records: Iterable[Record], pairs: Iterable[Pair]) -> dict[str, Placement]:
    """Each record's document (its `same` records) and instrument (with every relay, also of a document not recorded).

    `pairs` must be those of `match_records` over the same records. Revised versions and other months stay apart.
    """
    rows, issuers = read_records(list(records))
    ids = _ids(rows)
    documents, origins = _sets(rows, issuers, pairs)
    return {id_: Placement(ids[documents.root(at)], ids[origins.root(at)]) for at, id_ in enumerate(ids)}


def clusters(matched: Matched, pairs: Iterable[Pair]) -> list[tuple[str, list[str]]]:
    """By some of the pairs of `match`: each document recorded more than once, or of an instrument of several documents,
    as its instrument and the records of it."""
    ids = _ids(matched.rows)
    documents, origins = _sets(matched.rows, matched.issuers, pairs)
    members: dict[tuple[int, int], list[str]] = defaultdict(list)
    for at in origins.joined():
        members[origins.root(at), documents.root(at)].append(ids[at])
    many = Counter(instrument for instrument, _ in members)
    found = sorted(members.items(), key=lambda one: one[0][1])
    return [(ids[origin], own) for (origin, _), own in found if len(own) > 1 or many[origin] > 1]


def _ids(rows: Rows) -> list[str]:
    return rows.records.ids(np.arange(len(rows)))


def _sets(rows: Rows, issuers: Issuers, pairs: Iterable[Pair]) -> tuple[Sets, Sets]:
    """Documents and origins, by the places of the rows."""
    place = {id_: at for at, id_ in enumerate(_ids(rows))}
    documents, origins = Sets(), Sets()
    for pair in pairs:
        if pair.relation == "same":
            documents.join(place[pair.a], place[pair.b])
        if pair.relation in ("same", "forward"):
            origins.join(place[pair.a], place[pair.b])
    for one, two in _siblings(rows, issuers):
        origins.join(one.place, two.place)
    return documents, origins


def _siblings(rows: Rows, issuers: Issuers) -> Iterator[tuple[Known, Known]]:
    """Neighbours by date among relays that pass on one document, whether or not it is recorded."""
    blocks: dict[tuple[object, ...], list[Known]] = defaultdict(list)
    for row in (rows[place] for place in np.flatnonzero(rows.relays).tolist()):
        number = row.title.relayed_number
        blocks[row.record.group, number, "" if number else row.title.core].append(row)
    for block in blocks.values():
        block.sort(key=lambda row: (row.day or 0, row.place))
        for at, row in enumerate(block):
            yield from ((row, other) for other in block[at + 1 : at + 9] if _one_origin(row, other, issuers))


def _one_origin(a: Known, b: Known, issuers: Issuers) -> bool:
    if a.title.relayed_number:
        return True
    if issuers.identity(a.issuer, b.issuer) == "one":
        return False  # no body passes one document on twice: what it sent again is a pair `same`
    apart = a.days_from(b)
    if apart is not None and apart > days("siblings"):
        return False
    if compare_figures(a.title.figures, b.title.figures) != "equal" or a.title.versions != b.title.versions:
        return False
    return issuers.identity(_source(a), _source(b)) != "other"


def _source(row: Known) -> str | None:
    name = row.title.chain[-1]
    return key(name) if name else None
