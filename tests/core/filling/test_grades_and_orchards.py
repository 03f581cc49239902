"""Grades that are named together, fruit by names of one sign, papers on the country, lines that ask by their unit."""

from __future__ import annotations

import pytest

from songbang.core.filling.lexicon import clean, wording
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import ON, fact, filled, form, only

NOW = "2023-12-31"
Rows = list[list[object]]


@pytest.mark.parametrize("label", ["一、二级", "一级二级", "一级、二级", "一级和二级", "一二级"])
def test_two_grades_are_one_word_however_they_are_joined(label: str) -> None:
    assert wording(clean(label)).tokens == {"重度"}


@pytest.mark.parametrize("label", ["三级四级", "三、四级", "三级及四级", "三四级"])
def test_the_grades_below_them_are_so_too(label: str) -> None:
    assert wording(clean(label)).tokens == {"三四级"}


def test_what_is_numbered_is_no_grade() -> None:
    assert wording(clean("一、级差地租")).tokens == wording(clean("级差地租")).tokens


def test_columns_of_grades_are_filled_from_a_register_that_joins_them_otherwise() -> None:
    rows: Rows = [
        ["持证听障者情况表"],
        ["填报单位：甲镇", None, None, None, "2023年"],
        ["类别", "代码", "合计", "按等级分", None],
        [None, None, None, "一、二级", "三、四级"],
        ["视力残疾", "01", None, None, None],
        ["言语残疾", "02", None, None, None],
    ]
    told = [
        fact("视力残疾 / 持证人数 / 一级二级", "人", "4", NOW),
        fact("言语残疾 / 持证人数 / 三级四级", "人", "9", NOW),
    ]
    sheet = read(rows, *told, on=ON, merged=("A3:A4", "B3:B4", "C3:C4", "D3:E3"))
    assert values(sheet, "D5", "E5", "D6", "E6") == [4, None, None, 9]


@pytest.mark.parametrize("name", ["梨", "桃", "橙", "李", "枇杷", "柿子"])
def test_land_under_fruit_is_orchard_land_whatever_the_fruit_is_called(name: str) -> None:
    book = form(["二、园林水果", "亩", "1", None], [f"（一）{name}", "亩", "2", None], columns=("年末实有面积",))
    told = fact(
        f"{name.removesuffix('子')}子 / 年末果园面积" if len(name) == 1 else f"{name} / 年末果园面积", "亩", "5", NOW
    )
    assert filled(book, told).cells[1].verdict.value == 5


def test_kinds_of_citrus_stand_below_it() -> None:
    book = form(["柑橘类", "吨", "1", None], ["　其中：柚", "吨", "2", None], columns=("产量",), period="2023年")
    cells = filled(book, fact("柑橘 / 产量", "吨", "30", NOW), fact("柑橘 / 柚 / 产量", "吨", "8", NOW)).cells
    assert [cell.verdict.value for cell in cells] == [30, 8]


def test_a_paper_on_the_country_that_says_so_of_its_line_too_says_it_once() -> None:
    told = fact("乡村户数", "户", "4815", NOW, form="农村经济社会基本情况（乡镇年报）")
    assert only(form(["乡村户数", "户", "1", None], period="2023年"), told).verdict.value == 4815


def test_whom_the_police_have_on_their_books_are_the_registered() -> None:
    told = fact("常住户籍人口", "人", "2486", NOW, form="派出所人口月报")
    assert only(form(["户籍人口", "人", "1", None], period="2023年"), told).verdict.value == 2486


@pytest.mark.parametrize("where", ["就业地", "从业地区", "务工地点"])
def test_a_heading_that_only_says_by_what_is_parted_need_not_be_said(where: str) -> None:
    book = form(["外出务工人员", "人", "1", None], ["　省内县外", "人", "2", None], period="2023年")
    cells = filled(book, fact(f"外出务工人员{where} / 省内县外", "人", "198", NOW)).cells
    assert cells[1].verdict.value == 198


ACCOUNT: Rows = [
    ["一、温室", "公顷", "", None],
    ["（一）年初温室面积", "公顷", "1", None],
    ["（二）年内新增", "公顷", "2", None],
    ["　其中：改建", "公顷", "3", None],
    ["（三）年内减少", "公顷", "4", None],
    ["（四）年末温室面积", "公顷", "5", None],
]


def test_what_came_and_went_between_a_line_on_the_beginning_and_one_on_the_end_is_of_their_thing() -> None:
    told = [
        fact("本年新增温室面积", "公顷", "8", NOW),
        fact("本年新增温室面积 / 改建", "公顷", "3", NOW),
        fact("本年减少温室面积", "公顷", "2", NOW),
    ]
    cells = filled(form(*ACCOUNT, period="2023年"), *told).cells
    assert [cell.verdict.value for cell in cells[1:4]] == [8, 3, 2]


def test_it_is_of_no_other_thing() -> None:
    told = [fact("本年新增菌菇房面积", "公顷", "8", NOW), fact("本年减少菌菇房面积", "公顷", "2", NOW)]
    cells = filled(form(*ACCOUNT, period="2023年"), *told).cells
    assert [cell.verdict.status for cell in cells[1:4]] == ["unknown"] * 3


def test_lines_between_two_things_are_no_account() -> None:
    book = form(
        ["年初温室面积", "公顷", "1", None], ["年内新增", "公顷", "2", None], ["年末大棚面积", "公顷", "3", None]
    )
    assert filled(book, fact("本年新增温室面积", "公顷", "8", NOW)).cells[1].verdict.status == "unknown"


def test_a_line_that_asks_by_its_unit_heads_no_table_though_it_names_kinds_of_units() -> None:
    rows: Rows = [
        ["排涝救援情况表"],
        ["填报单位：甲镇", None, None, None, "2023年", None],
        ["项目", "单位", "数量", "项目", "单位", "数量"],
        ["村和社区", "个", None, "排涝泵站", "处", None],
        ["排涝队员", "人", None, "救生艇", "艘", None],
    ]
    told = [fact("排涝泵站", "处", "6", NOW), fact("救生艇", "艘", "3", NOW)]
    assert values(read(rows, *told, on=ON), "F4", "F5") == [6, 3]
