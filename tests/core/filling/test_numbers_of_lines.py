"""Numbered lines: those of a table, and those that name the next one."""

from __future__ import annotations

from tests.core.filling.test_headings_and_times import values
from tests.core.filling.test_stores_of_own import account, cells_of


def test_a_number_that_follows_a_total_is_a_lines() -> None:
    told = ("化肥 / 轮入", "50"), ("稻种 / 轮入", "30")
    cells = cells_of(account(), "企业", *told)
    assert values(cells, "C7", "C5") == [100, 60]
    assert "C7" not in cells_of(account(whole="一、种子"), "企业", *told)
    assert "C7" not in cells_of(account(second="三、化肥"), "企业", *told)
