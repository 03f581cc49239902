"""What came about is nothing that there is; a lasting figure of last year is not this year's; a village's people."""

from __future__ import annotations

from datetime import date

from songbang.core.filling.facts import Place, Places
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact


def test_who_came_in_a_quarter_is_not_who_is_there_at_its_end() -> None:
    rows: list[list[object]] = [
        ["养老机构季报"],
        ["填报单位：甲镇", None, "2026年三季度"],
        ["项目", "单位", "期末数"],
        ["养老机构入住老年人", "人", None],
        ["护理人员", "人", None],
    ]
    came = fact("本季入住", "人", "11", "2026-09-30", form="养老机构台账（2026年三季度）")
    there = fact("期末养老机构入住老年人", "人", "87", "2026-09-30", form="养老机构台账（2026年三季度）")
    assert values(read(rows, came, on=date(2026, 10, 9)), "C4") == [None]
    assert values(read(rows, came, there, on=date(2026, 10, 9)), "C4") == [87]


def test_what_lasts_is_of_last_year_in_last_year_s_column() -> None:
    rows: list[list[object]] = [
        ["林业统计表"],
        ["填报单位：甲镇", None, "2025年"],
        ["指标", "计量单位", "本年", "上年"],
        ["年末森林面积", "亩", None, None],
        ["造林面积", "亩", None, None],
    ]
    old = fact("森林面积", "亩", "96100", "2024-12-31", form="林业年报（2024年）")
    new = fact("森林面积", "亩", "96300", "2025-12-31", form="林业年报（2025年）")
    older = fact("森林面积", "亩", "95000", "2022-12-31", form="林业年报（2022年）")
    assert values(read(rows, old, new, on=date(2026, 2, 6)), "C4", "D4") == [96300, 96100]
    assert values(read(rows, new, older, on=date(2026, 2, 6)), "C4", "D4") == [96300, 95000]
    assert values(read(rows, new, on=date(2026, 2, 6)), "D4") == [None]


def test_two_rolls_of_a_village_disagree_though_one_does_not_say_that_it_is_the_country_s() -> None:
    rows: list[list[object]] = [
        ["行政村基本情况调查表"],
        ["填报单位：东村", None, "2025年"],
        ["指标", "计量单位", "数量"],
        ["农村特困供养人数", "人", None],
        ["村民小组", "个", None],
    ]
    plain = fact("特困供养 / 人数", "人", "9", "2025-12-31", form="社会救助名册（2025年12月）")
    rural = fact("农村特困供养 / 人数", "人", "11", "2025-12-31", form="特困对象复核（2025年12月）")
    for kind, found in (("村委会", [["conflict", "held"]]), ("镇", [["held", "unknown"]])):
        places = Places([Place("1", "东村", kind, "0")])
        both = read(rows, plain, rural, on=date(2026, 3, 18), places=places)["C4"]
        one = read(rows, plain, on=date(2026, 3, 18), places=places)["C4"]
        assert [[both.verdict.status, one.verdict.status]] == found
