"""What there was in 上年同期 an issue of the form of a year before called 本季."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

ON = date(2024, 7, 9)


@pytest.mark.parametrize("column", ["上年同期（1—本季累计或季末）", "上年同期", "上年同期（季末）"])
def test_what_there_was_in_the_quarter_a_year_before_the_issue_of_then_tells(column: str) -> None:
    rows: list[list[object]] = [
        ["窑工救助季报表"],
        ["填报单位：甲镇", None, None, "2024年二季度"],
        ["指标名称", "计量单位", "本季", column],
        ["一、救助对象（季末数）"],
        ["在册窑工户数", "户", None, None],
    ]
    given = [
        fact("在册窑工户数 / 本季", "户", "43", "2023-06-30", form="窑工救助季报表（2023年二季度）"),
        fact("在册窑工户数 / 本季", "户", "40", "2023-03-31", form="窑工救助季报表（2023年一季度）"),
    ]
    cells = read(rows, *given, on=ON, merged=("A4:D4",))
    assert values(cells, "D5") == [43]
    assert values(read(rows, given[1], on=ON, merged=("A4:D4",)), "D5") == [None]
