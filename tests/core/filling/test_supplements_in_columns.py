"""Labels one below the other beside a table; parts of what is not named; what brackets, sizes and teams stand for."""

from __future__ import annotations

from datetime import date

import pytest

from songbang.core.filling.facts import Fact
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

Rows = list[list[object]]
YEAR_END, ON = "2025-12-31", date(2026, 1, 20)
TABLE: Rows = [
    ["造林情况表"],
    ["填报单位：甲镇", None, None, "2025年"],
    ["树种", "计量单位", "上年末面积", "年末面积"],
    ["杉木", "亩", None, None],
    ["毛竹", "亩", None, None],
    ["填表说明：面积按小班填报。"],
]


@pytest.mark.parametrize(
    "below",
    [
        [["补充资料"], ["年末护林员（人）", None], ["年末巡护站（个）", None]],
        [["补充资料："], ["1.年末护林员（人）", None], ["2.年末巡护站（个）", None]],
        [["附报"], ["年末护林员", "人", None], ["年末巡护站", "个", None]],
        [["另报指标"], ["年末护林员", None, "人"], ["年末巡护站", None, "个"]],
        [["年末护林员（人）", None], ["年末巡护站（个）", None]],
    ],
)
def test_labels_that_name_their_measure_one_below_the_other_have_their_blanks(below: Rows) -> None:
    given = [fact("护林员", "人", "31", YEAR_END), fact("巡护站", "个", "4", YEAR_END)]
    cells = read(TABLE + below, *given, on=ON)
    lines = {cell.slot.row.label.strip("12."): cell.verdict.value for cell in cells.values() if cell.slot.number > 6}
    assert sorted(lines.values()) == [4, 31]  # type: ignore[type-var]


def test_a_part_of_what_names_nothing_is_one_of_what_stands_over_both_and_not_of_the_section() -> None:
    rows: Rows = [
        ["水利工程审批情况"],
        ["甲镇", None, None, "2025年"],
        ["单位", "一、当年许可管理", None, None],
        [None, "许可件数（件）", None, "其他（件）"],
        [None, "小计", "其中：涉河建设", None],
        ["东村", None, None, None],
        ["西村", None, None, None],
    ]
    given = [fact("许可件数 / 涉河建设", "件", "7", YEAR_END, of="11", form="水行政许可台账（2025年1-12月）")]
    cells = read(rows, *given, on=ON, merged=("A3:A5", "B3:D3", "B4:C4", "D4:D5"))
    assert values(cells, "C6", "C7") == [7, None]


def asked(label: str, unit: str, *told: Fact, title: str = "2025年基本情况表", **more: Rows) -> list[object]:
    rows: Rows = [[title], ["项目", "计量单位", "数量"], *more.get("over", []), [label, unit, None]]
    rows += [["村民小组数", "个", None]]
    return values(read(rows, *told, on=ON), f"C{3 + len(more.get('over', []))}")


@pytest.mark.parametrize(
    ("label", "indicator", "unit", "form"),
    [
        ("其他减少园地面积", "其他原因减少园地面积", "亩", "变更台账（2025年）"),
        ("已颁证林地宗数", "林地使用权登记发证宗数", "宗", "不动产登记台账（截至2025年末）"),
        ("新占耕地面积", "占用耕地面积", "亩", "建设占地台账（2025年）"),
        ("大户经营户数（30亩以上）", "经营30亩及以上户数", "户", "种植名录库"),
        ("规模饲养户（50头以上）", "饲养50头以上户", "户", "养殖名录库"),
        ("监测户的残疾人", "监测户中残疾人", "人", "信息系统导出（2025年末）"),
        ("退役人员党员", "退役人员中党员", "人", "信息系统导出（2025年末）"),
        ("参加居民医保人数", "居民医保参保人数", "人", "参保名单"),
        ("参加城乡居民养老保险人数", "城乡居民养老保险参保人数", "人", "参保名单"),
        ("监测对象务工人数", "外出及就近务工监测对象", "人", "务工台账"),
        ("监测对象务工人数", "省内外务工监测对象", "人", "务工台账"),
        ("驻村工作队人数", "驻村工作队员", "人", "干部名册"),
        ("帮扶责任人", "结对帮扶责任人", "人", "驻村帮扶干部名册"),
        ("批准林木采伐蓄积", "核发采伐证蓄积", "立方米", "采伐许可证核发汇总（2025年）"),
        ("农机作业服务组织", "农机服务组织", "个", "农机合作社名录"),
    ],
)
def test_words_of_registers_that_say_what_the_form_says(label: str, indicator: str, unit: str, form: str) -> None:
    assert asked(label, unit, fact(indicator, unit, "52", YEAR_END, form=form)) == [52]


@pytest.mark.parametrize(
    ("label", "indicator", "unit"),
    [
        ("规模经营户（50亩以上）", "经营100亩以上户", "户"),
        ("规模经营户", "经营50亩以上户", "户"),
        ("监测户", "监测户中残疾人户", "户"),
        ("监测对象务工人数", "外出务工监测对象", "人"),
        ("党员活动中心", "党员中活动骨干", "个"),
    ],
)
def test_what_counts_but_some_of_a_thing_is_not_the_thing(label: str, indicator: str, unit: str) -> None:
    assert asked(label, unit, fact(indicator, unit, "52", YEAR_END)) == [None]


def test_two_papers_on_what_was_taken_in_that_differ_a_little_are_in_conflict() -> None:
    given = [
        fact("流转去向 / 流转入合作社", "亩", "3225", YEAR_END, form="土地流转台账（2025年）"),
        fact("农民合作社流入耕地面积", "亩", "2970", YEAR_END, form="经营主体名录库"),
    ]
    title = "2025年土地流转情况年报表"
    assert asked("流转入农民合作社的面积", "亩", *given[:1], title=title) == [3225]
    assert asked("流转入农民合作社的面积", "亩", *given, title=title) == [None]


def test_a_part_of_those_who_are_there_is_there_where_the_newest_figure_is_asked_for() -> None:
    rows: Rows = [
        ["务工情况表"],
        ["项目", "计量单位", "数量"],
        ["脱贫人口务工人数", "人", None],
        ["其中：省外务工", "人", None],
    ]
    latest: Rows = [["填表说明：按报出前最近一次掌握数填报。"]]
    given = [
        fact("脱贫人口务工", "人", "142", "2025-11-30", form="务工监测台账"),
        fact("脱贫人口务工 / 省外", "人", "67", "2025-11-30", form="务工监测台账"),
    ]
    assert values(read(rows + latest, *given, on=ON), "C3", "C4") == [142, 67]
    assert values(read(rows, *given, on=ON), "C3", "C4") == [142, None]


def test_room_for_remarks_heads_nothing_in_the_block_beside_it() -> None:
    rows: Rows = [
        ["村基本情况表"],
        ["项目", "单位", "数量", "项目", "单位", "数量"],
        ["党员", "人", None, "网格员", "人", None],
        ["备注：", None, None, "护林员", "人", None],
    ]
    cells = read(rows, fact("网格员", "人", "3", YEAR_END), on=ON)
    assert not any("备注" in token for cell in cells.values() for token in cell.asked.context)
    assert not any(cell.slot.row.label.startswith("备注") for cell in cells.values())


ACCOUNTS: Rows = [
    ["村集体资产负债表"],
    ["填报单位：甲镇", None, "2025年12月31日", "单位：元"],
    ["项目", "行次", "年初数", "年末数"],
    ["存货", 1, None, None],
    ["生产（役）畜资产", 2, None, None],
    ["果木资产", 3, None, None],
    ["农业资产合计", 4, None, None],
    ["审核关系：农业资产合计=生产（役）畜资产+果木资产。"],
]


def test_a_list_of_balances_has_the_statements_name_in_brackets_and_a_relation_the_brackets_of_a_label() -> None:
    balances = "村级科目余额表（2025年12月）"
    given = [
        fact("库存物资（存货）", "元", "120", YEAR_END, form=balances),
        fact("生产（役）畜资产", "元", "300", YEAR_END, form=balances),
        fact("果木资产", "元", "500", YEAR_END, form=balances),
    ]
    assert values(read(ACCOUNTS, *given, on=ON), "D4", "D5", "D6", "D7") == [120, 300, 500, 800]
