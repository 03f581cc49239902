"""From the wide table of rows to the figures: runs the queries and decides null, comparable, change and imbalance."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import pyarrow as pa

from songbang.core.calendar import Period
from songbang.core.measuring.definitions import BOTH_CHANNELS, FIGURE_IDS, PAIRED, REPEATEDLY
from songbang.core.measuring.figures import Figure, change_of, digest_of
from songbang.core.measuring.imbalance import theil
from songbang.core.measuring.in_memory import tables_in_memory
from songbang.core.measuring.queries import SIDES, Side, Spans, paired, sides
from songbang.core.measuring.tally import (
    SLICES,
    Asking,
    Cell,
    Months,
    Rows,
    Run,
    Slice,
    Tally,
    count_all,
    count_months,
    parts_by_register,
    plain_number,
    rows_behind,
    unit_order,
)
from songbang.core.measuring.timetable import TimeTable
from songbang.core.registers import REGISTER_KINDS
from songbang.core.units import Unit

if TYPE_CHECKING:
    import ibis.expr.types as ir

PLACEMENT_SCHEMA = pa.schema([("row", pa.string()), ("document", pa.string()), ("instrument", pa.string())])
"""What matching says of a receipt: `document` is the same for receipts of one sending (relation `same`), `instrument`
for all arrivals of one instrument, relays too. At most one line a row; a row without a line stands alone."""

Pairs = Mapping[str, Mapping[str, Sequence[int]]]
"""`BOTH_CHANNELS` and `REPEATEDLY` → unit → (value, baseline): what comparing the documents found."""

_ALL_SLICES: tuple[Slice, ...] = (None, *((key, value) for key, values in SLICES.items() for value in values))


def measure(
    rows: pa.Table,
    placements: pa.Table,
    units: Sequence[Unit],
    *,
    period: Period,
    baseline: Period,
    minutes: TimeTable,
    with_rows: bool = True,
) -> list[Figure]:
    """Every figure of the contract, in its order: by id; per id all units, each unit (by length of code, then code),
    then the same for each issuer level and each line; its imbalance last.

    `rows` has the columns of `registers.ROW_SCHEMA`, `placements` those of `PLACEMENT_SCHEMA`. Figures that are null in
    both periods are left out.
    """
    with tables_in_memory({"rows": rows, "placements": placements}) as (run, tables):
        return measure_on(
            run, tables["rows"], tables["placements"], units,
            period=period, baseline=baseline, minutes=minutes, with_rows=with_rows,
            registers=rows["register"].unique().to_pylist(),
        )  # fmt: skip


def measure_on(
    run: Run,
    rows: ir.Table,
    placements: ir.Table | None,
    units: Sequence[Unit],
    *,
    period: Period,
    baseline: Period,
    minutes: TimeTable,
    with_rows: bool = False,
    registers: Collection[str] = REGISTER_KINDS,
) -> list[Figure]:
    """As `measure`, over tables that lie in any Ibis backend; `run` is that backend's `to_pyarrow`. Row ids are only
    fetched `with_rows`: counting alone brings back no more than a line a unit and slice. `registers` are those that
    `rows` can hold, where the caller knows: the others are not asked for. With `placements` None, documents were not
    compared, and the two figures counted in pairs are left out."""
    asking = Asking(run, rows, placements, Spans(period, baseline), parts_by_register(minutes, registers))
    tally = count_all(asking)
    if placements is None:
        tally = {(figure, part): cells for (figure, part), cells in tally.items() if figure not in PAIRED}
    behind = rows_behind(asking) if with_rows else None
    return list(all_figures(tally, behind, units))


def monthly(rows: pa.Table, *, period: Period, baseline: Period) -> Months:
    """Rows by figure id, unit and month, for heat maps and charts; zeros given, months of a period that a unit's
    registers do not cover left out: `{"documents.received": {"330402103": {"2019-01": 95, …}}}`."""
    with tables_in_memory({"rows": rows}) as (run, tables):
        return count_months(run, tables["rows"], Spans(period, baseline))


def count_pairs(rows: pa.Table, placements: pa.Table, *, period: Period, baseline: Period) -> Pairs:
    """What comparing documents adds to the figures; of `rows` only documents are looked at."""
    with tables_in_memory({"rows": rows, "placements": placements}) as (run, tables):
        found = run(paired(tables["rows"], tables["placements"], Spans(period, baseline))).to_pylist()
    return {
        BOTH_CHANNELS: {line["unit"]: sides(line, "pairs") for line in found},
        REPEATEDLY: {line["unit"]: sides(line, "repeats") for line in found},
    }


def all_figures(tally: Tally, behind: Rows | None, units: Sequence[Unit]) -> Iterator[Figure]:
    """The figures of everything that was counted."""
    cadres = {unit.code: unit.cadres for unit in units if unit.level == "town" and unit.cadres}
    for figure in FIGURE_IDS:
        for part in _ALL_SLICES:
            yield from _slice_figures(figure, part, tally.get((figure, part), {}), behind)
        yield from _imbalance(figure, tally.get((figure, None), {}), cadres, behind)


def _slice_figures(figure: str, part: Slice, cells: Mapping[str, Cell], behind: Rows | None) -> Iterator[Figure]:
    """The sum over all units, then each unit, of what is known in either period."""
    codes = sorted((code for code, cell in cells.items() if any(cell.known.values())), key=unit_order)
    within = dict([part]) if part else {}
    if codes:
        values = {side: _sum_of(cells[code][side] for code in codes) for side in SIDES}
        yield _figure(figure, within, values, _lacking(cells, codes), _rows(behind, figure, part, codes))
    for code in codes:
        values = {side: cells[code][side] for side in SIDES}
        yield _figure(
            figure, {"unit": code, **within}, values, _lacking(cells, [code]), _rows(behind, figure, part, [code])
        )


def _imbalance(
    figure: str, cells: Mapping[str, Cell], cadres: Mapping[str, int], behind: Rows | None
) -> Iterator[Figure]:
    """The Theil index over the towns whose cadres are stated, if it can be had for either period."""
    towns = sorted((code for code in cells if code in cadres), key=unit_order)
    values: dict[Side, int | float | None] = {}
    why = _lacking(cells, towns)
    for side in SIDES:
        amounts = {code: amount for code in towns if (amount := cells[code][side]) is not None}
        values[side] = theil(amounts, cadres) if len(amounts) > 1 else None
        if values[side] is None:
            why.append(f"{side}_zero" if len(amounts) > 1 else f"{side}_too_few")
    if any(value is not None for value in values.values()):
        yield _figure(f"{figure}.imbalance", {}, values, why, _rows(behind, figure, None, towns))


def _sum_of(amounts: Iterable[int | float | None]) -> int | float | None:
    known = [amount for amount in amounts if amount is not None]
    return plain_number(sum(known)) if known else None


def _lacking(cells: Mapping[str, Cell], codes: Sequence[str]) -> list[str]:
    """Why the two sides are not over the same units: the codes of `Figure.why`, none where they are."""
    why = []
    for side in SIDES:
        lack = [code for code in codes if any(cells[code].known.values()) and not cells[code].known[side]]
        if lack:
            why.append(f"{side}_missing:{','.join(lack)}")
    return why


def _rows(behind: Rows | None, figure: str, part: Slice, codes: Sequence[str]) -> dict[Side, tuple[str, ...]] | None:
    """The row ids of these units on both sides, sorted; None where they were not asked for."""
    if behind is None:
        return None
    found = {side: behind.get((figure, part, side), {}) for side in SIDES}
    return {side: tuple(sorted(row for code in codes for row in found[side].get(code, ()))) for side in SIDES}


def _figure(
    figure: str,
    scope: dict[str, str],
    values: Mapping[Side, int | float | None],
    why: Sequence[str],
    rows: Mapping[Side, tuple[str, ...]] | None,
) -> Figure:
    comparable = not why
    return Figure(
        figure,
        scope,
        values["value"],
        values["baseline"],
        change_of(values["value"], values["baseline"], comparable=comparable),
        comparable,
        ";".join(why) or None,
        rows["value"] if rows else (),
        rows["baseline"] if rows else (),
        digest_of(rows["value"]) if rows else "",
    )
