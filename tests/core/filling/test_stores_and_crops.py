"""How stores keep accounts and villages registers: sides, ways, numbered columns, what is left out, whose lines."""

from __future__ import annotations

from datetime import date

from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

Rows = list[list[object]]
ON = date(2023, 10, 8)
STORE: Rows = [
    ["乡镇森林防火物资收支存情况表"],
    ["填报单位：甲镇", None, None, "2023年1—9月"],
    ["序号", "品名", "计量单位", "上年末库存", "本期收入", None, "本期支出", None, "9月末库存"],
    [None, None, None, None, "自行采购", "上级调拨", "领用消耗", "报废", None],
    ["甲", "乙", "丙", "1", "2", "3", "4", "5", "6"],
    ["1", "风力灭火机", "台", *[None] * 6],
    ["2", "灭火水枪", "支", *[None] * 6],
    ["3", "油锯", "台", *[None] * 6],
    ["4", "砍刀", "把", *[None] * 6],
    ["5", "水泵", "台", *[None] * 6],
    ["6", "帐篷", "顶", *[None] * 6],
    ["逻辑关系：6栏=1栏+2栏+3栏-4栏-5栏。"],
]
ACROSS = ("E3:F3", "G3:H3", "A3:A4", "B3:B4", "C3:C4", "D3:D4", "I3:I4")
FLOWS = "仓库出入库流水小结（2023年1至9月）"


def test_beside_the_way_by_which_goods_came_or_went_the_side_of_the_account_says_nothing() -> None:
    given = [
        fact("收方 / 采购入库 / 灭火水枪", "支", "20", "2023-09-30", form=FLOWS),
        fact("灭火水枪 / 调入（1-9月）", "支", "40", "2023-09-30", form="县级物资调拨单台账"),
        fact("付方 / 领用 / 灭火水枪", "支", "9", "2023-09-30", form=FLOWS),
        fact("付方 / 报损报废 / 灭火水枪", "支", "5", "2023-09-30", form=FLOWS),
        fact("灭火水枪 / 年末库存", "支", "85", "2022-12-31", form="森林防火物资收支存年报（2022年）"),
    ]
    cells = read(STORE, *given, on=ON, merged=ACROSS)
    assert values(cells, "D7", "E7", "F7", "G7", "H7", "I7") == [85, 20, 40, 9, 5, 131]


def test_a_note_on_栏_speaks_of_columns_though_lines_bear_the_same_numbers() -> None:
    given = [
        fact("收方 / 采购入库 / 油锯", "台", "2", "2023-09-30", form=FLOWS),
        fact("油锯 / 调入（1-9月）", "台", "4", "2023-09-30", form="县级物资调拨单台账"),
        fact("付方 / 报损报废 / 油锯", "台", "1", "2023-09-30", form=FLOWS),
        fact("油锯 / 年末库存", "台", "8", "2022-12-31", form="森林防火物资收支存年报（2022年）"),
        fact("油锯（实盘）", "台", "10", "2023-09-30", form="三季度末盘点单"),
    ]
    cells = read(STORE, *given, on=ON, merged=ACROSS)
    assert values(cells, "G8", "I8") == [3, 10]


def test_what_an_answer_leaves_out_may_stand_in_a_line_of_its_own_beside_the_cells() -> None:
    rows: Rows = [
        ["2022年蔬菜生产情况表"],
        ["项目", "计量单位", "数量"],
        ["一、蔬菜播种面积", "公顷", None],
        ["二、食用菌", "吨", None],
    ]
    given = fact("蔬菜（含菜用瓜，不含食用菌） / 面积", "亩", "930", "2022-12-31", form="农业年终台账")
    assert values(read(rows, given, on=date(2023, 1, 9)), "C3") == [62]
    assert values(read(rows[:3], given, on=date(2023, 1, 9)), "C3") == [None]


def test_vegetables_are_weighed_fresh_and_rape_is_reaped_in_summer() -> None:
    rows: Rows = [
        ["2022年主要作物生产情况表"],
        ["项目", "计量单位", "数量"],
        ["辣椒产量", "吨", None],
        ["油菜籽播种面积", "亩", None],
        ["早稻播种面积", "亩", None],
    ]
    given = [
        fact("辣椒（鲜） / 总产", "公斤", "42000", "2022-12-31", form="作物产量登记本"),
        fact("油菜（夏收） / 实播", "亩", "920", "2022-12-31", form="作物产量登记本"),
        fact("早稻 / 实播", "亩", "612", "2022-12-31", form="作物产量登记本"),
    ]
    assert values(read(rows, *given, on=date(2023, 1, 9)), "C3", "C4", "C5") == [42, 920, 612]


def test_a_register_of_one_kind_of_people_counts_those_where_a_line_says_only_户数() -> None:
    rows: Rows = [["2023年乡镇基本情况表"], ["指标", "单位", "数量"], ["低保户数", "户", None], ["户数", "户", None]]
    given = fact("户数", "户", "27", "2023-12-31", form="12月低保发放花名册（汇总行）")
    assert values(read(rows, given, on=date(2024, 1, 9)), "C3", "C4") == [27, None]


def test_two_papers_on_who_is_insured_disagree_though_one_tells_from_whom_it_is() -> None:
    rows: Rows = [["2023年乡镇基本情况表"], ["指标", "单位", "数量"], ["城乡居民医疗保险参保人数", "人", None]]
    given = [
        fact("2023年度居民医保 / 参保", "人", "1598", "2023-12-31", form="医保缴费进度表"),
        fact("2023年度参保居民", "人", "1623", "2023-12-31", form="医保参保清单（县医保局反馈）"),
    ]
    assert read(rows, *given, on=date(2024, 1, 9))["C3"].verdict.status == "conflict"


def test_how_often_a_thing_was_seen_is_a_measure_of_its_own() -> None:
    rows: Rows = [["2024年上半年商铺管理情况表"], ["指标", "单位", "数量"], ["上半年检查商铺", "间次", None]]
    given = fact("检查商铺（一至二季度累计）", "间次", "1460", "2024-06-30", form="消防排查进度（二季度）")
    assert values(read(rows, given, on=date(2024, 7, 9)), "C3") == [1460]


def test_what_常住_means_need_not_be_said() -> None:
    rows: Rows = [["2024年街道基本情况表"], ["指标", "单位", "数量"], ["常住人口", "人", None]]
    given = fact("常住（住满半年） / 人口", "人", "45120", "2024-06-30", form="基础信息手册")
    assert values(read(rows, given, on=date(2024, 7, 9)), "C3") == [45120]
