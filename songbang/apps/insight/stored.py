"""Stored rows as core's values: as they are for measuring, as read books for a report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import fields
from typing import Any

from songbang.apps.insight.queries import LIVE, of_issuers
from songbang.apps.intake.models import Import, RegisterRow, RejectedRow
from songbang.core.reading.columns import Assignment, Choice
from songbang.core.reading.headers import HeaderBlock
from songbang.core.reading.reader import BookReading, RegionReading, SheetReading
from songbang.core.reading.regions import Region
from songbang.core.reading.rejects import Reject
from songbang.core.registers import Row

COLUMNS = tuple(field.name for field in fields(Row))
_AT_ONCE = 5000


def live_rows(territory: str) -> Any:
    return RegisterRow.objects.filter(LIVE, territory=territory)


def documents(territory: str, issuers: Collection[str] | None = None) -> list[Row]:
    """The live rows of documents (of these issuers alone); their id is their primary key, which two files of one name
    never share."""
    found = live_rows(territory).filter(register="documents")
    if issuers is not None:
        found = found.filter(of_issuers(issuers))
    names = ("pk", *COLUMNS[1:])
    lines = found.order_by("pk").values_list(*names).iterator(chunk_size=_AT_ONCE)
    return [Row(str(pk), *rest) for pk, *rest in lines]


def books(territory: str, codes: frozenset[str] | None) -> list[BookReading]:
    """The live rows of these units (None: all) and the rejects of their imports, book by book, as if just read."""
    rows = live_rows(territory) if codes is None else live_rows(territory).filter(unit__in=codes)
    imports = list(Import.objects.filter(pk__in=rows.values("taken")).select_related("file").order_by("id"))
    by_import: dict[int, list[Row]] = defaultdict(list)
    for key, *row in rows.order_by("pk").values_list("taken_id", *COLUMNS).iterator(chunk_size=_AT_ONCE):
        by_import[key].append(Row(*row))
    rejects: dict[int, list[RejectedRow]] = defaultdict(list)
    for reject in RejectedRow.objects.filter(taken__in=imports, mended_at__isnull=True).order_by("pk"):
        rejects[reject.taken_id].append(reject)
    return [_book(taken, by_import[taken.pk], rejects[taken.pk]) for taken in imports]


def _book(taken: Import, rows: list[Row], rejects: list[RejectedRow]) -> BookReading:
    """A file under the name that its rows bear, which no other file of the territory has."""
    file = rows[0].file
    sheets = {row.sheet: None for row in rows} | {reject.sheet: None for reject in rejects}
    made = [
        _sheet(name, [r for r in rows if r.sheet == name], [r for r in rejects if r.sheet == name], file)
        for name in sheets
    ]
    return BookReading(file, taken.file.sha256, made)


def _sheet(name: str, rows: list[Row], rejects: list[RejectedRow], file: str) -> SheetReading:
    """A row entered for several units is one row of the sheet."""
    counted = len({row.line_no for row in rows})
    regions = [_region("", rows, [], counted)] if rows else []
    regions += [_region(reject.register, [], [reject], 0, file) for reject in rejects]
    return SheetReading(name, False, counted + len(rejects), regions)


def _region(register: str, rows: list[Row], rejects: list[RejectedRow], counted: int, file: str = "") -> RegionReading:
    kind: Any = register or rows[0].register
    at = {name: int(column) for reject in rejects for name, column in reject.fields.items()}
    width = max([len(reject.headers) for reject in rejects] or [0])
    choices = {name: Choice(column, "", name, 0.0, 0.0) for name, column in at.items()}
    block = HeaderBlock(0, 0, (None,) * max(width, *(column + 1 for column in at.values()), 0))
    told = [
        Reject(
            file, r.sheet, r.line_no, r.register, r.code, r.column, r.header, r.value,
            tuple(map(str, r.cells)), tuple(map(str, r.headers)), r.parameters,
        )
        for r in rejects
    ]  # fmt: skip
    return RegionReading(Region(block, Assignment(kind, choices), []), rows, told, counted)
