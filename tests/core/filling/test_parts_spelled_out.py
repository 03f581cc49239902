"""Columns marked 其中 beside their whole, where a paper's title says of what the part is and its lines tell both."""

from __future__ import annotations

from datetime import date

import pytest

from songbang.core.filling.facts import Fact
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

Rows = list[list[object]]
ON = date(2024, 6, 18)
DAY = "2024-05-31"


def _form(over: str, whole: str, part: str, *lines: str) -> Rows:
    return [
        ["甲镇情况表"],
        ["填报单位：甲镇", None, "填报日期：2024年6月"],
        ["类别", over, None],
        [None, whole, part],
        *([line, None, None] for line in lines),
    ]


def _read(rows: Rows, *facts: Fact) -> list[object]:
    return values(read(rows, *facts, on=ON, merged=("A3:A4", "B3:C3")), "B5", "C5", "B6", "C6")


def test_what_a_paper_tells_of_all_is_the_wholes_though_its_title_speaks_of_the_part() -> None:
    rows = _form("从业人员（人）", "总人数", "其中：持有效健康证明", "一、食品小作坊", "　　肉制品", "　　豆制品")
    form = "食品小作坊从业人员健康证明管理台账"
    told = [
        fact("小作坊 / 从业人员数 / 肉制品", "人", "26", DAY, form=form),
        fact("小作坊 / 从业人员数 / 豆制品", "人", "31", DAY, form=form),
        fact("小作坊 / 持健康证人员 / 豆制品", "人", "30", DAY, form=form),
    ]
    found = read(rows, *told, on=ON, merged=("A3:A4", "B3:C3"))
    assert values(found, "B6", "C6", "B7", "C7") == [26, None, 31, 30]


@pytest.mark.parametrize(
    ("over", "part", "form", "lines"),
    [
        ("车辆（辆）", "其中：安装定位终端", "车辆定位终端安装台账", ("车辆数", "已安装定位终端车辆")),
        ("船舶（艘）", "其中：投保", "船舶投保台账", ("船舶数", "投保船舶")),
        ("井盖（个）", "其中：安装防坠网", "井盖防坠网台账", ("井盖数", "已安装防坠网井盖")),
    ],
)
def test_so_is_what_it_tells_of_things(over: str, part: str, form: str, lines: tuple[str, str]) -> None:
    unit = over[-2]
    rows = _form(over, "总数", part, "东片", "西片")
    told = [
        fact(f"{lines[0]} / 东片", unit, "26", DAY, form=form),
        fact(f"{lines[1]} / 西片", unit, "30", DAY, form=form),
    ]
    assert _read(rows, *told) == [26, None, None, 30]


def test_of_one_that_tells_no_such_part_nothing_is_the_wholes() -> None:
    rows = _form("从业人员（人）", "总人数", "其中：持有效健康证明", "一、食品小作坊", "　　肉制品", "　　豆制品")
    given = fact("小作坊 / 从业人员数 / 肉制品", "人", "26", DAY, form="食品小作坊从业人员健康证明管理台账")
    assert values(read(rows, given, on=ON, merged=("A3:A4", "B3:C3")), "B6") == [None]


@pytest.mark.parametrize("told", ["持登记（备案）证", "持有登记证或备案证", "持有效备案（登记）证"])
def test_a_licence_or_a_filing_held_is_one_held(told: str) -> None:
    rows: Rows = [["甲镇情况表"], ["填报单位：甲镇", None, None], ["项目", "单位", "数量"]]
    rows += [["小餐饮", "户", None], [f"其中：{told}", "户", None]]
    given = fact("小餐饮 / 持证户数", "户", "57", DAY, form="摸底表")
    assert values(read(rows, given, on=ON), "C4", "C5") == [None, 57]
