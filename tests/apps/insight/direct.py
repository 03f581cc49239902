"""Figures counted from the rows themselves, as a report counts them: what stored figures have to agree with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from songbang.apps.insight import counting, services, stored
from songbang.apps.insight.models import FigureSet
from songbang.apps.insight.queries import rows_state
from songbang.apps.units.queries import unit_tree
from songbang.core.calendar import Period
from songbang.core.matching import instruments
from songbang.core.measuring import PLACEMENT_SCHEMA, TimeTable, measure, monthly
from songbang.core.measuring.definitions import BY_MONTH, SLICED, WATCHED
from songbang.core.registers import Row, rows_table
from songbang.core.reporting.content import pairs_of
from songbang.core.units import Unit

Measured = dict[tuple[str, str], list[int | float]]


def rows_by_key(territory: str) -> list[Row]:
    """All live rows; their id is their primary key."""
    found = stored.live_rows(territory).order_by("pk").values_list("pk", *stored.COLUMNS[1:])
    return [Row(str(pk), *rest) for pk, *rest in found]


def counted(territory: str, period: Period, baseline: Period) -> dict[str, Any]:
    """Figures, imbalance and months from the rows."""
    rows = rows_by_key(territory)
    records, pairs = pairs_of(rows)
    places = instruments(records, pairs)
    placed = [{"row": row, "document": p.document, "instrument": p.instrument} for row, p in places.items()]
    figures = measure(
        rows_table(rows), pa.Table.from_pylist(placed, schema=PLACEMENT_SCHEMA),
        list(unit_tree(territory).units.values()),
        period=period, baseline=baseline, minutes=TimeTable.load(), with_rows=False,
    )  # fmt: skip
    told, imbalance = counting.figures_of(figures)
    months = monthly(rows_table(rows), period=period, baseline=baseline)
    return {"figures": told, "imbalance": imbalance, "monthly": {name: dict(found) for name, found in months.items()}}


def kept(territory: str, period: Period, baseline: Period, issuer: str = "") -> dict[str, Any]:
    """The same as pages show it."""
    wanted, _ = services.want(territory, str(period), str(baseline), issuer, rows_state(territory))
    services.compute(wanted.pk)
    found = FigureSet.objects.get(pk=wanted.pk)
    assert found.state == found.pairs_state == rows_state(territory).digest
    return {
        "figures": {
            figure: {part: at for part, at in parts.items() if not part or figure in SLICED}
            for figure, parts in found.figures.items()
        },
        "imbalance": found.imbalance,
        "monthly": {figure: found.monthly.get(figure, {}) for figure in BY_MONTH},
    }  # fmt: skip


def measured(rows: Sequence[Row], units: Sequence[Unit], period: Period, baseline: Period) -> Measured:
    """(figure, unit) → [value, baseline] of the figures of `WATCHED`, 0 where nothing is known."""
    figures = measure(
        rows_table(rows), PLACEMENT_SCHEMA.empty_table(), units,
        period=period, baseline=baseline, minutes=TimeTable.load(),
    )  # fmt: skip
    return {
        (one.id, one.scope["unit"]): [one.value or 0, one.baseline or 0]
        for one in figures
        if one.id in WATCHED and set(one.scope) == {"unit"}
    }
