"""Corrected rows that come back in a rejects.xlsx: each takes the place of the row that it was made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from songbang.core.reading.books import Book, Value, blank, text_of

HIDDEN_SHEET = "songbang-rejects"
ABOUT = ("file", "sheet", "row", "code", "what", "column", "do")
"""The columns before the row's own."""

Corrections = Mapping[tuple[str, str, int], Mapping[str, Value]]
"""(file, sheet, row) → field → the cell as it now stands."""


@dataclass(frozen=True, slots=True)
class _Layout:
    title: str
    columns: tuple[str, ...]


def is_corrections(book: Book) -> bool:
    """Whether the workbook is a rejects.xlsx."""
    return any(sheet.name == HIDDEN_SHEET for sheet in book.sheets)


def read_corrections(books: Iterable[Book]) -> Corrections:
    """The rows of all rejects.xlsx given; of one row corrected twice the later file counts."""
    found: dict[tuple[str, str, int], dict[str, Value]] = {}
    for book in books:
        for layout in _layouts(book):
            sheet = next((sheet for sheet in book.sheets if sheet.name == layout.title), None)
            for cells in sheet.rows[1:] if sheet else ():
                told = dict(zip(layout.columns, cells, strict=False))
                row = text_of(told.get("row", ""))
                if row.isdigit():
                    origin = (text_of(told["file"]), text_of(told["sheet"]), int(row))
                    found[origin] = {name: told.get(name, "") for name in layout.columns[len(ABOUT) :]}
    return found


def _layouts(book: Book) -> Iterable[_Layout]:
    hidden = next(sheet for sheet in book.sheets if sheet.name == HIDDEN_SHEET)
    for row in hidden.rows:
        names = [text_of(value) for value in row if not blank(value)]
        if names:
            yield _Layout(names[0], tuple(names[1:]))
