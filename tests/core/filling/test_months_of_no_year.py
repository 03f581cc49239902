"""Months that a form names without a year, where it names none itself, are of the year of the day it is filled."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

Rows = list[list[object]]
IN_JUNE = date(2024, 6, 18)


def _form(label: str, unit: str = "户次") -> Rows:
    return [
        ["甲镇旅馆业情况表"],
        ["填报单位：甲镇", None, "填报日期：2024年6月"],
        ["项目", "单位", "数量"],
        ["旅馆", "家", None],
        [label, unit, None],
    ]


@pytest.mark.parametrize("label", ["1—5月检查旅馆", "检查旅馆（1-5月）", "本年1—5月检查旅馆", "1至5月份检查旅馆"])
def test_months_over_by_the_day_of_filling_are_of_its_year(label: str) -> None:
    given = fact("检查旅馆", "户次", "71", "2024-05-31", form="旅馆业检查汇总（2024年1—5月）")
    assert values(read(_form(label), given, on=IN_JUNE), "C5") == [71]


@pytest.mark.parametrize(
    ("label", "as_of", "form"),
    [
        ("1—5月检查旅馆", "2023-05-31", "旅馆业检查汇总（2023年1—5月）"),
        ("1—5月检查旅馆", "2024-04-30", "旅馆业检查汇总（2024年1—4月）"),
        ("1—9月检查旅馆", "2023-09-30", "旅馆业检查汇总（2023年1—9月）"),
        ("1—12月检查旅馆", "2023-12-31", "旅馆业检查汇总（2023年1—12月）"),
    ],
)
def test_months_of_another_year_or_not_over_are_not_filled(label: str, as_of: str, form: str) -> None:
    given = fact("检查旅馆", "户次", "66", as_of, form=form)
    assert values(read(_form(label), given, on=IN_JUNE), "C5") == [None]


def test_a_column_of_such_months_is_read_so_too() -> None:
    rows: Rows = [
        ["甲镇旅馆、网吧情况表"],
        ["填报单位：甲镇", None, "填报日期：2024年6月"],
        ["类别", "户数（户）", "1—5月\n监督检查\n（户次）"],
        ["旅馆", None, None],
        ["网吧", None, None],
    ]
    given = [
        fact("检查旅馆", "户次", "71", "2024-05-31", form="监督检查记录汇总（2024年1—5月）"),
        fact("检查网吧", "户次", "20", "2024-04-30", form="监督检查记录汇总（2024年1—4月）"),
    ]
    assert values(read(rows, *given, on=IN_JUNE), "C4", "C5") == [71, None]
