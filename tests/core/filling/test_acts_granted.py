"""Acts that are not done without leave, and grades in letters from which on all are meant."""

from __future__ import annotations

from datetime import date

from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

ON = date(2026, 1, 20)
Rows = list[list[object]]


def test_what_is_done_with_leave_was_granted() -> None:
    rows: Rows = [
        ["养老机构情况表"],
        ["填报单位：甲县 2025年"],
        ["类别", "年末机构数（个）", "本年变动（个）", None],
        [None, None, "成立登记", "注销登记"],
        ["民办养老院", None, None, None],
        ["公办养老院", None, None, None],
    ]
    told = "行政审批台账（2025年）"
    given = [
        fact("民办养老院 / 准予成立", "个", "4", "2025-12-31", form=told),
        fact("民办养老院 / 准予注销", "个", "1", "2025-12-31", form=told),
        fact("公办养老院 / 不准予成立", "个", "2", "2025-12-31", form=told),
        fact("公办养老院 / 申请注销", "个", "3", "2025-12-31", form=told),
    ]
    cells = read(rows, *given, on=ON, merged=("A3:A4", "B3:B4", "C3:D3"))
    assert values(cells, "C5", "D5") == [4, 1]
    assert values(cells, "B5", "C6", "D6") == [None, None, None]


def test_a_grade_is_one_with_its_word_and_without() -> None:
    rows: Rows = [
        ["社会组织评估情况表"],
        ["填报单位：甲县 2025年"],
        ["类别", "3A级以上（个）", "4A级以上（个）"],
        ["社会团体", None, None],
        ["基金会", None, None],
    ]
    given = [
        fact("社会团体 / 3A及以上", "个", "9", "2025-11-30", form="评估等级公告"),
        fact("基金会 / 4A", "个", "2", "2025-11-30", form="评估等级公告"),
    ]
    cells = read(rows, *given, on=ON)
    assert values(cells, "B4", "C4") == [9, None]
    assert values(cells, "B5", "C5") == [None, None]
