"""The intermediate representation of a workbook: sheets, cells, merged ranges. Every check speaks of these alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

Value = object
"""A cell: str (blank: ""), int, float, bool, date, datetime, time or timedelta."""


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; first and last row and column, counted from 0, all included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Sheet:
    """One sheet. `rows[i][j]` is the cell in row i+1 of the spreadsheet program, column j+1."""

    name: str
    rows: Sequence[Sequence[Value]]
    merges: Sequence[Merge] = ()
    hidden: bool = False

    @cached_property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)

    @cached_property
    def _down(self) -> dict[tuple[int, int], tuple[int, int]]:
        """For each cell of a merged range its top-left cell."""
        return {
            (row, column): (merge.top, merge.left)
            for merge in self.merges
            for row in range(merge.top, min(merge.bottom, len(self.rows) - 1) + 1)
            for column in range(merge.left, merge.right + 1)
        }

    @cached_property
    def merged_across(self) -> dict[int, Merge]:
        """Row → its widest merged range that spans several columns."""
        across: dict[int, Merge] = {}
        for merge in self.merges:
            if merge.right > merge.left:
                widest = across.get(merge.top)
                if widest is None or merge.right - merge.left > widest.right - widest.left:
                    across[merge.top] = merge
        return across

    def at(self, row: int, column: int) -> Value:
        """The cell's value; that of the merged range it lies in, if any. Outside the sheet: ""."""
        row, column = self._down.get((row, column), (row, column)) if self.merges else (row, column)
        cells = self.rows[row] if 0 <= row < len(self.rows) else ()
        return cells[column] if 0 <= column < len(cells) else ""


@dataclass
class Book:
    """A file that was opened. `file` is its path relative to the folder given, with forward slashes."""

    file: str
    sha256: str
    sheets: list[Sheet]
    format: str
    folders: tuple[str, ...] = field(default=())
    """Names of the folders it lies in, the nearest first, the folder given included."""


def column_letters(index: int) -> str:
    """As a spreadsheet program letters its columns.

    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def blank(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def text_of(value: Value) -> str:
    """A cell as text; whole floats without their `.0`, as calamine gives all numbers as floats."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()
