"""What a form's notes will not have: papers that are not to be used, and those with whom but half is done."""

from __future__ import annotations

from datetime import date

from songbang.core.filling.fill import Filled
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

ON = date(2025, 4, 10)
END = "2024-12-31"


def yearly(note: str, *lines: tuple[str, str]) -> list[list[object]]:
    return [
        ["县属国有企业资产经营情况表"],
        ["2024年度"],
        ["指标", "计量单位", "本年数", "上年数"],
        *([label, unit, None, None] for label, unit in lines),
        [f"填表说明：1.{note}。"],
    ]


def assets(note: str, paper: str) -> Filled:
    rows = yearly(note, ("资产总额", "万元"), ("负债总额", "万元"))
    told = fact("资产总额（年末）", "万元", "1229800", END, form=paper)
    return read(rows, told, on=ON)["C4"]


def test_a_paper_that_notes_forbid_is_not_used() -> None:
    assert assets("以年度财务决算为准，不用快报数", "国有企业财务快报（2024年12月）").verdict.status == "unknown"
    assert assets("以年度财务决算为准，不用快报数", "国有企业财务决算汇总表").verdict.value == 1229800
    assert assets("以年度财务决算为准", "国有企业财务快报（2024年12月）").verdict.value == 1229800
    assert assets("不用电户数不计", "国有企业用电快报").verdict.value == 1229800


def insured(note: str, *heads: str) -> list[object]:
    rows: list[list[object]] = [
        ["社会保险费征缴情况表"],
        ["2024年"],
        ["险种", *heads],
        *([label, *(None for _ in heads)] for label in ("城乡居民基本医疗保险", "城乡居民基本养老保险")),
        [f"填表说明：1.{note}。"],
    ]
    told = fact("城乡居民基本医疗保险 / 年末参保人数", "人", "213480", END, form="基本医疗保险统计年报")
    return values(read(rows, told, on=ON), "B4", "C4")


def test_those_with_whom_but_half_is_done_are_not_those_with_whom_it_is() -> None:
    heads = "年末缴费登记人数（人）", "征缴收入（万元）"
    assert insured("缴费人数为年末实际缴费登记数", *heads) == [213480, None]
    assert insured("缴费人数为年末实际缴费登记数，不含只参保未缴费的", *heads) == [None, None]


def test_where_the_form_asks_for_both_the_one_is_told() -> None:
    assert insured("缴费人数不含只参保未缴费的", "年末参保人数（人）", "年末缴费人数（人）") == [213480, None]
