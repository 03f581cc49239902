"""Lists told in short: what a register's 人社窗口, 医保窗口 are in a form that names them in full."""

from __future__ import annotations

from datetime import date

from songbang.core.filling.facts import Fact
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

ON = date(2024, 7, 9)
REGISTER = "政务服务平台月报（6月）"
ROWS: list[list[object]] = [
    ["乡镇便民服务中心窗口办件情况表"],
    ["2024年6月"],
    ["窗口", "本月受理（件）", "本月办结（件）"],
    *([label, None, None] for label in ("社会事务（民政）", "人力资源和社会保障", "医疗保障", "卫生健康")),
]


def told(*labels: str, form: str = REGISTER) -> list[Fact]:
    return [fact(f"{label} / 6月受理", "件", str(n), "2024-06-30", form=form) for n, label in enumerate(labels, 1)]


def test_a_list_told_in_short_is_the_forms_list_that_names_it_in_full() -> None:
    cells = read(ROWS, *told("民政窗口", "人社窗口", "医保窗口", "卫健窗口"), on=ON)
    assert values(cells, "B4", "B5", "B6", "B7") == [1, 2, 3, 4]


def test_short_names_that_stand_alone_or_fit_two_lines_tell_nothing() -> None:
    assert values(read(ROWS, *told("人社窗口", "医保窗口"), on=ON), "B5", "B6") == [None, None]
    rows = [*ROWS, ["医药保管处置", None, None], ["人防社区", None, None]]
    cells = read(rows, *told("民政窗口", "人社窗口", "医保窗口", "卫健窗口"), on=ON)
    assert values(cells, "B5", "B6") == [None, None]


def test_a_name_without_what_its_brackets_say_is_not_known_by_the_others() -> None:
    rows = [*ROWS[:-1], ["卫生健康（村级）", None, None]]
    cells = read(rows, *told("民政窗口", "人社窗口", "医保窗口", "卫健窗口", "中心窗口"), on=ON)
    assert values(cells, "B7") == [None]


def test_what_they_do_is_no_manner_of_naming_them() -> None:
    """In a form that says nothing of 协会, 人社协会 are not the offices."""
    cells = read(ROWS, *told("民政协会", "人社协会", "医保协会", "卫健协会"), on=ON)
    assert values(cells, "B4", "B5", "B6", "B7") == [None] * 4


def test_another_paper_that_calls_one_so_tells_of_the_same() -> None:
    other = told("镇便民中心医保窗口", form="基层医保经办月报（6月）")
    cells = read(ROWS, *told("民政窗口", "人社窗口", "医保窗口", "卫健窗口"), *other, on=ON)
    assert cells["B6"].verdict.status == "conflict"
    other = told("县便民大厅医保窗口", form="基层医保经办月报（6月）")
    cells = read(ROWS, *told("民政窗口", "人社窗口", "医保窗口", "卫健窗口"), *other, on=ON)
    assert values(cells, "B6") == [3]
