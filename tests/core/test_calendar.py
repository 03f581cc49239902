"""Periods as a report is asked for."""

from __future__ import annotations

from datetime import date

import pytest

from songbang.core.calendar import Period
from songbang.core.errors import BadInput


def test_a_period_runs_from_the_first_day_to_the_last_of_its_months() -> None:
    period = Period.parse("2019-01:2019-07")
    assert (period.first, period.last) == (date(2019, 1, 1), date(2019, 7, 31))


@pytest.mark.parametrize(("words", "last"), [("2019-02", 28), ("2020-02", 29), ("2000-02", 29), ("2100-02", 28)])
def test_a_single_month_is_a_period_and_knows_leap_years(words: str, last: int) -> None:
    period = Period.parse(words)
    assert (period.first.day, period.last.day) == (1, last)
    assert period.first.month == period.last.month == 2


def test_both_end_days_belong_to_the_period_and_their_neighbours_do_not() -> None:
    period = Period.parse("2019-01:2019-07")
    assert date(2019, 1, 1) in period
    assert date(2019, 7, 31) in period
    assert date(2018, 12, 31) not in period
    assert date(2019, 8, 1) not in period


def test_blanks_and_months_of_one_digit_are_understood() -> None:
    assert Period.parse(" 2019-1 : 2019-7 ") == Period.parse("2019-01:2019-07")


def test_a_period_is_written_as_it_is_read() -> None:
    assert str(Period.parse("2018-11:2019-02")) == "2018-11:2019-02"


def test_months_and_years_run_over_the_turn_of_a_year() -> None:
    period = Period.parse("2018-11:2019-02")
    assert list(period.months()) == [(2018, 11), (2018, 12), (2019, 1), (2019, 2)]
    assert period.years == (2018, 2019)


@pytest.mark.parametrize(
    "words",
    ["", "2019", "2019-13", "2019-00:2019-07", "2019-01:2019-07:2019-08", "2019-01:", "2019年1月", "0000-01", "x"],
)
def test_words_that_are_no_period_are_refused_naming_them(words: str) -> None:
    with pytest.raises(BadInput) as refused:
        Period.parse(words)
    assert refused.value.code == "period.unreadable"
    assert refused.value.parameters["given"] == words


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(BadInput) as refused:
        Period.parse("2019-07:2019-01")
    assert refused.value.code == "period.backwards"
