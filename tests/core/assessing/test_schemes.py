"""A department's own table of indicators, as departments lay them out."""

from __future__ import annotations

from fractions import Fraction

import pytest

from songbang.core.assessing.schemes import read_scheme
from songbang.core.errors import BadInput

TABLE = [
    ["2025年度社区物业管理考核细则", "", "", "", "", ""],
    ["序号", "一级指标", "考核指标", "分值（分）", "评分标准", "佐证材料"],
    ["1", "组织建设", "建立物业联席会议制度", "10", "未建立不得分", "会议记录、签到表"],
    ["2", "", "业主委员会组建率", "15分", "每低5%扣1分", "备案表"],
    ["", "说明：以上为基础分", "", "", "", ""],
    ["3", "设施维护", "电梯年检", "12.5", "", "年检报告"],
    ["", "合计", "", "37.5", "", ""],
]


def test_indicators_are_read_with_their_group_and_points() -> None:
    scheme = read_scheme(TABLE)
    assert [(one.code, one.group, one.name, one.points) for one in scheme.indicators] == [
        ("1", "组织建设", "建立物业联席会议制度", Fraction(10)),
        ("2", "组织建设", "业主委员会组建率", Fraction(15)),
        ("3", "设施维护", "电梯年检", Fraction(25, 2)),
    ]
    assert scheme.points == Fraction(75, 2)
    assert scheme.indicators[0].wants == "会议记录、签到表"


def test_a_row_that_is_no_indicator_is_told_with_its_number() -> None:
    assert [(found.code, found.row) for found in read_scheme(TABLE).findings] == [("scheme.row_without_points", 5)]


def test_the_same_indicator_twice_and_a_condition_that_cannot_be_read_are_told() -> None:
    table = [
        ["指标名称", "权重", "适用条件"],
        ["垃圾分类", "10", "户数 > 100"],
        ["垃圾分类", "5", ""],
        ["停车管理", "5", "车位 多过 3"],
    ]
    scheme = read_scheme(table)
    assert [one.name for one in scheme.indicators] == ["垃圾分类", "垃圾分类"]
    assert {found.code for found in scheme.findings} == {"scheme.asked_twice", "scheme.condition"}


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ([["姓名", "电话"]], "scheme.no_header"),
        ([["考核指标", "分值"], ["合计", "100"]], "scheme.empty"),
        ([], "scheme.no_header"),
    ],
)
def test_what_is_no_scheme_is_refused(table: list[list[str]], code: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_scheme(table)
    assert caught.value.code == code
