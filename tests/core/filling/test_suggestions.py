"""What is not sure is offered: the answer nearest in words, of the cell's own time, in the cell's own measure."""

from __future__ import annotations

import pytest

from songbang.core.filling.explain import cell_json
from songbang.core.filling.writing import known_said, last_said, near_said
from tests.core.filling.test_judging import fact, form, only

DAY = "2023-12-31"


@pytest.mark.parametrize(
    ("asked", "near", "further"),
    [
        ("农村公路养护里程", "公路养护", "公路桥梁"),
        ("培育致富带头人", "乡村致富带头人", "乡村振兴指导员"),
        ("渔船进港报告艘次", "渔船进出港报告", "渔船检验"),
    ],
)
def test_the_nearest_in_words_is_offered_however_they_are_cut(asked: str, near: str, further: str) -> None:
    facts = [fact(near, "人", "7", DAY), fact(further, "人", "9", DAY)]
    cell = only(form([asked, "人", "1", None]), *facts)
    assert cell.verdict.status == "unknown"
    assert cell.near is not None
    assert cell.near.fact.indicator == near


def test_of_two_alike_that_of_the_cells_own_time_is_offered() -> None:
    facts = [fact("渔船进出港报告", "人", "5", "2022-12-31"), fact("渔船进出港报告演练", "人", "7", DAY)]
    near = only(form(["渔船进港报告", "人", "1", None]), *facts).near
    assert near is not None
    assert near.fact.value == "7"


def test_another_age_or_basis_is_not_offered() -> None:
    cell = only(form(["80岁以上老年人体检", "人", "1", None]), fact("65岁以上老年人体检登记", "人", "7", DAY))
    assert cell.near is None


def test_a_suggestion_stands_in_the_cells_own_measure_and_in_the_residual_form() -> None:
    cell = only(form(["乡村致富带头人培育", "人", "1", None]), fact("致富带头人", "万人", "0.12", DAY))
    told = cell_json("表", cell)["suggestion"]
    assert (told["value"], told["unit"], told["here"]) == ("0.12", "万人", 1200)
    assert last_said(cell) == ""
    assert "致富带头人" in near_said(cell)
    assert "1200" in near_said(cell)


def test_beside_an_old_figure_what_may_be_the_new_one_is_offered() -> None:
    facts = [
        fact("渔船进港报告", "人", "5", "2021-12-31"),
        fact("渔船进出港报告演练", "人", "17", DAY),
        fact("渔船检验", "人", "6", DAY),
    ]
    cell = only(form(["渔船进港报告", "人", "1", None]), *facts)
    assert cell.verdict.status == "stale"
    assert cell.near is not None
    assert cell.near.fact.value == "17"
    assert "5" in known_said(cell)
    assert "17" in known_said(cell)


def test_an_old_figure_stands_alone_where_nothing_of_now_comes_near() -> None:
    facts = [fact("渔船进港报告", "人", "5", "2021-12-31"), fact("渔船进出港报告演练", "人", "17", "2020-12-31")]
    cell = only(form(["渔船进港报告", "人", "1", None]), *facts)
    assert cell.verdict.status == "stale"
    assert cell.near is None
