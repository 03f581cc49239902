"""Writes laid-out sheets as xlsx, xls or csv files. The same sheets always give the same bytes."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, time
from io import StringIO
from pathlib import Path

import xlsxwriter
import xlwt  # type: ignore[import-untyped]

from samples.cells import Cell, Formula, Typed
from samples.sheets import Sheet

_WHEN = datetime(2019, 8, 30, 9, 0, tzinfo=UTC)


def write_xlsx(path: Path, sheets: list[Sheet]) -> None:
    """Write a workbook for Excel 2007 and later, formulas with their cached values."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    book.set_properties({"created": _WHEN})
    styles: dict[str, xlsxwriter.format.Format] = {}
    bold = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True})
    for sheet in sheets:
        target = book.add_worksheet(sheet.name)
        for r1, c1, r2, c2 in sheet.merges:
            target.merge_range(r1, c1, r2, c2, "", bold if r1 in sheet.header_rows else None)
        for row, line in enumerate(sheet.lines):
            for column, cell in enumerate(line):
                _put_xlsx(book, target, styles, (row, column), cell, bold if row in sheet.header_rows else None)
        if sheet.hidden:
            target.hide()
    _activate_first(book, sheets)
    book.close()


def _activate_first(book: xlsxwriter.Workbook, sheets: list[Sheet]) -> None:
    first = next(sheet.name for sheet in sheets if not sheet.hidden)
    target = book.get_worksheet_by_name(first)
    target.activate()
    target.set_first_sheet()


def _put_xlsx(
    book: xlsxwriter.Workbook,
    target: xlsxwriter.worksheet.Worksheet,
    styles: dict[str, xlsxwriter.format.Format],
    at: tuple[int, int],
    cell: Cell,
    bold: xlsxwriter.format.Format | None,
) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, Typed | Formula) and cell.format and cell.format not in styles:
        styles[cell.format] = book.add_format({"num_format": cell.format})
    if isinstance(cell, Typed):
        target.write_datetime(*at, cell.value, styles[cell.format])
    elif isinstance(cell, Formula):
        target.write_formula(*at, cell.text, styles.get(cell.format), cell.value)
    elif isinstance(cell, str):
        target.write_string(*at, cell, bold)
    else:
        target.write_number(*at, cell, bold)


def write_xls(path: Path, sheets: list[Sheet]) -> None:
    """Write a workbook for Excel 97-2003 (and WPS); formulas become their values."""
    book = xlwt.Workbook(encoding="utf-8")
    styles: dict[str, xlwt.XFStyle] = {}
    for sheet in sheets:
        target = book.add_sheet(sheet.name)
        target.visibility = 1 if sheet.hidden else 0
        tops = {(r1, c1): (r2, c2) for r1, c1, r2, c2 in sheet.merges}
        for row, line in enumerate(sheet.lines):
            for column, cell in enumerate(line):
                _put_xls(target, styles, (row, column), cell, tops.get((row, column)))
    book.set_active_sheet(next(n for n, sheet in enumerate(sheets) if not sheet.hidden))
    book.save(str(path))


def _put_xls(
    target: xlwt.Worksheet,
    styles: dict[str, xlwt.XFStyle],
    at: tuple[int, int],
    cell: Cell,
    merged_to: tuple[int, int] | None,
) -> None:
    shape = cell.format if isinstance(cell, Typed | Formula) else ""
    value = cell.value if isinstance(cell, Typed | Formula) else cell
    style = styles.setdefault(shape, xlwt.easyxf(num_format_str=shape or "General"))
    if merged_to:
        target.write_merge(at[0], merged_to[0], at[1], merged_to[1], value, style)
    elif value is not None and value != "":
        target.write(*at, value, style)


def write_csv(path: Path, sheet: Sheet, encoding: str, separator: str) -> None:
    """Write one sheet as text; `encoding` utf-8, utf-8-sig or gb18030. Every line is as wide as the widest."""
    width = max(len(line) for line in sheet.lines)
    out = StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    for line in sheet.lines:
        writer.writerow([_text(cell) for cell in line] + [""] * (width - len(line)))
    path.write_bytes(out.getvalue().encode(encoding))


def _text(cell: Cell) -> str:
    value = cell.value if isinstance(cell, Typed | Formula) else cell
    if value is None:
        return ""
    if isinstance(value, time):
        return f"{value.hour}:{value.minute:02}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value)
