"""Registers that hold look-alikes: notes, brackets, papers and headings tell which of them a cell means."""

from __future__ import annotations

from datetime import date

from songbang.core.filling.facts import Fact
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact, filled, form, only

JULY = date(2023, 7, 8)
NOW = "2023-12-31"


def fish(*told: Fact, until_now: str = "1—本季", quarter: str = "本季") -> list[object]:
    rows: list[list[object]] = [
        ["水产养殖情况季报"],
        ["填报单位：甲镇", None, "2023年二季度"],
        ["指标", "单位", "代码", "季末在养", None, "投放（起捕）", None, None, None],
        [None, None, None, None, None, until_now, None, quarter, None],
        [None, None, None, "本期", "上年同期", "本期", "上年同期", "本期", "上年同期"],
        ["草鱼", "万尾", "01", None, None, None, None, None, None],
    ]
    merged = ("A3:A5", "B3:B5", "C3:C5", "D3:E4", "F3:I3", "F4:G4", "H4:I4")
    return values(read(rows, *told, on=JULY, merged=merged), "E6", "G6", "I6")


def test_an_issue_may_name_a_column_by_its_innermost_headings_where_they_stand_over_no_other() -> None:
    lines = {"1—本季 / 本期": "12", "本季 / 本期": "7"}
    last = "水产养殖情况季报（2022年二季度）"
    told = [fact(f"草鱼 / {label}", "万尾", n, "2022-06-30", form=last) for label, n in lines.items()]
    assert fish(*told) == [None, 12, 7]
    assert fish(fact("草鱼 / 本期", "万尾", "9", "2022-06-30", form=last)) == [None, None, None]
    months = fact("草鱼 / 1—6月 / 本期", "万尾", "12", "2022-06-30", form=last)
    assert fish(months, until_now="1—6月", quarter="4—6月") == [None, 12, None]


def test_a_note_tells_whether_what_there_is_or_what_is_permitted_is_asked() -> None:
    paper = "托老机构年报"
    told = [
        fact("托老机构 / 核定床位", "张", "90", NOW, form=paper),
        fact("托老机构 / 开放床位", "张", "72", NOW, form=paper),
    ]
    line: list[object] = ["托老机构床位", "张", "1", None]
    assert only(form(line, notes="床位按实有（实际开放）数填报。"), *told).verdict.value == 72
    assert only(form(line, notes="床位按实有（实际开放）数填报。"), told[0]).verdict.status == "unknown"


def test_a_note_tells_which_of_its_kind_a_line_counts() -> None:
    told = fact("对外开放公共浴室（乡镇和农村）", "座", "6", NOW)
    line: list[object] = ["公共浴室", "座", "1", None]
    assert only(form(line, notes="公共浴室包括乡镇和农村对外开放的全部公共浴室。"), told).verdict.value == 6
    assert only(form(line), told).verdict.status == "unknown"


def test_what_a_slip_of_acceptance_tells_came_in_and_is_nothing_that_there_is() -> None:
    book = form(["编织网", "张", "1", None, None], columns=("本年购置", "年末库存"))
    told = fact("编织网", "张", "40", NOW, form="抗旱物资采购验收单汇总（2023年1—12月）")
    assert [cell.verdict.status for cell in filled(book, told).cells] == ["held", "unknown"]


def test_a_bracket_that_adds_up_two_kinds_tells_neither() -> None:
    told = fact("文艺社团（登记和备案合计）", "个", "8", NOW)
    assert only(form(["备案的文艺社团", "个", "1", None]), told).verdict.status == "unknown"


def test_two_bureaus_that_count_businesses_in_other_units_gainsay_each_other() -> None:
    told = fact("农民专业合作社", "个", "14", NOW, form="农村经营情况年报")
    other = fact("农民专业合作社（存续）", "户", "17", NOW, form="经营主体台账")
    assert only(form(["农民专业合作社", "个", "1", None]), told, other).verdict.status == "conflict"


def test_a_line_that_says_nothing_alone_stands_under_the_one_it_is_set_in_under() -> None:
    book = form(["从业人员合计", "人", "1", None], ["  第二产业", "人", "2", None])
    told = fact("从业人员 / 第二产业", "人", "355", NOW)
    assert filled(book, told).cells[1].verdict.value == 355


def test_a_heading_that_names_a_paper_tells_nothing_of_its_lines() -> None:
    told = fact("资产负债表 / 负债合计 / 年末数", "元", "3100", NOW, form="村账代理台账")
    assert only(form(["年末负债总额", "元", "1", None]), told).verdict.value == 3100


def test_a_bracket_that_lists_what_a_heading_takes_together_need_not_be_said() -> None:
    told = fact("块根类（木薯、葛根、山药等） / 播种面积", "亩", "210", NOW, form="作物统计年报（2023年）")
    assert only(form(["块根类", "亩", "1", None], columns=("播种面积",)), told).verdict.value == 210


def test_a_part_in_its_other_word_is_not_its_whole() -> None:
    book = form(["出租房屋", "套", "1", None], ["其中：居住类", "套", "2", None], period="2024年")
    told = fact("出租房屋 / 居住用途", "套", "88", "2024-03-01")
    assert [cell.verdict.status for cell in filled(book, told).cells] == ["unknown", "held"]


def test_an_age_under_a_sex_is_of_whom_the_line_above_counts() -> None:
    book = form(
        ["享受长寿津贴人数", "人", "1", None, None],
        ["  其中：95周岁及以上", "人", "2", None, None],
        columns=("合计", "女"),
    )
    told = fact("长寿津贴 / 95周岁及以上 / 女", "人", "11", NOW)
    assert [cell.verdict.value for cell in filled(book, told).cells][-1] == 11


def test_a_report_of_all_houses_is_not_gainsaid_by_that_of_one() -> None:
    told = [
        fact("入住老人", "人", "143", NOW, form="护老机构月报（全镇汇总）"),
        fact("入住老人", "人", "58", NOW, form="护老机构月报（柳下颐养院）"),
    ]
    assert only(form(["护老机构入住老人", "人", "1", None]), *told).verdict.value == 143


def test_who_is_old_may_be_told_by_years() -> None:
    told = fact("特困供养 / 60周岁及以上", "人", "87", NOW)
    assert only(form(["特困供养老年人", "人", "1", None]), told).verdict.value == 87
    over = fact("特困供养 / 80周岁及以上", "人", "20", NOW)
    assert only(form(["特困供养老年人", "人", "1", None]), over).verdict.status == "unknown"


def test_a_figure_of_everyone_gainsays_none_of_the_country_people() -> None:
    told = fact("农村居民人均可支配收入", "元", "21000", NOW, form="住户调查年报（农村）2023年")
    everyone = fact("全体居民人均可支配收入", "元", "26800", NOW, form="统计公报（2023年）")
    book = form(["人均可支配收入", "元", "1", None], columns=("本年",))
    book.worksheets[0]["A1"] = "农村居民家庭收支情况表"
    assert only(book, told, everyone).verdict.value == 21000


def test_a_part_named_by_one_kind_of_people_is_of_those_of_its_whole() -> None:
    book = form(["特困老年人", "人", "1", None], ["  其中：分散供养", "人", "2", None])
    told = fact("特困供养对象 / 分散供养", "人", "62", NOW, form="供养月报")
    assert filled(book, told).cells[1].verdict.status == "unknown"
