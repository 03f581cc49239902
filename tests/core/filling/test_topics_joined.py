"""Headings of several words for what forms ask of anything, and short names in brackets behind what they mean."""

from __future__ import annotations

from datetime import date

import pytest

from songbang.core.filling.facts import Place, Places
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

Rows = list[list[object]]
ON = date(2025, 3, 5)
END = "2024-12-31"
TOWNS = Places([Place("1", "甲县", "县", "0"), Place("2", "东镇", "镇", "1"), Place("3", "西镇", "镇", "1")])


def _towns(heading: str, *columns: str) -> Rows:
    return [
        ["甲县情况年报"],
        ["填报单位：甲县", None, "2024年"],
        ["乡镇", heading, *[None for _ in columns[1:]]],
        [None, *columns],
        ["合计", *[None for _ in columns]],
        ["东镇", *[None for _ in columns]],
        ["西镇", *[None for _ in columns]],
    ]


@pytest.mark.parametrize(
    ("heading", "columns", "told"),
    [
        ("经费与交易（万元）", ("研发经费支出", "技术合同成交额"), "技术合同 / 成交金额"),
        ("场地和效益（万元）", ("标准厂房租金", "园区企业税收"), "园区企业税收"),
        ("设备及产值（万元）", ("农机设备购置额", "农机作业服务收入"), "农机作业服务收入"),
    ],
)
def test_a_heading_of_such_words_need_not_be_said(heading: str, columns: tuple[str, str], told: str) -> None:
    given = fact(told, "万元", "3200", END, of="2", form="统计年报（2024年）")
    found = read(_towns(heading, *columns), given, places=TOWNS, on=ON, merged=("A3:A4", "B3:C3"))
    assert values(found, "C6", "B6", "C7") == [3200, None, None]


@pytest.mark.parametrize(
    ("heading", "columns", "told"),
    [
        ("职工与农民工（万元）", ("助学金", "慰问金"), "慰问金"),
        ("学校与设施（万元）", ("维修经费", "采购经费"), "采购经费"),
    ],
)
def test_a_heading_that_names_a_thing_must_be_said(heading: str, columns: tuple[str, str], told: str) -> None:
    given = fact(told, "万元", "3200", END, of="2", form="统计年报（2024年）")
    found = read(_towns(heading, *columns), given, places=TOWNS, on=ON, merged=("A3:A4", "B3:C3"))
    assert values(found, "C6") == [None]


def _one(label: str, unit: str) -> Rows:
    head = [["甲县情况年报"], ["填报单位：甲县", None, "2024年"], ["指标名称", "计量单位", "本年"]]
    return [*head, ["企业", "家", None], [label, unit, None]]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("研发经费支出", "研发（R&D）经费支出 / 全年"),
        ("研发（R&D）经费支出", "研发经费支出"),
        ("地区生产总值", "地区生产总值（GDP）"),
    ],
)
def test_a_short_name_in_brackets_says_no_more_than_the_full_one(asked: str, told: str) -> None:
    given = fact(told, "亿元", "4.128", END, form="统计年报（2024年）")
    assert values(read(_one(asked, "万元"), given, on=ON), "C5") == [41280]


@pytest.mark.parametrize("told", ["研发（农业）经费支出", "研发（A类）经费支出", "地区生产总值（GDP）"])
def test_other_brackets_tell_some_of_it(told: str) -> None:
    given = fact(told, "万元", "8640", END, form="统计年报（2024年）")
    assert values(read(_one("研发经费支出", "万元"), given, on=ON), "C5") == [None]
