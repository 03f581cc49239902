"""Registers whose titles say that they hold some besides (花名册（含民营）): they are on all, not on those alone."""

from __future__ import annotations

from datetime import date

import pytest

from songbang.core.filling.facts import Fact
from songbang.core.filling.fill import Filled
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

ON = date(2025, 1, 15)
ALL = "护理人员 / 总人数"


def told(line: str, value: str, form: str = "养老机构从业人员花名册（含民营）") -> Fact:
    return fact(line, "人", value, "2024-12-31", form=form)


def found(*facts: Fact, kind: str = "民营") -> dict[str, Filled]:
    rows: list[list[object]] = [
        ["养老机构基本情况表"],
        ["填报单位：甲镇", None, None, None, "2024年"],
        ["指标", "计量单位", "合计", "公办", kind],
        ["年末护理人员数", "人", None, None, None],
        ["年末床位数", "张", None, None, None],
    ]
    return read(rows, *facts, on=ON)


def test_a_register_that_holds_some_besides_tells_nothing_of_those_alone() -> None:
    assert values(found(told(ALL, "96")), "C4", "D4", "E4") == [None, None, None]


def test_it_gainsays_what_another_paper_tells_of_all() -> None:
    cells = found(told(ALL, "96"), told("护理人员 / 合计", "93", "养老机构年报（2024年）"))
    assert cells["C4"].verdict.status == "conflict"


@pytest.mark.parametrize(("kind", "value"), [("其他", "96"), ("民营", "193")])
def test_it_does_not_where_the_form_asks_for_no_such_or_it_is_far_from_it(kind: str, value: str) -> None:
    cells = found(told(ALL, value), told("护理人员 / 合计", "93", "养老机构年报（2024年）"), kind=kind)
    assert values(cells, "C4") == [93]
