"""An answer near in words is taken where its figure goes on from the form's last round, and only there."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from openpyxl import Workbook

from songbang.core.filling.explain import why
from songbang.core.filling.facts import Fact, Places
from songbang.core.filling.fill import Filled, fill
from songbang.core.filling.measures import measure

LAST, NOW = date(2024, 12, 31), date(2025, 12, 31)
OWN = "镇区渔业情况年报（2024年）"


def filled(now: dict[str, tuple[str, str]], label: str = "网箱养鱼面积", last: str = "1200") -> Filled:
    """The cell of a form whose last round told `last`; `now`: label → (register, figure) of this year's end."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["镇区渔业情况年报"], ["2025年"], ["指标名称", "计量单位", "代码", "本年末"], [label, "亩", "01", None],
                ["鱼苗", "尾", "02", None], ["渔船", "艘", "03", None]):  # fmt: skip
        sheet.append(row)
    told = [
        (OWN, f"{label} / 本年末", last, LAST),
        *((paper, name, value, NOW) for name, (paper, value) in now.items()),
    ]
    facts = [
        Fact(line, "330101", form, name, measure("亩"), value, Fraction(value), day, form)
        for line, (form, name, value, day) in enumerate(told, 1)
    ]
    (found,) = fill(book, "330101", date(2026, 1, 15), facts, Places([]))
    return found.cells[0]


def test_a_figure_in_some_more_words_that_goes_on_from_the_last_round_is_taken_and_says_why() -> None:
    cell = filled({"水库网箱养鱼面积": ("水产养殖普查", "1236")})
    assert (cell.verdict.status, cell.verdict.value) == ("held", 1236)
    assert cell.verdict.confidence < 0.8
    assert "1200" in why(cell)


@pytest.mark.parametrize(
    "now",
    [
        {"水库网箱养鱼面积": ("水产养殖普查", "500")},  # far from the last round's
        {"围栏养鱼面积": ("水产养殖普查", "1236")},  # another word in a word's place
    ],
)
def test_any_other_stays_with_the_old_figure(now: dict[str, tuple[str, str]]) -> None:
    assert filled(now).verdict.status == "stale"


def test_two_that_go_on_from_it_and_disagree_are_both_shown() -> None:
    two = filled({"水库网箱养鱼面积": ("水产养殖普查", "1236"), "河道网箱养鱼面积": ("渔业站台账", "1180")})
    assert (two.verdict.status, set(two.verdict.shown)) == ("conflict", {1236, 1180})


def test_what_tells_nothing_of_the_cells_own_label_does_not_go_on_from_it() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    head = [
        ["镇区渔业情况年报"],
        ["2025年"],
        ["指标名称", "计量单位", "代码", "数量"],
        ["三、渔业产业", None, None, None],
    ]
    for row in (*head, ["渔业产业总产值", "万元", "01", None], ["　第二产业", "万元", "02", None]):
        sheet.append(row)
    told = [(OWN, "三、渔业产业 / 第二产业", "1200", LAST), ("统计公报", "渔业产值（现价）", "1236", NOW)]
    facts = [
        Fact(line, "330101", form, name, measure("万元"), value, Fraction(value), day, form)
        for line, (form, name, value, day) in enumerate(told, 1)
    ]
    (found,) = fill(book, "330101", date(2026, 1, 15), facts, Places([]))
    assert found.cells[1].verdict.status == "stale"


@pytest.mark.parametrize(
    ("now", "value"),
    [
        ({"沼液浇灌面积": ("水产养殖普查", "1236")}, 1236),  # a word in another's place
        ({"沼液浇灌面积": ("水产养殖普查", "1236"), "沼液排灌面积": ("鱼种场台账", "90")}, 1236),  # no figure like it
    ],
)
def test_a_word_in_anothers_place_is_no_hindrance_where_the_figure_goes_on(
    now: dict[str, tuple[str, str]], value: int
) -> None:
    cell = filled(now, label="沼液还田面积")
    assert (cell.verdict.status, cell.verdict.value) == ("held", value)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("沼液还田面积", "村级沼液浇灌面积"),  # of another level
        ("沼液还田面积", "沼液还田面积任务"),  # what is to be
        ("网箱养鱼面积", "损坏网箱养鱼面积"),  # some only
        ("网箱养鱼面积", "养成鱼水面"),  # leaves out by what some only are counted
    ],
)
def test_another_level_an_aim_and_some_only_are_none_however_near_the_figure(label: str, name: str) -> None:
    assert filled({name: ("水产养殖普查", "1236")}, label=label).verdict.status == "stale"


def test_of_two_cells_the_nearer_in_words_is_the_one_that_an_answer_goes_on_from() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["镇区渔业情况年报"], ["2025年"], ["指标名称", "计量单位", "代码", "本年末"],
                ["网箱养鱼户", "户", "01", None], ["网箱养鱼渔户", "户", "02", None]):  # fmt: skip
        sheet.append(row)
    told = [(OWN, "网箱养鱼户 / 本年末", "120", LAST), (OWN, "网箱养鱼渔户 / 本年末", "126", LAST),
            ("渔业站台账", "网箱养殖渔户", "128", NOW)]  # fmt: skip
    facts = [
        Fact(line, "330101", form, name, measure("户"), value, Fraction(value), day, form)
        for line, (form, name, value, day) in enumerate(told, 1)
    ]
    (found,) = fill(book, "330101", date(2026, 1, 15), facts, Places([]))
    assert [cell.verdict.value for cell in found.cells if cell.verdict.status == "held"] == [128]
