"""A reading of a file, told as lines of plain JSON: an account, rows, rejects. So it travels from the reading process.

Nothing of it knows Django: the process that opens foreign files imports this and the core, no more.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Set
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from songbang.core.reading.books import Book, Sheet, column_letters, text_of
from songbang.core.reading.reader import BookReading, RegionReading, SheetReading
from songbang.core.reading.rejects import Reject
from songbang.core.registers import Row
from songbang.core.reporting.accounts import column_accounts
from songbang.core.reporting.rows_book import check_of

ROW_FIELDS = tuple(field.name for field in fields(Row))
LINE = ("content", "likeness", "cells", *ROW_FIELDS)
"""What a line of rows holds, in order."""
_PLACE = frozenset({"row", "file", "sheet", "line_no"})
_SAID = tuple(name for name in ROW_FIELDS if name not in _PLACE)
SHOWN_LINES, SHOWN_COLUMNS, SHOWN_ROWS = 12, 26, 5
"""Of each sheet the first lines as they stand, of each register the first rows as they were understood."""
LONGEST_SHEET = 100


def account_of(book: Book, reading: BookReading) -> dict[str, Any]:
    """What was understood: `{"format", "sheets": [{"name", "hidden", "rows", "counted", "rejected", "not_data",
    "lines", "registers": [{"register", "header_rows", "keeper", "keeper_from", "year", "columns", …}]}]}`."""
    sheets = [_sheet(sheet, told) for sheet, told in zip(book.sheets, reading.sheets, strict=True)]
    return {"format": book.format, "sheets": sheets}


def _sheet(sheet: Sheet, told: SheetReading) -> dict[str, Any]:
    lines = [[_clean(text_of(value)) for value in row[:SHOWN_COLUMNS]] for row in sheet.rows[:SHOWN_LINES]]
    return {
        "name": told.name, "hidden": told.hidden, "rows": told.rows, "counted": told.counted,
        "rejected": told.rejected, "not_data": dict(told.not_data), "lines": lines,
        "letters": [column_letters(n) for n in range(min(sheet.width, SHOWN_COLUMNS))],
        "registers": [_register(part) for part in told.regions],
    }  # fmt: skip


def _register(part: RegionReading) -> dict[str, Any]:
    region = part.region
    days = [row.day for row in part.rows]
    rivals = {
        name: [region.assignment.choices[name].header, rival.header] for name, rival in region.assignment.rivals.items()
    }
    return {
        "register": region.kind, "header_rows": [region.block.top + 1, region.block.bottom + 1],
        "keeper": region.keeper, "keeper_from": region.keeper_from, "year": region.year, "channel": region.channel,
        "columns": [asdict(column) for column in column_accounts(part)],
        "readings": [region.kind, *(doubt.kind for doubt in region.doubts)] if region.doubts else [],
        "rivals": rivals, "counted": part.counted, "rejected": len(part.rejects),
        "first_day": min(days).isoformat() if days else None, "last_day": max(days).isoformat() if days else None,
        "shown": [_shown(row) for row in part.rows[:SHOWN_ROWS]],
    }  # fmt: skip


def _shown(row: Row) -> dict[str, Any]:
    return {name: _plain(getattr(row, name)) for name in ROW_FIELDS if getattr(row, name) is not None}


def row_lines(reading: BookReading) -> Iterator[str]:
    """A line for each row that counts: a JSON list of the values of `LINE`."""
    for sheet in reading.sheets:
        for part in sheet.regions:
            for row in part.rows:
                cells = [_clean(text) for text in part.cells.get(row.line_no, ())]
                values = [_plain(getattr(row, name)) for name in ROW_FIELDS]
                yield json.dumps([check_of(row), likeness_of(row), cells, *values], ensure_ascii=False)


def likeness_of(row: Row) -> str:
    """Check of what a row says, whatever file and line it stands in."""
    said = "\n".join(f"{name}={getattr(row, name)}" for name in _SAID)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def reject_lines(reading: BookReading) -> Iterator[str]:
    """A line for each row that was not counted, with the field → column index by which it can be mended."""
    for sheet in reading.sheets:
        for part in sheet.regions:
            at = {name: choice.column for name, choice in part.region.assignment.choices.items()}
            for reject in part.rejects:
                yield json.dumps({**_reject(reject), "fields": at}, ensure_ascii=False)


def _reject(reject: Reject) -> dict[str, Any]:
    return {
        "sheet": reject.sheet, "line_no": reject.line_no, "register": reject.register, "code": reject.code,
        "column": reject.column, "header": _clean(reject.header), "value": _clean(reject.value),
        "cells": [_clean(text) for text in reject.cells], "headers": [_clean(text) for text in reject.headers],
        "parameters": reject.parameters,
    }  # fmt: skip


def keep_within(reading: BookReading, allowed: Set[str]) -> None:
    """Leave rows of units in `allowed` only: nobody brings rows for a unit that is not theirs. In place.

    A row entered for several units stays for those that are allowed; one with none left becomes a reject.
    """
    for sheet in reading.sheets:
        for part in sheet.regions:
            if any(row.unit not in allowed for row in part.rows):
                _keep_part_within(part, allowed)


def _keep_part_within(part: RegionReading, allowed: Set[str]) -> None:
    kept = {row.line_no for row in part.rows if row.unit in allowed}
    lost = {row.line_no: row for row in part.rows if row.line_no not in kept}
    part.rejects += [_elsewhere(part, row) for row in lost.values()]
    part.rejects.sort(key=lambda reject: reject.line_no)
    part.rows = [row for row in part.rows if row.unit in allowed]
    part.counted -= len(lost)


def _elsewhere(part: RegionReading, row: Row) -> Reject:
    headers = tuple(header.text if header else "" for header in part.region.block.columns)
    cells = part.cells.get(row.line_no, ())
    choice = part.region.assignment.choices.get("unit")
    column, header = (column_letters(choice.column), choice.header) if choice else ("", "")
    value = cells[choice.column] if choice and choice.column < len(cells) else row.unit
    place = (row.file, row.sheet, row.line_no, row.register)
    return Reject(*place, "unit_elsewhere", column, header, value, cells, headers, {"unit": value})


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return _clean(value) if isinstance(value, str) else value


def _clean(text: str) -> str:
    """Without the one character that PostgreSQL keeps in no text."""
    return text.replace("\x00", "")
