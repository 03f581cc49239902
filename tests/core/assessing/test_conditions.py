"""Conditions over traits: three answers, clear errors, and nothing that runs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songbang.core.assessing.conditions import parse_condition
from songbang.core.errors import BadInput

OLD = {"建成年份": 1986, "户数": 1204, "老旧小区": True, "物业": False}


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("建成年份 >= 1990", False),
        ("建成年份 ≥1990 或 老旧小区", True),
        ("建成年份 不早于 1980 且 非 物业", True),
        ("非 （老旧小区 且 户数 > 2000）", True),
        ("用地面积 > 3", None),
        ("用地面积 > 3 且 物业", False),
        ("用地面积 > 3 或 老旧小区", True),
        ("建成年份＜１９９０", True),
        ("built_year < 1990", None),
        ("有 老旧小区", True),
    ],
)
def test_a_condition_holds_does_not_or_is_not_known(text: str, holds: bool | None) -> None:
    assert parse_condition(text).holds(OLD) is holds


@pytest.mark.parametrize(
    "text",
    ["", "户数 超 1000", "且 老旧小区", "建成年份 >", "(老旧小区", "老旧小区)", "a b", "__import__('os').system('ls')",
     "lambda: 1", "a > b", "老旧小区 且", "1 < 2", "a.__class__()", "a[0]", '"x"', "(" * 30 + "a" + ")" * 30],
)  # fmt: skip
def test_what_is_no_condition_is_told_with_its_place(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_condition(text)
    assert caught.value.code == "condition.unreadable"
    assert caught.value.parameters["at"] <= len(text) + 1


def test_a_name_that_begins_with_a_joining_word_stays_a_name() -> None:
    assert parse_condition("非遗项目").names == {"非遗项目"}
    assert parse_condition("非 遗项目").holds({"遗项目": True}) is False


def test_the_reason_names_the_trait_and_its_value() -> None:
    condition = parse_condition("建成年份 >= 1990 且 电梯")
    assert condition.because(OLD) == ["建成年份 ≥ 1990 (1986)", "电梯"]
    assert condition.lacking({}) == ["建成年份", "电梯"]


@given(st.text(max_size=60))
def test_any_text_is_a_condition_or_is_refused(text: str) -> None:
    try:
        held = parse_condition(text).holds(OLD)
    except BadInput:
        return
    assert held in (True, False, None)
