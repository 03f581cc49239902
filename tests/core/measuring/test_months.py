"""Counts by month."""

from __future__ import annotations

from songbang.core.measuring import monthly
from songbang.core.registers import Row, rows_table
from tests.core.measuring.making import BASELINE, PERIOD, STREET, TOWN, VILLAGE, row


def _months(*rows: Row) -> dict[str, dict[str, dict[str, int]]]:
    return monthly(rows_table(rows), period=PERIOD, baseline=BASELINE)


def test_months_of_a_known_period_are_all_given_zeros_too() -> None:
    months = _months(row("documents", "2019-03-31"), row("documents", "2019-03-01"), row("documents", "2019-07-31"))
    counts = {"2019-01": 0, "2019-02": 0, "2019-03": 2, "2019-04": 0, "2019-05": 0, "2019-06": 0, "2019-07": 1}
    assert months["documents.received"] == {TOWN: counts}


def test_months_outside_both_periods_are_not_given_though_they_make_the_year_known() -> None:
    months = _months(row("visits"), row("meetings", "2018-12-01"))["meetings.attended"][TOWN]
    assert list(months) == [f"2018-{month:02}" for month in range(1, 8)]
    assert not any(months.values())


def test_four_figures_are_given_by_unit_in_order() -> None:
    rows = [row(register, unit=unit) for register in ("forms", "inspections") for unit in (VILLAGE, TOWN, STREET)]
    months = _months(*rows, row("digital"))
    assert list(months) == ["documents.received", "meetings.attended", "inspections.received", "forms.received"]
    assert list(months["forms.received"]) == [STREET, TOWN, VILLAGE]
    assert months["documents.received"] == {}
