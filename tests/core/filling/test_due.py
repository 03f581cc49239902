"""What is due is not what was done: 应交税费 is no 已交税费, however near the figures are."""

from __future__ import annotations

from datetime import date

from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

ROWS: list[list[object]] = [
    ["国有企业资产经营情况表"],
    ["2024年度"],
    ["指标", "计量单位", "本年数", "上年数"],
    ["应交税费总额", "万元", None, None],
    ["利润总额", "万元", None, None],
]
LAST = fact("应交税费总额 / 本年数", "万元", "4987", "2023-12-31", form="国有企业资产经营情况表（2023年）")


def test_what_was_paid_does_not_go_on_from_what_was_due() -> None:
    paid = fact("国有企业 / 全年已交税费", "万元", "5120", "2024-12-31", form="重点税源企业年报")
    cells = read(ROWS, LAST, paid, on=date(2025, 4, 10))
    assert values(cells, "C4", "D4") == [None, 4987]


def test_what_is_due_does() -> None:
    due = fact("国有企业 / 全年应交税费", "万元", "5120", "2024-12-31", form="重点税源企业年报")
    assert values(read(ROWS, LAST, due, on=date(2025, 4, 10)), "C4") == [5120]
