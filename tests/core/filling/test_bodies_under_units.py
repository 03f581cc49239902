"""单位 over the bodies that a table lists, and over what it is measured in."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from songbang.core.filling.facts import Place, Places
from tests.core.filling.test_headings_and_times import read
from tests.core.filling.test_registers_and_lists import fact

PLACES = Places([
    Place("1", "甲镇", "镇", "0"),
    *(Place(code, name, kind, "1") for code, name, kind in (
        ("11", "柳溪村", "村"), ("12", "石桥村", "村"), ("13", "新街社区", "社区"))),
])  # fmt: skip
FORM = "小型水利设施统计"


def table(head: list[Any], *lines: list[Any]) -> list[list[Any]]:
    return [[FORM], ["填报单位：甲镇", None, None, None, "2025年"], head, *lines, ["填表人："]]


NAMES = ("柳溪村", "石桥村", "新街社区")


@pytest.mark.parametrize(
    ("rows", "merged"),
    [
        (table(["单  位", None, "代码", "山塘（口）", "泵站（座）"], ["合计", "本年", "01", None, None],
               *([name, None, f"0{n}", None, None] for n, name in enumerate(NAMES, 2))),
         ("A3:B3", *(f"A{n}:B{n}" for n in (5, 6, 7)))),
        (table(["序号", "单位", "代码", "山塘（口）", "泵站（座）"], ["", "合计", "", None, None],
               *([str(n), name, f"0{n}", None, None] for n, name in enumerate(NAMES, 1))), ()),
        (table(["代码", "单位", None, "山塘（口）", "泵站（座）"], ["00", "总计", "", None, None],
               *([f"0{n}", name, "", None, None] for n, name in enumerate(NAMES, 1))),
         tuple(f"B{n}:C{n}" for n in (3, 4, 5, 6, 7))),
    ],
)  # fmt: skip
def test_the_villages_under_a_heading_that_says_unit_are_no_measures(rows: list[list[Any]], merged: Any) -> None:
    day = "2025-12-31"
    given = [
        fact(code, label, unit, value, day)
        for code, label, unit, value in (
            ("11", "山塘", "口", "3"), ("12", "山塘", "口", "4"), ("13", "山塘", "口", "0"),
            ("11", "泵站", "座", "1"), ("12", "泵站", "座", "2"), ("13", "泵站", "座", "2"))
    ]  # fmt: skip
    cells = read(rows, *given, on=date(2026, 1, 20), places=PLACES, merged=merged)
    assert [cells[f"{c}{n}"].verdict.value for c in "DE" for n in (4, 5, 6, 7)] == [7, 3, 4, 0, 5, 1, 2, 2]


def test_measures_that_nobody_knows_stay_measures() -> None:
    rows = table(
        ["项目", "单位", "代码", "数量", None], ["路灯", "盏", "01", None, None], ["窨井盖", "樽", "02", None, None]
    )
    cells = read(rows, on=date(2026, 1, 20), places=PLACES)
    assert {cells[name].slot.measure for name in ("D4", "D5")} == {"盏", "樽"}
