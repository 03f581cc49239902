"""Changes that name what they are of, and columns of parts beside those that they are taken between."""

from __future__ import annotations

from datetime import date

import pytest

from songbang.core.filling.facts import Fact
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact


def on_the_day(what: str, unit: str, value: str, year: int) -> Fact:
    return fact(what, unit, value, f"{year}-12-31", form="窑工名册")


@pytest.mark.parametrize("named", ["窑工人数增减", "增减"])
def test_a_change_is_between_the_wholes_and_not_the_parts_beside_it(named: str) -> None:
    rows: list[list[object]] = [
        ["窑工人数变化情况"],
        ["填报单位：甲镇", None, None, None, None, "2023年"],
        ["窑别", "2023年末窑工人数（人）", None, None, "2022年末窑工人数（人）", named],
        [None, "合计", "男", "女", None, None],
        ["龙窑", None, None, None, None, None],
        ["圆窑", None, None, None, None, None],
    ]
    given = [
        on_the_day("龙窑 / 窑工人数", "人", "90", 2023),
        on_the_day("龙窑 / 窑工人数 / 男", "人", "60", 2023),
        on_the_day("龙窑 / 窑工人数 / 女", "人", "30", 2023),
        on_the_day("龙窑 / 窑工人数", "人", "75", 2022),
    ]
    merged = ("A3:A4", "B3:D3", "E3:E4", "F3:F4")
    cells = read(rows, *given, on=date(2024, 1, 9), merged=merged)
    assert values(cells, "B5", "E5", "F5") == [90, 75, 15]


@pytest.mark.parametrize(("named", "change"), [("窑工人数增减", 15), ("窑户户数增减", 5)])
def test_of_two_things_a_change_is_of_the_one_that_it_names(named: str, change: int) -> None:
    rows: list[list[object]] = [
        ["窑工人数变化情况"],
        ["填报单位：甲镇", None, None, None, None, "2023年"],
        ["指标", "窑工人数", None, "窑户户数", None, named],
        [None, "本年", "上年", "本年", "上年", None],
        ["龙窑", None, None, None, None, None],
        ["圆窑", None, None, None, None, None],
    ]
    given = [on_the_day("龙窑 / 窑工人数", "人", value, year) for value, year in (("90", 2023), ("75", 2022))]
    given += [on_the_day("龙窑 / 窑户户数", "户", value, year) for value, year in (("9", 2023), ("4", 2022))]
    merged = ("A3:A4", "B3:C3", "D3:E3", "F3:F4")
    cells = read(rows, *given, on=date(2024, 1, 9), merged=merged)
    assert values(cells, "F5") == [change]
