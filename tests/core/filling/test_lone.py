"""An answer near in words is taken where neither it nor the cell could mean anything else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import pytest
from openpyxl import Workbook

from songbang.core.filling.explain import why
from songbang.core.filling.facts import Fact, Places
from songbang.core.filling.fill import Filled, fill
from songbang.core.filling.measures import measure

NOW = date(2025, 12, 31)


def filled(told: dict[str, tuple[str, str]], *labels: str, more: Sequence[Fact] = ()) -> list[Filled]:
    """The cells of a form with these lines; `told`: label → (register, figure) of this year's end."""
    unit = "件"
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["乡镇纠纷调处年报"], ["2025年"], ["指标名称", "计量单位", "代码", "本年"]):
        sheet.append(row)
    for number, label in enumerate(labels, 1):
        sheet.append([label, unit, f"{number:02}", None])
    facts = [
        Fact(line, "330101", paper, label, measure(unit), value, Fraction(value), NOW, paper)
        for line, (label, (paper, value)) in enumerate(told.items(), 1)
    ]
    (found,) = fill(book, "330101", date(2026, 1, 15), [*facts, *more], Places([]))
    return found.cells


def test_what_can_mean_nothing_else_is_taken_and_says_why() -> None:
    (cell, other) = filled(
        {"阳光议事厅协商解决事项": ("阳光议事厅年度汇总（2025年）", "31")}, "协商解决事项", "群众评议活动"
    )
    assert (cell.verdict.status, cell.verdict.value) == ("held", 31)
    assert cell.verdict.confidence < 0.75
    assert "阳光议事厅协商解决事项" in why(cell)
    assert other.verdict.status == "unknown"


@pytest.mark.parametrize(
    "told",
    [
        {"县级协商解决事项": ("议事平台年度汇总（2025年）", "31")},  # a level
        {"协商解决事项 / 涉农纠纷": ("议事平台年度汇总（2025年）", "31")},  # a part of it
        {"拟协商解决事项": ("议事平台年度汇总（2025年）", "31")},  # not yet
        {"城郊协商解决事项": ("议事平台年度汇总（2025年）", "31")},  # a word right before all that is shared
        {
            "阳光议事厅协商解决事项": ("阳光议事厅年度汇总（2025年）", "31"),
            "乡贤馆协商解决事项": ("乡贤馆工作台账（2025年）", "12"),
        },  # two of them
    ],
)
def test_what_may_mean_some_of_it_or_another_is_only_offered(told: dict[str, tuple[str, str]]) -> None:
    assert filled(told, "协商解决事项", "群众评议活动")[0].verdict.status == "unknown"


def test_what_two_cells_might_mean_is_taken_by_neither() -> None:
    cells = filled({"协商解决": ("议事平台年度汇总（2025年）", "31")}, "线下协商解决事项", "巡回协商解决事项")
    assert [cell.verdict.status for cell in cells] == ["unknown", "unknown"]


def test_a_part_that_would_be_more_than_its_whole_is_not_taken() -> None:
    told = {
        "协商解决事项": ("议事平台年度汇总（2025年）", "31"),
        "阳光议事厅物业协商事项": ("阳光议事厅年度汇总（2025年）", "64"),
    }
    cells = filled(told, "协商解决事项", "其中：物业协商事项")
    assert [cell.verdict.status for cell in cells] == ["held", "unknown"]
    told["阳光议事厅物业协商事项"] = ("阳光议事厅年度汇总（2025年）", "14")
    assert filled(told, "协商解决事项", "其中：物业协商事项")[1].verdict.value == 14


@pytest.mark.parametrize(("last", "becomes"), [("29", "held"), ("4", "stale")])
def test_what_an_old_figure_is_known_of_is_taken_where_the_new_one_goes_on_from_it(last: str, becomes: str) -> None:
    old = Fact(
        9, "330101", "乡镇纠纷调处年报（2024年）", "协商解决事项 / 本年", measure("件"), last, Fraction(last),
        date(2024, 12, 31), "年报",
    )  # fmt: skip
    told = {"阳光议事厅协商解决事项": ("阳光议事厅年度汇总（2025年）", "31")}
    assert filled(told, "协商解决事项", "群众评议活动", more=[old])[0].verdict.status == becomes


def test_people_of_one_kind_are_not_all_of_them() -> None:
    told = {"应急抢险队员": ("应急队伍名册", "25")}
    cell = filled(told, "应急队员", "群众评议活动")[0]
    assert cell.verdict.status == "unknown"
    assert cell.near is not None


@pytest.mark.parametrize(
    ("paper", "known"), [("应急工作台账（2025年）", False), ("救援队员受伤登记簿（2025年）", True)]
)
def test_people_of_a_line_are_not_those_that_one_column_counts_unless_their_paper_says_so(
    paper: str, known: bool
) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["应急救援年报"], ["2025年"], ["项目", "受伤人数（人）"], ["森林扑火"], ["防汛演练"]):
        sheet.append([*row, None])
    told = Fact(1, "330101", paper, "森林扑火", measure("人"), "9", Fraction(9), NOW, "应急局")
    (found,) = fill(book, "330101", date(2026, 1, 15), [told], Places([]))
    assert found.cells[0].verdict.known is known
