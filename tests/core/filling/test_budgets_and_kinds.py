"""Budgets and what a level has of its own; parts of a whole; what is struck off; single kinds of a class."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

YEAR, ON = "2025-12-31", date(2026, 2, 10)


@pytest.mark.parametrize(
    "paper",
    ["甲镇2025年财政预算表", "2025年乡镇财政预算批复", "2025年部门预算安排表", "2025年收支预算方案（人代会批准）"],
)
def test_a_budget_of_the_years_last_day_tells_what_is_to_be_spent(paper: str) -> None:
    rows: list[list[object]] = [
        ["乡镇财政收支完成情况表"],
        ["填报单位：甲镇", None, "2025年", "单位：万元"],
        ["项目", "年初预算数", "全年执行数", "执行数为预算%"],
        ["教育支出", None, None, None],
        ["卫生健康支出", None, None, None],
    ]
    given = [
        fact("教育支出", "万元", "300", YEAR, form=paper),
        fact("教育支出", "万元", "330", YEAR, form="甲镇财政收支执行情况（1-12月）"),
        fact("卫生健康支出", "万元", "120", YEAR, form=paper),
    ]
    cells = read(rows, *given, on=ON)
    assert values(cells, "B4", "C4", "B5", "C5") == [300, 330, 120, None]


@pytest.mark.parametrize("own", ["镇级收入", "本级收入", "乡镇级税收", "镇级库款"])
def test_a_levels_budget_asks_for_what_a_paper_of_all_levels_calls_that_levels_own(own: str) -> None:
    rows: list[list[object]] = [
        ["乡镇预算执行年报"],
        ["填报单位：甲镇", "2025年", "单位：万元"],
        ["项目", "全年执行数"],
        ["一、一般公共预算收入", None],
        ["  印花税", None],
    ]
    given = [
        fact(f"{own} / 印花税", "元", "86000", YEAR, form="税收入库年报"),
        fact("全口径收入 / 印花税", "元", "172000", YEAR, form="税收入库年报"),
    ]
    assert values(read(rows, *given, on=ON), "B5") == [pytest.approx(8.6)]


@pytest.mark.parametrize(
    ("heading", "part", "under", "beside", "kept"),
    [
        ("年末法人单位中", "企业", "在库法人单位 / 企业法人", "期末实有企业", True),
        ("其中：法人单位", "企业", "年末法人单位 / 企业法人单位", "年末企业", True),
        ("机动车中", "货车", "机动车 / 机动货车", "货车", True),
        ("家禽中", "鸭", "家禽 / 鸭", "鸭", False),
        ("集中供水人口中", "脱贫户", "集中供水人口 / 集中供水脱贫户", "集中供水脱贫户", False),
    ],
)
def test_a_part_is_told_by_the_line_that_names_its_whole_again(
    heading: str, part: str, under: str, beside: str, *, kept: bool
) -> None:
    rows: list[list[object]] = [
        ["年末情况表（分村）"],
        ["填报单位：甲镇", None, "2025年", "计量单位：个"],
        ["村", heading, None],
        [None, part, "其他"],
        ["东村", None, None],
        ["西村", None, None],
    ]
    given = [
        fact(under, "个", "90", YEAR, of="11", form="名录年度汇总"),
        fact(beside, "个", "117", YEAR, of="11", form="登记年报"),
    ]
    cells = read(rows, *given, on=ON, merged=("B3:C3", "A3:A4"))
    assert values(cells, "B5") == [90 if kept else None]


@pytest.mark.parametrize(
    "told", ["企业注销、吊销户数", "注吊销企业", "企业注（吊）销户数", "吊销、注销企业数", "注销及吊销企业"]
)
def test_what_is_struck_off_and_what_is_revoked_are_told_together(told: str) -> None:
    rows: list[list[object]] = [
        ["市场主体季报"],
        ["填报单位：甲镇", None, "2025年4季度"],
        ["项目", "计量单位", "本季注销吊销"],
        ["企业", "户", None],
        ["合作社", "户", None],
    ]
    given = [fact(told, "户", "9", YEAR, form="登记月报（10-12月）")]
    assert values(read(rows, *given, on=ON), "C4", "C5") == [9, None]


def test_revoked_units_are_among_those_gone_where_all_are_told() -> None:
    rows: list[list[object]] = [
        ["名录年报"],
        ["填报单位：甲镇", None, "2025年", None],
        ["项目", "计量单位", "年初数", "本年新增", "本年注销", "年末数"],
        ["法人单位", "个", None, None, None, None],
    ]
    given = [fact("注销、吊销法人单位", "个", "14", YEAR, form="名录更新清单（2025年）")]
    assert values(read(rows, *given, on=ON), "E4") == [14]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("应交税金", "应交增值税"),
        ("实缴税收", "实缴印花税"),
        ("家禽存笼", "鸡存笼量"),
        ("公路设施处数", "公路渡口处数"),
    ],
)
def test_a_last_figure_goes_on_to_none_of_a_single_kind(asked: str, told: str) -> None:
    rows: list[list[object]] = [
        ["主要指标月报表"],
        ["填报单位：甲镇", None, "2025年12月"],
        ["指标名称", "计量单位", "1—本月累计"],
        [asked, "万元", None],
    ]
    given = [
        fact(f"{asked} / 1—本月累计", "万元", "1090", "2024-12-31", form="主要指标月报表（2024年12月）"),
        fact(f"{told} / 1-12月累计", "万元", "1124", YEAR, form="直报汇总（12月）"),
    ]
    assert values(read(rows, *given, on=ON), "C4") == [None]


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("其中：通硬化路", "通硬化路建制村"),
        ("其中：通客车", "通客车的行政村"),
        ("其中：通5G", "通5G建制村"),
        ("其中：有卫生室", "有卫生室建制村"),
    ],
)
def test_a_part_of_a_count_of_villages_counts_villages(part: str, told: str) -> None:
    rows: list[list[object]] = [
        ["农村设施年报"],
        ["填报单位：甲镇", None, "2025年"],
        ["指标", "计量单位", "数量"],
        ["建制村个数", "个", None],
        [part, "个", None],
    ]
    given = [
        fact("建制村数", "个", "12", YEAR, form="行政区划统计表"),
        fact(told, "个", "11", YEAR, form="设施数据库"),
    ]
    assert values(read(rows, *given, on=ON), "C4", "C5") == [12, 11]


def test_members_are_counted_by_their_branches_and_the_years_end_has_parts() -> None:
    rows: list[list[object]] = [
        ["党员情况年报表"],
        ["填报单位：甲镇", None, None, "2025年"],
        ["项目", "单位", "本年增加", "年末数中"],
        [None, None, None, "女性"],
        ["非公企业党员", "名", None, None],
        ["机关党员", "名", None, None],
    ]
    given = [
        fact("非公有制企业党组织党员 / 增加", "人", "13", YEAR, form="党员增减变化登记表（2025年）"),
        fact("机关党组织党员 / 女", "人", "9", YEAR, form="党员信息系统导出"),
        fact("非公有制企业党组织党员 / 女", "人", "5", YEAR, form="党员信息系统导出"),
    ]
    cells = read(rows, *given, on=ON, merged=("A3:A4", "B3:B4", "C3:C4"))
    assert values(cells, "C5", "D5", "D6") == [13, 5, 9]


def test_a_part_of_what_there_is_at_the_end_is_of_the_end_whatever_months_its_column_adds_up() -> None:
    rows: list[list[object]] = [
        ["工业主要指标月报表"],
        ["填报单位：甲镇", None, "2025年6月"],
        ["指标名称", "计量单位", "1—本月累计", "上年同期累计"],
        ["工业销售产值（现价）", "万元", None, None],
        ["  其中：出口交货值", "万元", None, None],
        ["企业个数（期末）", "个", None, None],
        ["  其中：停产企业", "个", None, None],
    ]
    given = [
        fact("出口交货值 / 1-6月累计", "万元", "6626", "2025-06-30", form="直报汇总（6月）"),
        fact("停产企业数", "个", "3", "2025-06-30", form="直报汇总（1-6月）"),
        fact("其中：停产企业", "个", "4", "2024-06-30", form="工业主要指标月报表（2024年6月）"),
    ]
    assert values(read(rows, *given, on=date(2025, 7, 9)), "C5", "C7", "D7") == [6626, 3, 4]


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("其中：村（社区）阅览点", "阅览点 / 村（社区）点"),
        ("其中：村级阅览点", "阅览点 / 村级阅览点"),
        ("其中：镇级阅览点", "阅览点 / 镇级阅览点"),
    ],
)
def test_a_levels_part_is_not_the_whole_that_its_paper_tells(asked: str, part: str) -> None:
    rows: list[list[object]] = [
        ["文化设施年报"],
        ["填报单位：甲镇", None, "2025年"],
        ["指标", "计量单位", "数量"],
        ["阅览点", "个", None],
        [asked, "个", None],
    ]
    given = [
        fact("阅览点", "个", "21", YEAR, form="文化设施台账"),
        fact(part, "个", "14", YEAR, form="文化设施台账"),
    ]
    assert values(read(rows, *given, on=ON), "C4", "C5") == [21, 14]


@pytest.mark.parametrize("other", ["税务登记户数", "纳税登记台账", "参保登记情况", "供电所用电户统计"])
def test_who_came_for_another_end_is_not_all_that_there_is(other: str) -> None:
    rows: list[list[object]] = [
        ["市场主体年报"],
        ["填报单位：甲镇", None, "2025年"],
        ["项目", "计量单位", "年末实有"],
        ["个体工商户", "户", None],
        ["合作社", "户", None],
    ]
    given = [
        fact("个体工商户", "户", "1879", YEAR, form="市场主体实有情况"),
        fact("个体工商户（在册）", "户", "1602", YEAR, form=other),
        fact("合作社", "户", "41", YEAR, form=other),
    ]
    assert values(read(rows, *given, on=ON), "C4", "C5") == [1879, None]
