"""Stored rows as core knows them, in one query, and what the reader said of them: for insight and for reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

import pyarrow as pa
from django.db.models import QuerySet

from songbang.apps.intake.models import ROW_FIELDS, RegisterRow
from songbang.core.registers import REGISTER_KINDS, ROW_SCHEMA, Row

BATCH = 20_000
Said = Mapping[str, Any]


def columns_of(row: RegisterRow) -> Sequence[Said]:
    """What the reader said of the columns above a row: letters, header, and the field each was taken for.

    A sheet may hold several registers of one kind under each other; the row belongs to the last whose header is above.
    The row's import must be at hand (`row.taken`).
    """
    above = [
        register
        for sheet in row.taken.account.get("sheets", ())
        if (sheet.get("name") or "") == (row.sheet or "")
        for register in sheet.get("registers", ())
        if register["register"] == row.register and max(register["header_rows"], default=0) < row.line_no
    ]
    nearest: Said = max(above, key=lambda register: max(register["header_rows"], default=0), default={})
    columns: Sequence[Said] = nearest.get("columns", ())
    return columns


def live_rows(territory: str, *, first: date | None = None, last: date | None = None) -> list[Row]:
    """All rows that count in a territory, those dated from `first` to `last` if given, in a fixed order."""
    return [Row(*values) for values in _values(territory, first, last)]


def live_table(territory: str, *, first: date | None = None, last: date | None = None) -> pa.Table:
    """The same as an Arrow table with the columns of `core.registers.ROW_SCHEMA`, built in batches."""
    source = _values(territory, first, last)
    batches = []
    while batch := list(islice(source, BATCH)):
        columns = [
            pa.array(column, field.type) for column, field in zip(zip(*batch, strict=True), ROW_SCHEMA, strict=True)
        ]
        batches.append(pa.record_batch(columns, schema=ROW_SCHEMA))
    return pa.Table.from_batches(batches, schema=ROW_SCHEMA)


def _values(territory: str, first: date | None, last: date | None) -> Iterator[tuple[Any, ...]]:
    rows: QuerySet[RegisterRow] = RegisterRow.objects.filter(territory=territory, live=True)
    if first is not None or last is not None:  # so written, the index by register and day is used
        rows = RegisterRow.objects.filter(territory=territory, live__in=(True,), register__in=REGISTER_KINDS)
    if first is not None:
        rows = rows.filter(day__gte=first)
    if last is not None:
        rows = rows.filter(day__lte=last)
    return iter(rows.order_by("taken_id", "pk").values_list(*ROW_FIELDS).iterator(chunk_size=BATCH))
