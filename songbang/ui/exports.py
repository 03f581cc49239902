"""Tables as workbooks and as csv. What a cell holds stays text: no program may take it for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote

import xlsxwriter
from django.http import HttpResponse

from songbang.core.text import tidy

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(title: str, header: Sequence[str], lines: Iterable[Sequence[Any]]) -> bytes:
    """One sheet with a header that stays in sight. Text is written as text, whatever it begins with."""
    target = io.BytesIO()
    write_sheets(target, [(title, header, lines)])
    return target.getvalue()


def write_sheets(target: io.BytesIO, sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Any]]]]) -> None:
    """A workbook with a sheet for each (title, header, lines); sheets of one title are numbered."""
    book = xlsxwriter.Workbook(target, {"in_memory": True, "constant_memory": True})
    head = book.add_format({"bold": True, "bg_color": "#E8EEF7", "border": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    taken: set[str] = set()
    for title, header, lines in sheets:
        sheet = book.add_worksheet(_sheet_name(title, taken))
        for column, label in enumerate(header):
            sheet.set_column(column, column, 40 if column == 0 and len(header) < 4 else 16)
            sheet.write_string(0, column, label, head)
        sheet.freeze_panes(1, 0)
        for line, cells in enumerate(lines, 1):
            for column, value in enumerate(cells):
                _write(sheet, line, column, value, day)
    book.close()


def _sheet_name(title: str, taken: set[str]) -> str:
    """Without what a sheet's name may not hold, and unlike those before it in any case of its letters."""
    plain = "".join("_" if char in "[]:*?/\\'" else char for char in title)
    name, number = plain[:31] or "1", 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain[:27]} {number}"
    taken.add(name.casefold())
    return name


def _write(sheet: Any, line: int, column: int, value: Any, day: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, date):
        sheet.write_datetime(line, column, value, day)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(line, column, value)
    else:
        sheet.write_string(line, column, tidy(str(value)))


def comma_separated(header: Sequence[str], lines: Iterable[Sequence[Any]]) -> bytes:
    """UTF-8 with a mark, as spreadsheet programs expect it; text that a program would run gets an apostrophe."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow([defused(label) for label in header])
    writer.writerows([defused(value) for value in cells] for cells in lines)
    return target.getvalue().encode("utf-8-sig")


def defused(value: Any) -> Any:
    """
    >>> defused("=1+1"), defused("通知"), defused(-3)
    ("'=1+1", '通知', -3)
    """
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value


def download(content: bytes, name: str, kind: str = WORKBOOK) -> HttpResponse:
    """An answer that is kept as a file of that name."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def answer(form: str, title: str, header: Sequence[str], lines: Iterable[Sequence[Any]]) -> HttpResponse:
    """The download that `?as=` asks for: csv, else a workbook."""
    if form == "csv":
        return download(comma_separated(header, lines), f"{title}.csv", "text/csv; charset=utf-8")
    return download(workbook(title, header, lines), f"{title}.xlsx")
