"""Which rows each figure takes and which of them it counts: one kept and one broken per figure."""

from __future__ import annotations

from typing import Any

import pytest

from songbang.core.calendar import Period
from songbang.core.registers import Row
from tests.core.measuring.making import STREET, TOWN, VILLAGE, given, measured, pair, row, value


@pytest.mark.parametrize(
    ("figure", "counted", "taken"),
    [
        ("meetings.video", {"video": True}, {"video": False}),
        ("meetings.without_duration", {"duration_stated": False}, {"duration_stated": True, "minutes": 90}),
        ("meetings.edge_of_day", {"edge_of_day": True}, {"edge_of_day": False}),
        ("meetings.nested", {"nested": True}, {"nested": False}),
        ("meetings.principal_and_deputy", {"both_leaders": True}, {"both_leaders": False}),
        ("meetings.village_heads", {"village_heads": True}, {"village_heads": False}),
        (
            "meetings.village_heads_unfiled",
            {"village_heads": True, "filed": False},
            {"village_heads": True, "filed": True},
        ),
        ("inspections.unplanned", {"planned": False}, {"planned": True}),
        ("inspections.ledger_required", {"ledger_required": True}, {"ledger_required": False}),
        ("inspections.joint", {"joint": True}, {"joint": False}),
        ("pledges.veto", {"veto": True}, {"veto": False}),
        ("digital.punch_in", {"punch_in": True}, {"punch_in": False}),
        ("visits.with_problem", {"with_problem": True}, {"with_problem": False}),
        ("visits.joint", {"joint": True}, {"joint": False}),
    ],
)
def test_a_figure_counts_what_it_says_among_the_rows_whose_sheet_has_the_column(
    figure: str, counted: dict[str, Any], taken: dict[str, Any]
) -> None:
    register = figure.partition(".")[0]
    assert value(measured([row(register, **counted), row(register, **taken), row(register)]), figure, unit=TOWN) == 1
    assert value(measured([row(register, **taken)]), figure, unit=TOWN) == 0
    assert not given(measured([row(register)]), figure, unit=TOWN)


@pytest.mark.parametrize("columns", [{"village_heads": True}, {"filed": False}])
def test_unfiled_calls_of_village_heads_need_both_columns(columns: dict[str, Any]) -> None:
    assert not given(measured([row("meetings", **columns)]), "meetings.village_heads_unfiled", unit=TOWN)


@pytest.mark.parametrize("register", ["documents", "inspections", "pledges", "forms", "visits"])
def test_every_row_is_counted_two_being_two(register: str) -> None:
    figure = f"{register}.{'signed' if register == 'pledges' else 'received'}"
    assert value(measured([row(register), row(register)]), figure) == 2


def test_meeting_minutes_add_up_what_is_stated() -> None:
    meetings = [row("meetings", duration_stated=True, minutes=minutes) for minutes in (90, 210)]
    figures = measured([*meetings, row("meetings", duration_stated=False)])
    assert value(figures, "meetings.minutes", unit=TOWN) == 300


def test_meeting_minutes_are_zero_where_no_meeting_states_any_and_unknown_where_none_could() -> None:
    assert value(measured([row("meetings", duration_stated=False)]), "meetings.minutes", unit=TOWN) == 0
    assert not given(measured([row("meetings")]), "meetings.minutes", unit=TOWN)


def test_form_fields_add_up_the_numbers_stated() -> None:
    forms = [row("forms", fields_stated=True, fields=12), row("forms", fields_stated=False), row("forms")]
    assert value(measured(forms), "forms.fields", unit=TOWN) == 12
    assert value(measured(forms), "forms.received", unit=TOWN) == 3


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        ("2018-12-31", (0, 0)),
        ("2019-01-01", (1, 0)),
        ("2019-07-31", (1, 0)),
        ("2019-08-01", (0, 0)),
        ("2018-01-01", (0, 1)),
        ("2018-07-31", (0, 1)),
        ("2018-08-01", (0, 0)),
    ],
)
def test_a_row_belongs_to_the_period_that_holds_its_day(day: str, counts: tuple[int, int]) -> None:
    # Two rows outside both periods make both years known.
    others = [row("visits", "2018-10-01"), row("visits", "2019-10-01")]
    assert pair(measured([row("visits", day), *others]), "visits.received", unit=TOWN) == counts


def test_a_row_in_two_overlapping_periods_counts_in_both() -> None:
    figures = measured(
        [row("visits", "2019-03-15")], period=Period.parse("2019-03"), baseline=Period.parse("2019-01:2019-03")
    )
    assert pair(figures, "visits.received") == (1, 1)


def test_the_rows_of_a_village_are_not_added_to_its_town() -> None:
    figures = measured([row("documents"), row("documents", unit=VILLAGE)])
    assert value(figures, "documents.received", unit=TOWN) == 1
    assert value(figures, "documents.received", unit=VILLAGE) == 1


def test_all_units_together_are_the_sum_of_the_units() -> None:
    rows: list[Row] = [row("documents"), row("documents", unit=VILLAGE), row("documents", unit=STREET)]
    assert value(measured(rows), "documents.received") == 3
