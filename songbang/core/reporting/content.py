"""The content of figures.json: figures from rows, and what the report's text needs beside them."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pyarrow as pa

from songbang.core.calendar import Period
from songbang.core.matching import Pair, Record, instruments, match_records
from songbang.core.measuring import ENTRY_NAMES, PLACEMENT_SCHEMA, TimeTable, as_json, measure, monthly
from songbang.core.reading.reader import BookReading
from songbang.core.registers import Row, rows_table
from songbang.core.reporting.beside import Beside, told
from songbang.core.reporting.rows_book import digest_of_rows
from songbang.core.units import Unit, UnitTree

NOT_DIGESTED = frozenset({"made_at", "digest"})


@dataclass(frozen=True, slots=True)
class Question:
    """What a report is asked for."""

    period: Period
    baseline: Period
    minutes: TimeTable
    report_on: date | None = None
    issuer: str = ""
    """Who reports: the red heading and the signature."""
    addressee: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted: figures, monthly series (as in figures.json) and the pairs of documents."""

    figures: list[dict[str, Any]]
    monthly: dict[str, Any]
    pairs: list[Pair]


def pairs_of(rows: Sequence[Row]) -> tuple[list[Record], list[Pair]]:
    """The receipts as records, one group a unit, and how they stand to each other."""
    records = [
        Record(row.row, row.name, row.number or None, row.issuer or None, row.day, row.issued_on, row.channel, row.unit)
        for row in rows
        if row.register == "documents"
    ]
    return records, match_records(records)


def count(rows: Sequence[Row], units: Sequence[Unit], question: Question) -> Counted:
    """All figures over `rows`."""
    records, pairs = pairs_of(rows)
    table = rows_table(rows)
    figures = measure(
        table, _placements(records, pairs), units,
        period=question.period, baseline=question.baseline, minutes=question.minutes,
    )  # fmt: skip
    months = monthly(table, period=question.period, baseline=question.baseline)
    return Counted([as_json(figure) for figure in figures], {key: dict(value) for key, value in months.items()}, pairs)


def _placements(records: Sequence[Record], pairs: Sequence[Pair]) -> pa.Table:
    placed = instruments(records, pairs)
    lines = [{"row": row, "document": place.document, "instrument": place.instrument} for row, place in placed.items()]
    return pa.Table.from_pylist(lines, schema=PLACEMENT_SCHEMA)


def content(
    counted: Counted,
    rows: Sequence[Row],
    books: Iterable[BookReading],
    units: UnitTree,
    question: Question,
    made_at: str,
    rules: Mapping[str, str] = MappingProxyType({}),
    beside: Beside | None = None,
) -> dict[str, Any]:
    """figures.json as a value. Its `digest` covers everything but the moment it was made.

    `rules` are the digests of the user's own rulebook files (`rules_of`), so that `verify` knows by which it was made.
    """
    readings = list(books)
    rejects = Counter(reject.code for book in readings for reject in book.rejects)
    made: dict[str, Any] = {
        "period": str(question.period),
        "baseline": str(question.baseline),
        "made_at": made_at,
        "sources": [_source(book) for book in readings],
        "figures": counted.figures,
        "units": [_unit(unit) for unit in units.units.values()],
        "district": units.county.name if units.county else "",
        "monthly": counted.monthly,
        "rejects": dict(sorted(rejects.items())),
        "time_table": _time_table(question.minutes),
        "rows_digest": digest_of_rows(rows),
        **told(beside),
    }
    if rules:
        made["rules"] = dict(rules)
    named = {"issuer": question.issuer, "addressee": question.addressee}
    made.update({name: text for name, text in named.items() if text})
    if question.report_on:
        made["report_on"] = question.report_on.isoformat()
    return {**made, "digest": digest_of(made)}


def rules_of(folder: Path | None) -> dict[str, str]:
    """Digests of the files of a user's own rulebook, by name; empty without one."""
    files = sorted(folder.glob("*.yaml")) if folder else []
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def digest_of(made: Mapping[str, Any]) -> str:
    """SHA-256 over the content without `made_at` and `digest`: the same for the same input."""
    kept = {key: value for key, value in made.items() if key not in NOT_DIGESTED}
    return hashlib.sha256(json.dumps(kept, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _source(book: BookReading) -> dict[str, Any]:
    not_data: Counter[str] = Counter()
    for sheet in book.sheets:
        not_data.update(sheet.not_data)
    return {
        "file": book.file,
        "sha256": book.sha256,
        "rows": sum(sheet.rows for sheet in book.sheets),
        "counted": sum(sheet.counted for sheet in book.sheets),
        "rejected": sum(sheet.rejected for sheet in book.sheets),
        "not_data": dict(sorted(not_data.items())),
    }


def _time_table(table: TimeTable) -> dict[str, Any]:
    minutes = {name: getattr(table, name).minutes for name in ENTRY_NAMES}
    return {"name": table.name, "source": table.source, "minutes": minutes}


def _unit(unit: Unit) -> dict[str, Any]:
    return {"code": unit.code, "name": unit.name, "level": unit.level, "parent": unit.parent, "cadres": unit.cadres}
