"""Works that are only on a list, what a register's title does not say of its lines, and what a form's title does."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from songbang.core.filling.facts import Place, Places
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

Rows = list[list[object]]
ON = date(2026, 1, 20)
END = "2025-12-31"
VILLAGES = Places([Place("1", "甲镇", "镇", "0"), Place("2", "东村", "村", "1"), Place("3", "西村", "村", "1")])


def _one(label: str, unit: str, *, over: str = "", title: str = "甲镇情况表") -> Rows:
    head = [["项目", "单位", "2025年"]]
    lines: Rows = [[over, unit, None], [label, unit, None]] if over else [[label, unit, None]]
    return [[title], ["填报单位：甲镇", None, "2025年"], *head, *lines]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("完成改造旧楼", "2025年列入改造计划旧楼"),
        ("本年改造旧楼", "2025年纳入改造旧楼"),
        ("加固校舍", "2025年拟加固校舍"),
        ("新建泵站", "2025年拟建泵站"),
        ("拆除旧屋", "2025年列入拆除旧屋"),
    ],
)
def test_what_is_on_a_list_of_works_to_be_done_is_not_done(asked: str, told: str) -> None:
    given = fact(told, "座", "7", END, form="改造项目台账")
    assert values(read(_one(asked, "座"), given, on=ON), "C4") == [None]


@pytest.mark.parametrize("told", ["改造完工旧楼", "改造竣工旧楼", "旧楼改造 / 已竣工", "完工旧楼改造", "完成改造旧楼"])
def test_works_that_a_cell_says_are_done_may_be_called_finished(told: str) -> None:
    given = fact(told, "座", "7", END, form="旧楼改造项目台账（2025年）")
    assert values(read(_one("本年完成改造旧楼", "座"), given, on=ON), "C4") == [7]


@pytest.mark.parametrize(
    ("whole", "part", "form", "told"),
    [
        ("住宅小区", "其中：有物业服务", "住宅小区物业管理年度台账", "住宅小区总数"),
        ("合作社", "其中：有注册商标", "合作社注册商标台账", "合作社总数"),
        ("企业", "其中：安全标准化", "企业安全标准化管理台账", "企业总数"),
        ("养殖场", "其中：粪污处理", "养殖场粪污处理台账", "养殖场总数"),
        ("医院", "其中：无障碍环境", "医院无障碍环境台账", "医院数"),
    ],
)
def test_a_whole_is_no_part_of_it_whatever_its_register_is_called(whole: str, part: str, form: str, told: str) -> None:
    given = fact(told, "个", "9", END, form=form)
    assert values(read(_one(part, "个", over=whole), given, on=ON), "C5") == [None]


def test_who_serves_is_not_counted_by_what_is_served() -> None:
    rows = _one("其中：有物业服务", "个", over="住宅小区")
    given = fact("物业服务企业", "家", "3", END, form="住宅小区物业管理台账")
    assert values(read(rows, given, on=ON), "C5") == [None]


@pytest.mark.parametrize(
    ("title", "asked", "form", "told", "unit"),
    [
        ("城乡居民养老保险情况", "年末领取待遇人数", "居民养老金发放年报", "年末领取养老金人数", "人"),
        ("居保经办年报", "年末待遇领取人数", "居民养老金发放年报", "年末领取养老金人数", "人"),
        ("城乡居民养老保险情况", "待遇领取人员", "居民养老金发放年报", "年末领取养老金人数", "人"),
        ("城乡居民养老保险情况", "待遇领取人员", "城乡居保台账", "年末领取待遇人数", "人"),
        ("失业保险情况", "领取待遇人数", "失业保险台账", "年末领取失业保险金人数", "人"),
    ],
)
def test_what_is_drawn_is_what_the_forms_title_insures(title: str, asked: str, form: str, told: str, unit: str) -> None:
    given = fact(told, unit, "520", END, form=form)
    assert values(read(_one(asked, unit, title=title), given, on=ON), "C4") == [520]


@pytest.mark.parametrize("told", ["全年发放养老金", "发放养老金（全年）"])
def test_a_heading_of_what_is_drawn_says_no_more_than_the_pension_below_it(told: str) -> None:
    rows: Rows = [
        ["居民养老保险情况（分村）"],
        ["填报单位：甲镇", None, None, "2025年"],
        ["村别", "待遇", None, None],
        [None, "年末领取待遇人数", "本年发放养老金", "本年新增领取人数"],
        [None, "人", "万元", "人"],
        ["东村", None, None, None],
        ["西村", None, None, None],
    ]
    paper = "居民养老金发放年报"
    given = [
        fact("年末领取养老金人数", "人", "52", END, form=paper, of="2"),
        fact(told, "元", "93000", END, form=paper, of="2"),
        fact("全年新增领取人数", "人", "4", END, form=paper, of="2"),
    ]
    cells = read(rows, *given, on=ON, places=VILLAGES, merged=("A3:A5", "B3:D3"))
    assert values(cells, "B6", "C6", "D6") == [52, Fraction(93, 10), 4]


@pytest.mark.parametrize(
    ("thing", "act", "told"),
    [
        ("厕所", "其中：本年改造", "2025年度完成改厕户数"),
        ("卫生厕所", "其中：本年改造", "2025年农村改厕"),
        ("厕所", "本年改造", "2025年户厕改造"),
        ("农村厕所", "其中：改造", "2025年改厕户数"),
        ("卫生厕所", "本年完成改造", "2025年改厕完成户数"),
    ],
)
def test_what_is_done_with_the_thing_above_may_have_one_word(thing: str, act: str, told: str) -> None:
    rows: Rows = [
        ["人居环境情况（分村）"],
        ["填报单位：甲镇", None, "2025年"],
        ["村别", thing, None],
        [None, "卫生厕所户数", act],
        [None, "户", "户"],
        ["东村", None, None],
        ["西村", None, None],
    ]
    given = fact(told, "户", "24", END, form="农村改厕项目验收台账", of="2")
    cells = read(rows, given, on=ON, places=VILLAGES, merged=("A3:A5", "B3:C3"))
    assert values(cells, "B6", "C6") == [None, 24]


@pytest.mark.parametrize(
    ("label", "note", "told"),
    [
        ("悬挂光荣牌", "走访慰问、悬挂光荣牌等为全年数。", "全年新悬挂光荣牌"),
        ("悬挂光荣牌", "悬挂光荣牌为全年数；其他为年末数。", "2025年新悬挂光荣牌"),
        ("张贴告示牌", "张贴告示牌、走访等均为全年数。", "全年新张贴告示牌"),
        ("悬挂光荣牌", "走访、悬挂光荣牌等指标按全年数填报。", "全年悬挂光荣牌"),
        ("悬挂光荣牌", "1至2项为全年数。", "全年新悬挂光荣牌"),
    ],
)
def test_what_notes_say_is_the_whole_years_came_about_in_the_column_of_a_year(label: str, note: str, told: str) -> None:
    rows: Rows = [
        ["服务保障年报"],
        ["填报单位：甲镇", None, None, "2025年"],
        ["代码", "项目", "单位", "2025年", "2024年"],
        ["1", "走访慰问", "人次", None, None],
        ["2", label, "户", None, None],
        [f"填表说明：1.本表由镇填报。2.{note}"],
    ]
    given = [
        fact(told, "户", "9", END, form="服务站台账"),
        fact(f"累计{label}", "户", "171", END, form="服务站台账"),
    ]
    assert values(read(rows, *given, on=ON), "D5") == [9]


@pytest.mark.parametrize("told", ["新认定危桥", "新识别危桥", "新增危桥", "新增 / 危桥", "危桥 / 新认定"])
def test_what_was_newly_found_of_a_thing_is_what_came_to_it(told: str) -> None:
    rows: Rows = [
        ["公路年报"],
        ["填报单位：甲镇", None, None, None, "2025年"],
        ["指标名称", "计量单位", "年初", "本年增加", "本年减少", "年末"],
        ["危桥", "座", None, None, None, None],
    ]
    given = fact(told, "座", "1", END, form="公路台账（2025年）")
    assert values(read(rows, given, on=ON), "D4") == [1]


@pytest.mark.parametrize(
    ("left", "over", "told"),
    [("常住女性", "委员", "委员 / 女性"), ("户籍女性", "村民代表", "村民代表 / 女性"), ("妇女", "教师", "教师 / 女性")],
)
def test_a_part_is_none_of_what_stands_left_of_it_and_is_all_such(left: str, over: str, told: str) -> None:
    rows: Rows = [
        ["妇女情况表"],
        ["填报单位：甲镇", None, None, "2025年"],
        ["项目", "单位", "数量", "项目", "单位", "数量"],
        ["常住人口", "人", None, over, "人", None],
        [left, "人", None, "其中：女性", "人", None],
    ]
    given = fact(told, "人", "2", END, form="名册")
    assert values(read(rows, given, on=ON), "F5") == [2]
