"""A sheet as rows of texts, merged areas known; and a legacy workbook brought into the shape openpyxl keeps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet


@dataclass
class Grid:
    """Texts by (row, column), both from 1; `areas` gives the merged area of a cell as (top, left, bottom, right).

    `unseen` are the lines that the form hides: ("row", 7), ("column", 3). Nobody is asked for their cells.
    """

    name: str
    rows: int
    columns: int
    texts: dict[tuple[int, int], str]
    areas: dict[tuple[int, int], tuple[int, int, int, int]] = field(default_factory=dict)
    unseen: frozenset[tuple[str, int]] = frozenset()
    indents: dict[tuple[int, int], int] = field(default_factory=dict)
    """How far a text is set in, in half-width characters; those set in only."""

    def text(self, row: int, column: int) -> str:
        """What the cell itself holds; "" under a merged area."""
        return self.texts.get((row, column), "")

    def shown(self, row: int, column: int) -> str:
        """What a reader sees there: the merged area's text in all of its cells."""
        top, left, _, _ = self.areas.get((row, column), (row, column, row, column))
        return self.texts.get((top, left), "")

    def hidden(self, row: int, column: int) -> bool:
        """Whether the cell lies under a merged area that begins elsewhere."""
        return self.areas.get((row, column), (row, column))[:2] != (row, column)

    def seen(self, row: int, column: int) -> bool:
        """Whether the form shows the cell."""
        return ("row", row) not in self.unseen and ("column", column) not in self.unseen

    def anchors(self, row: int) -> list[tuple[int, str]]:
        """(column, text) of the row's own texts, left to right."""
        return [(c, t) for c in range(1, self.columns + 1) if (t := self.text(row, c))]


def from_first(grid: Grid) -> tuple[Grid, int]:
    """The grid without the blank columns that stand left of all its texts, and how many these are."""
    by = min((column for _, column in grid.texts), default=1) - 1
    if not by:
        return grid, 0
    moved = Grid(
        grid.name, grid.rows, grid.columns - by,
        {(row, column - by): text for (row, column), text in grid.texts.items()},
        {
            (row, column - by): (top, max(left - by, 1), bottom, right - by)
            for (row, column), (top, left, bottom, right) in grid.areas.items()
            if column > by
        },
        frozenset((kind, at - by if kind == "column" else at) for kind, at in grid.unseen),
        {(row, column - by): depth for (row, column), depth in grid.indents.items()},
    )  # fmt: skip
    return moved, by


def name_of(row: int, column: int) -> str:
    return f"{get_column_letter(column)}{row}"


def grid_of(sheet: Worksheet) -> Grid:
    """The grid of a sheet; formulas count as text, so that their cells are never filled."""
    texts: dict[tuple[int, int], str] = {}
    indents: dict[tuple[int, int], int] = {}
    for line in sheet.iter_rows():
        for cell in line:
            if cell.value is not None and str(cell.value).strip():
                at = cell.row, cell.column or 1
                texts[at] = _text(cell.value)
                if depth := _indent(texts[at]) + 2 * int(cell.alignment.indent or 0):
                    indents[at] = depth
    grid = Grid(sheet.title, sheet.max_row, sheet.max_column, texts, unseen=_unseen(sheet), indents=indents)
    for merged in sheet.merged_cells.ranges:
        _cover(grid, merged.min_row, merged.min_col, merged.max_row, merged.max_col)
    return grid


def grids_of(book: Workbook) -> list[Grid]:
    """The grids of a workbook's visible sheets."""
    return [grid_of(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"]


def grid_json(grid: Grid) -> dict[str, Any]:
    """A grid as it is kept: merged areas once each."""
    return {
        "name": grid.name, "rows": grid.rows, "columns": grid.columns,
        "texts": [[row, column, text] for (row, column), text in grid.texts.items()],
        "areas": sorted(set(grid.areas.values())),
        "unseen": sorted(grid.unseen),
        "indents": [[row, column, depth] for (row, column), depth in grid.indents.items()],
    }  # fmt: skip


def grid_from(told: dict[str, Any]) -> Grid:
    """The grid again."""
    texts = {(row, column): text for row, column, text in told["texts"]}
    indents = {(row, column): depth for row, column, depth in told["indents"]}
    unseen = frozenset((kind, number) for kind, number in told["unseen"])
    grid = Grid(told["name"], told["rows"], told["columns"], texts, unseen=unseen, indents=indents)
    for area in told["areas"]:
        _cover(grid, *area)
    return grid


def _cover(grid: Grid, top: int, left: int, bottom: int, right: int) -> None:
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            grid.areas[row, column] = (top, left, bottom, right)


def _indent(text: str) -> int:
    """Width of the blanks before a text, a full-width one counted twice."""
    return sum(2 if sign == "\u3000" else 1 for sign in text[: len(text) - len(text.lstrip())])


def _unseen(sheet: Worksheet) -> frozenset[tuple[str, int]]:
    rows = {("row", number) for number, found in sheet.row_dimensions.items() if found.hidden}
    columns = {
        ("column", column)
        for found in sheet.column_dimensions.values()
        if found.hidden and found.min
        for column in range(found.min, min(found.max or found.min, sheet.max_column) + 1)
    }
    return frozenset(rows | columns)


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
