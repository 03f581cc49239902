"""Tasks of a year and what of them is done; what a store was given; totals and sections that a form names in short."""

from __future__ import annotations

from datetime import date

import pytest

from songbang.core.filling.facts import Place, Places
from songbang.core.filling.printing import printed
from songbang.core.filling.saying import said
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

Rows = list[list[object]]


def test_a_year_s_task_is_told_by_what_was_signed_and_is_nothing_done() -> None:
    rows: Rows = [
        ["冬季修渠进度季报"],
        ["填报单位：甲镇", None, "2024年第2季度"],
        ["工作项目", "全年任务", "1—本季累计", "累计完成任务（%）"],
        ["新修渠道（公里）", None, None, None],
        ["新建泵房（座）", None, None, None],
    ]
    paper = "2024年水利建设目标责任书"
    given = [
        fact("全年新修渠道", "公里", "40", "2024-02-28", form=paper),
        fact("全年新建泵房任务", "座", "8", "2024-02-28", form=paper),
        fact("1—6月新修渠道", "公里", "10", "2024-06-30", form="水利建设台账"),
    ]
    cells = read(rows, *given, on=date(2024, 7, 9))
    assert values(cells, "B4", "C4", "D4", "B5", "C5") == [40, 10, 25, 8, None]


def test_a_difference_is_of_the_figures_in_its_own_measure() -> None:
    rows: Rows = [
        ["水泵年末拥有量"],
        ["填报单位：甲镇", None, None, None, "2023年"],
        ["名称", "单位", "上年末", None, "本年末", None, "数量增减"],
        [None, None, "数量", "动力（千瓦）", "数量", "动力（千瓦）", None],
        ["潜水泵", "台", None, None, None, None, None],
        ["离心泵", "台", None, None, None, None, None],
    ]
    given = [
        fact("潜水泵 / 年末数", "台", str(number), f"{year}-12-31", form=f"水泵登记年报（{year}年）")
        for year, number in ((2023, 31), (2022, 24))
    ]
    cells = read(rows, *given, on=date(2024, 1, 12), merged=("A3:A4", "B3:B4", "C3:D3", "E3:F3", "G3:G4"))
    assert values(cells, "C5", "E5", "G5") == [24, 31, 7]


def test_a_note_names_a_total_by_the_heading_over_it() -> None:
    rows: Rows = [
        ["沟渠分村情况表"],
        ["填报单位：甲镇", None, "2023年"],
        ["村名", "沟渠长度（公里）", None, None, None, None],
        [None, "合计", "按等级分", None, "其中：已衬砌", "衬砌率（%）"],
        [None, None, "干渠", "支渠", None, None],
        ["石塘村", None, None, None, None, None],
        ["黄坡村", None, None, None, None, None],
        ["说明：长度合计=干渠+支渠；衬砌率=已衬砌÷长度合计×100。"],
    ]
    villages = [Place("11", "石塘村", "村", "1"), Place("12", "黄坡村", "村", "1")]
    given = [
        fact(name, "公里", value, "2023-12-31", of="11", form="沟渠台账")
        for name, value in (("干渠", "3"), ("支渠", "5"), ("已衬砌沟渠长度", "6"))
    ]
    merged = ("A3:A5", "B3:F3", "B4:B5", "C4:D4", "E4:E5", "F4:F5")
    cells = read(rows, *given, on=date(2024, 1, 12), places=Places([Place("1", "甲镇", "镇", "0"), *villages]),
                 merged=merged)  # fmt: skip
    assert values(cells, "B6", "E6", "F6") == [8, 6, 75]


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("2.9月末库存=年初库存+购置-领用。", ["9月末库存=年初库存+购置-领用"]),
        ("一、三部分合计=男+女（集体+个人）；", ["合计=男+女", "合计=集体+个人"]),
        ("合计=男+女（12+13）", ["合计=男+女(12+13)"]),
    ],
)
def test_what_a_printed_relation_says_beside_its_terms(note: str, told: list[str]) -> None:
    assert [one.text for one in printed((note,))] == told


def test_what_others_gave_the_filler_came_in_from_above() -> None:
    rows: Rows = [
        ["防汛物资储备情况表"],
        ["填报单位：双桥镇", None, "2024年8月"],
        ["物资名称（单位）", "1—8月增加", None, "1—8月减少"],
        [None, "购置", "上级调拨", "领用"],
        ["草袋（条）", None, None, None],
        ["铁镐（把）", None, None, None],
    ]
    paper = "市级物资调拨单汇总（1-8月）"
    given = [
        fact("调给双桥镇 / 草袋", "条", "300", "2024-08-31", form=paper),
        fact("草袋 已交货", "条", "70", "2024-08-31", form="政府采购平台交货单（1-8月）"),
        fact("草袋 入库", "条", "90", "2024-08-31", form="物资采购验收台账（1-8月累计）"),
    ]
    places = Places([Place("1", "双桥镇", "镇", "0")])
    cells = read(rows, *given, on=date(2024, 9, 3), places=places, merged=("A3:A4", "B3:C3"))
    assert values(cells, "C5") == [300]
    assert cells["B5"].verdict.status == "conflict"


def test_a_line_that_repeats_its_section_s_end_names_what_the_section_does() -> None:
    rows: Rows = [
        ["社会救助季报"],
        ["填报单位：甲镇", None, None, "2024年三季度"],
        ["指标名称", "单位", "集中", "分散", "合计"],
        ["一、特困人员供养"],
        ["供养人数", "人", None, None, None],
        ["其中：残疾人", "人", None, None, None],
        ["填表说明：人数为季末时点数（9月30日）。"],
    ]
    given = [
        fact(name, "人", value, "2024-09-30", form="救助系统月报")
        for name, value in (("特困人员 / 集中供养", "12"), ("特困人员 / 分散供养", "31"), ("特困人员 / 总人数", "43"))
    ]
    cells = read(rows, *given, on=date(2024, 10, 11), merged=("A4:E4",))
    assert values(cells, "C5", "D5", "E5", "C6") == [12, 31, 43, None]


def test_those_of_an_age_are_told_by_their_name_too_and_what_is_built_in_a_time_is_new() -> None:
    day = date(2024, 9, 30)
    by_age = said("救助系统月报", "农村低保 / 人数 / 未成年人", day)
    assert said("儿童台账", "农村低保未成年人", day).alias == by_age.tokens
    assert said("凉亭台账（三季度）", "本季建成凉亭", day).alias == frozenset(("新建凉亭",))
    assert not said("凉亭台账", "建成凉亭", day).alias


def test_a_section_that_joins_two_things_is_not_what_a_line_of_it_repeats() -> None:
    rows: Rows = [
        ["合作组织资产年报"],
        ["填报单位：甲镇", None, "2024年"],
        ["指标名称", "单位", "年末数"],
        ["二、负债及公积金", None, None],
        ["公积金合计", "万元", None],
        ["其中：本年提取", "万元", None],
    ]
    given = fact("公积金", "万元", "37", "2024-12-31", form="资产登记年报（2024年）")
    assert values(read(rows, given, on=date(2025, 1, 12), merged=("A4:C4",)), "C5") == [37]


def test_what_runs_on_its_own_power_is_there_and_does_not_come_about() -> None:
    rows: Rows = [
        ["应急设备情况表"],
        ["填报单位：甲镇", None, "2024年8月"],
        ["设备名称", "总功率（千瓦）", "存放点（处）"],
        ["发电机", None, None],
        ["抽水机", None, None],
    ]
    given = fact("发电机 总功率", "千瓦", "150", "2024-07-25", form="设备检修台账")
    assert values(read(rows, given, on=date(2024, 9, 3)), "B4") == [150]
