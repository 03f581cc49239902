"""What came about in a time that no answer tells, from answers on parts of it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from songbang.core.filling.verdict import Verdict
from tests.core.filling.test_judging import fact, filled, form

SECOND = date(2024, 7, 10)
FIRST = ("走访儿童（本季）", "人次", "81", "2024-03-31")
HALF = ("走访儿童（1-6月）", "人次", "173", "2024-06-30")


def verdict(label: str, *facts: tuple[str, str, str, str], forms: tuple[str, ...] = ("台账", "台账")) -> Verdict:
    book = form([label, "人次", "1", None], period="2024年二季度")
    told = [fact(*one, form=name) for one, name in zip(facts, forms, strict=False)]
    return filled(book, *told, on=SECOND).cells[0].verdict


def test_a_quarter_is_the_year_until_now_less_the_year_until_before() -> None:
    found = verdict("本季走访儿童", FIRST, HALF)
    assert (found.status, found.value) == ("derived", Fraction(92))


def test_half_a_year_is_its_quarters() -> None:
    found = verdict("1—6月走访儿童", FIRST, ("走访儿童（本季）", "人次", "92", "2024-06-30"))
    assert (found.status, found.value) == ("derived", Fraction(173))


@pytest.mark.parametrize("forms", [("台账", "县妇联台账"), ("县妇联台账", "台账")])
def test_what_two_registers_say_is_not_added_up(forms: tuple[str, str]) -> None:
    assert verdict("本季走访儿童", FIRST, HALF, forms=forms).status in ("unknown", "stale")


THIRD = date(2024, 10, 14)


@pytest.mark.parametrize(
    ("half", "quarter", "value"),
    [
        ("妇联工作半年报（2024年1—6月）", "妇联工作季报（2024年三季度，本季）", 255),
        ("妇联工作半年报（2024年1—6月）", "妇联工作季报（2024年三季度）", None),
        ("妇联工作半年报（2024年1—6月）", "妇联工作季报（2024年三季度，累计）", 82),
        ("妇联工作半年报（2024年1—6月）", "关工委工作季报（2024年三季度，本季）", None),
    ],
)
def test_a_paper_of_a_quarter_that_says_so_goes_on_from_its_half_year(
    half: str, quarter: str, value: int | None
) -> None:
    book = form(["1—9月走访儿童", "人次", "1", None], period="2024年1—9月")
    told = [
        fact("走访儿童", "人次", "173", "2024-06-30", form=half),
        fact("走访儿童", "人次", "82", "2024-09-30", form=quarter),
    ]
    found = filled(book, *told, on=THIRD).cells[0].verdict
    assert (found.value if found.known else None) == value


def test_what_is_worded_otherwise_is_not_added_up() -> None:
    other = ("走访留守儿童（1-6月）", "人次", "173", "2024-06-30")
    assert verdict("本季走访儿童", FIRST, other).status in ("unknown", "stale")


def test_an_answer_of_another_seasons_campaign_is_none_of_this_ones() -> None:
    book = form(["应免数", "头", "1", None], period="2024年")
    book.worksheets[0]["A1"] = "2024年春季强制免疫情况统计表"
    told = [("春防进度表", "2024-05-20", "held"), ("秋防进度表", "2023-11-20", "unknown")]
    for name, day, status in told:
        assert (
            filled(book, fact("应免", "头", "690", day, form=name), on=date(2024, 5, 25)).cells[0].verdict.status
            == status
        )


def test_a_grade_that_holds_others_is_their_sum_in_one_register() -> None:
    book = form(["重度残疾人（一、二级）", "人", "1", None], period="2024年")
    first, second = (fact(f"持证残疾人 / {grade}", "人", number, "2024-04-30")
                     for grade, number in (("一级", "31"), ("二级", "52")))  # fmt: skip
    assert filled(book, first, second, on=SECOND).cells[0].verdict.value == 83
    assert filled(book, first, on=SECOND).cells[0].verdict.status == "unknown"
