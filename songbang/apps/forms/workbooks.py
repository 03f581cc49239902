"""The workbooks that leave: a unit's residual form, and the department's complete workbook of a round."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from openpyxl.workbook import Workbook

from songbang.apps.forms.books import with_sheets, with_values
from songbang.apps.forms.models import Paper, Round
from songbang.apps.forms.papers import asked_of, key_of, known
from songbang.apps.forms.sealing import masked, unseal
from songbang.apps.intake.room import cells_of
from songbang.core.errors import Unreadable
from songbang.core.filling.facts import read_number
from songbang.core.filling.formats import Formats, as_asked, turned, unit_asked
from songbang.core.filling.lexicon import words
from songbang.core.filling.measures import is_summed, measure_or_own
from songbang.core.filling.returning import Placed

AS_GIVEN = Formats()
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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


def complete(
    asked: Round, papers: list[Paper], shape: str, *, whole: bool = False, formats: Formats = AS_GIVEN
) -> bytes:
    """The department's workbook: `sheets` (its own layout, a sheet a unit), `list` (a line a unit) or `sum`.

    `formats`: how it asked for the values; other units of measurement only in a list, whose headings are ours.
    """
    if shape == "list":
        return _content(_list(papers, whole, formats))
    if shape == "sum":
        return with_values(asked.template, _sums(papers))
    return with_sheets(asked.template, [(paper.unit.name, _placed(paper, whole, formats)) for paper in papers])


def one_unit(paper: Paper) -> bytes:
    """The department's own workbook, filled for one unit."""
    return with_values(paper.round.template, _placed(paper, False, AS_GIVEN))


def _placed(paper: Paper, whole: bool, formats: Formats) -> list[Placed]:
    return [(cell["sheet"], cell["cell"], _formed(paper, cell, whole, formats)) for cell in paper.cells]


def _formed(paper: Paper, cell: dict[str, Any], whole: bool, formats: Formats) -> Any:
    unit = measure_or_own(cell["unit"] or "")
    value = value_of(paper, cell, whole=whole)
    return as_asked(value, formats, dimension=unit.dimension if unit else "")


def _sums(papers: list[Paper]) -> list[Placed]:
    """The sums over all units; a cell that one of them lacks stays empty."""
    values: dict[str, list[Any]] = {}
    for paper in papers:
        for cell in paper.cells:
            values.setdefault(key_of(cell), []).append(value_of(paper, cell))
    found: list[Placed] = []
    for cell in papers[0].cells if papers else []:
        given, measure = values[key_of(cell)], measure_or_own(cell["unit"] or "")
        adds_up = measure is not None and is_summed(measure.dimension) and not cell["text"]
        if adds_up and len(given) == len(papers) and all(isinstance(value, int | float) for value in given):
            found.append((cell["sheet"], cell["cell"], round(sum(given), 10)))
    return found


def _content(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _list(papers: list[Paper], whole: bool, formats: Formats) -> Workbook:
    said = words()["list_book"]
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = said["sheet"]
    cells = papers[0].cells if papers else []
    sheet.append([said["unit"], said["state"], *(_heading(cell, formats) for cell in cells)])
    for paper in papers:
        row = {key_of(cell): _turned(_formed(paper, cell, whole, formats), cell, formats) for cell in paper.cells}
        sheet.append([paper.unit.name, said[paper.state], *(row.get(key_of(cell)) for cell in cells)])
        for column in sheet[sheet.max_row]:
            if isinstance(column.value, str):
                column.data_type = "s"
    sheet.freeze_panes = "C2"
    return book


def _turned(value: Any, cell: dict[str, Any], formats: Formats) -> Any:
    unit = measure_or_own(cell["unit"] or "")
    return turned(value, unit, unit_asked(unit, formats))


def _heading(cell: dict[str, Any], formats: Formats) -> str:
    asked = unit_asked(measure_or_own(cell["unit"] or ""), formats)
    measure = f"（{asked.name}）" if asked else ""
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
    return _content(book)


def read_residual(file: UploadedFile[Any]) -> dict[str, str]:
    """What was typed into a residual form: `sheet!cell` → text. Raises `Unreadable` ("forms.no_residual").

    The workbook is a person's: it is opened in a room apart.
    """
    columns, name = words()["residual"]["columns"], str(file.name)
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as kept:
        for chunk in file.chunks():
            kept.write(chunk)
        kept.flush()
        sheets = cells_of(Path(kept.name), name)
    rows = sheets[0][1] if sheets else []
    start = next((n for n, row in enumerate(rows) if row[:3] == columns[:3]), None)
    if start is None:
        raise Unreadable("forms.no_residual", file=name)
    at = columns.index(words()["residual"]["answer_column"])
    return {f"{row[1]}!{row[2]}": row[at].strip() for row in rows[start + 1 :] if len(row) > at and row[2]}
