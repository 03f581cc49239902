"""null, comparable, change, and which figures are given at all."""

from __future__ import annotations

import pytest

from songbang.core.calendar import Period
from songbang.core.registers import ISSUER_LEVELS, LINES, UNSTATED
from tests.core.measuring.making import STREET, TOWN, VILLAGE, Figures, given, measured, pair, row, value

RECEIVED = "documents.received"


def _figure(
    figures: Figures, unit: str | None = None, figure_id: str = RECEIVED
) -> tuple[bool, float | None, str | None]:
    scope = {} if unit is None else {"unit": unit}
    figure = figures[figure_id, frozenset(scope.items())]
    return figure.comparable, figure.change, figure.why


def test_a_unit_without_a_row_in_the_calendar_year_is_null_there() -> None:
    assert pair(measured([row("documents")]), RECEIVED, unit=TOWN) == (1, None)


def test_a_row_elsewhere_in_the_calendar_year_makes_it_zero() -> None:
    assert pair(measured([row("documents"), row("documents", "2018-12-31")]), RECEIVED, unit=TOWN) == (1, 0)


def test_a_period_over_two_years_is_known_by_a_row_in_either() -> None:
    figures = measured(
        [row("visits", "2018-01-05")], period=Period.parse("2018-12:2019-01"), baseline=Period.parse("2016-12:2017-01")
    )
    assert pair(figures, "visits.received") == (0, None)


def test_a_figure_null_in_both_periods_is_left_out() -> None:
    figures = measured([row("documents", "2017-03-01"), row("documents", unit=STREET)])
    assert not given(figures, RECEIVED, unit=TOWN)
    assert given(figures, RECEIVED, unit=STREET)


def test_null_on_either_side_is_not_comparable_and_says_which() -> None:
    assert _figure(measured([row("documents")]), TOWN) == (False, None, f"baseline_missing:{TOWN}")
    assert _figure(measured([row("documents", "2018-03-01")]), TOWN) == (False, None, f"value_missing:{TOWN}")


def test_a_sum_takes_what_is_known_and_is_not_comparable_when_its_units_differ() -> None:
    whole = [row("documents"), row("documents", "2018-03-01")]
    figures = measured([*whole, row("documents", unit=VILLAGE), row("documents", "2018-03-01", unit=STREET)])
    assert pair(figures, RECEIVED) == (2, 2)
    assert _figure(figures) == (False, None, f"value_missing:{STREET};baseline_missing:{VILLAGE}")
    assert _figure(figures, TOWN) == (True, 0.0, None)


def test_a_sum_over_the_same_units_is_comparable() -> None:
    days = ("2018-03-01", "2019-03-01", "2019-03-02")
    rows = [row("documents", day, unit=unit) for day in days for unit in (TOWN, STREET)]
    assert _figure(measured(rows)) == (True, 1.0, None)


def test_change_has_four_decimals() -> None:
    rows = [row("documents", day) for day in ["2018-03-01"] * 3 + ["2019-03-01"] * 4]
    assert _figure(measured(rows), TOWN) == (True, 0.3333, None)


def test_change_from_zero_is_null_yet_comparable() -> None:
    assert _figure(measured([row("documents"), row("documents", "2018-12-01")]), TOWN) == (True, None, None)


def test_a_unit_that_states_issuers_has_all_three_levels() -> None:
    figures = measured([row("documents", issuer_level="county"), row("documents", issuer_level=UNSTATED)])
    levels = {level: value(figures, RECEIVED, unit=TOWN, issuer_level=level) for level in ISSUER_LEVELS}
    assert levels == {"above": 0, "county": 1, "town": 0}


def test_a_name_without_a_level_is_in_no_level_but_makes_them_known() -> None:
    figures = measured([row("meetings", issuer_level=UNSTATED)])
    assert [value(figures, "meetings.attended", issuer_level=level) for level in ISSUER_LEVELS] == [0, 0, 0]


def test_a_unit_that_states_lines_has_all_ten_and_another_has_none() -> None:
    figures = measured([row("meetings", line="economy"), row("meetings", unit=STREET)])
    lines = [value(figures, "meetings.attended", unit=TOWN, line=line) for line in LINES]
    assert lines == [1, *[0] * 9]
    assert not any(given(figures, "meetings.attended", unit=STREET, line=line) for line in LINES)


@pytest.mark.parametrize("figure", ["visits.received", "inspections.received", "documents.both_channels"])
def test_only_receipts_and_meetings_are_given_by_level_and_line(figure: str) -> None:
    register = figure.partition(".")[0]
    channel = {"channel": "paper"} if register == "documents" else {}
    figures = measured([row(register, issuer_level="county", line="economy", **channel)])
    assert given(figures, figure)
    assert not given(figures, figure, issuer_level="county")
    assert not given(figures, figure, line="economy")


def test_a_level_that_a_unit_states_on_one_side_only_is_not_comparable() -> None:
    figures = measured([row("documents", issuer_level="county"), row("documents", "2018-03-01")])
    figure = figures[RECEIVED, frozenset({("issuer_level", "county")})]
    assert (figure.value, figure.baseline, figure.comparable) == (1, None, False)
    assert _figure(figures) == (True, 0.0, None)
