"""The grouped queries, as Ibis expressions over the wide table of rows: none of them names a backend.

ibis is loaded when a query is made: that takes a second, which only those who count shall wait.

Their number depends on the figures alone: it grows neither with rows nor with units. Each gives two sides at once,
`value` (the period) and `baseline`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Literal, cast

from songbang.core.calendar import Period
from songbang.core.measuring.definitions import UNDATED, Part, Timing

if TYPE_CHECKING:
    import ibis.expr.types as ir

Side = Literal["value", "baseline"]
SIDES: tuple[Side, ...] = ("value", "baseline")


@dataclass(frozen=True, slots=True)
class Spans:
    """The two periods that are held against each other."""

    value: Period
    baseline: Period

    def __getitem__(self, side: Side) -> Period:
        return self.value if side == "value" else self.baseline


def rows_in_sight(rows: ir.Table, register: str, spans: Spans, *, stocks: bool) -> ir.Table:
    """The register's rows that can matter, with a column `<side>_in` (day in the period) and `<side>_near` (day in
    its calendar years) for each side. Stocks need all rows; all else only those near a period."""
    taken = rows.filter(rows["register"] == register)
    if not stocks:
        taken = taken.filter(reduce(or_, (_within_years(taken["day"], spans[side]) for side in SIDES)))
    return taken.mutate(
        **{f"{side}_in": _within(taken["day"], spans[side].first, spans[side].last) for side in SIDES},
        **{f"{side}_near": _within_years(taken["day"], spans[side]) for side in SIDES},
    )


def by_unit(rows: ir.Table, register: str, parts: Sequence[Part], spans: Spans) -> ir.Table:
    """One line a unit of the register: `<i>_<side>` is what the i-th part counts or sums (null: nothing to sum), and
    `<known_name>_<side>` how many rows make it known. Parts counted in pairs only have the latter."""
    taken = rows_in_sight(rows, register, spans, stocks=has_stocks(parts))
    figures: dict[str, ir.Scalar] = {}
    for side in SIDES:
        for index, part in enumerate(parts):
            figures[f"{known_name(part)}_{side}"] = taken.count(where=knows(taken, part, side))
            if part.timing != "paired":
                figures[f"{index}_{side}"] = _amount(taken, part, spans, side)
    return taken.group_by("unit").aggregate(**figures)


def by_slice(rows: ir.Table, registers: Sequence[str], column: str, spans: Spans) -> ir.Table:
    """One line a register, unit and `key` (the value of `column`, which a row's sheet must have): rows counted as
    `<side>`, and as `<side>_known` those in the calendar years."""
    taken = rows.filter(rows["register"].isin(registers), rows[column].notnull())
    return taken.group_by("register", "unit", key=taken[column]).aggregate(
        **{side: taken.count(where=_within(taken["day"], spans[side].first, spans[side].last)) for side in SIDES},
        **{f"{side}_known": taken.count(where=_within_years(taken["day"], spans[side])) for side in SIDES},
    )


def by_month(rows: ir.Table, registers: Sequence[str], spans: Spans) -> ir.Table:
    """One line a register, unit, year and month of the calendar years of both periods: `rows` counted."""
    taken = rows.filter(
        rows["register"].isin(registers), reduce(or_, (_within_years(rows["day"], spans[side]) for side in SIDES))
    )
    return taken.group_by(
        "register", "unit", year=taken["day"].year().cast("int32"), month=taken["day"].month().cast("int32")
    ).aggregate(rows=taken.count())


def paired(rows: ir.Table, placements: ir.Table, spans: Spans) -> ir.Table:
    """One line a unit: `pairs_<side>` and `repeats_<side>`.

    Pairs: per document the smaller of its electronic and its paper receipts. Repeats: per instrument its arrivals less
    one, a document's arrivals being the larger of the two channels and all receipts of neither.
    """
    import ibis

    per_document = _documents(placed(rows, placements, spans))
    per_instrument = per_document.group_by("unit", "instrument").aggregate(
        **{f"pairs_{side}": per_document[f"pairs_{side}"].sum() for side in SIDES},
        **{f"arrivals_{side}": per_document[f"arrivals_{side}"].sum() for side in SIDES},
    )
    repeats = {f"repeats_{side}": ibis.greatest(per_instrument[f"arrivals_{side}"] - 1, 0) for side in SIDES}
    per_instrument = per_instrument.mutate(**repeats)
    names = [f"{what}_{side}" for what in ("pairs", "repeats") for side in SIDES]
    return per_instrument.group_by("unit").aggregate(**{name: per_instrument[name].sum() for name in names})


def placed(rows: ir.Table, placements: ir.Table, spans: Spans) -> ir.Table:
    """The receipts that have a place, with `document`, `instrument`, and `electronic`, `paper`, `neither` as 0 or 1."""
    taken = rows_in_sight(rows, "documents", spans, stocks=False).inner_join(
        placements.select("row", "document", "instrument"), "row"
    )
    channel = taken["channel"].fill_null("")
    electronic, paper = channel == "electronic", channel == "paper"
    return taken.mutate(electronic=electronic, paper=paper, neither=~(electronic | paper))


def _documents(taken: ir.Table) -> ir.Table:
    """One line a unit, instrument and document: `pairs_<side>`, `arrivals_<side>`."""
    import ibis

    counts = {
        f"{what}_{side}": taken.count(where=taken[f"{side}_in"] & taken[what])
        for what in ("electronic", "paper", "neither")
        for side in SIDES
    }
    grouped = taken.group_by("unit", "instrument", "document").aggregate(**counts)
    columns: dict[str, ir.Value] = {}
    for side in SIDES:
        twins = grouped[f"electronic_{side}"], grouped[f"paper_{side}"]
        columns[f"pairs_{side}"] = ibis.least(*twins)
        columns[f"arrivals_{side}"] = ibis.greatest(*twins) + grouped[f"neither_{side}"]
    return grouped.mutate(**columns)


def behind_parts(rows: ir.Table, register: str, parts: Sequence[Part], spans: Spans) -> ir.Table:
    """The rows of the register that contribute to any part on any side: `row`, `unit`, `issuer_level`, `line`, and
    `<i>_<side>`, whether the row contributes to the i-th part."""
    taken = rows_in_sight(rows, register, spans, stocks=has_stocks(parts))
    flags = {
        f"{index}_{side}": contributes(taken, part, spans, side).fill_null(False)
        for side in SIDES
        for index, part in enumerate(parts)
        if part.timing != "paired"
    }
    flagged = taken.select("row", "unit", "issuer_level", "line", **flags)
    return flagged.filter(reduce(or_, (flagged[name] for name in flags)))


def behind_pairs(taken: ir.Table, side: Side) -> ir.Table:
    """`unit`, `row` of the receipts that make the pairs: of each document the first min(electronic, paper) of either
    channel, by day and row. `taken` as from `placed`."""
    import ibis

    receipts = taken.filter(taken[f"{side}_in"], ~taken["neither"])
    whole = ibis.window(group_by=[receipts["unit"], receipts["document"]])
    within = ibis.window(
        group_by=[receipts["unit"], receipts["document"], receipts["electronic"]],
        order_by=[receipts["day"], receipts["row"]],
    )
    ranked = receipts.mutate(
        pairs=ibis.least(
            receipts["electronic"].cast("int64").sum().over(whole), receipts["paper"].cast("int64").sum().over(whole)
        ),
        place=ibis.row_number().over(within),
    )
    return ranked.filter(ranked["place"] < ranked["pairs"]).select("unit", "row")


def behind_repeats(taken: ir.Table, side: Side) -> ir.Table:
    """`unit`, `row` of every receipt of an instrument that arrived more than once. `taken` as from `placed`."""
    receipts = taken.filter(taken[f"{side}_in"])
    per_document = _documents(receipts)
    arrivals = per_document.group_by("unit", "instrument").aggregate(n=per_document[f"arrivals_{side}"].sum())
    return receipts.semi_join(arrivals.filter(arrivals["n"] > 1), ["unit", "instrument"]).select("unit", "row")


def known_name(part: Part) -> str:
    """Parts of one register that are known by the same rows share the column that counts these."""
    return "_".join(("known", "always" if part.timing in UNDATED else "years", *part.needs))


def knows(taken: ir.Table, part: Part, side: Side) -> ir.BooleanValue:
    """Whether a row makes the part known for its unit on that side."""
    import ibis

    dated = ibis.literal(True) if part.timing in UNDATED else taken[f"{side}_near"]
    return reduce(and_, (taken[column].notnull() for column in part.needs), dated)


def contributes(taken: ir.Table, part: Part, spans: Spans, side: Side) -> ir.BooleanValue:
    """Whether a row is counted, or adds to the sum."""
    conditions = [_meets(taken, part.timing, spans, side), *(taken[column].notnull() for column in part.needs)]
    if part.where:
        conditions.append(part.where(taken))
    return reduce(and_, conditions)


def has_stocks(parts: Sequence[Part]) -> bool:
    return any(part.timing in UNDATED for part in parts)


def sides(line: Mapping[str, object], name: str) -> tuple[int, int]:
    """`<name>_value` and `<name>_baseline` of a result line, a sum over nothing being 0."""
    value, baseline = (cast("int | None", line[f"{name}_{side}"]) for side in SIDES)
    return value or 0, baseline or 0


def _amount(taken: ir.Table, part: Part, spans: Spans, side: Side) -> ir.IntegerScalar:
    contributing = contributes(taken, part, spans, side)
    if part.sums:
        return taken[part.sums].sum(where=contributing)
    return taken.count(where=contributing)


def _meets(taken: ir.Table, timing: Timing, spans: Spans, side: Side) -> ir.BooleanValue:
    """Whether a row meets the period of that side."""
    first, last = spans[side].first, spans[side].last
    if timing == "stock":
        return (taken["day"] <= last) & (taken["closed_on"].isnull() | (taken["closed_on"] > last))
    if timing == "removed":
        return _within(taken["closed_on"], first, last)
    return taken[f"{side}_in"]


def _within(day: ir.DateValue, first: date, last: date) -> ir.BooleanValue:
    return day.between(first, last)


def _within_years(day: ir.DateValue, period: Period) -> ir.BooleanValue:
    return _within(day, date(period.years[0], 1, 1), date(period.years[-1], 12, 31))
