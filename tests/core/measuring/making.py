"""Invented rows with as little said as a test needs, and a look at the figures that come of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import count
from typing import Any

import pyarrow as pa

from songbang.core.calendar import Period
from songbang.core.measuring import PLACEMENT_SCHEMA, Figure, TimeTable, measure
from songbang.core.registers import Row, rows_table
from songbang.core.units import Unit

TOWN, STREET, VILLAGE = "330402103", "330402010", "330402103208"
UNITS = (
    Unit("330402", "南湖区", "county"),
    Unit(TOWN, "新丰镇", "town", parent="330402", cadres=60),
    Unit(STREET, "南湖街道", "town", parent="330402", cadres=40),
    Unit(VILLAGE, "净湘村", "village", parent=TOWN, cadres=8),
)
PERIOD, BASELINE = Period.parse("2019-01:2019-07"), Period.parse("2018-01:2018-07")

_LINES = count(2)
Figures = dict[tuple[str, frozenset[tuple[str, str]]], Figure]


def row(register: str, day: str = "2019-03-01", unit: str = TOWN, **columns: Any) -> Row:
    """A row of a sheet that has no column but day and name and those given. Its id is new unless given."""
    line_no = next(_LINES)
    columns.setdefault("row", f"{register}.csv##{line_no}")
    return Row(
        file=f"{register}.csv", sheet="", line_no=line_no, register=register, unit=unit,
        day=date.fromisoformat(day), name="通知", **columns,
    )  # fmt: skip


def placements(*places: tuple[Row, str, str]) -> pa.Table:
    """(row, document, instrument) as matching gives them."""
    lines = [{"row": row.row, "document": document, "instrument": instrument} for row, document, instrument in places]
    return pa.Table.from_pylist(lines, schema=PLACEMENT_SCHEMA)


def measured(
    rows: Sequence[Row],
    places: Sequence[tuple[Row, str, str]] = (),
    *,
    units: Sequence[Unit] = UNITS,
    minutes: TimeTable | None = None,
    period: Period = PERIOD,
    baseline: Period = BASELINE,
    with_rows: bool = False,
) -> Figures:
    """All figures by id and scope."""
    figures = measure(
        rows_table(rows), placements(*places), units,
        period=period, baseline=baseline, minutes=minutes or TimeTable.load(), with_rows=with_rows,
    )  # fmt: skip
    return {(figure.id, frozenset(figure.scope.items())): figure for figure in figures}


def value(figures: Figures, figure_id: str, **scope: str) -> int | float | None:
    """The value of a figure that is there."""
    return figures[figure_id, frozenset(scope.items())].value


def pair(figures: Figures, figure_id: str, **scope: str) -> tuple[int | float | None, int | float | None]:
    """Value and baseline of a figure that is there."""
    figure = figures[figure_id, frozenset(scope.items())]
    return figure.value, figure.baseline


def given(figures: Figures, figure_id: str, **scope: str) -> bool:
    """Whether the figure is there at all."""
    return (figure_id, frozenset(scope.items())) in figures
