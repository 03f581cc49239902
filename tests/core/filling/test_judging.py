"""What earlier answers make of a cell: held, derived, stale, in conflict, unknown."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from songbang.core.filling.facts import Fact, Place, Places
from songbang.core.filling.fill import Filled, FilledSheet, fill
from songbang.core.filling.measures import measure_or_own

ON = date(2024, 3, 15)
UNITS = Places(
    [Place("1", "甲镇", "镇", "0"), Place("11", "东村委会", "村委会", "1"), Place("12", "西村委会", "村委会", "1")]
)


def form(
    *rows: list[object], period: str = "2023年", columns: tuple[str, ...] = ("数量",), notes: str = ""
) -> Workbook:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["基本情况统计表"],
        [f"填报单位： {period}"],
        ["指标名称", "计量单位", "代码", *columns],
        *rows,
        [f"说明：{notes}"],
    ):
        sheet.append(row)
    return book


def fact(indicator: str, unit: str, value: str, as_of: str, *, of: str = "1", form: str = "登记台账") -> Fact:
    number = Fraction(int(value in "是有")) if unit == "是/否" else Fraction(value)
    return Fact(2, of, form, indicator, measure_or_own(unit), value, number, date.fromisoformat(as_of), "某局")


def filled(book: Workbook, *facts: Fact, on: date = ON) -> FilledSheet:
    return fill(book, "1", on, list(facts), UNITS)[0]


def only(book: Workbook, *facts: Fact, on_day: date = ON) -> Filled:
    return filled(book, *facts, on=on_day).cells[0]


PEOPLE = form(["户籍人口", "人", "1", None])


def test_a_figure_given_in_other_words_is_held() -> None:
    cell = only(PEOPLE, fact("户籍总人口", "人", "6846", "2024-02-29"))
    assert (cell.verdict.status, cell.verdict.value) == ("held", 6846)


def test_the_newest_valid_figure_of_a_stock_holds() -> None:
    cell = only(PEOPLE, fact("户籍人口", "人", "1", "2024-01-31"), fact("户籍人口", "人", "2", "2024-02-29"))
    assert cell.verdict.value == 2


def test_a_stock_older_than_twelve_months_is_stale_and_shown() -> None:
    cell = only(PEOPLE, fact("户籍人口", "人", "6800", "2023-03-14"))
    assert (cell.verdict.status, cell.verdict.shown) == ("stale", (6800,))
    assert only(PEOPLE, fact("户籍人口", "人", "6800", "2023-03-15")).verdict.status == "held"


def test_floating_population_is_valid_for_three_months_only() -> None:
    book = form(["流动人口", "人", "1", None])
    assert only(book, fact("登记流动人口", "人", "9", "2023-12-15")).verdict.status == "held"
    assert only(book, fact("登记流动人口", "人", "9", "2023-12-14")).verdict.status == "stale"


def test_rounded_and_exact_agree_and_the_finer_is_taken() -> None:
    cell = only(PEOPLE, fact("户籍人口", "万人", "3.56", "2023-12-31"), fact("户籍人口", "人", "35621", "2023-12-31"))
    assert (cell.verdict.status, cell.verdict.value) == ("held", 35621)


def test_two_sources_that_disagree_are_both_shown() -> None:
    cell = only(PEOPLE, fact("户籍人口", "人", "10", "2023-12-31"), fact("户籍总人口", "人", "12", "2023-12-31"))
    assert (cell.verdict.status, cell.verdict.shown) == ("conflict", (10, 12))


@pytest.mark.parametrize("indicator", ["常住人口", "户籍人口预计", "户籍人口 / 女", "户籍户数"])
def test_what_is_merely_alike_is_not_filled(indicator: str) -> None:
    assert only(PEOPLE, fact(indicator, "人", "5", "2024-02-29")).verdict.status == "unknown"


def test_another_units_figure_is_not_taken() -> None:
    assert only(PEOPLE, fact("户籍人口", "人", "5", "2024-02-29", of="9")).verdict.status == "unknown"


def test_a_unit_of_measurement_is_converted() -> None:
    cell = only(form(["耕地面积", "公顷", "1", None]), fact("耕地面积", "亩", "30", "2023-12-31"))
    assert (cell.verdict.status, cell.verdict.value, cell.verdict.transform) == ("derived", 2, "亩→公顷")


def test_a_sum_needs_every_unit_below() -> None:
    east, west = (fact("户籍人口", "人", n, "2023-12-31", of=of) for n, of in (("10", "11"), ("20", "12")))
    both = only(PEOPLE, east, west)
    assert (both.verdict.status, both.verdict.value) == ("derived", 30)
    assert only(PEOPLE, east).verdict.status == "unknown"


def test_a_direct_figure_against_the_complete_sum_is_a_conflict() -> None:
    cell = only(PEOPLE, fact("户籍人口", "人", "31", "2023-12-31"), fact("户籍人口", "人", "10", "2023-12-31", of="11"),
                fact("户籍人口", "人", "20", "2023-12-31", of="12"))  # fmt: skip
    assert (cell.verdict.status, cell.verdict.shown) == ("conflict", (31, 30))


def test_villages_that_say_yes_are_counted() -> None:
    book = form(["通宽带的村个数", "个", "1", None])
    cell = only(book, fact("08是否通宽带互联网", "是/否", "是", "2023-12-31", of="11"),
                fact("08是否通宽带互联网", "是/否", "否", "2023-12-31", of="12"))  # fmt: skip
    assert (cell.verdict.status, cell.verdict.value) == ("derived", 1)


FLOW = form(["农药使用量", "吨", "1", None])


def test_a_flow_holds_for_its_own_period_only() -> None:
    assert only(FLOW, fact("农药使用量", "吨", "5", "2023-12-31", form="农药年报")).verdict.status == "held"
    assert only(FLOW, fact("农药使用量", "吨", "5", "2022-12-31", form="农药年报")).verdict.status == "stale"
    assert only(FLOW, fact("农药使用量（1-9月）", "吨", "5", "2023-09-30")).verdict.status == "unknown"


def test_a_month_and_the_months_until_now_are_told_apart_whatever_is_counted() -> None:
    book = form(["接待来访", "批", "1", None, None], period="2026年10月", columns=("本月数", "1—10月累计"))
    given = [fact(f"接待来访（{of}）", "批", n, "2026-10-31") for of, n in (("10月", "14"), ("1-10月", "120"))]
    assert [c.verdict.value for c in filled(book, *given, on=date(2026, 11, 5)).cells] == [14, 120]
    cells = filled(book, given[0], on=date(2026, 11, 5)).cells
    assert [c.verdict.status for c in cells] == ["held", "unknown"]


def test_last_years_form_fills_the_column_of_last_year_and_the_change_follows() -> None:
    book = form(["网格数", "个", "1", None, None, None], columns=("本年", "上年", "增减"))
    cells = filled(book, fact("网格数 / 本年", "个", "9", "2022-12-31"), fact("网格数", "个", "7", "2023-12-31")).cells
    assert [(c.verdict.status, c.verdict.value) for c in cells] == [("held", 7), ("held", 9), ("derived", -2)]


def test_a_printed_formula_fills_the_missing_term_either_way() -> None:
    rows = [["农村面积", "亩", "01", None], ["水田", "亩", "02", None], ["旱地", "亩", "03", None]]
    book = form(*rows, notes="审核关系：01=02+03；01≥02")
    cells = filled(book, fact("农村面积", "亩", "10", "2023-12-31"), fact("旱地", "亩", "4", "2023-12-31")).cells
    assert [c.verdict.value for c in cells] == [10, 6, 4]
    assert {(k.relation, k.ok) for k in cells[1].checks} == {("1=2+3", True), ("1≥2", True)}


def test_a_held_figure_that_breaks_a_relation_stays_and_the_check_says_so() -> None:
    book = form(["户籍人口", "人", "1", None], ["其中：女性", "人", "2", None], notes="平衡关系：户籍人口≥其中女性")
    cells = filled(
        book, fact("户籍人口", "人", "10", "2024-01-31"), fact("户籍人口 / 女", "人", "12", "2024-01-31")
    ).cells
    assert [c.verdict.status for c in cells] == ["held", "held"]
    assert [(k.relation, k.ok) for k in cells[0].checks] == [("户籍人口≥其中女性", False)]


def test_opening_stock_is_last_years_closing_stock_and_never_last_years_opening() -> None:
    book = form(["铁锹", "把", "1", None], columns=("期初结存",))
    book.worksheets[0]["A2"] = "填报单位： 2024年"
    old = "防汛物资台账（2023年）"
    closing = fact("铁锹 / 期末结存", "把", "40", "2023-12-31", form=old)
    opening = fact("铁锹 / 期初结存", "把", "36", "2023-12-31", form=old)
    assert (only(book, closing, opening).verdict.status, only(book, closing, opening).verdict.value) == ("derived", 40)
    assert only(book, opening).verdict.status == "unknown"


def test_a_form_without_number_approval_or_validity_is_reported() -> None:
    assert filled(PEOPLE).head.findings == ("no_form_number", "no_approval")
    assert "exempt" in filled(form(["户籍人口", "人", "1", None], notes="2023年年报免报")).head.findings
    assert "exempt" not in filled(form(["户籍人口", "人", "1", None], notes="统计部门免报")).head.findings


def test_short_names_of_units_are_understood_in_a_crosstab() -> None:
    book = openpyxl.Workbook()
    for row in (
        ["各村情况 2023年"],
        ["村名", "户籍人口（人）", "网格数（个）"],
        ["东村", None, None],
        ["西村", None, None],
        ["合计", None, None],
    ):
        book.worksheets[0].append(row)
    cells = filled(
        book, fact("户籍人口", "人", "10", "2023-12-31", of="11"), fact("户籍人口", "人", "20", "2023-12-31", of="12")
    ).cells
    assert [c.verdict.value for c in cells if c.slot.column == 2] == [10, 20, 30]


def test_what_was_counted_over_months_is_no_figure_of_one_month_and_none_of_a_year_that_is_not_named() -> None:
    month = form(["临时救助户数", "户", "1", None], period="2026年10月", columns=("本月（月末）",))
    assert (
        only(month, fact("1-10月临时救助户数", "户", "97", "2026-10-31"), on_day=date(2026, 11, 5)).verdict.status
        == "unknown"
    )
    year = form(["无障碍改造户数", "户", "1", None])
    assert only(year, fact("无障碍改造户数（累计）", "户", "25", "2023-12-31")).verdict.status == "unknown"
    assert only(year, fact("无障碍改造户数（本年累计）", "户", "25", "2023-12-31")).verdict.status == "held"


def test_a_crosstab_whose_heading_uses_no_word_we_know_is_read_above_another_table() -> None:
    book = openpyxl.Workbook()
    for row in (
        ["学校情况表"], ["填报单位：甲镇 2023年"], ["学段", "学校", "班级", "学生"],
        ["小学", None, None, None], ["初中", None, None, None], ["高中", None, None, None], [],
        ["疫苗", "单位", "应种", "实种"], ["卡介苗", "人", None, None], ["乙肝疫苗", "人", None, None],
    ):  # fmt: skip
        book.worksheets[0].append(row)
    assert len(filled(book).cells) == 9 + 4


def test_a_printed_share_of_columns_is_worked_out_line_by_line() -> None:
    book = form(
        ["卡介苗", "人", "1", None, None, None], period="2026年", columns=("应种", "实种", "接种率(%)"),
        notes="接种率=实种÷应种×100%",
    )  # fmt: skip
    given = [
        fact(f"卡介苗 / {of}", "人", n, "2026-12-31", form="接种年报") for of, n in (("应种", "80"), ("实种", "76"))
    ]
    assert [c.verdict.value for c in filled(book, *given, on=date(2027, 1, 5)).cells] == [80, 76, 95]


def test_the_months_until_now_are_the_months_before_and_this_month() -> None:
    book = form(["行政处罚", "起", "1", None, None], period="2026年10月", columns=("本月", "1—10月累计"))
    given = [
        fact("行政处罚（1-9月）", "起", "22", "2026-09-30"), fact("行政处罚（10月）", "起", "3", "2026-10-31"),
    ]  # fmt: skip
    cells = filled(book, *given, on=date(2026, 11, 5)).cells
    assert [(c.verdict.status, c.verdict.value) for c in cells] == [("held", 3), ("derived", 25)]


def test_a_change_is_known_by_whatever_name_its_column_bears() -> None:
    book = form(["茶叶产量", "吨", "1", None, None, None], columns=("本年", "上年", "本年比上年±%"))
    given = [
        fact("茶叶产量", "吨", n, f"{y}-12-31", form=f"茶叶年报（{y}年）") for n, y in (("88", 2023), ("80", 2022))
    ]
    assert [c.verdict.value for c in filled(book, *given).cells] == [88, 80, 10]


def test_a_heading_that_only_says_by_what_is_divided_binds_nothing() -> None:
    book = openpyxl.Workbook()
    for row in (
        ["人口分村表"], ["填报单位：甲镇 2023年"], ["村别", "年末户籍人口", None, None, None],
        [None, "合计", "按性别", None, "其中"], [None, None, "男", "女", "60周岁及以上"],
        ["东村", None, None, None, None], ["西村", None, None, None, None],
    ):  # fmt: skip
        book.worksheets[0].append(row)
    for area in ("A3:A5", "B3:E3", "B4:B5", "C4:D4"):
        book.worksheets[0].merge_cells(area)
    given = [fact(f"户籍人口 / {of}", "人", n, "2023-12-31", of="11") for of, n in
             (("总数", "90"), ("男性", "50"), ("女性", "40"), ("60岁及以上", "20"))]  # fmt: skip
    assert [c.verdict.value for c in filled(book, *given).cells[:4]] == [90, 50, 40, 20]


def test_what_a_section_says_of_its_quarters_holds_for_the_lines_in_it() -> None:
    book = form(
        ["一、1—三季度累计出栏", None, None, None, None], ["1.生猪", "头", "1", None, None],
        period="2026年三季度", columns=("本期", "上年同期"),
    )  # fmt: skip
    given = [
        fact("猪 / 1-3季度累计出栏", "头", "12350", "2026-09-30"), fact("猪 / 三季度出栏", "头", "4120", "2026-09-30"),
        fact("猪 / 1-3季度累计出栏", "头", "11890", "2025-09-30"),
    ]  # fmt: skip
    assert [c.verdict.value for c in filled(book, *given, on=date(2026, 10, 9)).cells] == [12350, 11890]


COURTS = [fact("篮球场", "片", "2", "2023-12-31", of=of) for of in ("11", "12")]


def test_what_counts_the_villages_too_is_added_up_from_them() -> None:
    cell = only(form(["篮球场（含各村）", "个", "1", None]), *COURTS)
    assert (cell.verdict.status, cell.verdict.value) == ("derived", 4)


def test_a_figure_of_the_town_that_does_not_say_whom_it_counts_is_no_answer_to_that() -> None:
    own = fact("篮球场", "片", "1", "2023-12-31")
    assert not only(form(["篮球场（含各村）", "个", "1", None]), *COURTS, own).verdict.known


@pytest.mark.parametrize(
    ("title", "status"), [("水库巡库台账（2023年）", "held"), ("水库安全台账（2023年）", "unknown")]
)
def test_an_act_told_by_one_sign_has_the_object_that_the_title_of_its_register_tells(title: str, status: str) -> None:
    cell = only(form(["实际巡库次数", "次", "1", None]), fact("已巡次数", "次", "8", "2023-12-31", form=title))
    assert cell.verdict.status == status
