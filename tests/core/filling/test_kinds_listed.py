"""A heading over labels that says of what these are the kinds: answers, and columns, may say that again."""

from __future__ import annotations

from datetime import date

from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

ON = date(2024, 1, 20)
Rows = list[list[object]]


def form(over: str, *columns: str, lines: tuple[str, ...]) -> Rows:
    rows: Rows = [["情况统计表"], ["填报单位：甲镇", None, "2023年"], [over, "代码", *columns]]
    return [*rows, *([line, f"0{n + 1}", *[None] * len(columns)] for n, line in enumerate(lines))]


def test_an_answer_may_say_of_what_its_line_is_a_kind() -> None:
    rows = form("文物类型", "数量（处）", lines=("古墓葬", "石窟寺"))
    given = [
        fact("古墓葬 / 文物点数", "处", "7", "2023-12-31", form="普查名录"),
        fact("石窟寺 / 文物数", "处", "3", "2023-12-31", form="普查名录"),
        fact("石窟寺 / 保护标志", "处", "2", "2023-12-31", form="普查名录"),
    ]
    assert values(read(rows, *given, on=ON), "C4", "C5") == [None, 3]


def test_where_no_heading_says_so_it_is_another_thing() -> None:
    rows = form("指标名称", "数量（处）", lines=("石窟寺", "古墓葬"))
    given = [fact("石窟寺 / 文物数", "处", "3", "2023-12-31", form="普查名录")]
    assert values(read(rows, *given, on=ON), "C4") == [None]


def test_what_is_not_said_of_the_kinds_is_another_figure() -> None:
    rows = form("文物类型", "数量（处）", lines=("石窟寺", "古墓葬"))
    given = [fact("石窟寺 / 安防设施", "处", "3", "2023-12-31", form="普查名录")]
    assert values(read(rows, *given, on=ON), "C4") == [None]


def test_a_column_that_says_of_what_its_lines_are_kinds_need_not_be_said() -> None:
    rows = form("演练种类", "演练次数（次）", "评估次数（次）", lines=("防汛疏散", "森林扑火"))
    given = [
        fact("防汛疏散", "次", "4", "2023-12-31", form="应急工作年报（2023年）"),
        fact("森林扑火", "次", "9", "2023-12-31", form="应急工作年报（2023年）"),
    ]
    assert values(read(rows, *given, on=ON), "C4", "D5") == [4, None]


def test_whose_people_are_counted_is_never_left_to_that_heading() -> None:
    rows = form("残疾人类别", "人数（人）", lines=("视力", "多重"))
    given = [
        fact("视力 / 党员", "人", "4", "2023-12-31", form="名册"),
        fact("多重", "人", "2", "2023-12-31", form="党员名册"),
    ]
    assert values(read(rows, *given, on=ON), "C4") == [None]
