"""The department's own workbook with answers in it: for one unit, or a copy of its sheets for each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Placed = tuple[str, str, Any]
"""(sheet, cell, value)."""
_BAD = str.maketrans("", "", "[]:*?/\\")
MOST_NAME = 28


def put_in(book: Workbook, cells: Iterable[Placed]) -> None:
    """Write values into the workbook's own cells."""
    for sheet, cell, value in cells:
        _write(book[sheet], cell, value)


def sheets_for(book: Workbook, units: list[tuple[str, list[Placed]]]) -> None:
    """A copy of the form's sheets for each (unit's name, its cells), in place of the blank ones."""
    asked = {sheet for _, cells in units[:1] for sheet, *_ in cells}
    originals = [s for s in book.worksheets if s.sheet_state == "visible" and s.title in asked]
    taken = {sheet.title for sheet in book.worksheets}
    for unit, cells in units:
        copies = {
            sheet.title: _copied(book, sheet, _name(unit, sheet.title, len(originals) > 1, taken))
            for sheet in originals
        }
        for sheet_name, cell, value in cells:
            if sheet_name in copies:
                _write(copies[sheet_name], cell, value)
    for sheet in originals if units else []:
        book.remove(sheet)


def _copied(book: Workbook, sheet: Worksheet, name: str) -> Worksheet:
    """A copy of a sheet with all of its layout; openpyxl's own copy leaves print area and frozen panes behind."""
    made: Worksheet = book.copy_worksheet(sheet)
    made.title = name
    made.freeze_panes = sheet.freeze_panes
    if sheet.print_area:
        made.print_area = sheet.print_area.rpartition("!")[2]
    made.sheet_view.showGridLines = sheet.sheet_view.showGridLines
    return made


def _name(unit: str, title: str, several: bool, taken: set[str]) -> str:
    bare = unit.translate(_BAD)
    name = f"{bare[:14]}-{title[:13]}" if several else bare[:MOST_NAME]
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name[: MOST_NAME - 1]}~{number}"
    taken.add(found)
    return found


def _write(sheet: Worksheet, name: str, value: Any) -> None:
    """A value into a cell. Text is never a formula."""
    if value is None:
        return
    place = opened(sheet, name)
    place.value = value
    if isinstance(value, str):
        place.data_type = "s"


def opened(sheet: Worksheet, name: str) -> Cell:
    """The cell to write into; a blank area merged over several lines of the form is parted first."""
    if isinstance(sheet[name], MergedCell):
        sheet.unmerge_cells(str(next(area for area in sheet.merged_cells.ranges if name in area)))
    found: Cell = sheet[name]
    return found
