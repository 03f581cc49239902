"""Values go back as a department asked for them; what a format does not fit stays as it is."""

from __future__ import annotations

from typing import Any

import pytest

from songbang.core.errors import BadInput
from songbang.core.filling.formats import Formats, as_asked, formats_from, turned, unit_asked
from songbang.core.filling.measures import measure


@pytest.mark.parametrize(
    ("value", "asked", "dimension", "gives"),
    [
        ("2018-06-30", "dots", "moment", "2018.06.30"),
        ("2018年6月30日", "dashes_short", "moment", "2018-6-30"),
        ("20180630", "dashes", "moment", "2018-06-30"),
        ("2018.6.3", "compact", "moment", "20180603"),
        ("2003年6月", "month", "moment", "200306"),
        ("2003年6月", "dashes", "moment", "2003-06"),
        ("2003年6月", "written", "moment", "2003年6月"),
        ("六月份", "dots", "moment", "六月份"),
        ("2018年13月", "month", "moment", "2018年13月"),
    ],
)
def test_a_date_is_written_as_asked(value: str, asked: str, dimension: str, gives: str) -> None:
    assert as_asked(value, Formats(date=asked), dimension=dimension) == gives


@pytest.mark.parametrize(
    ("value", "formats", "dimension", "gives"),
    [
        ("是", Formats(whether="one_two"), "boolean", "1"),
        ("无", Formats(whether="one_zero"), "boolean", "0"),
        (1, Formats(whether="ticks"), "boolean", "√"),
        ("不清楚", Formats(whether="one_two"), "boolean", "不清楚"),
        ("女", Formats(sex="gb2261"), "text", "2"),
        ("33040219900101123x", Formats(identity="head_and_tail"), "", "330402********123X"),
        ("33040219900101123x", Formats(identity="parted"), "", "330402 19900101 123X"),
        ("13812345678", Formats(phone="middle_hidden"), "", "138****5678"),
        ("13812345678", Formats(), "", "13812345678"),
        (12, Formats(date="dots"), "people", 12),
    ],
)
def test_codes_and_masks(value: Any, formats: Formats, dimension: str, gives: Any) -> None:
    assert as_asked(value, formats, dimension=dimension) == gives


def test_a_list_is_turned_into_the_unit_that_was_asked_for() -> None:
    mu, asked = measure("亩"), formats_from({"area": "公顷"})
    assert unit_asked(mu, asked) == measure("公顷")
    assert turned(1500, mu, unit_asked(mu, asked)) == 100
    assert turned("未测", mu, unit_asked(mu, asked)) == "未测"
    assert unit_asked(measure("人"), asked) == measure("人")


def test_a_format_that_is_not_in_the_list_is_refused() -> None:
    for told in ({"date": "stardate"}, {"area": "坪"}):
        with pytest.raises(BadInput) as refused:
            formats_from(told)
        assert refused.value.code == "forms.no_format"
