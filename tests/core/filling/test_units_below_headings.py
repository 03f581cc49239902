"""Units of measurement below headings, names of villages in short, totals of lines that follow, the year before."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from songbang.core.filling.facts import Fact, Place, Places
from songbang.core.filling.lexicon import wording
from songbang.core.filling.saying import said
from tests.core.filling.test_headings_and_times import read
from tests.core.filling.test_registers_and_lists import fact

PLACES = Places([
    Place("1", "甲镇", "镇", "0"),
    *(Place(code, name, "村", "1") for code, name in (("11", "柳溪村"), ("12", "石桥村"), ("13", "梅岭庄村"))),
])  # fmt: skip
ON = date(2026, 1, 20)
YEAR_END = "2025-12-31"


def statuses(rows: list[list[Any]], *facts: Fact, merged: tuple[str, ...] = ()) -> dict[str, Any]:
    """Cell → its figure where it is known, else its status."""
    cells = read(rows, *facts, on=ON, places=PLACES, merged=merged).values()
    return {c.slot.cell: c.verdict.value if c.verdict.known else c.verdict.status for c in cells}


def test_a_unit_below_a_heading_is_its_columns_and_no_word_of_it() -> None:
    rows: list[list[Any]] = [
        ["中药材生产情况"],
        ["填报单位：甲镇", None, None, "2025年"],
        ["项目", "种植面积", "产量", None],
        [None, "公顷", "总产量（吨）", "单位面积产量（公斤/公顷）"],
        ["黄精", None, None, None],
        ["说明：单位面积产量=总产量÷种植面积×1000。"],
    ]
    given = [fact("1", "黄精 / 种植面积", "亩", "30", YEAR_END), fact("1", "黄精 / 总产量", "吨", "6", YEAR_END)]
    assert statuses(rows, *given, merged=("A3:A4", "C3:D3")) == {"B5": 2, "C5": 6, "D5": 3000}


LISTED: list[list[Any]] = [
    ["分村渔民情况"],
    ["填报单位：甲镇", None, None, None, "2025年末"],
    ["村名", "户籍", None, None, "重点人群（户籍）"],
    [None, "人口（人）", "其中：男（人）", "其中：女（人）", "60周岁以上（人）"],
    ["柳溪", None, None, None, None],
    ["石桥", None, None, None, None],
    ["梅岭", None, None, None, None],
    ["全镇合计", None, None, None, None],
    ["逻辑关系：人口=男+女。"],
]


def test_a_label_may_begin_a_villages_name_and_totals_follow_from_lines_that_do() -> None:
    told = (("11", "户籍人口", "90"), ("11", "户籍人口 / 男", "50"), ("12", "户籍人口", "70"),
            ("12", "户籍人口 / 女", "30"), ("13", "户籍人口", "40"), ("13", "户籍人口 / 男", "25"),
            ("13", "户籍人口 / 60周岁以上", "9"))  # fmt: skip
    given = [fact(code, label, "人", value, YEAR_END) for code, label, value in told]
    found = statuses(LISTED, *given, merged=("A3:A4", "B3:D3"))
    assert [found[f"{column}{line}"] for line in (5, 6, 7, 8) for column in "BCD"] == [
        90, 50, 40, 70, 40, 30, 40, 25, 15, 200, 115, 85,
    ]  # fmt: skip
    assert found["E7"] == 9


def test_a_column_of_the_same_time_of_last_year_is_of_what_the_one_beside_it_names() -> None:
    rows: list[list[Any]] = [
        ["水禽情况季报"],
        ["填报单位：甲镇", None, None, None, "2025年四季度"],
        ["指标名称", "计量单位", "季末存栏", "上年同期末", "净增（减）"],
        ["水禽合计", "万只", None, None, None],
        ["  1.鸭", "万只", None, None, None],
    ]
    given = [
        fact("1", "1.鸭 / 季末存栏", "万只", value, f"{year}-12-31", form=f"水禽情况季报（{year}年4季度）")
        for value, year in (("12", 2024), ("10", 2023))
    ]
    given.append(fact("1", "鸭 / 季末存栏", "万只", "15", YEAR_END))
    found = statuses(rows, *given)
    assert [found[cell] for cell in ("C5", "D5", "E5")] == [15, 12, 3]


def test_what_a_class_counts_besides_is_not_said_of_its_kinds() -> None:
    def tokens(indicator: str) -> frozenset[str]:
        return said("年报", indicator, date(2025, 12, 31)).tokens

    assert "含食用菌" in tokens("蔬菜（含食用菌） / 播种面积")
    assert "含食用菌" not in tokens("蔬菜（含食用菌） / 叶菜 / 播种面积")


def test_of_bands_of_ages_over_each_other_the_narrowest_is_meant() -> None:
    told = said("年龄月报", "60岁及以上人口 / 60—69岁 / 男", date(2025, 12, 31)).tokens
    assert {token for token in told if token.startswith("age:")} == {"age:60-69"}


def test_hens_in_lay_are_some_of_the_flock() -> None:
    rows: list[list[Any]] = [
        ["蛋鸡情况季报"], ["填报单位：甲镇", None, "2025年四季度"],
        ["指标名称", "计量单位", "季末数"], ["蛋鸡存栏", "万只", None], ["蛋鸡出栏", "万只", None],
    ]  # fmt: skip
    last = fact("1", "蛋鸡存栏 / 季末数", "万只", "16", "2025-09-30", form="蛋鸡情况季报（2025年3季度）")
    in_lay = fact("1", "产蛋鸡 / 期末存栏", "万只", "15", YEAR_END, form="畜禽监测")
    assert statuses(rows, last, in_lay)["C4"] == "stale"


def test_a_programme_called_a_plan_is_no_guess() -> None:
    assert not said("全民参保计划清单", "应参保人数", date(2025, 12, 31)).estimate
    assert said("参保缴费计划", "应参保人数", date(2025, 12, 31)).estimate


@pytest.mark.parametrize(("one", "other"), [("油料作物合计", "油料"), ("油料作物小计", "油料")])
def test_a_total_is_called_as_the_thing(one: str, other: str) -> None:
    assert wording(one).tokens == wording(other).tokens


def test_another_paper_in_the_very_same_words_gainsays_whatever_its_title_says() -> None:
    rows: list[list[Any]] = [
        ["社会救助情况"], ["填报单位：甲镇", "2025年"], ["项目", "金额（万元）"],
        ["农村特困供养金支出", None], ["临时救助金支出", None],
    ]  # fmt: skip
    papers = {"203.4": "社会救助资金发放台账（2025年）", "211.8": "财政惠农“一卡通”发放汇总（2025年）"}
    given = [
        fact("1", "农村特困供养金 / 全年实发", "万元", value, YEAR_END, form=form) for value, form in papers.items()
    ]
    assert statuses(rows, given[0])["B4"] == pytest.approx(203.4)
    assert statuses(rows, *given)["B4"] == "conflict"
