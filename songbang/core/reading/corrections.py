"""Corrected rows that come back in a rejects.xlsx: each takes the place of the row that it was made from.

Only rows that somebody changed are corrections (each bears a check of what was written), and only while the register
still holds the row they were made from: an old rejects.xlsx left in the folder changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from songbang.core.findings import Finding
from songbang.core.reading.books import Book, Sheet, Value, blank, text_of
from songbang.core.text import tidy

HIDDEN_SHEET = "songbang-rejects"
ABOUT = ("file", "sheet", "row", "code", "what", "column", "do")
"""The columns before the row's own."""
CHECK = "check"
"""The last column, hidden."""
ALIKE = 0.5
"""Share of a correction's cells that must stand in the register's row; below it the row is another one by now."""
_CHECK_DIGITS = 10

Origin = tuple[str, str, int]
Corrections = Mapping[Origin, Mapping[str, Value]]
"""(file, sheet, row) → field → the cell as it now stands."""


@dataclass(frozen=True, slots=True)
class _Layout:
    title: str
    columns: tuple[str, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(name for name in self.columns[len(ABOUT) :] if name != CHECK)


def is_corrections(book: Book) -> bool:
    """Whether the workbook is a rejects.xlsx."""
    return any(sheet.name == HIDDEN_SHEET for sheet in book.sheets)


def check_of(cells: Iterable[Value]) -> str:
    """The check of a row's cells, whatever blanks a program adds or takes."""
    return hashlib.sha256("\n".join(tidy(text_of(cell)) for cell in cells).encode()).hexdigest()[:_CHECK_DIGITS]


def read_corrections(corrected: Iterable[Book], registers: Sequence[Book]) -> tuple[Corrections, list[Finding]]:
    """The changed rows of all rejects.xlsx given, and what to tell of each file.

    Of one row corrected twice the later file counts. A finding for each row whose origin is not among `registers` or
    has become another row there; those are left out.
    """
    at = {(book.file, sheet.name.strip()): sheet for book in registers for sheet in book.sheets}
    found: dict[Origin, Mapping[str, Value]] = {}
    findings: list[Finding] = []
    for book in corrected:
        taken = 0
        for origin, cells in changed_rows(book):
            sheet = at.get(origin[:2])
            if sheet is not None and _is_still(sheet, origin[2], cells.values()):
                found[origin[0], sheet.name, origin[2]] = cells
                taken += 1
            else:
                findings.append(_not_taken(book, origin, known=sheet is not None))
        if taken:
            findings.append(Finding("corrections.taken", "note", book.file, parameters={"rows": taken}))
    return found, findings


def _not_taken(book: Book, origin: Origin, *, known: bool) -> Finding:
    about: dict[str, object] = {"origin": "#".join(map(str, origin))}
    if known:
        return Finding("corrections.stale", "warning", book.file, parameters=about)
    return Finding("corrections.no_origin", "warning", book.file, parameters=about)


def changed_rows(book: Book) -> Iterator[tuple[Origin, dict[str, Value]]]:
    """(origin, field → cell) of each row that somebody changed."""
    for layout in _layouts(book):
        sheet = next((sheet for sheet in book.sheets if sheet.name == layout.title), None)
        for line in sheet.rows[1:] if sheet else ():
            told = dict(zip(layout.columns, line, strict=False))
            cells = {name: told.get(name, "") for name in layout.fields}
            row = text_of(told.get("row", ""))
            if row.isdecimal() and text_of(told.get(CHECK, "")) != check_of(cells.values()):
                yield (text_of(told["file"]), text_of(told["sheet"]), int(row)), cells


def _is_still(sheet: Sheet, row: int, cells: Iterable[Value]) -> bool:
    """Enough of the corrected row stands in the register's row (in a column that was taken for another field, too)."""
    stands = {tidy(text_of(sheet.at(row - 1, column))) for column in range(sheet.width)}
    told = [text for text in (tidy(text_of(cell)) for cell in cells) if text]
    return not told or sum(1 for text in told if text in stands) >= ALIKE * len(told)


def _layouts(book: Book) -> Iterable[_Layout]:
    hidden = next(sheet for sheet in book.sheets if sheet.name == HIDDEN_SHEET)
    for row in hidden.rows:
        names = [text_of(value) for value in row if not blank(value)]
        if names:
            yield _Layout(names[0], tuple(names[1:]))
