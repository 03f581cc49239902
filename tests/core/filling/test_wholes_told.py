"""A register that tells one whole as such, and its kinds by their names alone."""

from __future__ import annotations

from datetime import date

from songbang.core.filling.facts import Fact
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

ON = date(2024, 1, 20)
HOMES = "养老机构管理系统"
KINDS = ("自理老人", "半失能老人", "失能老人", "失智老人")
Rows = list[list[object]]


def form(*columns: str, lines: tuple[str, ...] = KINDS) -> Rows:
    rows: Rows = [["机构养老情况表"], ["填报单位：甲镇", None, "2023年"], ["分类", "代码", *columns]]
    return [*rows, *([line, f"0{n + 1}", *[None] * len(columns)] for n, line in enumerate(("合计", *lines)))]


def told(indicator: str, value: int, where: str = HOMES) -> Fact:
    return fact(indicator, "人", str(value), "2023-12-31", form=where)


def kinds(*values_: int) -> list[Fact]:
    return [told(kind, value) for kind, value in zip(KINDS, values_, strict=True)]


COLUMNS = ("入住人数（人）", "轮候人数（人）")


def test_the_kinds_that_a_register_names_below_its_one_whole_are_so_many_of_that() -> None:
    cells = read(form(*COLUMNS), told("入住总人数", 120), *kinds(60, 30, 20, 10), on=ON)
    assert values(cells, "C4", "C5", "C6", "C8") == [120, 60, 30, 10]
    assert values(cells, "D5", "D6") == [None, None]


def test_of_a_register_that_tells_two_wholes_the_kinds_may_be_of_either() -> None:
    given = [told("入住总人数", 120), told("工作人员总数", 40), *kinds(60, 30, 20, 10)]
    assert values(read(form(*COLUMNS), *given, on=ON), "C4", "C5", "C6") == [120, None, None]


def test_kinds_that_are_more_than_the_whole_are_of_another() -> None:
    cells = read(form(*COLUMNS), told("入住总人数", 120), *kinds(600, 300, 200, 100), on=ON)
    assert values(cells, "C4", "C5", "C6") == [120, None, None]


def test_another_registers_kinds_are_not_of_that_whole() -> None:
    given = [told("入住总人数", 120, "备案台账"), *kinds(60, 30, 20, 10)]
    assert values(read(form(*COLUMNS), *given, on=ON), "C4", "C5", "C6") == [120, None, None]
