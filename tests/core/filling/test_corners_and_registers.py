"""Tables that their corner shows, lines numbered through, ways of a store; what registers and notes leave unsaid."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from songbang.core.filling.facts import Fact, Place, Places
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

Rows = list[list[object]]
ON = date(2023, 7, 5)
MOVES: Rows = [
    ["森林防火器材收发情况"],
    ["填报单位：甲镇", None, None, "2023年1—6月"],
    ["收 支 存", None, "器材名称"],
    [None, None, "二号工具（把）", "水泵（台）", "帐篷（顶）"],
    ["1. 上年末结存"],
    ["2. 本期增加"],
    ["其中", "3. 采购"],
    [None, "4. 上级调拨"],
    ["5. 本期减少"],
    ["其中", "6. 领用"],
    [None, "7. 报废"],
    ["8. 6月末结存"],
    ["关系：2=3+4；5=6+7；8=1+2-5。"],
]
CORNER = ("A3:B4", "C3:E3", "A5:B5", "A6:B6", "A7:A8", "A9:B9", "A10:A11", "A12:B12")


def moves() -> list[Fact]:
    told = [
        ("帐篷入库数量", "10", "防火器材采购入库单汇总（1-6月）"),
        ("帐篷 下拨数量", "5", "县级防火器材下拨清单（1-6月）"),
        ("帐篷 报废", "2", "器材报废审批登记（1-6月）"),
        ("帐篷 领用", "3", "仓库领用登记（1-6月）"),
        ("帐篷 结存", "40", "镇仓库盘点表"),
    ]
    return [fact(words, "顶", value, "2023-06-30", form=form) for words, value, form in told]


def test_a_corner_over_two_columns_of_labels_heads_a_table_and_its_lines_numbers_are_those_of_relations() -> None:
    cells = read(MOVES, *moves(), on=ON, merged=CORNER)
    assert values(cells, "E5", "E6", "E7", "E8", "E9", "E10", "E11", "E12") == [30, 15, 10, 5, 5, 3, 2, 40]


def test_a_slip_on_one_way_never_tells_all_that_came_in_or_went_out() -> None:
    cells = read(MOVES, *(one for one in moves() if "下拨" not in one.form and "报废" not in one.form),
                 on=ON, merged=CORNER)  # fmt: skip
    assert values(cells, "E6", "E7", "E8", "E9", "E10", "E11") == [None, 10, None, None, 3, None]


def one_line(label: str, unit: str, *, title: str = "2022年基本情况表", notes: str = "") -> Rows:
    return [[title], ["项目", "计量单位", "数量"], [label, unit, None], ["村民小组数", "个", None], [notes or None]]


def asked(label: str, unit: str, told: Fact, *, notes: str = "", title: str = "2022年基本情况表") -> list[object]:
    rows = one_line(label, unit, notes=notes, title=title)
    return values(read(rows if notes else rows[:-1], told, on=date(2023, 1, 9)), "C3")


@pytest.mark.parametrize(
    ("label", "unit", "indicator", "form"),
    [
        ("蔬菜播种面积", "亩", "蔬菜及食用菌 / 蔬菜 / 播种面积", "农业生产年报"),
        ("茶叶产量", "吨", "茶叶、桑蚕 / 茶叶 / 产量", "农业生产年报"),
        ("其他油料产量", "吨", "其他油料（葵花籽、蓖麻等） / 产量", "油料生产情况专报（2022年）"),
        ("其他谷物产量", "吨", "其他谷物（荞麦等） / 产量", "粮食生产情况专报（2022年）"),
        ("社会团体", "个", "社会团体（住所在本乡镇）", "社会组织登记名录"),
        ("民办幼儿园", "所", "民办幼儿园（注册地在本镇）", "民办学校名录"),
    ],
)
def test_headings_and_brackets_that_say_nothing_more_of_a_thing(
    label: str, unit: str, indicator: str, form: str
) -> None:
    assert asked(label, unit, fact(indicator, unit, "52", "2022-12-31", form=form)) == [52]


def test_of_a_heading_on_several_things_one_is_not_all() -> None:
    told = fact("蔬菜及食用菌 / 蔬菜 / 播种面积", "亩", "52", "2022-12-31", form="农业生产年报")
    assert asked("蔬菜及食用菌播种面积", "亩", told) == [None]
    there = fact("社会团体（注册地在外县）", "个", "4", "2022-12-31", form="社会组织登记名录")
    assert asked("社会团体", "个", there) == [None]


@pytest.mark.parametrize(
    ("note", "label", "indicator"),
    [
        ("说明：出生、死亡按户籍人口统计。", "全年出生人数", "户籍出生人数"),
        ("说明：1.出生、死亡按户籍人口、2022年1—12月统计。", "全年死亡人数", "户籍死亡人数"),
        ("说明：出生人数按本镇户籍人口填报。", "出生人数", "户籍出生人数"),
        ("说明：出生、迁出人口均按户籍口径统计。", "迁出人口", "户籍人口迁出"),
    ],
)
def test_notes_tell_whose_births_and_deaths_a_line_counts(note: str, label: str, indicator: str) -> None:
    told = fact(indicator, "人", "17", "2022-12-31", form="全员人口信息年报（2022年）")
    assert asked(label, "人", told, notes=note) == [17]
    assert asked(label, "人", told) == [None]


CERTIFIED: Rows = [
    ["2022年社会工作情况表"],
    ["项目", "计量单位", "数量"],
    ["驻站社工", "人", None],
    ["  其中：持证", "人", None],
    ["参加技能培训", "人", None],
    ["  其中：取得证书", "人", None],
]


def test_who_holds_the_certificate_of_the_trade_is_持证_whatever_the_paper_calls_it() -> None:
    given = [
        fact("驻站社工人数 / 持有社工职业资格证", "人", "4", "2022-12-31", form="社工站运行情况年报"),
        fact("参加技能培训 / 取得职业资格或技能等级证书", "人", "31", "2022-12-31", form="就业服务台账（2022年）"),
    ]
    assert values(read(CERTIFIED, *given, on=date(2023, 1, 9)), "C4", "C6") == [4, 31]
    other = fact("养老护理员 / 持有护理员职业资格证", "人", "9", "2022-12-31", form="养老机构年报")
    assert values(read(CERTIFIED, other, on=date(2023, 1, 9)), "C4") == [None]


def test_in_a_system_all_is_entered_and_a_list_of_receivers_tells_of_what_its_title_names() -> None:
    told = fact("注册服务队", "支", "38", "2022-12-31", form="志愿服务信息系统年度统计")
    assert asked("志愿服务队", "支", told) == [38]
    rows: Rows = [
        ["2022年老年人情况表"],
        ["项目", "计量单位", "80—89岁", "90岁及以上"],
        ["户籍老年人口", "人", None, None],
        ["享受高龄津贴老年人", "人", None, None],
    ]
    given = fact("12月在册享受人数 / 80-89岁", "人", "69", "2022-12-31", form="高龄津贴发放花名册汇总")
    assert values(read(rows, given, on=date(2023, 1, 9)), "C3", "C4") == [None, 69]


def test_units_that_one_paper_tells_with_their_whole_may_be_listed_in_part() -> None:
    told = [
        fact("在册农村低保 / 户数", "户", "3980", "2022-12-31", form="救助系统统计（12月末）"),
        fact("在册农村低保 / 户数", "户", "955", "2022-12-31", of="v1", form="救助系统统计（12月末）"),
        fact("在册农村低保 / 户数", "户", "677", "2022-12-31", of="v2", form="救助系统统计（12月末）"),
    ]
    below = Places([Place("1", "甲镇", "镇", ""), Place("v1", "东村", "村", "1"), Place("v2", "西村", "村", "1")])
    rows = one_line("农村低保户数", "户")[:-1]
    assert values(read(rows, *told, on=date(2023, 1, 9), places=below), "C3") == [3980]
    other = replace(told[0], form="低保台账")
    assert values(read(rows, other, *told[1:], on=date(2023, 1, 9), places=below), "C3") == [None]


@pytest.mark.parametrize(
    ("label", "unit", "indicator", "form"),
    [
        ("签订治安责任书的公租房", "户", "公租房签订数", "治安责任保证书签订登记"),
        ("签订承诺书的商户", "户", "商户签订户数", "承诺书签订台账"),
        ("党支部（含党总支、党委下设）", "个", "党支部数", "党内统计年报"),
        ("商品房套数", "套", "商品住宅套数", "房屋台账"),
        ("居民议事会", "次", "民主协商议事会（全年）", "会议记录统计（2022年）"),
    ],
)
def test_what_a_title_or_a_bracket_says_beside_a_label(label: str, unit: str, indicator: str, form: str) -> None:
    assert asked(label, unit, fact(indicator, unit, "58", "2022-12-31", form=form)) == [58]


def test_a_heading_that_names_by_what_it_parts_says_nothing_more() -> None:
    rows: Rows = [
        ["2022年劳动力转移就业情况表"],
        ["指标", "代码", "计量单位", "数量"],
        ["转移就业人员", "01", "人", None],
        ["  1.省内县外", "02", "人", None],
        ["  2.省外（含境外）", "03", "人", None],
    ]
    given = [
        fact("就业地 / 省内县外", "人", "310", "2022-12-31", form="转移就业实名制系统"),
        fact("就业地 / 省外及境外", "人", "271", "2022-12-31", form="转移就业实名制系统"),
    ]
    assert values(read(rows, *given, on=date(2023, 1, 9)), "D4", "D5") == [310, 271]


def test_what_is_filed_of_houses_to_let_is_that_they_are_let() -> None:
    rows: Rows = [
        ["2022年房屋管理情况表"],
        ["二、出租房屋"],
        ["房屋类别", "出租户数（户）", "已备案（户）"],
        ["商品房", None, None],
        ["公租房", None, None],
    ]
    given = fact("商品住房租赁备案", "户", "89", "2022-12-31", form="房屋租赁登记备案月报")
    assert values(read(rows, given, on=date(2023, 1, 9)), "B4", "C4", "C5") == [None, 89, None]
