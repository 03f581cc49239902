"""The workbooks that come back: the department's own form filled, and the residual form with what is left to ask."""

from __future__ import annotations

from typing import Any

from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from songbang.core.filling.explain import figure, labels, notes_about, shown, suggestion, why
from songbang.core.filling.fill import Filled, FilledSheet
from songbang.core.filling.head import Head
from songbang.core.filling.lexicon import words
from songbang.core.filling.returning import opened

WIDTHS = (6, 16, 8, 14, 34, 10, 14, 40, 16, 30, 26)
MOST_SHEET_NAME = 31


def write_filled(book: Workbook, sheets: list[FilledSheet]) -> None:
    """Put the held and derived figures into the template's own cells, each with its source in a comment."""
    for filled in sheets:
        target = book[filled.sheet.name]
        for cell in filled.cells:
            if cell.verdict.known:
                place = opened(target, cell.slot.cell)
                place.value = figure(cell.verdict.value)
                place.comment = _comment(cell)


def _comment(cell: Filled) -> Comment:
    said, facts = words()["comment"], cell.verdict.facts
    sources = "；".join(dict.fromkeys(f"{fact.source} {fact.form}".strip() for fact in facts[:3]))
    text = f"{said['source']}：{sources}\n{said['day']}：{cell.verdict.as_of}\n{said['basis']}：{why(cell)}"
    note = Comment(text, said["author"])
    note.width, note.height = 320, 120
    return note


def residual(sheets: list[FilledSheet]) -> Workbook:
    """A workbook with one line for each cell that is still to be asked."""
    said = words()["residual"]
    book = Workbook()
    target = book.worksheets[0]
    target.title = str(said["sheet"])[:MOST_SHEET_NAME]
    left = [(filled, cell) for filled in sheets for cell in filled.cells if not cell.verdict.known]
    title = sheets[0].head.title if sheets else ""
    target.append([str(said["title"]).format(title=title, count=len(left))])
    target.append(list(said["columns"]))
    for number, (filled, cell) in enumerate(left, 1):
        target.append([number, *_line(filled, cell)])
    for column, width in enumerate(WIDTHS, 1):
        target.column_dimensions[get_column_letter(column)].width = width
        target.cell(2, column).font = Font(bold=True)
    target.cell(1, 1).font = Font(bold=True, size=14)
    for row in range(3, target.max_row + 1):
        target.cell(row, 7).fill = PatternFill("solid", fgColor="FFF7D6")
        for column in range(1, len(WIDTHS) + 1):
            target.cell(row, column).alignment = Alignment(wrap_text=True, vertical="top")
    target.freeze_panes = "A3"
    target.print_title_rows = "2:2"
    return book


def _line(filled: FilledSheet, cell: Filled) -> list[Any]:
    row, _ = labels(cell.slot)
    checks = "；".join(check.relation for check in cell.checks)
    return [filled.sheet.name, cell.slot.cell, cell.unit, row, cell.asked.measure.name if cell.asked.measure else "",
            None, explained(cell, filled.head), example(cell), checks, known_said(cell)]  # fmt: skip


def explained(cell: Filled, head: Head | None = None) -> str:
    """What a cell asks for, in plain words: its meaning, what the form's own notes say of it, and of when it is."""
    said, when, element = words()["residual"], cell.asked.when, cell.asked.element
    row, column = labels(cell.slot)
    meant = f"{when.span.first}—{when.span.last}" if when.span else str(when.day or said["latest"])
    name = row if column in words()["generic_columns"] else f"{row}（{column}）" if column else row
    parts = notes_about(cell, head) if head else []
    if element and element.means and not parts:
        parts.append(element.means)
    return "。".join([*parts, str(said["explain"]).format(row=name, when=meant)])


def example(cell: Filled) -> str:
    """How an answer may look."""
    examples = words()["residual"]["examples"]
    dimension = cell.asked.measure.dimension if cell.asked.measure else "number"
    return str(examples.get(dimension, examples["number"]))


def known_said(cell: Filled) -> str:
    """What is known of a cell that is asked: its last value, and what comes near now."""
    return str(words()["residual"]["and"]).join(filter(None, (last_said(cell), near_said(cell))))


def last_said(cell: Filled) -> str:
    """The last value known, and why it does not count; "" where there is none."""
    said, value = words()["residual"], shown(cell)
    if value is None:
        return ""
    if cell.verdict.status == "conflict":
        return str(said["disagree"]).format(values="、".join(map(str, value)))
    return str(said["reference"]).format(value=value, as_of=cell.verdict.as_of)


def near_said(cell: Filled) -> str:
    """What comes near, in the cell's own measure, and of what; "" where nothing does."""
    near = suggestion(cell)
    return str(words()["residual"]["near"]).format_map(near) if near else ""
