"""Wholes made of parts, cells parted from their headings, lines that head the columns below them."""

from __future__ import annotations

import pytest

from songbang.core.filling.head import Head
from songbang.core.filling.nesting import opened
from songbang.core.filling.noted import Noted


@pytest.mark.parametrize(
    ("label", "parted"),
    [
        ("三、流转去向：农户", ("三、流转去向", "农户")),
        ("养殖产量中：草鱼", ("养殖产量", "其中:草鱼")),
        ("其中：女性", ("", "其中：女性")),
        ("附：招聘会", ("", "附：招聘会")),
        ("产值（单位：万元）", ("", "产值（单位：万元）")),
    ],
)
def test_a_heading_in_one_cell_with_its_line(label: str, parted: tuple[str, str]) -> None:
    assert opened(label) == parted


@pytest.mark.parametrize(
    ("note", "subjects"),
    [
        ("1.除注明“本月”者外均为月末时点数。", {"*"}),
        ("说明：机具为年末拥有量；人员、户数为年末数。作业面积为全年数。", {"机具", "人员", "户数"}),
        ("成员按季末数填报。", {"成员"}),
        ("本表按公历年度填报。", set()),
    ],
)
def test_notes_that_tell_of_the_end(note: str, subjects: set[str]) -> None:
    head = Head("", None, None, None, None, None, (), (note,))
    assert Noted(head).at_end.words == subjects
