"""What was done in fact, beside what was to be done: papers say of it no more than that it was done."""

from __future__ import annotations

from datetime import date

import pytest

from songbang.core.filling.facts import Fact
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

ON = date(2024, 7, 8)
ROWS: list[list[object]] = [
    ["违法建设治理情况表"],
    ["填报单位：甲镇", None, None, None, "2024年上半年"],
    ["违建类别", "代码", "应拆面积（平方米）", "实拆面积（平方米）", None],
    [None, None, None, "小计", "其中：沿街商铺"],
    ["存量违建", "01", None, None, None],
    ["新增违建", "02", None, None, None],
]


def found(*facts: Fact) -> list[object]:
    cells = read(ROWS, *facts, on=ON, merged=("D3:E3", "A3:A4", "B3:B4", "C3:C4"))
    return values(cells, "C5", "D5", "E5", "E6")


def told(line: str, value: str, form: str = "沿街商铺违建登记册（2024年上半年）") -> Fact:
    return fact(line, "平方米", value, "2024-06-30", form=form)


def test_what_was_done_in_fact_is_what_a_label_says_was_done() -> None:
    given = [told("沿街商铺拆除 / 存量违建面积", "210"), told("沿街商铺拆除 / 新增违建面积", "60")]
    assert found(*given) == [None, None, 210, 60]


@pytest.mark.parametrize(
    "line", ["沿街商铺 / 存量违建面积", "沿街商铺待拆除 / 存量违建面积", "沿街商铺计划拆除 / 存量违建面积"]
)
def test_what_is_there_or_is_to_be_done_was_not(line: str) -> None:
    assert found(told(line, "210")) == [None] * 4
    assert found(told(line, "210", "违建拆除台账（2024年上半年）")) == [None] * 4


def test_what_was_done_by_may_was_not_done_by_june() -> None:
    given = fact("沿街商铺拆除 / 存量违建面积", "平方米", "210", "2024-05-31", form="违建登记册（2024年1—5月）")
    assert found(given) == [None] * 4
