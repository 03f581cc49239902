"""Words that only join: who is counted and which of them, two things that hold of one."""

from __future__ import annotations

from datetime import date

from songbang.core.filling.lexicon import wording
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

ON = date(2025, 10, 15)
Rows = list[list[object]]


def lines(*labels: tuple[str, str]) -> Rows:
    return [
        ["服务对象情况季报表"],
        ["填报单位：甲镇 2025年三季度"],
        ["指标名称", "计量单位", "代码", "本季"],
        *([label, unit, f"0{n}", None] for n, (label, unit) in enumerate(labels, 1)),
    ]


def test_who_is_counted_and_which_of_them() -> None:
    of_them = ("在册中未成年人", "在册的未成年人"), ("矫正对象中未成年人", "矫正对象的未成年人")
    assert all(wording(one).tokens == wording(other).tokens for one, other in of_them)
    assert wording("服务对象中心").tokens != wording("服务对象的心").tokens


def test_two_things_that_hold_of_one_are_joined_by_a_word_or_by_none() -> None:
    rows = lines(("未就业有就业意愿", "人"), ("已就业", "人"))
    told = fact("未就业但有就业意愿", "人", "9", "2025-09-30", form="摸排本（2025年三季度）")
    assert values(read(rows, told, on=ON), "D4") == [9]
    other = fact("未就业但无就业意愿", "人", "9", "2025-09-30", form="摸排本（2025年三季度）")
    assert values(read(rows, other, on=ON), "D4") == [None]
