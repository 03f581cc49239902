"""What came about in a year is not all that there is of it until then."""

from __future__ import annotations

from datetime import date

from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

ON = date(2025, 2, 10)
END = "2024-12-31"


def archives(told: str, *lines: str) -> list[object]:
    rows: list[list[object]] = [
        ["综合档案馆基本情况表"],
        ["2024年"],
        ["指标名称", "计量单位", "代码", "本年", "上年"],
        *([line, "卷", n, None, None] for n, line in enumerate(lines, 1)),
        ["说明：01为全年数，02为年末数。"],
    ]
    return values(read(rows, fact(told, "卷", "31240", END, form="馆藏档案统计台账"), on=ON), "D4")


LINES = "一、本年开放档案", "二、累计开放档案"


def test_all_until_the_years_end_is_not_what_came_in_the_year() -> None:
    assert archives("累计开放档案（年末）", *LINES) == [None]


def test_what_was_added_up_over_the_year_is() -> None:
    assert archives("全年开放档案", *LINES) == [31240]
    assert archives("1-12月累计开放档案", *LINES) == [31240]
    assert archives("本年累计开放档案", *LINES) == [31240]
