"""What is done with some of a thing is not how many of it there are."""

from __future__ import annotations

from datetime import date

from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact
from tests.core.filling.test_words_between import lines

ON = date(2025, 10, 15)


def test_how_far_some_are_is_not_how_many_there_are_though_it_goes_on_from_the_last_round() -> None:
    rows = lines(("发现问题", "个"), ("出动人员", "人次"))
    last = fact("发现问题 / 本季", "个", "4", "2025-06-30", form="服务对象情况季报表（2025年二季度）")
    done = fact("巡河发现问题 / 已办结", "个", "5", "2025-09-30", form="巡河统计（2025年三季度）")
    every = fact("发现问题数", "个", "6", "2025-09-30", form="巡河统计（2025年三季度）")
    assert values(read(rows, last, done, on=ON), "D4") == [None]
    assert values(read(rows, last, done, every, on=ON), "D4") == [6]
