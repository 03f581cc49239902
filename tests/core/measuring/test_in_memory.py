"""The same periods asked again: no query is put into SQL twice, and what is answered is of the rows at hand."""

from __future__ import annotations

from songbang.core.calendar import Period
from songbang.core.measuring import TimeTable, measure
from songbang.core.measuring.figures import Figure
from songbang.core.measuring.in_memory import _in_sql
from songbang.core.registers import rows_table
from tests.core.measuring.making import BASELINE, PERIOD, UNITS, VILLAGE, placements, row


def _received(rows: int, period: Period) -> list[float | None]:
    table = rows_table([row("documents", "2019-03-04", VILLAGE) for _ in range(rows)])
    figures: list[Figure] = measure(
        table, placements(), UNITS, period=period, baseline=BASELINE, minutes=TimeTable.load()
    )
    return [one.value for one in figures if one.id == "documents.received" and one.scope == {"unit": VILLAGE}]


def test_other_rows_of_the_same_periods_are_counted_by_the_queries_that_were_made() -> None:
    assert _received(3, PERIOD) == [3]
    made = _in_sql.cache_info().misses
    assert _received(5, PERIOD) == [5]
    assert _in_sql.cache_info().misses == made


def test_another_period_is_another_query() -> None:
    assert _received(3, PERIOD) == [3]
    made = _in_sql.cache_info().misses
    assert _received(3, Period.parse("2019-04:2019-05")) == [0]
    assert _in_sql.cache_info().misses > made
