"""Who belongs to a body and who does the same elsewhere; a list of units that names one alone below."""

from __future__ import annotations

from datetime import date

import pytest

from songbang.core.filling.facts import Place, Places
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

YEAR_END, ON = "2025-12-31", date(2026, 1, 20)
TOWN = Place("1", "甲镇", "镇", "0")
EAST, WEST = Place("11", "东村", "村", "1"), Place("12", "西村", "村", "1")


@pytest.mark.parametrize(
    ("asked", "others", "own"),
    [
        ("志愿服务队队员", "注册志愿者人数", "志愿服务队队员数"),
        ("文艺团团员", "文艺骨干人数", "文艺团团员人数"),
        ("养蜂协会会员", "养蜂人数", "养蜂协会会员数"),
    ],
)
def test_who_belongs_to_a_body_is_told_by_who_names_the_body(asked: str, others: str, own: str) -> None:
    rows: list[list[object]] = [
        ["群众团体年报"],
        ["填报单位：甲镇", None, "2025年12月31日"],
        ["指标名称", "计量单位", "数量"],
        [asked, "人", None],
    ]
    assert values(read(rows, fact(others, "人", "90", YEAR_END), on=ON), "C4") == [None]
    assert values(read(rows, fact(own, "人", "20", YEAR_END), on=ON), "C4") == [20]


def test_rabbits_are_the_ones_that_are_kept() -> None:
    rows: list[list[object]] = [
        ["畜禽年报"],
        ["填报单位：甲镇", None, "2025年12月31日"],
        ["指标名称", "计量单位", "年末存栏"],
        ["兔", "只", None],
    ]
    one = fact("家兔存栏只数", "只", "210", YEAR_END)
    assert values(read(rows, one, on=ON), "C4") == [210]
    other = fact("兔存栏", "只", "165", YEAR_END, form="免疫摸底登记（2025年末）")
    assert read(rows, one, other, on=ON)["C4"].verdict.status == "conflict"


@pytest.mark.parametrize(("villages", "held"), [([EAST], None), ([EAST, WEST], 12)])
def test_one_unit_alone_below_is_no_sum(villages: list[Place], held: int | None) -> None:
    rows: list[list[object]] = [
        ["防汛物资年报"],
        ["填报单位：甲镇", None, "2025年12月31日"],
        ["指标名称", "计量单位", "年末结存"],
        ["救生衣", "件", None],
    ]
    given = [fact("救生衣结存", "件", "6", YEAR_END, of=village.code) for village in villages]
    assert values(read(rows, *given, on=ON, places=Places([TOWN, *villages])), "C4") == [held]
