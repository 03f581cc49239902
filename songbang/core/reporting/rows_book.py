"""rows.xlsx: the rows behind the figures, one sheet a register, written so that they can be read back whole.

Every row bears a check (the first digits of a digest of its cells), so that a row changed by hand can be named. What a
column is and in which language it is written stands in a hidden sheet; `read_rows` needs nothing else.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from songbang.core.errors import Unreadable
from songbang.core.reading.sources import ROWS_MARK
from songbang.core.registers import REGISTER_KINDS, Row
from songbang.core.reporting.beside import Found
from songbang.core.reporting.found_sheet import add_found_sheet, title_of
from songbang.core.text import tidy
from songbang.core.units import Unit
from songbang.core.words import Language, labels

_FIRST = ("row", "file", "sheet", "line_no", "unit", "unit_name", "day", "name", "issuer", "issuer_level", "line")
_OF_KIND: dict[str, tuple[str, ...]] = {
    "documents": ("number", "issued_on", "channel"),
    "meetings": (
        "video", "starts_at", "ends_at", "duration_stated", "minutes", "edge_of_day", "both_leaders", "village_heads",
        "nested", "filed",
    ),
    "inspections": ("planned", "joint", "ledger_required"),
    "pledges": ("veto",),
    "digital": ("digital_class", "punch_in", "closed_on"),
    "signboards": ("closed_on",),
    "forms": ("fields_stated", "fields"),
    "visits": ("with_problem", "joint"),
}  # fmt: skip
_LAST = ("remark", "digest")
_WIDTHS = {"file": 28, "name": 48, "issuer": 20, "number": 20, "unit_name": 14, "remark": 16, "row": 12, "day": 11}
_ENUMERATED = frozenset({"issuer_level", "line", "channel", "digital_class"})
_TYPES = {field.name: str(field.type) for field in fields(Row)}
_HIDDEN = ROWS_MARK
_CHECK_DIGITS = 10


def columns_of(kind: str) -> tuple[str, ...]:
    """The columns of a register's sheet: fields of `Row`, and `unit_name` and `digest` beside them."""
    return (*_FIRST, *_OF_KIND[kind], *_LAST)


def write_rows(
    rows: Sequence[Row], units: Iterable[Unit], *, language: Language, made_at: datetime, found: Sequence[Found] = ()
) -> bytes:
    """The workbook; the same bytes for the same input. Findings have a sheet of their own where there are any."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"created": made_at})
    words = labels(language)
    known = list(units)
    names = {unit.code: unit.name for unit in known}
    sheet_writer = _SheetWriter(book, words, names)
    about: dict[str, Any] = {"language": language, "sheets": {}}
    for kind in REGISTER_KINDS:
        title = words["registers"][kind]
        about["sheets"][title] = {"register": kind, "columns": list(columns_of(kind))}
        sheet_writer.register(title, kind, [row for row in rows if row.register == kind])
    if found:
        about["found"] = title_of(language)
        add_found_sheet(book, {"head": sheet_writer.head, "day": sheet_writer.day}, found, language)
    sheet_writer.units(known)
    hidden = book.add_worksheet(_HIDDEN)
    hidden.write_string(0, 0, json.dumps(about, ensure_ascii=False, sort_keys=True))
    hidden.very_hidden()
    book.close()
    return target.getvalue()


class _SheetWriter:
    def __init__(self, book: Any, words: Mapping[str, Mapping[str, str]], names: Mapping[str, str]) -> None:
        self.book, self.words, self.names = book, words, names
        self.head = book.add_format(
            {"bold": True, "bg_color": "#E8EEF7", "border": 1, "text_wrap": True, "valign": "vcenter"}
        )
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})

    def register(self, title: str, kind: str, rows: Sequence[Row]) -> None:
        sheet = self.book.add_worksheet(title)
        columns = columns_of(kind)
        self._header(sheet, [self.words["fields"][name] for name in columns])
        for column, name in enumerate(columns):
            sheet.set_column(column, column, _WIDTHS.get(name, 9), None, {"hidden": name in ("row", "digest")})
        for line, row in enumerate(rows, 1):
            self._row(sheet, line, columns, row)
        if rows:
            sheet.autofilter(0, 0, len(rows), len(columns) - 1)

    def _row(self, sheet: Any, line: int, columns: Sequence[str], row: Row) -> None:
        for column, name in enumerate(columns):
            if name == "unit_name":
                value: Any = self.names.get(row.unit, row.unit)
            else:
                value = check_of(row) if name == "digest" else getattr(row, name)
            self._cell(sheet, line, column, name, value)

    def _cell(self, sheet: Any, line: int, column: int, name: str, value: Any) -> None:
        if value is None or value == "":
            return
        if isinstance(value, bool):
            sheet.write_string(line, column, self.words["values"][str(value).lower()])
        elif isinstance(value, date):
            sheet.write_datetime(line, column, value, self.day)
        elif isinstance(value, int):
            sheet.write_number(line, column, value)
        else:
            sheet.write_string(line, column, self.words["values"][value] if name in _ENUMERATED else tidy(value))

    def units(self, units: Sequence[Unit]) -> None:
        sheet = self.book.add_worksheet(self.words["units"]["sheet"])
        names = ("code", "name", "aliases", "level", "parent", "cadres")
        self._header(sheet, [self.words["units"][name] for name in names])
        for line, unit in enumerate(units, 1):
            cells = (unit.code, unit.name, "|".join(unit.aliases), self.words["values"][unit.level], unit.parent or "")
            for column, text in enumerate(cells):
                sheet.write_string(line, column, text)
            if unit.cadres is not None:
                sheet.write_number(line, 5, unit.cadres)
        sheet.set_column(0, 5, 16)

    def _header(self, sheet: Any, titles: Sequence[str]) -> None:
        for column, title in enumerate(titles):
            sheet.write_string(0, column, title, self.head)
        sheet.freeze_panes(1, 0)


def check_of(row: Row) -> str:
    """The check of a row: over every cell that its sheet shows, in order."""
    shown = [f"{name}={_told(getattr(row, name))}" for name in columns_of(row.register) if hasattr(row, name)]
    return hashlib.sha256("\n".join(shown).encode()).hexdigest()[:_CHECK_DIGITS]


def _told(value: object) -> str:
    return "" if value is None else tidy(str(value))


def digest_of_rows(rows: Iterable[Row]) -> str:
    """Digest over the checks of all rows, whatever their order."""
    return hashlib.sha256("\n".join(sorted(check_of(row) for row in rows)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row of rows.xlsx with the check that stands beside it and where it stands."""

    row: Row
    check: str
    sheet: str
    line_no: int


def read_rows(content: bytes) -> list[ReadRow]:
    """The rows of a rows.xlsx. Raises `Unreadable` ("report.unreadable") where it is not one."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        about = json.loads(str(book.get_sheet_by_name(_HIDDEN).to_python()[0][0]))
        return [
            found
            for title, what in about["sheets"].items()
            for found in _read_sheet(book, title, what, about["language"])
        ]
    except (CalamineError, KeyError, IndexError, ValueError, TypeError) as error:
        raise Unreadable("report.unreadable", file="rows.xlsx", reason=str(error)) from error


def read_unit_sheet(content: bytes) -> dict[str, tuple[str, str, str, int | None]]:
    """The units as rows.xlsx lists them: code → name, level, parent, cadres. Raises `Unreadable` as `read_rows`."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        language: Language = json.loads(str(book.get_sheet_by_name(_HIDDEN).to_python()[0][0]))["language"]
        values = {label: code for code, label in labels(language)["values"].items()}
        rows = book.get_sheet_by_name(labels(language)["units"]["sheet"]).to_python(skip_empty_area=False)
        return {
            str(code): (
                str(name),
                values[str(level)],
                str(parent),
                None if cadres == "" else int(str(cadres).split(".")[0]),
            )
            for code, name, _, level, parent, cadres in rows[1:]
        }
    except (CalamineError, KeyError, IndexError, ValueError, TypeError) as error:
        raise Unreadable("report.unreadable", file="rows.xlsx", reason=str(error)) from error


def _read_sheet(book: CalamineWorkbook, title: str, what: Mapping[str, Any], language: Language) -> list[ReadRow]:
    columns = what["columns"]
    values = {label: code for code, label in labels(language)["values"].items()}
    rows = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
    found = []
    for line_no, cells in enumerate(rows[1:], 2):
        told = dict(zip(columns, cells, strict=False))
        try:
            made = {name: _back(name, told.get(name, ""), values) for name in columns if name in _TYPES}
        except (ValueError, KeyError) as error:
            raise ValueError(f"{title} {line_no}: {error}") from error
        found.append(ReadRow(Row(register=what["register"], **made), str(told.get("digest", "")), title, line_no))
    return found


def _back(name: str, value: Any, values: Mapping[str, str]) -> Any:
    """A cell as the field it came from."""
    kind = _TYPES[name]
    if value == "":
        return "" if kind == "str" else None
    if kind.startswith("bool"):
        return values[value] == "true"
    if kind.startswith("int"):
        return int(value)
    if kind.startswith("date"):
        if not isinstance(value, date):
            raise ValueError(f"{name} = {value}")
        return value.date() if isinstance(value, datetime) else value
    return values[value] if name in _ENUMERATED else str(value)
