"""A column beside one marked 其中 asks for all of them, and words of parking and of accounts."""

from __future__ import annotations

from datetime import date

import pytest

from songbang.core.filling.facts import Fact
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

Rows = list[list[object]]
ON = date(2024, 6, 18)
DAY = "2024-05-31"


def _read(*facts: Fact) -> list[object]:
    rows: Rows = [
        ["甲镇食品经营情况表"],
        ["填报单位：甲镇", None, "填报日期：2024年6月"],
        ["类别", "生产经营户数（户）", None],
        [None, "总户数", "其中：持登记证"],
        ["小餐饮", None, None],
        ["食品摊贩", None, None],
    ]
    return values(read(rows, *facts, on=ON, merged=("A3:A4", "B3:C3")), "B5", "C5")


def test_who_has_a_licence_is_not_all_where_a_column_beside_asks_for_those() -> None:
    given = fact("小餐饮 / 持有登记证", "户", "34", DAY, form="小餐饮登记证台账")
    assert _read(given) == [None, 34]


def test_two_papers_on_who_has_one_stand_against_each_other() -> None:
    one = fact("小餐饮 / 持备案证户数", "户", "60", DAY, form="备案信息系统")
    other = fact("小餐饮 / 其中已取得备案证", "户", "57", DAY, form="摸底表")
    assert _read(one, other) == [None, None]
    assert _read(other) == [None, 57]


def test_who_got_one_in_a_time_is_not_who_has_one() -> None:
    assert _read(fact("小餐饮 / 本年取得备案证", "户", "5", DAY, form="摸底表")) == [None, None]


def _one(label: str, unit: str) -> Rows:
    return [["甲社区情况表"], ["填报单位：甲社区", None, None], ["项目", "单位", "数量"], [label, unit, None]]


@pytest.mark.parametrize(
    ("asked", "told", "unit"),
    [
        ("小区地上停车位", "小区停车位 / 地面泊位", "个"),
        ("地面停车位", "地上停车泊位", "个"),
        ("村级资金余额", "村级资金账户余额", "万元"),
    ],
)
def test_parking_above_ground_and_what_lies_in_an_account(asked: str, told: str, unit: str) -> None:
    assert values(read(_one(asked, unit), fact(told, unit, "980", DAY), on=ON), "C4") == [980]


@pytest.mark.parametrize(
    ("asked", "told", "unit"),
    [
        ("小区停车位", "小区停车位 / 地面泊位", "个"),
        ("小区地上停车位", "小区停车位 / 地下泊位", "个"),
        ("小区地上停车位", "道路路内停车泊位", "个"),
        ("养老金余额", "养老金个人账户余额", "万元"),
        ("维修资金账户", "维修资金余额", "万元"),
    ],
)
def test_parking_elsewhere_and_whose_account_it_is_are_others(asked: str, told: str, unit: str) -> None:
    given = fact(told, unit, "980", DAY)
    assert values(read(_one(asked, "个" if asked.endswith("账户") else unit), given, on=ON), "C4") == [None]
