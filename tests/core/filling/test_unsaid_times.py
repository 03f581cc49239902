"""Forms that leave their period unsaid, and answers that leave nothing unsaid: whose figure it is, who disagrees."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import openpyxl
import pytest

from songbang.core.filling.facts import Place, Places
from songbang.core.filling.fill import Filled, fill
from tests.core.filling.test_judging import UNITS, fact, filled, form, only


def yearly(title: str, *rows: list[object], on: date, facts: tuple[object, ...]) -> list[Filled]:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in ([title], ["填报单位：甲镇"], ["指标名称", "计量单位", "代码", "本年", "上年"], *rows):
        sheet.append(row)
    return fill(book, "1", on, list(facts), UNITS)[0].cells  # type: ignore[arg-type]


BEDS = ["年末实有床位", "张", "01", None, None]
TWO_YEARS = (
    fact("实有床位", "张", "60", "2023-12-31"),
    fact("实有床位", "张", "55", "2022-12-31"),
)


def test_a_yearly_form_without_a_year_asks_in_january_of_the_year_that_is_over() -> None:
    cells = yearly("卫生服务年报", BEDS, on=date(2024, 1, 20), facts=TWO_YEARS)
    assert [cell.verdict.value for cell in cells] == [60, 55]


@pytest.mark.parametrize("title, on", [("卫生服务情况", date(2024, 1, 20)), ("卫生服务年报", date(2024, 10, 20))])
def test_a_named_time_in_a_form_of_no_year_is_no_time(title: str, on: date) -> None:
    cells = yearly(title, BEDS, on=on, facts=TWO_YEARS)
    assert [cell.verdict.status for cell in cells] == ["unknown", "unknown"]


@pytest.mark.parametrize(
    "label, status", [("森林火灾次数", "unknown"), ("森林防火宣传", "unknown"), ("森林覆盖率", "held")]
)
def test_of_a_wood_its_size_lasts_and_what_befalls_it_does_not(label: str, status: str) -> None:
    unit = "%" if label.endswith("率") else "次"
    given = fact(label, unit, "4", "2023-10-31", form="森林防火登记（2023年1-10月）")
    assert only(form([label, unit, "1", None]), given).verdict.status == status


@pytest.mark.parametrize(
    "said", ["双桥镇 肉类总产量", "肉类总产量（双桥镇）", "双桥镇 / 肉类总产量", "双桥镇肉类总产量"]
)
def test_an_answer_that_names_its_own_unit_says_the_same_without_it(said: str) -> None:
    places = Places([Place("1", "双桥镇", "镇", "0")])
    book = form(["肉类总产量", "吨", "1", None])
    own, other = fact(said, "吨", "431", "2023-12-31"), fact(said.replace("双桥", "石桥"), "吨", "2", "2023-12-31")
    plain = fact("肉类产量", "吨", "412", "2023-12-31")
    found = [fill(book, "1", date(2024, 3, 15), facts, places)[0].cells[0] for facts in ([own], [other], [own, plain])]
    assert [cell.verdict.status for cell in found] == ["held", "unknown", "conflict"]


def test_businesses_are_counted_by_any_word_and_households_are_not() -> None:
    book = form(["农民专业合作社", "个", "1", None])
    both = fact("农民专业合作社", "家", "7", "2024-02-29"), fact("农民专业合作社", "户", "9", "2024-02-29")
    assert only(book, *both).verdict.status == "conflict"
    assert (
        only(form(["卫生厕所", "个", "1", None]), fact("卫生厕所", "户", "9", "2024-02-29")).verdict.status == "unknown"
    )


def test_an_earlier_column_lasts_as_long_as_the_one_left_of_it() -> None:
    nine = [
        fact("火灾起数", "起", value, f"{year}-09-30", form=f"火灾统计（{year}年1-9月）")
        for year, value in ((2023, "6"), (2022, "9"))
    ]
    quarter = fact("火灾起数", "起", "3", "2022-09-30", form="火灾统计（2022年三季度）")
    book = form(["火灾起数", "起", "1", None, None, None], period="2023年三季度", columns=("1—9月", "上年同期", "增减"))
    cells = filled(book, *nine, quarter, on=date(2023, 10, 15)).cells
    assert [cell.verdict.value for cell in cells] == [6, 9, -3]
    book = form(["火灾起数", "起", "1", None, None, None], period="2023年三季度", columns=("本季", "1—9月", "上年同期"))
    assert filled(book, *nine, quarter, on=date(2023, 10, 15)).cells[2].verdict.value == 9
    book = form(["火灾起数", "起", "1", None, None, None], period="2023年三季度", columns=("1—9月", "本季", "上年同期"))
    assert filled(book, *nine, quarter, on=date(2023, 10, 15)).cells[2].verdict.status == "unknown"


def test_a_part_of_a_class_is_not_the_class() -> None:
    book = form(["秋收粮食播种面积", "亩", "1", None])
    whole, part = (fact(f"秋粮{of} / 播种面积", "亩", "400", "2023-12-31") for of in ("", " / 薯类"))
    assert [only(book, one).verdict.status for one in (whole, part)] == ["held", "unknown"]


def test_what_stands_under_a_line_that_says_year_end_is_of_the_year_s_end() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["户籍人口年龄构成"],
        ["填报单位：甲镇", None, "2023年"],
        ["一、年末人口", None, "计量单位：人"],
        ["指标名称", "代码", "合计"],
        ["17岁以下", "01", None],
        ["18—59岁", "02", None],
        ["60岁及以上", "03", None],
        ["总人口", "04", None],
    ):
        sheet.append(row)
    facts = [
        fact("0-17岁", "人", "5", "2023-12-31", form="户籍人口年报（2023年）"),
        fact("60岁以上户籍老年人", "人", "9", "2024-02-29", form="老龄台账"),
        fact("总人口", "人", "28", "2023-12-31", form="户籍人口年报（2023年）"),
    ]
    cells = fill(book, "1", date(2024, 3, 15), facts, UNITS)[0].cells
    assert [cell.verdict.value for cell in cells] == [5, None, None, 28]
    assert cells[2].verdict.status == "unknown"


@pytest.mark.parametrize(
    "said, status", [("总户数", "held"), ("总户数 / 家庭户", "unknown"), ("总户数 / 集体户", "unknown")]
)
def test_kinds_of_households_are_not_all_households(said: str, status: str) -> None:
    book = form(["总户数", "户", "1", None])
    given = fact(said, "户", "9", "2024-02-29", form="户籍人口年报")
    book.worksheets[0].cell(1, 1).value = "户籍人口统计表"
    assert only(book, given).verdict.status == status


def test_what_a_label_says_of_its_own_year_came_about_in_it() -> None:
    book = form(["当年新改建农村公路", "公里", "1", None], ["全年绿化投入资金", "万元", "2", None])
    month = fact("新改建农村公路 / 本月", "公里", "0.6", "2023-12-31", form="公路建设月报（2023年12月）")
    so_far = fact("新改建农村公路 / 本年累计", "公里", "5.3", "2023-12-31", form="公路建设月报（2023年12月）")
    assert [cell.verdict.value for cell in filled(book, month, so_far).cells] == [Fraction(53, 10), None]
    assert filled(book, month).cells[0].verdict.status == "unknown"


def test_words_may_be_the_same_as_they_stand_though_an_element_has_another_name_for_one() -> None:
    book = form(["死亡人数", "人", "1", None], ["其中：火化", "具", "2", None])
    book.worksheets[0].cell(1, 1).value = "殡葬情况统计表"
    given = fact("火化遗体", "具", "13", "2023-12-31", form="殡葬管理年报（2023年）")
    assert filled(book, given).cells[1].verdict.status == "held"


def test_the_first_three_quarters_are_nine_months_and_no_quarter() -> None:
    given = fact("居民人均可支配收入", "元", "18250", "2023-09-30", form="住户调查（2023年前三季度）")
    book = form(["居民人均可支配收入", "元", "1", None, None], period="2023年三季度", columns=("1—3季度", "本季"))
    assert [cell.verdict.status for cell in filled(book, given).cells] == ["held", "unknown"]


def test_what_came_about_in_a_year_is_not_what_there_is_at_its_end() -> None:
    given = fact("当年建成高标准农田", "亩", "300", "2023-12-31", form="农业综合开发年报（2023年）")
    assert only(form(["高标准农田面积", "亩", "1", None], columns=("年末数",)), given).verdict.status == "unknown"


def test_a_title_of_two_things_says_nothing_of_one_by_the_others_heading() -> None:
    """困难 heads the other section: who lives alone is not who lives alone in need."""
    book = openpyxl.Workbook()
    head = (["老年人和困难群众情况（2023年）"], ["项目", "单位", "代码", "数量"])
    for row in (
        *head,
        ["一、老年人口"],
        ["独居老人", "人", "1", None],
        ["二、困难群众"],
        ["低保对象", "人", "2", None],
    ):
        book.worksheets[0].append(row)
    told = fact("独居困难老人", "人", "7", "2023-12-31", form="独居老人关爱台账")
    cells = fill(book, "1", date(2024, 1, 20), [told], UNITS)[0].cells
    assert {cell.verdict.status for cell in cells} == {"unknown"}


def test_a_pump_under_supplies_is_counted_anew_each_quarter() -> None:
    book = openpyxl.Workbook()
    for row in (["防汛物资情况表"], ["项目", "单位", "代码", "数量"], ["抽水泵", "台", "1", None]):
        book.worksheets[0].append(row)
    told = fact("抽水泵", "台", "7", "2023-07-07", form="防汛物资台账")
    assert fill(book, "1", date(2024, 1, 20), [told], UNITS)[0].cells[0].verdict.status == "stale"


def test_what_the_same_form_said_last_year_holds_though_its_title_names_two_things() -> None:
    book = openpyxl.Workbook()
    head = (["设施农业和特色种植情况（2025年）"], ["项目", "单位", "代码", "本年", "上年"])
    rows = (["一、设施农业"], ["温室大棚", "个", "1"], ["二、特色种植"], ["年末果园面积", "亩", "2"])
    for row in (*head, *rows):
        book.worksheets[0].append(row)
    told = fact("年末果园面积", "亩", "160", "2024-12-31", form="设施农业与特色种植年报（2024年）")
    cells = fill(book, "1", date(2026, 1, 20), [told], UNITS)[0].cells
    assert cells[-1].verdict.value == 160


@pytest.mark.parametrize(
    ("register", "status"),
    [("教育统计（2023/2024学年初）", "held"), ("小学花名册", "stale"), ("教育统计年报", "stale")],
)
def test_what_a_school_year_begins_with_holds_at_the_end_of_that_year(register: str, status: str) -> None:
    book = form(["年末小学在校学生数", "人", "1", None])
    cell = only(book, fact("小学 / 在校生数", "人", "1123", "2023-09-01", form=register))
    assert cell.verdict.status == status


def test_a_school_years_beginning_in_the_head_dates_the_one_before() -> None:
    book = form(["在校学生数", "人", "1", None, None], period="2023/2024学年初", columns=("本学年初", "上学年初"))
    told = [fact("在校学生数", "人", number, day) for number, day in (("9", "2023-09-01"), ("8", "2022-09-01"))]
    assert [cell.verdict.value for cell in filled(book, *told).cells] == [9, 8]


def test_a_date_beside_the_forms_own_validity_is_not_its_period() -> None:
    book = form(["户籍人口", "人", "1", None], period="2023年")
    book.worksheets[0].insert_rows(2)
    book.worksheets[0]["A2"], book.worksheets[0]["B2"] = "有效期至：", "2027年9月"
    assert str(filled(book).head.period.last) == "2023-12-31"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("indicator", "year", "status"),
    [("新增就业目标任务", "2024", "held"), ("新增就业目标任务", "2023", "unknown"), ("新增就业", "2024", "unknown")],
)
def test_what_is_to_be_reached_is_told_by_that_years_task_only(indicator: str, year: str, status: str) -> None:
    book = form(["新增就业", "人", "1", None], period="2024年三季度", columns=("年度目标",))
    told = fact(indicator, "人", "620", f"{year}-02-10", form=f"任务分解（{year}年）")
    assert filled(book, told, on=date(2024, 10, 9)).cells[0].verdict.status == status


def test_a_share_of_what_is_to_be_reached_follows_from_its_printed_formula() -> None:
    book = form(
        ["新增就业", "人", "1", None, None, None], period="2024年三季度",
        columns=("年度目标", "1—9月累计", "完成年度目标（%）"), notes="完成年度目标（%）=1—9月累计÷年度目标×100",
    )  # fmt: skip
    told = (fact("新增就业目标任务", "人", "620", "2024-02-10"), fact("新增就业（1-9月）", "人", "310", "2024-09-30"))
    assert filled(book, *told, on=date(2024, 10, 9)).cells[2].verdict.value == 50


def test_a_year_in_chinese_figures_is_the_year_of_the_form() -> None:
    book = openpyxl.Workbook()
    for row in (
        ["二〇二四年各村水库情况"],
        ["填报单位：甲镇"],
        ["指标", "单位", "代码", "数量"],
        ["清淤次数", "次", "01", None],
    ):
        book.worksheets[0].append(row)
    given = fact("清淤次数", "次", "9", "2024-12-31", form="水库清淤年报")
    assert fill(book, "1", date(2025, 1, 9), [given], UNITS)[0].cells[0].verdict.value == 9
