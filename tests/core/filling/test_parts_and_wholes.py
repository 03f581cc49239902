"""What a label takes from what stands around it: wholes, sections, other orders of words; and what it must not."""

from __future__ import annotations

import pytest

from tests.core.filling.test_judging import fact, filled, form

YEAR_END = "2023-12-31"


def status(label: str, unit: str, given: str, *, over: str = "", title: str = "登记台账", measure: str = "") -> str:
    """What becomes of a cell under `over`, set in as a part of it, from one earlier answer."""
    rows: list[list[object]] = [[over, unit, "1", None]] if over else []
    rows.append([f"　　{label}" if over else label, unit, "2", None])
    sheet = filled(form(*rows), fact(given, measure or unit, "41", YEAR_END, form=title))
    return sheet.cells[-1].verdict.status


@pytest.mark.parametrize(
    ("over", "label", "given", "becomes"),
    [
        # A part of people by another kind of people needs its whole.
        ("低保对象人数", "其中：残疾人", "低保对象 / 其中：残疾人", "held"),
        ("低保对象人数", "其中：残疾人", "持证残疾人数", "unknown"),
        ("常住人口", "其中：外来人口", "流动人口总数", "unknown"),
        # One of the same kind stands for itself; a word that holds both is the same as both.
        ("党员总数", "女性党员", "党员 / 女", "held"),
        ("党员总数", "女性党员", "党员总数", "unknown"),
        ("60周岁以上户籍老人", "80周岁及以上", "80岁以上户籍老年人", "held"),
        ("60周岁以上户籍老人", "80周岁及以上", "60岁以上户籍老年人", "unknown"),
        ("堤防处数", "其中：达标堤防", "堤防 / 其中：达标", "held"),
    ],
)
def test_a_part_takes_of_its_whole_what_it_needs(over: str, label: str, given: str, becomes: str) -> None:
    assert status(label, "人" if "堤" not in label else "处", given, over=over) == becomes


@pytest.mark.parametrize(
    ("label", "given", "becomes"),
    [
        ("党员总数", "社工 / 其中：党员", "unknown"),
        ("持证残疾人数", "低保对象 / 其中：残疾人", "unknown"),
        ("登记流动人口", "常住人口 / 其中：外来人口", "unknown"),
        ("农业户籍人口", "户籍人口 / 其中：农业户籍人口", "held"),
    ],
)
def test_an_answer_about_some_of_others_is_none_about_all(label: str, given: str, becomes: str) -> None:
    assert status(label, "人", given) == becomes


@pytest.mark.parametrize(
    ("label", "unit", "given", "becomes"),
    [
        ("清运生活垃圾", "吨", "生活垃圾清运量（2023年）", "held"),
        ("清运生活垃圾", "吨", "建筑垃圾清运量（2023年）", "unknown"),
        ("执业（助理）医师", "人", "执业医师和助理医师", "held"),
        ("执业（助理）医师", "人", "执业医师", "unknown"),
        ("一、二级重度残疾人", "人", "重度残疾人数", "held"),
        ("百岁老人数", "人", "100岁以上老年人", "held"),
        ("矛盾纠纷台账件数", "件", "矛盾纠纷 / 累计", "unknown"),
    ],
)
def test_the_same_signs_in_another_order_are_the_same_and_others_are_not(
    label: str, unit: str, given: str, becomes: str
) -> None:
    assert status(label, unit, given) == becomes


def test_a_register_of_some_does_not_answer_for_all() -> None:
    assert status("党员总数", "人", "党员人数", title="党员名册") == "held"
    assert status("党员总数", "人", "党员人数", title="流动党员台账") == "unknown"


def test_columns_of_several_years_name_the_end_of_each() -> None:
    book = form(["户籍人口", "人", "1", None, None], columns=("2023年", "2022年"))
    cells = filled(book, fact("户籍总人口", "人", "3100", YEAR_END)).cells
    assert [cell.verdict.status for cell in cells] == ["held", "unknown"]


def test_lines_set_in_stand_under_the_line_before_and_lines_not_set_in_beside_it() -> None:
    book = form(
        ["户籍人口", "人", "1", None], ["　男", "人", "2", None], ["　女", "人", "3", None], ["户数", "户", "4", None]
    )
    sheet = filled(book)
    assert [[row.label for row in cell.slot.row.above] for cell in sheet.cells] == [[], ["户籍人口"], ["户籍人口"], []]
