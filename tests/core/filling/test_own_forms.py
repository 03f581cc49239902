"""Forms of our own in other layouts and words: nothing wrong is filled, what is known is, the layout stays."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from songbang.core.filling.fill import Filled, fill
from songbang.core.filling.writing import write_filled
from tests.core.filling.own_forms import FORMS, OwnForm, load

KNOWN = ("held", "derived")


def filled(form: OwnForm) -> dict[str, Filled]:
    return {c.slot.cell: c for s in fill(form.book, form.unit, form.on, form.facts, form.places) for c in s.cells}


def right(cell: Filled, value: str) -> bool:
    given = cell.verdict.value
    if not isinstance(given, Fraction):
        return given == value
    return abs(float(given) - float(value)) <= 1e-5 * max(1.0, abs(float(value)))


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_every_cell_has_the_status_and_value_that_a_careful_clerk_reads(path: Path, tmp_path: Path) -> None:
    form = load(path, tmp_path)
    cells = filled(form)
    told = {name: (status, value if status in KNOWN else "") for name, (status, value) in form.truth.items()}
    given = {
        name: (cell.verdict.status, told[name][1] if cell.verdict.known and right(cell, told[name][1]) else
               str(cell.verdict.value) if cell.verdict.known else "")
        for name, cell in cells.items() if name in told
    }  # fmt: skip
    assert given == {name: answer for name, answer in told.items() if name in cells}
    assert set(cells) >= set(told)
    assert not [name for name, cell in cells.items() if cell.verdict.known and name not in told]


def layout(sheet: Worksheet) -> object:
    texts = {c.coordinate: c.value for row in sheet.iter_rows() for c in row if c.value is not None}
    widths = {name: found.width for name, found in sheet.column_dimensions.items()}
    heights = {number: found.height for number, found in sheet.row_dimensions.items()}
    return texts, sorted(map(str, sheet.merged_cells.ranges)), widths, heights, sheet.print_area, sheet.freeze_panes


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_the_layout_stays_and_only_known_cells_are_written(path: Path, tmp_path: Path) -> None:
    form = load(path, tmp_path)
    sheet = form.book.worksheets[0]
    sheet.print_area = "A1:H20"
    sheet.column_dimensions["A"].width = 31.5
    sheet.row_dimensions[2].height = 27
    form.book.save(tmp_path / "template.xlsx")
    done = fill(form.book, form.unit, form.on, form.facts, form.places)
    write_filled(form.book, done)
    form.book.save(tmp_path / "filled.xlsx")
    before = openpyxl.load_workbook(tmp_path / "template.xlsx").worksheets[0]
    after = openpyxl.load_workbook(tmp_path / "filled.xlsx").worksheets[0]
    known = {cell.slot.cell for one in done for cell in one.cells if cell.verdict.known}
    written = {c.coordinate for row in after.iter_rows() for c in row if c.value != before[c.coordinate].value}
    assert written == known
    for name in known:
        after[name].value = None
    assert layout(after) == layout(before)
