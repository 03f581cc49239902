"""Headings with blank lines below, labels that end in a colon: the shapes in which a form leaves room to write."""

from __future__ import annotations

from datetime import date
from typing import Any

import openpyxl
import pytest

from songbang.core.filling.facts import Place, Places, fact_of
from songbang.core.filling.fill import fill

PLACES = Places([Place("1", "甲镇", "镇", "0"), Place("11", "东湖村", "村", "1")])
FACTS = [
    ("户籍人口", "人", "3100"),
    ("户籍人口 / 男", "人", "1600"),
    ("党员人数", "人", "88"),
    ("户籍户数", "户", "900"),
]


def known(rows: list[list[Any]], *merged: str) -> dict[str, Any]:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    for area in merged:
        book.worksheets[0].merge_cells(area)
    day = date(2023, 12, 31)
    facts = [
        f
        for n, (said, unit, value) in enumerate(FACTS)
        if (f := fact_of(n, "11", "台账", said, unit, value, day, "局"))
    ]
    sheets = fill(book, "11", date(2024, 2, 1), facts, PLACES)
    return {c.slot.cell: c.verdict.value for sheet in sheets for c in sheet.cells if c.verdict.known}


def test_the_first_blank_line_below_headings_is_the_fillers_with_its_name() -> None:
    heads = [
        ["村名", "户籍户数（户）", "人口（人）", None, "党员数（人）", "备注"],
        [None, None, "户籍人口", "其中：男", None, None],
    ]
    rows = [["各村基本情况统计表"], *heads, [], [], ["填表人："]]
    found = known(rows, "A2:A3", "B2:B3", "C2:D2", "E2:E3", "F2:F3")
    assert found == {"A4": "东湖村", "B4": 900, "C4": 3100, "D4": 1600, "E4": 88}


@pytest.mark.parametrize("foot", [[], ["填表人：", None, "审核人："]])
def test_a_line_of_labels_over_a_blank_one(foot: list[Any]) -> None:
    rows = [["基本情况表"], ["户籍户数（户）", "户籍人口（人）", "党员人数（人）"], [None, None, None], [], foot]
    assert known(rows, "A1:C1", "A3:A4") == {"A3": 900, "B3": 3100, "C3": 88}


def test_labels_that_end_in_a_colon_with_their_blanks() -> None:
    rows = [
        ["基本情况表"],
        ["户籍户数：", None, "户籍人口：", None],
        ["党员人数：", None, "低保户数：", None],
        ["填表人：", None],
    ]
    assert known(rows) == {"B2": 900, "D2": 3100, "B3": 88}


def test_the_foot_of_a_sheet_is_no_heading() -> None:
    assert known([["说明"], ["单位负责人", "党员人数"], [], []], "A3:B4") == {}


def test_a_list_of_people_by_name_is_left_alone() -> None:
    assert known([["党员花名册"], ["序号", "姓名", "性别", "党员人数"], [], [], ["填表人："]]) == {}
