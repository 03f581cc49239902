"""Cells that notes define by what is planned, amounts that a paper determines, and what begins anew in a time."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

Rows = list[list[object]]
ON = date(2024, 12, 9)
END = "2024-11-30"
LIST = "重点项目库（2024年1—11月新签约）"


def _form(label: str, unit: str, note: str = "") -> Rows:
    head = [["甲镇项目月报"], ["填报单位：甲镇", None, "2024年1—11月"], ["指标", "单位", "数量"]]
    return [*head, ["续建项目", "个", None], [label, unit, None], *([[note]] if note else [])]


@pytest.mark.parametrize(
    ("asked", "note", "told"),
    [
        ("投资总额", "注：投资总额指签约合同约定的计划总投资。", "计划总投资"),
        ("签约项目投资额", "注：签约项目投资额指合同约定的计划投资额。", "签约项目 / 计划投资额"),
        ("改造总投资", "说明：1.改造总投资指批复的改造计划总投资。", "改造计划总投资"),
    ],
)
def test_what_a_note_defines_by_a_plan_is_told_as_planned(asked: str, note: str, told: str) -> None:
    given = fact(told, "亿元", "14.35", END, form=LIST)
    assert values(read(_form(asked, "亿元", note), given, on=ON), "C5") == [given.number]
    assert values(read(_form(asked, "亿元"), given, on=ON), "C5") == [None]


@pytest.mark.parametrize(
    ("told", "form"),
    [
        ("年度计划投资", LIST),
        ("总投资目标", LIST),
        ("预计总投资", LIST),
        ("计划总投资", "投资目标任务分解表（2024年）"),
    ],
)
def test_other_plans_and_papers_of_aims_are_not_that(told: str, form: str) -> None:
    note = "注：投资总额指签约合同约定的计划总投资。"
    given = fact(told, "亿元", "14.35", END, form=form)
    assert values(read(_form("投资总额", "亿元", note), given, on=ON), "C5") == [None]


@pytest.mark.parametrize(
    ("asked", "told", "form"),
    [
        ("到位资金", "认定到位资金", "到位资金认定表（2024年1—11月）"),
        ("雹灾损失金额", "认定雹灾损失金额", "雹灾损失认定台账（2024年1—11月）"),
    ],
)
def test_what_a_paper_determines_it_says_of_each_amount(asked: str, told: str, form: str) -> None:
    given = fact(told, "万元", "1240", END, form=form)
    assert values(read(_form(asked, "万元"), given, on=ON), "C5") == [1240]


@pytest.mark.parametrize(
    ("asked", "told", "form", "unit"),
    [
        ("到位资金", "认定到位资金", "招商引资月报（2024年1—11月）", "万元"),
        ("工伤人数", "认定工伤人数", "工伤认定台账（2024年1—11月）", "人"),
    ],
)
def test_in_other_papers_and_of_people_some_may_not_be_determined(asked: str, told: str, form: str, unit: str) -> None:
    given = fact(told, unit, "12", END, form=form)
    assert values(read(_form(asked, unit), given, on=ON), "C5") == [None]


@pytest.mark.parametrize("asked", ["新开工项目", "新投产项目", "新引进项目"])
def test_what_begins_anew_is_of_the_forms_time(asked: str) -> None:
    now = fact(asked, "个", "8", END, form="项目调度表（2024年1—11月累计）")
    before = fact(asked, "个", "7", "2024-10-31", form="项目调度表（2024年1—10月累计）")
    assert values(read(_form(asked, "个"), before, on=ON), "C5") == [None]
    assert values(read(_form(asked, "个"), before, now, on=ON), "C5") == [8]
