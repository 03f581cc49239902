"""A line over the table that only dates the form: it names no table and no day of the cells."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact


@pytest.mark.parametrize(
    "line",
    [
        "截至2025年9月30日",
        "数据截止时间2025年9月30日",
        "（截止到2025年9月底）",
        "统计时点：2025年9月30日",
        "截至2025年9月30日止",
    ],
)
def test_a_line_that_only_dates_a_form_names_no_day_for_its_cells(line: str) -> None:
    rows: list[list[object]] = [
        ["村级公共设施基本情况表"],
        ["填报单位：甲村", None, None, "县住建局  制"],
        [line],
        ["序号", "项  目", "单位", "数量"],
        [1, "公共厕所", "座", None],
        [2, "健身广场", "个", None],
        [3, "垃圾收集点", "个", None],
    ]
    given = [
        fact("公共厕所", "座", "4", "2025-06-30", form="村公共设施台账"),
        fact("健身广场", "个", "2", "2024-12-31", form="村公共设施台账"),
    ]
    cells = read(rows, *given, on=date(2025, 10, 10), merged=("A1:D1", "A3:D3"))
    assert values(cells, "D5", "D6", "D7") == [4, 2, None]
