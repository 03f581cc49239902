"""A column marked as a part of what there was on a day, which says itself of what time it came: it came about then."""

from __future__ import annotations

from datetime import date

from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

ON = date(2024, 1, 20)
Rows = list[list[object]]


def rows(part: str) -> Rows:
    return [
        ["公共图书情况统计表"],
        ["填报单位：甲镇", None, "2023年"],
        ["指标名称", "代码", "年末藏书（册）", None],
        [None, None, "合计", part],
        ["镇图书馆", "01", None, None],
        ["职工书屋", "02", None, None],
    ]


def test_what_came_in_a_year_is_no_stock_of_its_last_day() -> None:
    given = [
        fact("职工书屋 / 藏书量", "册", "3120", "2023-12-31", form="书屋台账"),
        fact("职工书屋 / 本年新增图书", "册", "160", "2023-12-31", form="书屋台账"),
        fact("镇图书馆 / 本年新增图书", "册", "90", "2022-12-31", form="书屋台账"),
        fact("镇图书馆 / 上半年新增图书", "册", "40", "2023-06-30", form="书屋台账"),
    ]
    cells = read(rows("其中：本年新增"), *given, on=ON, merged=("C3:D3", "A3:A4", "B3:B4"))
    assert values(cells, "C6", "D6", "D5") == [3120, 160, None]
    assert cells["D6"].asked.kind == "flow"


def test_a_part_that_names_no_time_is_of_the_day_of_its_whole() -> None:
    given = [
        fact("职工书屋 / 年末电子图书", "册", "700", "2022-12-31", form="书屋台账"),
        fact("镇图书馆 / 年末电子图书", "册", "900", "2023-12-31", form="书屋台账"),
    ]
    cells = read(rows("其中：电子图书"), *given, on=ON, merged=("C3:D3", "A3:A4", "B3:B4"))
    assert values(cells, "D5", "D6") == [900, None]
    assert cells["D6"].asked.kind == "stock"
