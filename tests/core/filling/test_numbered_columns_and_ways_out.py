"""Columns numbered with their sums, registers of what went, sections of forms of blanks, papers on another line."""

from __future__ import annotations

from datetime import date

import pytest

from songbang.core.filling.facts import Fact
from songbang.core.filling.fill import Filled
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

Rows = list[list[object]]
YEAR_END, ON = "2025-12-31", date(2026, 1, 20)


@pytest.mark.parametrize(
    "numbers",
    [
        ["1", "2", "3=1-2", "4"],
        ["①", "②", "③=①-②", "④"],
        ["(1)", "(2)", "(3)=(1)-(2)", "(4)"],
        ["01", "02", "03=01-02", "04"],
        ["1", "2", "—", "3"],
    ],
)
def test_columns_are_numbered_with_the_sum_that_one_is_of_others(numbers: list[str]) -> None:
    rows: Rows = [
        ["养殖户情况年报"],
        ["填报单位：甲镇", None, "2025年"],
        ["指标名称", "代码", "户数（户）", None, None, "登记情况（户）"],
        [None, None, "年末", "上年末", "增减", "新登记"],
        [None, None, *numbers],
        ["养鸡户", "01", None, None, None, None],
        ["养羊户", "02", None, None, None, None],
    ]
    given = [
        fact("养鸡户", "户", "30", YEAR_END),
        fact("养鸡户", "户", "26", "2024-12-31"),
        fact("新登记养鸡户", "户", "5", YEAR_END, form="养殖户登记台账（2025年）"),
    ]
    cells = read(rows, *given, on=ON, merged=("A3:A5", "B3:B5", "C3:E3"))
    assert values(cells, "C6", "D6", "E6", "F6") == [30, 26, 4, 5]


@pytest.mark.parametrize("head", ["本月发生数", "12月发生数", "本月执行数", "本月实际数", "当月发生额"])
def test_a_heading_that_says_of_a_time_only_that_something_came_about_names_no_thing(head: str) -> None:
    rows: Rows = [
        ["水费收缴月报"],
        ["填报单位：甲镇", None, "2025年12月"],
        ["指标名称", "计量单位", "本月"],
        ["水费收入", "万元", None],
        ["污水处理费收入", "万元", None],
    ]
    given = [
        fact(f"水费收入 / {head}", "万元", "7", YEAR_END, form="收费月报（12月）"),
        fact(f"污水处理费收入 / {head}", "万元", "2", YEAR_END, form="收费月报（12月）"),
    ]
    assert values(read(rows, *given, on=ON), "C4", "C5") == [7, 2]


STOCK: Rows = [
    ["公园设施增减年报"],
    ["填报单位：甲街道", None, "2025年"],
    ["设施名称", "单位", "年初数", "本年增加", "本年减少", "年末数"],
    ["休息座椅", "个", None, None, None, None],
    ["健身路径", "个", None, None, None, None],
    ["景观亭", "个", None, None, None, None],
    ["标识牌", "个", None, None, None, None],
    ["审核关系：年末数=年初数+本年增加-本年减少。"],
]
NAMES = ("休息座椅", "健身路径", "景观亭", "标识牌")


@pytest.mark.parametrize("way", ["报废拆除", "拆除", "报废淘汰", "淘汰", "拆除报废"])
def test_a_register_of_what_went_tells_what_went_and_nothing_that_there_is(way: str) -> None:
    form = f"公园设施{way}登记（2025年）"
    given = [fact(f"{name}{way}", "个", str(n), YEAR_END, form=form) for n, name in enumerate(NAMES)]
    cells = _facilities(*given)
    assert values(cells, *(f"E{row}" for row in range(4, 8))) == [0, 1, 2, 3]
    assert not {cells[f"F{row}"].verdict.status for row in range(4, 8)} & {"held", "derived", "conflict"}


@pytest.mark.parametrize("way", ["新增", "购置", "新安装", "增设", "投放"])
def test_a_register_of_what_came_tells_what_came_and_nothing_that_there_is(way: str) -> None:
    form = "公园设施台账（2025年）"
    given = [fact(f"{name}{way}", "个", str(n + 1), YEAR_END, form=form) for n, name in enumerate(NAMES)]
    cells = _facilities(*given)
    assert values(cells, *(f"D{row}" for row in range(4, 8))) == [1, 2, 3, 4]
    assert not {cells[f"F{row}"].verdict.status for row in range(4, 8)} & {"held", "derived", "conflict"}


def _facilities(*given: Fact) -> dict[str, Filled]:
    return read(STOCK, *given, on=ON, merged=("A8:F8",))


def _pairs(one: str, other: str) -> Rows:
    return [
        ["村容整治登记表"],
        ["填报单位：甲镇", None, None, "填表日期：2025年12月31日"],
        [one],
        ["拆除旧房（栋）", None, "种植树木（株）", None],
        [other],
        ["拆除旧房（栋）", None, "种植树木（株）", None],
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("一、2024年整治", "二、2025年整治"),
        ("（一）2024年全年", "（二）2025年全年"),
        ("一、2024年度完成情况", "二、2025年度完成情况"),
        ("一、2024年1—12月", "二、2025年1—12月"),
    ],
)
def test_sections_of_a_form_of_labels_and_blanks_tell_of_which_year_they_are(one: str, other: str) -> None:
    given = [
        fact("拆除旧房", "栋", "8", "2024-12-31", form="旧房整治年报（2024年）"),
        fact("拆除旧房", "栋", "5", YEAR_END, form="旧房整治年报（2025年）"),
        fact("种植树木", "株", "300", YEAR_END, form="旧房整治年报（2025年）"),
    ]
    cells = read(_pairs(one, other), *given, on=ON, merged=("A3:D3", "A5:D5"))
    assert values(cells, "B4", "B6", "D6") == [8, 5, 300]
    assert cells["D4"].verdict.status == "unknown"


@pytest.mark.parametrize("levels", [("中央财政", "省财政", "县财政"), ("中央", "省级财政", "县级财政")])
def test_whose_money_it_is_may_be_told_by_the_level_or_by_its_treasury(levels: tuple[str, str, str]) -> None:
    rows: Rows = [
        ["水渠整修资金年报"],
        ["填报单位：甲镇", None, "2025年"],
        ["指标名称", "计量单位", "数量"],
        ["中央补助", "万元", None],
        ["省级补助", "万元", None],
        ["县级补助", "万元", None],
    ]
    form = "水渠整修资金台账（2025年）"
    given = [fact(f"补助资金 / {level}", "万元", str(n + 1), YEAR_END, form=form) for n, level in enumerate(levels)]
    assert values(read(rows, *given, on=ON), "C4", "C5", "C6") == [1, 2, 3]


@pytest.mark.parametrize("body", ["调委会", "人民调解委员会", "综治中心", "关工委"])
def test_the_bodies_of_villages_are_not_all_of_them(body: str) -> None:
    rows: Rows = [
        ["基层组织季报"],
        ["填报单位：甲镇", None, "2025年四季度"],
        ["指标名称", "计量单位", "本季末"],
        [body, "个", None],
        [f"  其中：村（社区）{body}", "个", None],
    ]
    form = "基层组织名册"
    given = [
        fact(body, "个", "14", YEAR_END, form=form),
        fact(f"{body} / 村（居）{body}", "个", "12", YEAR_END, form=form),
    ]
    assert values(read(rows, *given, on=ON), "C4", "C5") == [14, 12]


LICENCES: Rows = [
    ["渔业主体登记季报"],
    ["填报单位：甲镇", None, "2025年四季度"],
    ["指标名称", "计量单位", "本季注销"],
    ["经营主体合计", "户", None],
    ["个体养殖户", "户", None],
    ["养殖企业", "户", None],
]


@pytest.mark.parametrize("title", ["个体养殖户清理台账", "个体养殖户年报公示台账", "个体养殖户登记簿"])
def test_what_a_register_of_one_kind_tells_is_not_told_of_all(title: str) -> None:
    cells = read(LICENCES, fact("四季度办理注销户数", "户", "6", YEAR_END, form=title), on=ON)
    assert cells["C4"].verdict.status == "unknown"


def test_a_paper_on_all_that_another_line_asks_for_tells_of_that_line() -> None:
    rows: Rows = [
        ["群众工作季报"],
        ["填报单位：甲镇", None, "2025年四季度"],
        ["指标名称", "计量单位", "本季"],
        ["来访", "件", None],
        ["领导干部接访", "次", None],
    ]
    told = fact("来访登记（四季度）", "件", "19", YEAR_END, form="信访信息系统统计")
    leaders = fact("接待群众来访次数（四季度）", "次", "15", YEAR_END, form="领导干部接访登记")
    assert values(read(rows, told, leaders, on=ON), "C4") == [19]


@pytest.mark.parametrize("part", ["其中：已修复", "    已修复", "其中：由村修复"])
def test_parts_of_what_was_done_last_year_are_of_last_year(part: str) -> None:
    rows: Rows = [
        ["道路养护登记表"],
        ["填报单位：甲村", None, "2025年一季度"],
        ["项目", "计量单位", "数量"],
        ["上年排查路面坑槽", "处", None],
        [part, "处", None],
    ]
    form, label = "道路养护年度统计（2024年）", part.strip().removeprefix("其中：")
    given = [
        fact("排查路面坑槽", "处", "30", "2024-12-31", form=form),
        fact(f"排查路面坑槽 / {label}", "处", "24", "2024-12-31", form=form),
    ]
    assert values(read(rows, *given, on=date(2025, 4, 10)), "C4", "C5") == [30, 24]


def test_a_list_that_says_that_each_thing_was_received_is_the_forms_list() -> None:
    rows: Rows = [
        ["专项经费年报"],
        ["填报单位：甲镇", None, "2025年"],
        ["项目", "代码", "本年支出"],
        *([name, f"0{n}", None] for n, name in enumerate(("护林经费", "修渠经费", "村道经费", "书屋经费"), 1)),
    ]
    paid = [
        fact(f"{row[0]} / 累计支出", "元", "500", YEAR_END, form="镇财政所支出明细账（2025年）") for row in rows[3:]
    ]
    got = [fact(f"全年收到{row[0]}", "元", "900", YEAR_END, form="国库对账单") for row in rows[3:]]
    rows[1].append("计量单位：元")
    assert values(read(rows, *paid, *got, on=ON), "C4", "C7") == [500, 500]
