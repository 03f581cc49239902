"""Registers as village and police clerks keep them; halves of a table that go on; parts that lie beside each other."""

from __future__ import annotations

from datetime import date

import pytest

from songbang.core.filling.lexicon import clean, only_divides, wording
from songbang.core.filling.nesting import ordinal
from songbang.core.filling.saying import said
from tests.core.filling.test_anatomy import read as sheet_of
from tests.core.filling.test_registers_and_lists import fact, known, lines

YEAR_END = date(2023, 12, 31)


def test_the_right_half_goes_on_with_the_numbering_of_the_left_whatever_ends_that() -> None:
    sheet = sheet_of([
        ["残疾人情况年报"],
        ["指标", "单位", "代码", "数量", "指标", "单位", "代码", "数量"],
        ["一、持证残疾人", "人", "01", None, "（二）按残疾等级分", "—", "—", "—"],
        ["其中：男", "人", "02", None, "重度", "人", "06", None],
        ["　　　女", "人", "03", None, "轻度", "人", "07", None],
        ["（一）按户口分", "—", "—", "—", "三、康复", "—", "—", "—"],
        ["城镇", "人", "04", None, "得到康复服务", "人", "08", None],
        ["二、补贴", "—", "—", "—", "配发辅具", "件", "09", None],
        ["领取补贴", "人", "05", None, "家访", "次", "10", None],
    ])  # fmt: skip
    above = {slot.cell: [row.label for row in slot.row.above] for slot in sheet.slots}
    assert above["H4"] == ["一、持证残疾人", "（二）按残疾等级分"]
    assert above["D7"] == ["一、持证残疾人", "（一）按户口分"]
    assert above["H7"] == ["三、康复"]


def test_bands_that_have_no_one_in_common_lie_beside_each_other() -> None:
    sheet = sheet_of([
        ["务工情况"],
        ["指标", "单位", "代码", "数量"],
        ["一、外出务工", "人", "1", None],
        ["（一）按时间分", "—", "—", "—"],
        ["9个月以上", "人", "2", None], ["4个月至9个月", "人", "3", None], ["不足4个月", "人", "4", None],
        ["（二）按年龄分", "—", "—", "—"],
        ["18—40岁", "人", "5", None], ["41岁以上", "人", "6", None], ["女", "人", "7", None],
    ])  # fmt: skip
    above = {slot.row.label: [row.label for row in slot.row.above][1:] for slot in sheet.slots}
    assert above["不足4个月"] == above["4个月至9个月"] == ["（一）按时间分"]
    assert above["41岁以上"] == ["（二）按年龄分"]
    assert above["女"] == ["（二）按年龄分", "41岁以上"]


@pytest.mark.parametrize(
    ("one", "other"), [("4个月至9个月", "4—9个月"), ("不足4个月", "4个月以下"), ("9个月及以上", "满9个月以上")]
)
def test_spells_are_said_in_several_ways(one: str, other: str) -> None:
    assert wording(one).tokens == wording(other).tokens != frozenset()


def test_headings_that_only_part_and_numberings_are_known() -> None:
    assert [only_divides(clean(label)) for label in ("按去向", "（二）按时长分", "按时完成", "按期办结")] == [
        True, True, False, False,
    ]  # fmt: skip
    assert [ordinal(clean(label)) for label in ("（十）收入", "12.桃", "其中：男")] == [
        ("bracketed", 10), ("arabic", 12), ("", 0),
    ]  # fmt: skip


def test_lines_that_only_part_a_register_are_of_what_its_title_names() -> None:
    rows = lines("2023年职业农民情况", ("年末职业农民", "人"), ("30—45岁", "人"), ("省外", "人"))
    facts = [fact("1", said_, "人", value, form="职业农民实名台账（12月）") for said_, value in
             (("职业农民 / 总数", "90"), ("按年龄 / 30—45岁", "31"), ("按地域 / 省外", "44"))]  # fmt: skip
    assert known(rows, *facts) == {"D3": 90, "D4": 31, "D5": 44}


def test_a_household_register_counts_by_hu_and_kou() -> None:
    rows = lines("2023年人口情况", ("年末户籍户数", "户"), ("年末户籍人口", "人"), ("其中：女", "人"))
    facts = [fact("1", said_, unit, value, form="河西派出所户口登记簿") for said_, unit, value in
             (("户", "户", "412"), ("口（总）", "人", "1530"), ("口（总） / 女口", "人", "744"))]  # fmt: skip
    assert known(rows, *facts) == {"D3": 412, "D4": 1530, "D5": 744}


def test_a_bracket_may_repeat_what_a_word_means() -> None:
    assert wording("常住人口（在村居住半年以上）").aside == frozenset()
    assert wording("外出务工（半年以上）").aside


def test_a_column_marked_as_a_part_is_of_the_day_of_its_whole() -> None:
    rows = [
        ["2023年劳动力情况"],
        ["村名", "代码", "年末劳动力", "其中：外出务工"],
        ["东湖村", "1", None, None],
        ["西山村", "2", None, None],
    ]
    facts = [
        fact(unit, "在外务工经商", "人", value, form="村情册（12月）") for unit, value in (("11", "70"), ("12", "55"))
    ]
    rows[1:1] = [["单位：人"]]
    assert known(rows, *facts) == {"D4": 70, "D5": 55}


def test_what_is_left_of_a_rounded_total_is_no_figure() -> None:
    rows = [
        ["2023年常住人口"],
        ["单位：人"],
        ["村名", "代码", "年末常住人口"],
        ["合计", "0", None],
        ["东湖村", "1", None],
        ["西山村", "2", None],
        ["说明：合计为各村之和。"],
    ]
    total = fact("1", "年末常住人口", "万人", "0.21")
    assert known(rows, total, fact("11", "年末常住人口", "人", "1630")) == {"C4": 2100, "C5": 1630}


def test_kinds_of_a_band_need_no_heading_of_their_own() -> None:
    assert said("务工台账", "按时长 / 不足3个月", YEAR_END).outer == frozenset()


def test_a_measure_among_the_headings_of_a_register_says_nothing() -> None:
    rows = lines("2023年家禽生产情况", ("年末鹅存栏", "只"), ("年末鸭存栏", "只"))
    given = fact("1", "活家禽 / 年末存栏 / 只 / 鹅", "只", "5200", form="家禽监测年报")
    assert known(rows, given) == {"D3": 5200}
    rows = lines("2023年居家养老服务情况", ("全年上门护理", "人次"))
    assert known(rows, fact("1", "上门护理，人次", "人次", "318", form="服务登记（全年）")) == {"D3": 318}


def test_a_line_that_counts_a_thing_besides_is_not_that_thing() -> None:
    rows = lines("2023年卫生机构情况", ("药品零售点", "个"), ("医疗卫生机构", "个"))
    assert known(rows, fact("1", "总数（含药品零售点）", "个", "27", form="行业一览表")) == {}
    given = fact("1", "机构数（含村卫生室）", "个", "19", form="卫生健康资源一览表")
    assert known(rows, given) == {"D4": 19}


def test_kinds_with_who_runs_them_stand_for_their_class() -> None:
    assert wording("福利院、民办老年公寓等机构").tokens == wording("养老机构").tokens


def test_schools_of_a_level_need_no_heading_where_they_are_counted() -> None:
    rows = [
        ["2023年各村学校情况"],
        ["村名", "代码", "一、教育", "一、教育", "二、卫生"],
        [None, None, "小学", "高中", "医院"],
        ["计量单位", None, "所", "所", "个"],
        ["东湖村", "1", None, None, None],
        ["西山村", "2", None, None, None],
    ]
    facts = [fact("11", said_, "所", value, form="年末学校名册") for said_, value in
             (("小学 / 独立设置", "2"), ("高中（独立设置）", "1"))]  # fmt: skip
    assert known(rows, *facts) == {"C5": 2, "D5": 1}


def test_a_note_in_words_keeps_the_decimals_of_a_relation_in_numbers() -> None:
    note = "说明：1.到位率=到位资金÷计划资金×100，保留一位小数。2.03=02÷01×100。"
    rows = lines("2023年资金情况", ("计划资金", "万元"), ("到位资金", "万元"), ("到位率", "%"), note=note)
    facts = [fact("1", said_, "万元", value, form="资金年报") for said_, value in
             (("计划资金总额", "300"), ("到位资金", "211"))]  # fmt: skip
    rows[3][2], rows[2][2], rows[4][2] = "02", "01", "03"
    assert known(rows, *facts)["D5"] == known(rows, *facts)["D5"].limit_denominator(10)
