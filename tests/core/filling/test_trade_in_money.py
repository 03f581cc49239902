"""Figures told in one money or another, and parts whose whole's name holds theirs."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

Rows = list[list[object]]
ON = date(2025, 2, 12)
END = "2024-12-31"


def _form(label: str, unit: str = "万元") -> Rows:
    head = [["甲县情况年报"], ["填报单位：甲县", None, "2024年"], ["指标名称", "计量单位", "本年"]]
    return [*head, ["汽车进出口", unit, None], [label, unit, None]]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("出口额", "出口总值（人民币）"),
        ("旅游收入", "旅游收入（人民币）"),
        ("实际到位内资（折人民币）", "实际到位内资"),
        ("捐赠收入", "捐赠收入（按人民币计价）"),
    ],
)
def test_a_bracket_says_in_which_money_a_figure_is_told_as_its_measure_does(asked: str, told: str) -> None:
    given = fact(told, "亿元", "25.3", END, form="统计年报（2024年）")
    assert values(read(_form(asked), given, on=ON), "C5") == [253000]


@pytest.mark.parametrize(
    ("asked", "told", "unit"),
    [
        ("出口额", "出口总值（美元）", "万美元"),
        ("出口额", "加工贸易 / 出口总值（人民币）", "万元"),
        ("单位活期款余额", "单位活期款余额（不含人民币）", "万元"),
    ],
)
def test_another_money_and_a_part_are_not_the_same(asked: str, told: str, unit: str) -> None:
    given = fact(told, unit, "253", END, form="统计年报（2024年）")
    assert values(read(_form(asked), given, on=ON), "C5") == [None]


@pytest.mark.parametrize("over", ["跨境电商", "加工贸易", "保税物流"])
def test_what_stands_over_a_whole_whose_name_holds_its_parts_binds_the_part(over: str) -> None:
    given = fact(f"{over} / 进出口额 / 全年 / 其中：出口", "万元", "15940", END, form="统计年报（2024年）")
    assert values(read(_form("出口额"), given, on=ON), "C5") == [None]


def test_a_part_of_that_whole_alone_is_named_in_full() -> None:
    given = fact("进出口额 / 全年 / 其中：出口", "万元", "15940", END, form="统计年报（2024年）")
    assert values(read(_form("出口额"), given, on=ON), "C5") == [15940]
