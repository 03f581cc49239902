"""Stored rows as core knows them, in one query: for insight and for reports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

import pyarrow as pa
from django.db.models import QuerySet

from songbang.apps.intake.models import ROW_FIELDS, RegisterRow
from songbang.core.registers import ROW_SCHEMA, Row

BATCH = 20_000


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
    if first is not None:
        rows = rows.filter(day__gte=first)
    if last is not None:
        rows = rows.filter(day__lte=last)
    return iter(rows.order_by("taken_id", "pk").values_list(*ROW_FIELDS).iterator(chunk_size=BATCH))
