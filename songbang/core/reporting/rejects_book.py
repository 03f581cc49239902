"""rejects.xlsx: every row that was not counted, with reason and cure, laid out to be corrected and returned.

One sheet a register. The first three columns (file, sheet, row) tell where a row comes from: given along with the
registers, a corrected row takes the place of the original (`reading.corrections`).
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

from songbang.core.reading.corrections import ABOUT, CHECK, HIDDEN_SHEET, check_of
from songbang.core.reading.reader import BookReading, RegionReading
from songbang.core.reading.rejects import Reject
from songbang.core.registers import REGISTER_KINDS
from songbang.core.words import Language, labels, message

MOST_CHARACTERS = 32767
"""A cell of a workbook holds no more."""
_WIDTHS = {
    "file": 30,
    "sheet": 12,
    "row": 8,
    "what": 24,
    "column": 16,
    "do": 36,
    "name": 44,
    "issuer": 18,
    "number": 18,
}


def write_rejects(books: Iterable[BookReading], *, language: Language, made_at: datetime) -> bytes:
    """The workbook; every register has its sheet, empty but for the header where nothing was rejected."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"created": made_at})
    parts = [part for reading in books for sheet in reading.sheets for part in sheet.regions if part.rejects]
    writer = _Writer(book, language)
    layout: dict[str, list[str]] = {}
    for kind in REGISTER_KINDS:
        title = labels(language)["registers"][kind]
        layout[title] = writer.sheet(title, [part for part in parts if part.region.kind == kind])
    writer.hidden(layout)
    book.close()
    return target.getvalue()


def reject_words(reject: Reject, language: Language) -> tuple[str, str]:
    """What is wrong, and what to do."""
    parameters = {"header": reject.header, "value": reject.value, **_told(reject, language)}
    words = message(reject.code, parameters, language)
    return words.what, words.do


def _told(reject: Reject, language: Language) -> dict[str, object]:
    told = dict(reject.parameters)
    if reject.code == "unit_unknown" and not told.get("unit"):
        told["unit"] = labels(language)["rejects"]["unit_nowhere"]
    if reject.code == "reading_doubtful":
        registers = labels(language)["registers"]
        readings = [str(name) for name in _listed(told.get("readings"))]
        told["readings"] = "、".join(registers[name] for name in readings) if len(readings) > 1 else ""
        told["rivals"] = "；".join(str(rival) for rival in _listed(told.get("rivals")))
    return told


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else []


class _Writer:
    def __init__(self, book: Any, language: Language) -> None:
        self.book, self.language, self.words = book, language, labels(language)
        self.head = book.add_format({"bold": True, "bg_color": "#E8EEF7", "border": 1, "text_wrap": True})
        self.trouble = book.add_format({"bg_color": "#FFF1D6", "border": 1})
        self.where = book.add_format({"font_color": "#666666"})

    def sheet(self, title: str, parts: Sequence[RegionReading]) -> list[str]:
        """Write one register's sheet; the names of its columns."""
        fields = list(dict.fromkeys(name for part in parts for name in _by_column(part)))
        columns = [*ABOUT, *fields, CHECK]
        sheet = self.book.add_worksheet(title)
        for column, name in enumerate(columns):
            about = column < len(ABOUT) or name == CHECK
            sheet.write_string(0, column, self.words["rejects" if about else "cells"][name], self.head)
            sheet.set_column(column, column, _WIDTHS.get(name, 12), None, {"hidden": name == CHECK})
        sheet.freeze_panes(1, 3)
        line = 0
        for part in parts:
            for reject in part.rejects:
                line += 1
                self._row(sheet, line, reject, part, fields)
        return columns

    def _row(self, sheet: Any, line: int, reject: Reject, part: RegionReading, fields: Sequence[str]) -> None:
        what, do = reject_words(reject, self.language)
        column = self.words["rejects"]["column_of"].format(letters=reject.column, header=reject.header)
        about = (reject.file, reject.sheet, str(reject.line_no), reject.code, what, column if reject.column else "", do)
        for position, text in enumerate(about):
            sheet.write_string(line, position, text, self.where)
        at = {name: choice.column for name, choice in part.region.assignment.choices.items()}
        troubled = {
            name for name, column in at.items() if reject.header and self._header(part, column) == reject.header
        }
        cells = [
            _writable(reject.cells[at[name]]) if at.get(name, len(reject.cells)) < len(reject.cells) else ""
            for name in fields
        ]
        for position, (name, cell) in enumerate(zip(fields, cells, strict=True), len(ABOUT)):
            if cell:
                sheet.write_string(line, position, cell, self.trouble if name in troubled else None)
            elif name in troubled:
                sheet.write_blank(line, position, None, self.trouble)
        sheet.write_string(line, len(ABOUT) + len(fields), check_of(cells))

    @staticmethod
    def _header(part: RegionReading, column: int) -> str:
        header = part.region.block.columns[column]
        return header.text if header else ""

    def hidden(self, layout: dict[str, list[str]]) -> None:
        """What the columns are, whatever language their labels are in."""
        sheet = self.book.add_worksheet(HIDDEN_SHEET)
        for line, (title, columns) in enumerate(layout.items()):
            for column, text in enumerate([title, *columns]):
                sheet.write_string(line, column, text)
        sheet.very_hidden()


def _writable(cell: str) -> str:
    """A cell as a workbook can hold it; line breaks stay."""
    return "".join(c for c in cell if c.isprintable() or c == "\n")[:MOST_CHARACTERS]


def _by_column(part: RegionReading) -> list[str]:
    choices = part.region.assignment.choices
    return sorted(choices, key=lambda name: choices[name].column)
