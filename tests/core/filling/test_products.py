"""Relations of a form that multiply and divide."""

from __future__ import annotations

from fractions import Fraction

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from songbang.core.filling.facts import Fact
from tests.core.filling.test_judging import fact, filled, form

FORMULA = "总产量=播种面积×单位面积产量÷1000；01=02+03"


def crops(*rows: str, formula: str = FORMULA) -> Workbook:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["农作物生产情况"],
        ["填报单位：甲镇 2023年"],
        ["指标名称", "代码", "播种面积（公顷）", "单位面积产量（公斤/公顷）", "总产量（吨）"],
        *([name, f"{n:02}", None, None, None] for n, name in enumerate(rows, 1)),
        [f"审核关系：{formula}"],
    ):
        sheet.append(row)
    return book


def said(crop: str, what: str, unit: str, value: str) -> object:
    return fact(f"{crop} / {what}", unit, value, "2023-12-31", form="农作物生产情况年报（2023年）")


def test_any_missing_term_of_a_product_follows_whatever_the_measures_of_the_answers() -> None:
    facts = [
        said("小麦", "播种面积", "亩", "4350"),
        said("小麦", "亩产", "公斤/亩", "380"),
        said("油菜籽", "播种面积", "亩", "1200"),
        said("油菜籽", "总产量", "万公斤", "18"),
    ]
    cells = filled(crops("小麦", "油菜籽"), *facts).cells  # type: ignore[arg-type]
    assert [cell.verdict.value for cell in cells] == [290, 5700, 1653, 80, 2250, 180]


def test_yields_are_no_sum() -> None:
    facts = [said(crop, "亩产", "公斤/亩", value) for crop, value in (("小麦", "380"), ("玉米", "400"))]
    cells = filled(crops("谷物", "小麦", "玉米", formula="01=02+03"), *facts).cells  # type: ignore[arg-type]
    assert cells[1].verdict.status == "unknown"


@pytest.mark.parametrize("known", [("受理", "办结"), ("受理", "办结率")])
def test_a_share_is_told_by_what_its_line_is_about_and_gives_no_figure_back(known: tuple[str, str]) -> None:
    rows = (["受理信访事项", "件", "1", None], ["其中：办结", "件", "2", None], ["信访事项办结率", "%", "3", None])
    facts = {
        "受理": fact("受理信访事项", "件", "84", "2023-12-31", form="信访年报（2023年）"),
        "办结": fact("信访事项 / 办结", "件", "81", "2023-12-31", form="信访年报（2023年）"),
        "办结率": fact("信访事项办结率", "%", "96.4", "2023-12-31", form="信访年报（2023年）"),
    }
    cells = filled(form(*rows, notes="办结率=办结÷受理×100%"), *(facts[name] for name in known)).cells
    if "办结" in known:
        assert cells[2].verdict.value == Fraction(8100, 84)
    else:
        assert cells[1].verdict.status == "unknown"


def test_a_total_counts_the_lines_that_the_form_does_not_close() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["学校基本情况"],
        ["填报单位：甲镇 2023年"],
        ["类别", "学校数（所）", "寄宿生（人）"],
        ["幼儿园", None, "—"],
        ["小学", None, None],
        ["初中", None, None],
        ["合计", None, None],
        ["说明：合计=幼儿园+小学+初中"],
    ):
        sheet.append(row)
    facts = [fact(f"{of} / 寄宿生", "人", value, "2023-12-31") for of, value in (("小学", "46"), ("初中", "312"))]
    found = {cell.slot.cell: cell.verdict.value for cell in filled(book, *facts).cells}
    assert (found["C7"], found["B7"]) == (358, None)
    assert filled(book, facts[0]).cells[-1].verdict.status == "unknown"


def inspected(what: str, unit: str, value: str) -> Fact:
    return fact(what, unit, value, "2023-12-31", form="桥梁检查年报（2023年）")


def test_a_term_that_brackets_tell_in_another_word_is_either_of_both_columns() -> None:
    book = openpyxl.Workbook()
    for row in (
        ["桥梁检查统计表"],
        ["填报单位：甲镇 2023年"],
        ["指标名称", "抽查批次（批次）", "完好批次（批次）", "完好率（%）"],
        ["公路桥梁", None, None, None],
        ["说明：完好率=完好批次÷检查（抽查）批次×100%。"],
    ):
        book.worksheets[0].append(row)
    facts = [inspected("公路桥梁 / 抽查批次", "批次", "40"), inspected("公路桥梁 / 完好批次", "批次", "30")]
    assert [cell.verdict.value for cell in filled(book, *facts).cells] == [40, 30, 75]


def test_terms_stand_behind_the_words_with_which_the_rate_begins_and_each_of_them_keeps_its_decimals() -> None:
    rows = (["石拱桥应修", "座", "1", None], ["石拱桥实修", "座", "2", None], ["石拱桥修缮率", "%", "3", None])
    notes = "石拱桥修缮率=实修÷应修×100%，钢桥比例=钢桥÷桥梁×100%，均保留一位小数。"
    facts = [inspected("石拱桥应修", "座", "9"), inspected("石拱桥实修", "座", "6")]
    cells = filled(form(*rows, notes=notes), *facts).cells
    assert cells[2].verdict.value == Fraction(667, 10)


def test_what_is_numbered_as_lines_leaves_the_other_numbers_to_the_columns() -> None:
    book = openpyxl.Workbook()
    for row in (
        ["船舶台账"],
        ["填报单位：甲镇 2023年"],
        ["指标名称", "代码", "年末渔船（艘）", "木质渔船（艘）", "钢质渔船（艘）"],
        ["甲", "乙", "1", "2", "3"],
        ["机动", "1", None, None, None],
        ["非机动", "2", None, None, None],
        ["合计", "3", None, None, None],
        ["说明：第3行=第1行+第2行；1=2+3。"],
    ):
        book.worksheets[0].append(row)
    facts = [
        inspected(f"{kind} / {what}", "艘", value)
        for kind, values in (("机动", "41"), ("非机动", "76"))
        for what, value in zip(("木质渔船", "钢质渔船"), values, strict=True)
    ]
    assert [cell.verdict.value for cell in filled(book, *facts).cells] == [5, 4, 1, 13, 7, 6, 18, 11, 7]


def test_a_relation_told_again_in_numbers_is_the_one_in_words() -> None:
    book = openpyxl.Workbook()
    for row in (
        ["渡船台账"],
        ["填报单位：甲镇 2023年"],
        ["指标名称", "代码", "渡船（艘）", "木质渡船（艘）", "钢质渡船（艘）"],
        ["甲", "乙", "1", "2", "3"],
        ["机动", "1", None, None, None],
        ["人力", "2", None, None, None],
        ["电动", "3", None, None, None],
        ["说明：渡船=木质渡船+钢质渡船（1=2+3）。"],
    ):
        book.worksheets[0].append(row)
    facts = [inspected("机动 / 渡船", "艘", "9"), inspected("机动 / 木质渡船", "艘", "4")]
    assert [cell.verdict.value for cell in filled(book, *facts).cells][:3] == [9, 4, 5]
