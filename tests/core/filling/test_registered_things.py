"""In a system that registers a thing, 注册 before its name says no more of it; elsewhere it does."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

ON = date(2024, 1, 20)


def told(label: str, indicator: str, register: str, unit: str = "人") -> list[object]:
    rows: list[list[object]] = [
        ["人员情况表"],
        ["填报单位：甲镇", None, "2023年12月"],
        ["指标名称", "计量单位", "数量"],
        [label, unit, None],
        ["　其中：高级", unit, None],
        ["护林员", "人", None],
    ]
    given = [fact(name, unit, str(40 - n), "2023-12-31", form=register) for n, name in enumerate(indicator.split(";"))]
    return values(read(rows, *given, on=ON), "C4", "C5")


def test_what_a_system_registers_is_all_that_it_holds() -> None:
    indicator = "注册农技推广员;注册农技推广员 / 高级"
    assert told("农技推广员", indicator, "农技推广员注册系统") == [40, 39]


@pytest.mark.parametrize(
    ("label", "indicator", "register"),
    [
        ("农技推广员", "注册农技推广员", "农技推广年报"),
        ("实有资本", "注册资本", "市场主体注册系统"),
    ],
)
def test_elsewhere_some_may_not_be_registered(label: str, indicator: str, register: str) -> None:
    assert told(label, indicator, register) == [None, None]
