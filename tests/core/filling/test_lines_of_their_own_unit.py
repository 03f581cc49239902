"""Lines and relations that a table tells in its own way: a unit among columns, letters for columns, ways together,
and what such answers do not say."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

ON = date(2025, 1, 12)
Rows = list[list[object]]


def test_a_line_may_have_a_unit_of_its_own_in_the_first_of_columns_that_have_others() -> None:
    rows: Rows = [
        ["机动船情况"],
        ["填报单位：甲镇 2024年"],
        ["指标名称", "代码", "年末拥有量", None, None],
        [None, None, "艘", "总吨", "千瓦"],
        ["甲", "乙", 1, 2, 3],
        ["机动船", "01", None, None, None],
        ["1.客船", "02", None, None, None],
        ["2.货船", "03", None, None, None],
        ["补充资料："],
        ["持证船员", "04", "人", None, None],
        ["检验机动船", "05", "艘", None, None],
        ["检验率", "06", "%", None, None],
        ["检验率=检验机动船÷机动船年末艘数×100%，保留一位小数。"],
        ["审核关系：（1）01=02+03　（2）01≥05"],
    ]
    form = "船舶登记系统年末导出（2024年）"
    given = [
        fact("客船 / 艘数", "艘", "12", "2024-12-31", form=form),
        fact("货船 / 艘数", "艘", "8", "2024-12-31", form=form),
        fact("客船 / 主机总功率", "千瓦", "300", "2024-12-31", form=form),
        fact("货船 / 主机总功率", "千瓦", "500.5", "2024-12-31", form=form),
        fact("客船 / 总吨位", "总吨", "90", "2024-12-31", form=form),
        fact("持证船员", "人", "31", "2024-12-31"),
        fact("检验机动船", "艘", "13", "2024-12-31", form="检验年报（2024年）"),
    ]
    merged = ("A3:A4", "B3:B4", "C3:E3", "D10:E10", "D11:E11", "D12:E12")
    cells = read(rows, *given, on=ON, merged=merged)
    assert values(cells, "C6", "C7", "D6", "D7", "E6", "E8") == [20, 12, None, 90, 800.5, 500.5]
    assert values(cells, "D10", "D11", "D12") == [31, 13, 65]


def test_relations_name_columns_by_their_letters_and_a_total_by_its_ending() -> None:
    rows: Rows = [
        ["渠道变动情况"],
        ["填报单位：甲镇 2024年"],
        ["项目", "单位", "年初数", "本年增加", "本年减少", "年末数", "年末比年初增减%"],
        ["甲", "乙", "A", "B", "C", "D", "E"],
        ["渠道长度合计", "公里", None, None, None, None, None],
        ["  干渠", "公里", None, None, None, None, None],
        ["  支渠", "公里", None, None, None, None, None],
        ["说明：①D=A+B-C；E=(D-A)÷A×100%，保留两位小数。②合计=干渠+支渠。"],
    ]
    given = [
        fact("干渠 / 长度", "公里", "30", "2023-12-31"),
        fact("支渠 / 长度", "公里", "60", "2023-12-31"),
        fact("干渠 / 新改建增加", "公里", "1", "2024-12-31", form="渠道变更登记（2024年）"),
        fact("支渠 / 新改建增加", "公里", "4", "2024-12-31", form="渠道变更登记（2024年）"),
        fact("干渠 / 核减", "公里", "0", "2024-12-31", form="渠道变更登记（2024年）"),
        fact("支渠 / 核减", "公里", "2", "2024-12-31", form="渠道变更登记（2024年）"),
    ]
    cells = read(rows, *given, on=ON)
    assert values(cells, "C5", "D5", "E5", "F5", "F7") == [90, 5, 2, 93, 62]
    assert values(cells, "G5", "G7") == [Fraction("3.33"), Fraction("3.33")]


def test_what_came_into_a_store_is_told_by_several_ways_named_together_and_not_by_one() -> None:
    rows: Rows = [
        ["应急保障情况表"],
        ["填报单位：甲镇", None, None, "2024年度"],
        ["一、应急物资"],
        ["名称", "单位", "年初结存", "本年购置（调入）", "本年报废（调出）", "年末结存"],
        ["救生圈", "个", None, None, None, None],
        ["发电机", "台", None, None, None, None],
    ]
    form = "应急物资明细账（2024年）"
    given = [
        fact("救生圈 / 购入及上级配发", "个", "6", "2024-12-31", form=form),
        fact("救生圈 / 报损及调出", "个", "2", "2024-12-31", form=form),
        fact("救生圈 盘点实存", "个", "20", "2024-12-31", form="年末盘点表"),
        fact("发电机 / 报损", "台", "1", "2024-12-31", form=form),
    ]
    cells = read(rows, *given, on=ON)
    assert values(cells, "C5", "D5", "E5", "F5", "E6") == [16, 6, 2, 20, None]


def test_a_heading_that_joins_two_things_does_not_bind_the_column_that_names_one() -> None:
    rows: Rows = [
        ["基本情况汇总表"],
        ["填报单位：甲镇", None, "2025年1月"],
        ["村（社区）", "水渠和泵站（处）", None],
        [None, "水渠处数", "建成泵站处数"],
        ["东村", None, None],
        ["西村", None, None],
    ]
    given = [fact("水渠", "处", "3", "2024-11-30", of="11"), fact("已建泵站", "处", "2", "2024-11-30", of="12")]
    cells = read(rows, *given, on=ON, merged=("A3:A4", "B3:C3"))
    assert values(cells, "B5", "C6") == [3, 2]


def test_people_who_would_outgrow_those_they_are_part_of_are_left_open() -> None:
    rows: Rows = [
        ["公路管理情况"],
        ["填报单位：甲镇 2024年"],
        ["项目", "单位", "数量"],
        ["护路员", "人", None],
        ["其中：公益性岗位", "人", None],
    ]
    road = fact("护路员", "人", "24", "2024-12-31", form="护路员名册（2024年12月）")
    for number, taken in (("58", None), ("15", 15)):
        jobs = fact("公益性岗位合计", "人", number, "2024-12-31", form="公益性岗位在岗统计（2024年12月）")
        assert values(read(rows, road, jobs, on=ON), "C4", "C5") == [24, taken]


def test_a_paper_that_leaves_its_months_open_may_gainsay_one_of_the_quarter() -> None:
    rows: Rows = [
        ["调解工作季报"],
        ["填报单位：甲镇", None, "2024年3季度"],
        ["指标名称", "计量单位", "本季"],
        ["调解纠纷", "件", None],
        ["排查纠纷", "件", None],
    ]
    sure = fact("调解纠纷", "件", "343", "2024-09-30", form="调解系统汇总（2024年7-9月）")
    other = fact("调解纠纷数", "件", "331", "2024-09-30", form="司法所工作季报汇总（2024年3季度）")
    cells = read(rows, sure, other, on=date(2024, 10, 12))
    assert cells["C4"].verdict.status == "conflict"


def test_who_names_another_line_says_nothing_of_the_total() -> None:
    rows: Rows = [
        ["在用设备情况"],
        ["填报单位：甲镇 2024年"],
        ["种类", "代码", "单位", "在用数量"],
        [None, None, None, "期末在用"],
        ["合  计", "01", "台", None],
        ["锅炉", "02", "台", None],
        ["大型游乐设施", "03", "台", None],
    ]
    given = [fact("机电类 / 大型游乐设施 / 在用数量", "台", "13", "2024-12-31", form="登记系统（2024年末）")]
    cells = read(rows, *given, on=ON, merged=("A3:A4", "B3:B4", "C3:C4"))
    assert values(cells, "D5", "D7") == [None, 13]
