"""The workbooks that leave: a unit's residual form, and the department's complete workbook of a round."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from songbang.apps.forms.models import Paper, Round
from songbang.apps.forms.papers import asked_of, key_of, known
from songbang.apps.forms.sealing import masked, unseal
from songbang.apps.forms.working import opened
from songbang.core.errors import Unreadable
from songbang.core.filling.facts import read_number
from songbang.core.filling.lexicon import words
from songbang.core.filling.measures import is_summed, measure_or_own

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BAD = str.maketrans("", "", "[]:*?/\\")


def value_of(paper: Paper, cell: dict[str, Any], *, whole: bool = False) -> Any:
    """What goes into the cell: the answer, else what is known; None where nothing is.

    Personal data masked, unless the `whole` of them is asked for (`services.read_personal`).
    """
    key = key_of(cell)
    if key in paper.sealed:
        text = unseal(paper.sealed[key].encode())
        return text if whole else masked(text)
    typed = paper.answers.get(key)
    if typed is None:
        return cell["value"] if known(cell) and key not in paper.declined else None
    number = read_number(typed, measure_or_own(cell["unit"] or ""))
    if number is None or cell["text"]:
        # What a person typed is text, never a formula.
        return typed
    return int(number) if number.denominator == 1 else float(number)


def complete(asked: Round, papers: list[Paper], shape: str, *, whole: bool = False) -> bytes:
    """The department's workbook: `sheets` (its own layout, a sheet a unit), `list` (a line a unit) or `sum`."""
    if shape == "sum":
        book = _sum(asked, papers)
    else:
        book = _list(papers, whole) if shape == "list" else _sheets(asked, papers, whole)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def one_unit(paper: Paper) -> bytes:
    """The department's own workbook, filled for one unit."""
    with opened(paper.round.template) as book:
        for cell in paper.cells:
            _write(book[cell["sheet"]], cell["cell"], value_of(paper, cell))
        content = io.BytesIO()
        book.save(content)
    return content.getvalue()


def _sheets(asked: Round, papers: list[Paper], whole: bool) -> Workbook:
    with opened(asked.template) as book:
        first = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        asked_sheets = {cell["sheet"] for paper in papers[:1] for cell in paper.cells}
        originals = [sheet for sheet in first if sheet.title in asked_sheets]
        names: set[str] = {sheet.title for sheet in book.worksheets}
        for paper in papers:
            copies = {}
            for sheet in originals:
                made = _copied(book, sheet, _name(paper, sheet.title, len(originals) > 1, names))
                copies[sheet.title] = made
            for cell in paper.cells:
                if cell["sheet"] in copies:
                    _write(copies[cell["sheet"]], cell["cell"], value_of(paper, cell, whole=whole))
        for sheet in originals if papers else []:
            book.remove(sheet)
    return book


def _sum(asked: Round, papers: list[Paper]) -> Workbook:
    """The template's own layout with the sums over all units; a cell that one of them lacks stays empty."""
    values: dict[str, list[Any]] = {}
    for paper in papers:
        for cell in paper.cells:
            values.setdefault(key_of(cell), []).append(value_of(paper, cell))
    with opened(asked.template) as book:
        for cell in papers[0].cells if papers else []:
            given, measure = values[key_of(cell)], measure_or_own(cell["unit"] or "")
            adds_up = measure is not None and is_summed(measure.dimension) and not cell["text"]
            if adds_up and len(given) == len(papers) and all(isinstance(value, int | float) for value in given):
                _write(book[cell["sheet"]], cell["cell"], round(sum(given), 10))
    return book


def _copied(book: Workbook, sheet: Worksheet, name: str) -> Worksheet:
    """A copy of a sheet with all of its layout; openpyxl's own copy leaves print area and frozen panes behind."""
    made = book.copy_worksheet(sheet)
    made.title = name
    made.freeze_panes = sheet.freeze_panes
    if sheet.print_area:
        made.print_area = sheet.print_area.rpartition("!")[2]
    made.sheet_view.showGridLines = sheet.sheet_view.showGridLines
    return made


def _name(paper: Paper, title: str, several: bool, taken: set[str]) -> str:
    bare = paper.unit.name.translate(_BAD)
    name = f"{bare[:14]}-{title[:14]}" if several else bare[:28]
    number = 1
    found = name
    while found in taken:
        number += 1
        found = f"{name[:27]}~{number}"
    taken.add(found)
    return found


def _write(sheet: Worksheet, name: str, value: Any) -> None:
    if value is None:
        return
    for area in list(sheet.merged_cells.ranges):
        if name in area and area.coord.split(":")[0] != name:
            sheet.unmerge_cells(str(area))
    place = sheet[name]
    place.value = value
    if isinstance(value, str):
        place.data_type = "s"


def _list(papers: list[Paper], whole: bool) -> Workbook:
    said = words()["list_book"]
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = said["sheet"]
    cells = papers[0].cells if papers else []
    sheet.append([said["unit"], said["state"], *(_heading(cell) for cell in cells)])
    for paper in papers:
        row = {key_of(cell): value_of(paper, cell, whole=whole) for cell in paper.cells}
        sheet.append([paper.unit.name, said[paper.state], *(row.get(key_of(cell)) for cell in cells)])
        for column in sheet[sheet.max_row]:
            if isinstance(column.value, str):
                column.data_type = "s"
    sheet.freeze_panes = "C2"
    return book


def _heading(cell: dict[str, Any]) -> str:
    measure = f"（{cell['unit']}）" if cell["unit"] else ""
    return " / ".join(part for part in (cell["row_label"], cell["column_label"]) if part) + measure


# -- the residual form -----------------------------------------------------------------------------------------------


def residual_book(paper: Paper) -> bytes:
    """A line for each cell that is still to be asked, as contract `fill` has it; answers already there stand in it."""
    said = words()["residual"]
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = said["sheet"]
    left = asked_of(paper.cells, paper.declined)
    sheet.append([said["title"].format(title=paper.round.template.title, count=len(left))])
    sheet.append(list(said["columns"]))
    for number, cell in enumerate(left, 1):
        checks = "；".join(cell["relations"])
        asked = [number, cell["sheet"], cell["cell"], paper.unit.name, cell["row_label"], cell["unit"] or ""]
        sheet.append(
            [*asked, paper.answers.get(key_of(cell)), cell["explained"], cell["example"], checks, cell["last"]]
        )
    for column, width in zip("ABCDEFGHIJK", (6, 16, 8, 14, 34, 10, 14, 40, 16, 30, 26), strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A3"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def read_residual(content: bytes, name: str) -> dict[str, str]:
    """What was typed into a residual form: `sheet!cell` → text. Raises `Unreadable` ("forms.no_residual")."""
    columns = words()["residual"]["columns"]
    try:
        sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=True).worksheets[0]
    except (InvalidFileException, KeyError, ValueError, OSError, TypeError) as error:
        raise Unreadable("file.damaged", file=name, reason=str(error)) from error
    rows: Iterable[tuple[Any, ...]] = list(sheet.iter_rows(values_only=True))
    start = next((n for n, row in enumerate(rows) if [str(c or "") for c in row[:3]] == columns[:3]), None)
    if start is None:
        raise Unreadable("forms.no_residual", file=name)
    at = columns.index(words()["residual"]["answer_column"])
    return {f"{row[1]}!{row[2]}": _typed(row[at]) for row in list(rows)[start + 1 :] if len(row) > at and row[2]}


def _typed(value: Any) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
