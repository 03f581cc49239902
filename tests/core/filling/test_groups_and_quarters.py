"""Lines of units that a label gathers, columns of quarters and named months, ages and names that notes and headings
tell."""

from __future__ import annotations

from datetime import date
from typing import Any

import openpyxl
import pytest

from songbang.core.filling.facts import Fact, Place, Places
from songbang.core.filling.fill import fill
from songbang.core.filling.lexicon import wording
from songbang.core.filling.pieces import pieces_of
from songbang.core.filling.spans import nested, spans_in
from tests.core.filling.test_registers_and_lists import fact

VILLAGES = [Place(code, f"{name}村村民委员会", "村", "1") for code, name in
            (("11", "柳溪"), ("12", "石桥"), ("13", "梅岭"), ("14", "沙洲"))]  # fmt: skip
PLACES = Places([Place("1", "甲镇", "镇", "0"), *VILLAGES])
ON = date(2026, 1, 20)
YEAR_END = "2025-12-31"


def known(rows: list[list[Any]], areas: list[str], *facts: Fact, on: date = ON) -> dict[str, Any]:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    for area in areas:
        book.worksheets[0].merge_cells(area)
    sheets = fill(book, "1", on, list(facts), PLACES)
    return {c.slot.cell: c.verdict.value for sheet in sheets for c in sheet.cells if c.verdict.known}


IN_GROUPS: list[list[Any]] = [
    ["茶园生产情况表"],
    ["填报单位：甲镇", None, "2025年", "单位：亩、公斤/亩"],
    ["片区", "村", "采摘面积（亩）", "亩产（公斤/亩）"],
    ["山上", "柳溪", None, None],
    [None, "石桥", None, None],
    [None, "小计", None, None],
    ["山下", "梅岭", None, None],
    [None, "沙洲", None, None],
    [None, "小计", None, None],
    ["全镇合计", None, None, None],
]
AREAS = ["A4:A6", "A7:A9", "A10:B10"]


def test_units_stand_behind_the_label_that_gathers_them_and_their_subtotal_is_theirs_alone() -> None:
    facts = [fact(code, "茶园 / 采摘面积", "亩", value, YEAR_END) for code, value in
             (("11", "120"), ("12", "80"), ("13", "60"))]  # fmt: skip
    facts += [fact(code, "茶园 / 亩产", "公斤/亩", value, YEAR_END) for code, value in (("11", "40"), ("12", "50"))]
    facts += [fact("1", "茶园 / 采摘面积", "亩", "330", YEAR_END)]
    found = known(IN_GROUPS, AREAS, *facts)
    assert found == {"C4": 120, "D4": 40, "C5": 80, "D5": 50, "C6": 200, "C7": 60, "C10": 330}


def test_a_whole_may_be_told_as_the_sum_of_its_groups() -> None:
    rows = [*IN_GROUPS, ["审核关系：全镇合计=山上小计+山下小计。"]]
    facts = [fact(code, "茶园 / 采摘面积", "亩", value, YEAR_END) for code, value in (("11", "120"), ("12", "80"))]
    found = known(rows, AREAS, *facts, fact("1", "茶园 / 采摘面积", "亩", "330", YEAR_END))
    assert found["C9"] == 130


def _of_one_stub() -> list[list[Any]]:
    lines = ("全镇合计", "柳溪", "石桥", "山上小计", "梅岭", "沙洲", "山下小计")
    head = [["茶园生产情况表"], ["填报单位：甲镇", "2025年"], ["村", "采摘面积（亩）"]]
    return [*head, *([line, None] for line in lines)]


def test_a_subtotal_adds_up_the_units_before_it_where_no_label_gathers_them() -> None:
    facts = [fact(code, "茶园 / 采摘面积", "亩", value, YEAR_END) for code, value in
             (("11", "120"), ("12", "80"), ("13", "60"), ("14", "40"))]  # fmt: skip
    found = known(IN_GROUPS, ["A10:B10"], *facts)
    assert [found.get(f"C{line}") for line in range(4, 11)] == [120, 80, 200, 60, 40, 100, 300]
    found = known(_of_one_stub(), [], *facts)
    assert [found.get(f"B{line}") for line in range(4, 11)] == [300, 120, 80, 200, 60, 40, 100]


QUARTERS: list[list[Any]] = [
    ["矛盾调处分季情况"],
    ["填报单位：甲镇", None, None, None, None, "2025年"],
    ["项目", "2025年", None, None, None, "全年合计", "上年全年合计"],
    [None, "一季度", "二季度", "三季度", "四季度", None, None],
    ["巡查鱼塘（次）", None, None, None, None, None, None],
    ["培训渔民（人）", None, None, None, None, None, None],
]
UNDER_YEAR = ["A3:A4", "B3:E3", "F3:F4", "G3:G4"]


def test_a_quarter_under_a_year_is_of_that_year_and_four_make_it() -> None:
    days = ("2025-03-31", "2025-06-30", "2025-09-30")
    told = [
        fact("1", what, unit, f"{n}", day, form=f"巡塘台账（2025年{quarter}季度）")
        for what, unit in (("巡查鱼塘", "次"), ("培训渔民", "人"))
        for n, (quarter, day) in enumerate(zip("一二三", days, strict=True), 1)
    ]
    facts = [*told, fact("1", "全年巡查鱼塘", "次", "13", YEAR_END, form="巡塘年报（2025年）")]
    facts += [fact("1", "培训渔民", "人", "4", YEAR_END, form="巡塘台账（2025年四季度）")]
    assert known(QUARTERS, UNDER_YEAR, *facts) == {
        "B5": 1, "C5": 2, "D5": 3, "E5": 7, "F5": 13,
        "B6": 1, "C6": 2, "D6": 3, "E6": 4, "F6": 10,
    }  # fmt: skip


def test_a_part_of_a_year_is_of_the_year_over_it() -> None:
    year, part = spans_in("2024年", 2025)[0], spans_in("三季度", 2025)[0]
    assert year and part
    assert [span.label for span in nested([year, part])] == ["2024Q3"]
    assert nested([part]) == [part]
    assert nested([year]) == [year]


def test_a_change_between_a_month_and_the_end_of_last_year_is_one() -> None:
    rows: list[list[Any]] = [
        ["民宿分季情况（2025年）"],
        ["填报单位：甲镇"],
        ["项目", "上年12月末", "6月末", "12月末", "12月末比上年末增减"],
        ["民宿（家）", None, None, None, None],
        ["客房（间）", None, None, None, None],
    ]
    facts = [fact("1", "民宿", "家", value, day) for value, day in
             (("30", "2024-12-31"), ("33", "2025-06-30"), ("37", YEAR_END))]  # fmt: skip
    assert known(rows, [], *facts) == {"B4": 30, "C4": 33, "D4": 37, "E4": 7}


def test_whom_notes_tell_by_an_age_is_of_that_age() -> None:
    rows: list[list[Any]] = [
        ["低保对象情况"],
        ["填报单位：甲镇", None, "2025年"],
        ["对象", "年末人数（人）", "其中：老年人（人）", "其中：未成年人（人）"],
        ["低保对象", None, None, None],
        ["特困人员", None, None, None],
        ["说明：1.老年人指60周岁及以上，未成年人指未满18周岁。"],
    ]
    facts = [
        fact("1", "低保对象 / 年末人数 / 60周岁及以上", "人", "41", YEAR_END),
        fact("1", "低保对象 / 年末人数 / 未满18周岁", "人", "7", YEAR_END),
        fact("1", "特困人员 / 年末人数 / 65周岁及以上", "人", "12", YEAR_END),
    ]
    assert known(rows, [], *facts) == {"C4": 41, "D4": 7}


def test_a_heading_of_names_says_nothing_even_where_the_table_goes_on() -> None:
    rows: list[list[Any]] = [
        ["森林防火物资收发存表"],
        ["填报单位：甲镇", None, "2025年"],
        ["项目", "器材名称", None],
        [None, "铁锹", "水带"],
        ["计量单位", "把", "米"],
        ["年末结存", None, None],
        ["续表"],
        ["项目", "器材名称（续）", None],
        [None, "头盔", "手电"],
        ["计量单位", "个", "个"],
        ["年末结存", None, None],
    ]
    facts = [fact("1", f"{what} / 年末库存", unit, value, YEAR_END, form="器材台账") for what, unit, value in
             (("铁锹", "把", "9"), ("水带", "米", "200"), ("头盔", "个", "14"))]  # fmt: skip
    areas = ["A3:A4", "B3:C3", "A7:C7", "A8:A9", "B8:C8"]
    assert known(rows, areas, *facts) == {"B6": 9, "C6": 200, "B11": 14}


@pytest.mark.parametrize(
    ("one", "other"),
    [("领用未归还（消耗）", "领用消耗"), ("批准报废", "报废"), ("户籍在外省", "省外"), ("本省外市", "省内"),
     ("入住特困人员", "集中供养特困人员")],
)  # fmt: skip
def test_what_is_said_otherwise(one: str, other: str) -> None:
    assert wording(one.partition("（")[0]).tokens == wording(other).tokens != frozenset()


def test_a_part_may_stand_behind_the_name_of_its_whole_in_an_answer() -> None:
    assert pieces_of("牛中：奶牛 / 期末数") == ["牛", "其中:奶牛", "期末数"]
    assert pieces_of("其中：奶牛") == ["其中：奶牛"]


def test_a_heading_of_both_sides_of_an_account_says_nothing() -> None:
    rows: list[list[Any]] = [["村级财务"], ["填报单位：甲镇", "2025年"], ["项目", "金额（元）"],
                             ["管理费用", None], ["公益支出", None]]  # fmt: skip
    given = fact("1", "2025年收支 / 支出合计 / 管理费用", "元", "500", YEAR_END, form="财务平台")
    assert known(rows, [], given) == {"B4": 500}
