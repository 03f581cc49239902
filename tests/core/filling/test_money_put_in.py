"""Money that a form asks to have been put into a thing, which a paper tells to have been spent on it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from songbang.core.filling.facts import Fact
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

ON = date(2025, 1, 20)
ROWS: list[list[object]] = [
    ["小型水利工程管护情况年报表"],
    ["填报单位：甲镇", None, None, "2024年度"],
    ["工程类别", "代码", "管护资金（万元）", None],
    [None, None, "计划投入", "实际投入"],
    ["山塘", "1", None, None],
    ["泵站", "2", None, None],
]
PLAN, ACCOUNT = "2024年小型水利工程管护计划", "管护资金决算表（2024年）"


def told(form: str, line: str, value: str, on: str = "2024-12-31") -> Fact:
    return fact(line, "万元", value, on, form=form)


def found(*facts: Fact) -> list[object]:
    cells = read(ROWS, *facts, on=ON, merged=("C3:D3", "A3:A4", "B3:B4"))
    return values(cells, "C5", "D5", "C6", "D6")


def test_what_was_put_in_is_what_was_spent_and_what_is_to_be_put_in_what_is_to_be_laid_out() -> None:
    spent = [told(ACCOUNT, "山塘管护 / 实际支出", "18.2"), told(ACCOUNT, "泵站管护 / 实际支出", "31")]
    planned = [
        told(PLAN, "年度计划投资 / 山塘", "20", "2024-03-20"),
        told(PLAN, "年度计划投资 / 泵站", "30", "2024-03-20"),
    ]
    assert found(*spent, *planned) == [20, Fraction("18.2"), 30, 31]


@pytest.mark.parametrize(
    "line", ["山塘管护 / 其中：日常支出", "山塘管护 / 收入", "山塘管护 / 计划支出", "山塘 / 总投资"]
)
def test_a_part_of_it_what_came_in_and_what_was_laid_out_in_all_are_not(line: str) -> None:
    assert found(told(ACCOUNT, line, "18.2"))[1] is None


@pytest.mark.parametrize("line", ["计划总投资 / 山塘", "年度投资 / 山塘", "山塘 / 实际支出"])
def test_nor_are_they_what_is_to_be_put_in(line: str) -> None:
    assert found(told("小型水利工程管护台账（2024年）", line, "20"))[0] is None
