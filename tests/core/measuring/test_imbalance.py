"""The Theil index over the towns, per cadre."""

from __future__ import annotations

import math

from songbang.core.registers import Row
from songbang.core.units import Unit
from tests.core.measuring.making import STREET, TOWN, UNITS, VILLAGE, given, measured, pair, row, value

IMBALANCE = "visits.received.imbalance"


def _visits(unit: str, number: int, day: str = "2019-03-01") -> list[Row]:
    return [row("visits", day, unit) for _ in range(number)]


def test_figures_in_step_with_the_cadres_are_in_balance() -> None:
    assert value(measured([*_visits(TOWN, 6), *_visits(STREET, 4)]), IMBALANCE) == 0.0


def test_the_index_is_the_theil_index_of_shares_to_six_decimals() -> None:
    expected = 0.5 * math.log(0.5 / 0.6) + 0.5 * math.log(0.5 / 0.4)
    assert value(measured([*_visits(TOWN, 5), *_visits(STREET, 5)]), IMBALANCE) == round(expected, 6)


def test_a_town_with_nothing_adds_nothing() -> None:
    figures = measured([*_visits(TOWN, 5), *_visits(STREET, 1, "2019-12-01")])
    assert value(figures, IMBALANCE) == round(math.log(1 / 0.6), 6)


def test_villages_do_not_enter() -> None:
    figures = measured([*_visits(TOWN, 6), *_visits(STREET, 4), *_visits(VILLAGE, 50)])
    assert value(figures, IMBALANCE) == 0.0


def test_one_town_alone_has_no_imbalance() -> None:
    assert not given(measured(_visits(TOWN, 5)), IMBALANCE)


def test_towns_without_cadres_do_not_enter() -> None:
    units = [*UNITS, Unit("330402007", "建设街道", "town")]
    figures = measured([*_visits(TOWN, 6), *_visits(STREET, 4), *_visits("330402007", 50)], units=units)
    assert value(figures, IMBALANCE) == 0.0


def test_a_sum_of_zero_has_no_imbalance() -> None:
    both = [*_visits(TOWN, 1, "2018-12-01"), *_visits(STREET, 1, "2018-12-01")]
    figures = measured([*both, *_visits(TOWN, 6), *_visits(STREET, 4)])
    assert pair(figures, IMBALANCE) == (0.0, None)
    figure = figures[IMBALANCE, frozenset()]
    assert (figure.comparable, figure.why) == (False, "baseline_zero")


def test_an_imbalance_null_in_both_periods_is_left_out() -> None:
    days = ("2018-12-01", "2019-12-01")
    assert not given(measured([v for day in days for unit in (TOWN, STREET) for v in _visits(unit, 1, day)]), IMBALANCE)


def test_an_imbalance_over_other_towns_than_before_is_not_comparable() -> None:
    third = Unit("330402007", "建设街道", "town", cadres=20)
    before = [v for unit in (TOWN, STREET) for v in _visits(unit, 3, "2018-03-01")]
    now = [v for unit in (TOWN, STREET, third.code) for v in _visits(unit, 3)]
    figure = measured([*before, *now], units=[*UNITS, third])[IMBALANCE, frozenset()]
    assert (figure.comparable, figure.change, figure.why) == (False, None, "baseline_missing:330402007")


def test_a_village_that_lacks_a_year_leaves_the_imbalance_comparable() -> None:
    rows = [v for day in ("2018-03-01", "2019-03-01") for unit in (TOWN, STREET) for v in _visits(unit, 3, day)]
    figures = measured([*rows, *_visits(VILLAGE, 3)])
    assert figures[IMBALANCE, frozenset()].comparable
    assert not figures["visits.received", frozenset()].comparable
