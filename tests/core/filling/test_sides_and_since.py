"""Columns numbered 01 02, relations of some columns, the sides of an account, what adds up since the year began."""

from __future__ import annotations

from datetime import date
from typing import Any

import openpyxl
import pytest

from songbang.core.filling.anatomy import anatomy
from songbang.core.filling.facts import Fact, Place, Places
from songbang.core.filling.grid import grid_of
from songbang.core.filling.lexicon import wording
from songbang.core.filling.pieces import pieces_of
from songbang.core.filling.printing import printed
from songbang.core.filling.saying import said
from tests.core.filling.test_headings_and_times import read
from tests.core.filling.test_registers_and_lists import fact

PLACES = Places([Place("1", "甲镇", "镇", "0"), Place("11", "柳溪村", "村", "1"), Place("12", "石桥村", "村", "1")])
YEAR_END = "2025-12-31"


def known(
    rows: list[list[Any]], *facts: Fact, merged: tuple[str, ...] = (), on: date = date(2026, 1, 20)
) -> dict[str, Any]:
    cells = read(rows, *facts, on=on, places=PLACES, merged=merged).values()
    return {c.slot.cell: c.verdict.value for c in cells if c.verdict.known}


def test_a_line_of_numbers_with_zeros_numbers_the_columns() -> None:
    book = openpyxl.Workbook()
    for row in (
        ["渡口情况"],
        ["村名", "编号", "渡口", "渡船"],
        [None, None, "个", "艘"],
        [None, None, "01", "02"],
        ["柳溪村", "01", None, None],
        ["石桥村", "02", None, None],
    ):
        book.worksheets[0].append(row)
    for area in ("A2:A4", "B2:B4"):
        book.worksheets[0].merge_cells(area)
    slots = anatomy(grid_of(book.worksheets[0])).slots
    assert {(slot.path, slot.code, slot.measure) for slot in slots} == {(("渡口",), "1", "个"), (("渡船",), "2", "艘")}


LENGTHS: list[list[Any]] = [
    ["渠道情况"],
    ["填报单位：甲镇", None, None, "2025年"],
    ["指标名称", "计量单位", "代码", "年初", "本年新增", "年末"],
    ["渠道总长", "公里", "01", None, None, None],
    ["  1.土渠", "公里", "02", None, None, None],
    ["  2.衬砌渠", "公里", "03", None, None, None],
]


@pytest.mark.parametrize(("limit", "filled"), [("（年初、年末）", {"E4", "E5"}), ("（各栏）", {"E4", "E5", "E6"})])
def test_a_relation_holds_in_the_columns_that_it_names(limit: str, filled: set[str]) -> None:
    given = [
        fact("1", "渠道总长 / 本年新增", "公里", "9", YEAR_END),
        fact("1", "土渠 / 本年新增", "公里", "4", YEAR_END),
    ]
    rows = [*LENGTHS, [f"平衡关系：01=02+03{limit}。"]]
    assert known(rows, *given).keys() == filled


def test_the_sides_of_an_account_head_their_lines() -> None:
    rows: list[list[Any]] = [
        ["水利协会账目"],
        ["表号：甲水01表"],
        ["填报单位：甲镇", None, None, None, "2025年", None, None, "单位：元"],
        ["资产", "行次", "年初数", "年末数", "负债及净资产", "行次", "年初数", "年末数"],
        ["应收账款", "1", None, None, "预收账款", "4", None, None],
        ["待摊费用", "2", None, None, "公积金", "5", None, None],
        ["收入", "行次", "本年数", "上年数", "支出", "行次", "本年数", "上年数"],
        ["会费收入", "6", None, None, "差旅费用", "8", None, None],
        ["其他收入", "7", None, None, "办公费用", "9", None, None],
    ]
    form = "甲水01表 水利协会账目（2024年）"
    given = [
        fact("1", "负债及净资产 / 预收账款 / 年末数", "元", "70", "2024-12-31", form),
        fact("1", "支出 / 差旅费用 / 本年数", "元", "30", "2024-12-31", form),
    ]
    assert known(rows, *given) == {"G5": 70, "H8": 30}


ADDED: list[list[Any]] = [
    ["养老服务季报"],
    ["填报单位：甲镇", None, None, None, "2025年三季度"],
    ["序号", "指标", "计量单位", "本季末", "上季末", "增减"],
    ["1", "养老机构", "个", None, None, None],
    ["2", "本年累计发放高龄津贴", "万元", None, None, None],
    ["说明：增减=本季末-上季末。"],
]


def test_what_adds_up_since_the_year_began_does_so_until_the_day_of_its_column() -> None:
    given = [
        fact("1", "发放高龄津贴（1-9月累计）", "万元", "95", "2025-09-30"),
        fact("1", "发放高龄津贴（1-6月累计）", "万元", "60", "2025-06-30"),
        fact("1", "发放高龄津贴（4-6月）", "万元", "31", "2025-06-30"),
    ]
    assert known(ADDED, *given, on=date(2025, 10, 8)) == {"D5": 95, "E5": 60, "F5": 35}


def test_a_section_heads_its_column_with_the_day_of_its_lines() -> None:
    rows: list[list[Any]] = [
        ["普法工作季报"],
        ["填报单位：甲镇", None, None, None, "2025年三季度"],
        ["指标名称", "计量单位", "代码", "本季", "1—本季累计", "上年同期累计"],
        ["甲", "乙", "丙", "1", "2", "3"],
        ["一、法治讲座", "场", "01", None, None, None],
        ["二、季末宣传队伍", "—", "—", "本季末", "—", "—"],
        ["  专职宣传员", "人", "02", None, "—", "—"],
        ["  普法讲师", "人", "03", None, "—", "—"],
    ]
    given = [fact("1", "专职宣传员", "人", "26", "2025-09-30"), fact("1", "专职宣传员", "人", "24", "2025-06-30")]
    assert known(rows, *given, on=date(2025, 10, 8)) == {"D7": 26}


def test_decimals_behind_several_shares_are_those_of_each() -> None:
    found = printed(("说明：入园率=入园数÷儿童数×100%，入学率=入学数÷学龄数×100%，保留一位小数。",))
    assert [one.decimals for one in found] == [1, 1]
    found = printed(("说明：合计=甲类+乙类，入学率=入学数÷学龄数×100%，保留一位小数。",))
    assert [one.decimals for one in found] == [None, 1]


def test_a_whole_line_below_a_caption_is_all_that_it_names() -> None:
    rows: list[list[Any]] = [
        ["优抚对象情况"],
        ["填报单位：甲镇", None, "2025年12月"],
        ["一、优抚对象（单位：人）"],
        ["类别", "合计", "女"],
        ["合计", None, None],
        ["烈士遗属", None, None],
    ]
    given = [fact("1", "优抚对象总数", "人", "44", YEAR_END), fact("1", "烈士遗属", "人", "5", YEAR_END)]
    assert known(rows, *given, merged=("A3:C3",)) == {"B5": 44, "B6": 5}


def test_what_stays_once_it_is_made_and_an_area_at_a_day_are_what_there_is() -> None:
    rows: list[list[Any]] = [
        ["村庄设施"],
        ["填报单位：甲镇", None, "2025年"],
        ["项目", "单位", "数量"],
        ["卫生厕所户数", "户", None],
    ]
    assert known(rows, fact("1", "卫生厕所累计户数", "户", "82", YEAR_END)) == {"C4": 82}
    labels = ("蓝莓 / 种植面积", "蓝莓 / 种植面积（年末）")
    told = [said("农业年报（2025年）", label, date(2025, 12, 31)).tokens for label in labels]
    assert told == [{"蓝莓", "播种面积"}, {"蓝莓"}]


def test_grades_are_no_sections_and_accounts_lie_in_one_another() -> None:
    assert wording("四、五类桥梁（危桥）").tokens == {"危桥"}
    assert pieces_of("应付账款——材料款 / 期末余额") == ["应付账款", "材料款", "期末余额"]
    assert wording("门诊诊疗人次").tokens != wording("总诊疗人次").tokens
