"""Has this been sent before? An index of the documents that count, kept with them, asked in a handful of queries.

A document that counts stands in the index under a few keys (`core.matching.keys`): its number, its title, the ends of
its title. Who asks looks up the keys of what is asked and compares with the few rows that come back. The index is kept
where rows begin and cease to count (`storing.set_live`), in the same transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from songbang.apps.intake.inserting import BATCH, insert_lines
from songbang.apps.intake.models import DocumentKey, Import, RegisterRow
from songbang.core.matching import Pair, Record, compare_with, keys_of

DOCUMENTS = "documents"
BY_NUMBER, BY_TITLE, BY_END = 120, 160, 80
"""Rows looked at under each sort of key, the latest first: a title that is issued every week gathers many."""
NEAR = timedelta(days=60)
LOOKED_AT = 400
"""Documents of an import that are asked about; a register has some hundreds a year."""
TOLD = 20

_COLUMNS = ("territory", "key", "day", "unit", "row", "taken_id")


@dataclass(frozen=True, slots=True)
class Sent:
    """A document that was received before. `units`: in how many registers of those looked at it stands."""

    row: RegisterRow
    pair: Pair
    units: int


def index(taken: Import) -> None:
    """Put the import's documents into the index. What stood there of it is gone first."""
    drop(taken)
    rows = RegisterRow.objects.filter(taken=taken, register=DOCUMENTS, live=True)
    found = rows.values_list("pk", "territory", "unit", "day", "name", "number").iterator(chunk_size=BATCH)
    insert_lines(DocumentKey._meta.db_table, _COLUMNS, _lines(found, taken.pk))


def drop(taken: Import) -> None:
    """Take the import's documents out of the index."""
    DocumentKey.objects.filter(taken=taken).delete()


def _lines(rows: Iterable[Sequence[Any]], taken: int) -> Iterator[tuple[Any, ...]]:
    for pk, territory, unit, day, name, number in rows:
        for key in keys_of(Record(str(pk), name, number or None)).all:
            yield territory, key, day, unit, pk, taken


def sent_before(territory: str, asked: Record, *, codes: Collection[str] | None, most: int = TOLD) -> list[Sent]:
    """Documents in registers of these units (None: of the whole territory) that are the one asked about, or that it
    relays, revises or follows in a series; the surest first. Four queries, however many documents are kept.
    """
    keys = keys_of(asked)
    within = Q(territory=territory)
    if codes is not None:
        within &= Q(unit__in=codes)
    found: set[int] = set()
    for sort, limit in ((keys.number, BY_NUMBER), (keys.title, BY_TITLE), (keys.near, BY_END)):
        if sort:
            lines = DocumentKey.objects.filter(within, key__in=sort).order_by("-day")
            found.update(lines.values_list("row", flat=True)[:limit])
    rows = RegisterRow.objects.filter(pk__in=found, live=True).in_bulk()
    return _sent(asked, rows)[:most]


def _sent(asked: Record, rows: dict[int, RegisterRow]) -> list[Sent]:
    """One line for one document, though many units received it: the earliest row stands for it."""
    documents: dict[tuple[Any, ...], list[RegisterRow]] = defaultdict(list)
    for row in sorted(rows.values(), key=lambda row: (row.day, row.pk)):
        documents[row.name, row.number, row.issuer].append(row)
    firsts = {str(own[0].pk): own for own in documents.values()}
    pairs = compare_with(asked, [_record(own[0]) for own in documents.values()])
    return [Sent(firsts[pair.b][0], pair, len({row.unit for row in firsts[pair.b]})) for pair in pairs]


def _record(row: RegisterRow) -> Record:
    return Record(str(row.pk), row.name, row.number or None, row.issuer or None, row.day, row.issued_on, row.channel)


def known_of(taken: Import) -> dict[str, Any]:
    """What of an import's documents its units hold already, from other sources, received within two months of it.

    `{"looked_at": documents asked about, "same": how many are held, "told": [[row, row held, why], …]}`, for the
    preview. Three queries: the documents, their keys, the rows that these find.
    """
    own = list(RegisterRow.objects.filter(taken=taken, register=DOCUMENTS).order_by("pk")[:LOOKED_AT])
    told: list[list[Any]] = []
    if own:
        beside = _held_beside(taken, own)
        for row in own:
            held = beside.get(row.pk)
            if held:
                found = [pair for pair in compare_with(_record(row), map(_record, held)) if pair.relation == "same"]
                if found:
                    told.append([row.pk, int(found[0].b), list(found[0].why)])
    return {"looked_at": len(own), "same": len(told), "told": told[:TOLD]}


def _held_beside(taken: Import, own: Sequence[RegisterRow]) -> dict[int, list[RegisterRow]]:
    """Each document's rows held already that share a key with it, at its unit and near its day."""
    asked: dict[int, list[RegisterRow]] = defaultdict(list)
    for row in own:
        for key in keys_of(_record(row)).all:
            asked[key].append(row)
    days = [row.day for row in own]
    lines = DocumentKey.objects.filter(
        territory=taken.territory, key__in=list(asked), unit__in={row.unit for row in own},
        day__range=(min(days) - NEAR, max(days) + NEAR),
    ).exclude(taken__source=taken.source_id)  # fmt: skip
    shared: dict[int, set[int]] = defaultdict(set)
    for key, unit, day, pk in lines.values_list("key", "unit", "day", "row")[: 20 * LOOKED_AT]:
        for row in asked[key]:
            if row.unit == unit and _near(row.day, day):
                shared[row.pk].add(pk)
    rows = RegisterRow.objects.in_bulk({pk for found in shared.values() for pk in found})
    return {pk: [rows[one] for one in sorted(found) if one in rows] for pk, found in shared.items()}


def _near(one: date, two: date) -> bool:
    return abs(one - two) <= NEAR
