"""A cell's other name in brackets, told by a register of the first; a bracket that says 本村 counts no villages."""

from __future__ import annotations

from datetime import date

import pytest

from songbang.core.filling.lexicon import wording
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

ON = date(2024, 1, 20)
Rows = list[list[object]]


def rows(label: str) -> Rows:
    return [
        ["文化工作情况表"],
        ["填报单位：甲镇", None, "2023年12月"],
        ["指标名称", "计量单位", "数量"],
        [label, "个", None],
        ["文化礼堂", "个", None],
    ]


def test_what_a_register_of_a_thing_calls_as_the_cells_bracket_does_is_the_cells() -> None:
    given = fact("业余剧团", "支", "12", "2023-12-31", form="民间文艺团体登记表")
    assert values(read(rows("民间文艺团体（业余剧团）"), given, on=ON), "C4") == [12]


def test_another_paper_that_tells_otherwise_stands_against_it() -> None:
    given = [
        fact("业余剧团", "支", "12", "2023-12-31", form="民间文艺团体登记表"),
        fact("业余剧团（民间文艺团体）", "支", "15", "2023-12-31", form="文艺骨干花名册"),
    ]
    cells = read(rows("民间文艺团体（业余剧团）"), *given, on=ON)
    assert (cells["C4"].verdict.status, set(cells["C4"].verdict.shown)) == ("conflict", {12, 15})


def test_a_kind_that_no_bracket_names_is_not_all_that_the_register_is_of() -> None:
    given = fact("业余剧团", "支", "12", "2023-12-31", form="民间文艺团体登记表")
    assert values(read(rows("民间文艺团体"), given, on=ON), "C4") == [None]
    assert values(read(rows("民间文艺团体（秧歌队）"), given, on=ON), "C4") == [None]


@pytest.mark.parametrize(
    ("label", "counts"),
    [
        ("华侨（祖籍本村）", False),
        ("就业人员（在本村）", False),
        ("通客车的村", True),
        ("样本村数", True),
        ("文明村", True),
    ],
)
def test_this_very_village_is_none_that_is_counted(label: str, counts: bool) -> None:
    told = wording(label)
    assert ("村" in told.tokens | told.aside) is counts
