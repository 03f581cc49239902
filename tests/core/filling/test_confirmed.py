"""A confirmed wording speaks of the cells whose labels it was confirmed for, and of its own time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

ON = date(2024, 7, 10)
Rows = list[list[object]]
ROWS: Rows = [
    ["供热情况表"], ["填报单位：甲镇", "2024年1—6月"], ["指标名称", "城镇（户）", "农村（户）", "供热量（吉焦）"],
    ["热电联产", None, None, None], ["锅炉房", None, None, None],
]  # fmt: skip


def test_a_confirmed_wording_fills_its_line_and_column_alone() -> None:
    given = fact("厂网民用热客户", "户", "812", "2024-05-31", form="供热台账")
    assert values(read(ROWS, given, on=ON), "B4", "C4", "B5") == [None, None, None]
    told = replace(given, also=("热电联产 / 城镇（户）",))
    assert values(read(ROWS, told, on=ON), "B4", "C4", "B5") == [812, None, None]


def test_it_is_known_again_where_a_form_says_the_same_in_other_words() -> None:
    rows: Rows = [["供热表"], ["填报单位：甲镇"], ["项目", "单位", "数量"], ["热电联产城镇户数", "户", None]]
    told = replace(fact("厂网民用热客户", "户", "812", "2024-05-31"), also=("热电联产 / 城镇（户）",))
    assert values(read(rows, told, on=ON), "C4") == [812]


def test_what_a_confirmed_wording_said_of_its_time_still_holds() -> None:
    whole = fact("厂网出力（1-6月）", "吉焦", "900", "2024-06-30", form="供热报告")
    quarter = fact("厂网出力（4-6月）", "吉焦", "400", "2024-06-30", form="供热报告")
    asked = ("热电联产 / 供热量（吉焦）",)
    assert values(read(ROWS, replace(whole, also=asked), on=ON), "D4") == [900]
    assert values(read(ROWS, replace(quarter, also=asked), on=ON), "D4") == [None]


def test_two_confirmed_wordings_that_disagree_are_a_contradiction() -> None:
    asked = ("热电联产 / 城镇（户）",)
    given = [
        replace(fact("厂网民用热客户", "户", "812", "2024-05-31", form="甲台账"), also=asked),
        replace(fact("热源厂家庭客户", "户", "790", "2024-05-31", form="乙台账"), also=asked),
    ]
    assert read(ROWS, *given, on=ON)["B4"].verdict.status == "conflict"
