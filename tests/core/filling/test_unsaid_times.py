"""Forms that leave their period unsaid, and answers that leave nothing unsaid: whose figure it is, who disagrees."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest

from songbang.core.filling.facts import Place, Places
from songbang.core.filling.fill import Filled, fill
from tests.core.filling.test_judging import UNITS, fact, form, only


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
