"""Accounts, apps, groups and signboards: what is there at the end of the last day."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.measuring.making import STREET, TOWN, given, measured, pair, row, value


@pytest.mark.parametrize(
    ("begun", "closed", "there"),
    [
        ("2015-01-01", None, (1, 1)),
        ("2018-07-31", None, (1, 1)),
        ("2018-08-01", None, (1, 0)),
        ("2019-07-31", None, (1, 0)),
        ("2019-08-01", None, (0, 0)),
        ("2015-01-01", date(2018, 7, 31), (0, 0)),
        ("2015-01-01", date(2018, 8, 1), (0, 1)),
        ("2015-01-01", date(2019, 7, 31), (0, 1)),
        ("2015-01-01", date(2019, 8, 1), (1, 1)),
    ],
)
def test_a_stock_is_begun_by_the_last_day_and_not_ended_by_then(
    begun: str, closed: date | None, there: tuple[int, int]
) -> None:
    figures = measured([row("signboards", begun, closed_on=closed)])
    assert pair(figures, "signboards.present", unit=TOWN) == there


@pytest.mark.parametrize(
    ("figure", "kind"), [("digital.accounts", "account"), ("digital.apps", "app"), ("digital.groups", "group")]
)
def test_accounts_apps_and_groups_are_each_their_own_stock(figure: str, kind: str) -> None:
    digital = [row("digital", digital_class=name) for name in ("account", "app", "group", "unstated")]
    assert value(measured([*digital, row("digital", digital_class=kind)]), figure, unit=TOWN) == 2


def test_any_row_of_a_digital_register_makes_its_stocks_known() -> None:
    figures = measured([row("digital", digital_class="group")])
    assert value(figures, "digital.accounts", unit=TOWN) == 0
    assert not given(figures, "digital.accounts", unit=STREET)


def test_punch_in_counts_any_type_and_only_while_open() -> None:
    rows = [
        row("digital", digital_class="group", punch_in=True),
        row("digital", digital_class="app", punch_in=True, closed_on=date(2019, 5, 1)),
    ]
    assert value(measured(rows), "digital.punch_in", unit=TOWN) == 1


def test_accounts_begun_in_the_period_are_added_though_closed_since() -> None:
    rows = [
        row("digital", "2019-02-01", digital_class="account", closed_on=date(2019, 3, 1)),
        row("digital", "2018-12-31", digital_class="account"),
        row("digital", "2019-02-01", digital_class="group"),
    ]
    assert pair(measured(rows), "digital.accounts_added", unit=TOWN) == (1, 0)


def test_signboards_are_removed_in_the_period_of_their_removal() -> None:
    days = [date(2018, 12, 31), date(2019, 1, 1), date(2019, 7, 31), date(2019, 8, 1), None]
    figures = measured([row("signboards", "2015-01-01", closed_on=day) for day in days])
    assert pair(figures, "signboards.removed", unit=TOWN) == (2, 0)


def test_stocks_are_known_for_years_without_a_row() -> None:
    figures = measured([row("signboards", "2010-01-01"), row("digital", "2010-01-01", digital_class="account")])
    assert pair(figures, "signboards.present") == (1, 1)
    assert pair(figures, "signboards.removed") == (0, 0)
    assert pair(figures, "digital.accounts_added") == (0, 0)
