"""What waits to be done (待更换, 需更换), and what has been set up (设有, 已设)."""

from __future__ import annotations

from datetime import date

from songbang.core.filling.phrasing import one_way
from tests.core.filling.test_alone_counted import signs
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

ON = date(2024, 9, 18)
DAY = "2024-06-30"


def test_what_needs_to_be_done_waits_for_it() -> None:
    assert signs("说明：按实填报。", "需更换门牌") == [None, 412]
    assert signs("说明：按实填报。", "已更换门牌") == [None, None]


def test_what_has_been_set_up_there_is() -> None:
    rows: list[list[object]] = [
        ["地名管理情况表"],
        ["填报时间：2024年9月"],
        ["指标", "计量单位", "数量"],
        ["道路街巷", "条", None],
        ["　其中：设有标准地名标志", "条", None],
        ["设有限速标志的道路", "条", None],
    ]
    given = fact("道路街巷 / 已设标准地名标志", "条", "15", DAY, form="地名标志设置台账")
    assert values(read(rows, given, on=ON), "C4", "C5", "C6") == [None, 15, None]
    planned = fact("道路街巷 / 拟设标准地名标志", "条", "15", DAY, form="地名标志设置台账")
    assert values(read(rows, planned, on=ON), "C4", "C5", "C6") == [None, None, None]


def test_houses_that_have_such_a_thing_are_not_what_has_been_set_up() -> None:
    assert one_way("其中:设有标准地名标志") == "其中:已设标准地名标志"
    assert one_way("设有避洪安置点的社区") == "设有避洪安置点的社区"
