"""Days and periods in running text, in each language."""

from __future__ import annotations

from datetime import date

import pytest

from songbang.core.calendar import Period
from songbang.core.words import Language
from songbang.ui.dates import day_of_year_said, day_said, days_said, period_said


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh-Hans", "2019年7月8日—7月14日"), ("zh-Hant", "2019年7月8日—7月14日"), ("en", "8 Jul – 14 Jul 2019")],
)
def test_a_week_says_its_year_once(language: Language, said: str) -> None:
    assert days_said(date(2019, 7, 8), date(2019, 7, 14), language) == said


def test_a_week_over_new_year_says_both_years() -> None:
    assert days_said(date(2018, 12, 31), date(2019, 1, 6), "zh-Hans") == "2018年12月31日—2019年1月6日"
    assert days_said(date(2018, 12, 31), date(2019, 1, 6), "en") == "31 Dec 2018 – 6 Jan 2019"


def test_a_day_with_and_without_its_year() -> None:
    assert (day_said(date(2019, 7, 8), "zh-Hans"), day_of_year_said(date(2019, 7, 8), "zh-Hans")) == (
        "2019年7月8日", "7月8日",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("period", "said"),
    [("2019-07", "2019年7月"), ("2019-01:2019-07", "2019年1—7月"), ("2018-11:2019-02", "2018年11月—2019年2月")],
)
def test_a_period_is_said_as_people_do(period: str, said: str) -> None:
    assert period_said(Period.parse(period), "zh-Hans") == said
