"""A paper's cells: what one unit is asked is worded as if no other had been asked before."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl import Workbook

from songbang.apps.forms.papers import paper_cells, prefilled
from songbang.core.filling.facts import Place, Places
from songbang.core.filling.fill import Form
from songbang.core.filling.grid import grids_of

pytestmark = pytest.mark.either_engine
TOWNS = ("330402103", "330402104")
PLACES = Places([
    Place(TOWNS[0], "新丰镇", "镇", "330402"), Place(TOWNS[1], "大桥镇", "镇", "330402"),
    Place("330402103208", "净湘村", "村", TOWNS[0]), Place("330402103209", "竹林村", "村", TOWNS[0]),
])  # fmt: skip


def form() -> Form:
    """Villages of the first town down the side: to the second they are names of things."""
    book = Workbook()
    for row in (["村情表"], ["村名", "户籍人口（人）", "耕地（亩）"], ["净湘村"], ["竹林村"], ["合计"]):
        book.worksheets[0].append(row)
    return Form(grids_of(book), [], PLACES, date(2026, 1, 10))


def test_a_form_of_one_towns_villages_is_worded_for_each_town_as_for_it_alone() -> None:
    read = form()
    assert {cell.unit for cell in read.fill(TOWNS[0])[0].cells} != {cell.unit for cell in read.fill(TOWNS[1])[0].cells}
    together = [made.cells for made in prefilled(form(), list(TOWNS))]
    assert together == [paper_cells(form().fill(town)) for town in TOWNS]
