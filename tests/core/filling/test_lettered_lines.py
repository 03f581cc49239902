"""Lines that letters number as 一、 does: A、全行业用电合计; a class that letters name is no number."""

from __future__ import annotations

from datetime import date

import pytest

from songbang.core.filling.lexicon import clean, numbered
from songbang.core.filling.numbering import is_number
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

ON = date(2024, 1, 20)


@pytest.mark.parametrize(
    ("label", "bare"),
    [("A、全行业用电合计", "全行业用电合计"), ("B．工业固废", "工业固废"), ("Ｃ、其中：医疗废物", "医疗废物")],
)
def test_a_letter_before_a_label_is_its_number(label: str, bare: str) -> None:
    assert numbered(clean(label))[::2] == ("latin", "其中" in label)
    assert numbered(clean(label))[1] == bare


@pytest.mark.parametrize("label", ["C、D级危房", "A级景区", "B、乙级资质单位", "A、B类人员", "AED（台）", "B超机", "A"])
def test_a_letter_that_names_a_class_or_a_thing_is_none(label: str) -> None:
    assert numbered(clean(label))[0] is None
    assert not is_number(label)


def test_lettered_lines_are_beside_each_other_and_over_what_is_set_in() -> None:
    rows: list[list[object]] = [
        ["取用水情况年报"],
        ["填报单位：甲镇", None, "2023年"],
        ["指标名称", "代码", "取水量（万立方米）"],
        ["A、工业取水", "01", None],
        ["　地下水", "02", None],
        ["B、农业取水", "03", None],
        ["　地下水", "04", None],
    ]
    given = [
        fact("工业取水量", "立方米", "320000", "2023-12-31", form="取水许可台账（2023年）"),
        fact("农业取水量 / 地下水", "万立方米", "41", "2023-12-31", form="取水许可台账（2023年）"),
    ]
    assert values(read(rows, *given, on=ON), "C4", "C5", "C6", "C7") == [32, None, None, 41]
