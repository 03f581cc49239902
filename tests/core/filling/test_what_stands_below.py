"""Notes and signatures below a form by how their labels end, and lines that a relation of columns leaves out."""

from __future__ import annotations

from datetime import date

import pytest

from songbang.core.filling.facts import Fact
from songbang.core.filling.printing import printed
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

ON = date(2024, 7, 9)


def kept(what: str, unit: str, value: str, on: str = "2024-06-30") -> Fact:
    return fact(what, unit, value, on, form="窑工登记台账")


@pytest.mark.parametrize("label", ["补充说明", "有关说明", "指标说明", "几点说明", "填写说明"])
def test_a_note_is_known_by_how_its_label_ends(label: str) -> None:
    rows: list[list[object]] = [
        ["窑工情况季报"],
        ["填报单位：甲镇", None, "2024年2季度"],
        ["指标", "单位", "合计"],
        ["窑工人数", "人", None],
        ["窑户户数", "户", None],
        [f"{label}：1.户数、人数为季末数。2.本表按窑工登记填报。"],
    ]
    given = [kept("窑工人数", "人", "43", "2024-03-31"), kept("窑户户数", "户", "9")]
    cells = read(rows, *given, on=ON, merged=("A6:C6",))
    assert values(cells, "C4", "C5") == [None, 9]
    assert cells["C4"].verdict.status == "stale"


@pytest.mark.parametrize("label", ["勾稽关系", "表内关系", "平衡关系", "本表校验关系"])
@pytest.mark.parametrize(
    "told",
    [
        "1栏=2栏+3栏（03除外）",
        "（1）栏=（2）栏+（3）栏（03除外）",
        "1栏=2栏+3栏（第03行除外）",
        "1栏=2栏+3栏（除03外）",
    ],
)
def test_a_relation_of_columns_leaves_out_the_lines_that_it_names(label: str, told: str) -> None:
    rows: list[list[object]] = [
        ["窑工情况季报"],
        ["填报单位：甲镇", None, None, None, None, "2024年2季度"],
        ["指标", "单位", "代码", "合计", "龙窑", "圆窑"],
        ["甲", "乙", "丙", "1", "2", "3"],
        ["窑工人数", "人", "01", None, None, None],
        ["窑户户数", "户", "02", None, None, None],
        ["窑工工资标准", "元", "03", None, None, None],
        [f"{label}：{told}。"],
    ]
    given = [kept(f"{where} / {what}", unit, value) for where, what, unit, value in (
        ("龙窑", "窑工人数", "人", "40"), ("圆窑", "窑工人数", "人", "3"),
        ("龙窑", "窑工工资标准", "元", "80"), ("圆窑", "窑工工资标准", "元", "70"),
    )]  # fmt: skip
    cells = read(rows, *given, on=ON, merged=("A8:F8",))
    assert values(cells, "D5", "E7", "F7", "D7") == [43, 80, 70, None]


def test_lines_left_out_of_a_relation_are_not_columns_that_it_is_printed_for() -> None:
    assert printed(("审核关系：06=07+08（第1、2栏）",))[0].within == {"1", "2"}
    assert printed(("审核关系：1栏=2栏+3栏（05、06除外）",))[0].but == {"5", "6"}


@pytest.mark.parametrize("label", ["村主任", "理事长", "财政所长", "会计"])
def test_whoever_signs_below_a_form_is_no_line_of_it(label: str) -> None:
    rows: list[list[object]] = [
        ["窑工情况季报"],
        ["填报单位：甲镇", None, "2024年2季度"],
        ["指标", "单位", "合计"],
        ["窑工人数", "人", None],
        [f"{label}：            填表人：            填报日期：    年  月  日", None, None],
    ]
    assert set(read(rows, kept("窑工人数", "人", "43"), on=ON)) == {"C4"}
