"""The total's line of a table that lists units: what it adds up are the lines of the table."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from songbang.core.filling.facts import Places
from songbang.core.filling.lexicon import any_in, clean, is_weak, is_whole, numbered, wording, words
from songbang.core.filling.measures import is_summed
from songbang.core.filling.nesting import Row
from songbang.core.filling.verdict import Verdict

if TYPE_CHECKING:
    from songbang.core.filling.fill import Filled
    from songbang.core.filling.printing import Printed
    from songbang.core.filling.slots import Sheet


LEAST_LISTED = 2


@dataclass(frozen=True)
class _Listed:
    """The cells of a table that ask the same of the units under the filler."""

    cells: tuple[Filled, ...]

    @property
    def units(self) -> frozenset[str]:
        return frozenset(cell.unit for cell in self.cells)


def add_listed(sheet: Sheet, cells: list[Filled], places: Places) -> None:
    """Fill 合计 of a table that lists every unit under the filler, or every village of them (行政村分村统计): of lines
    that are known by now, some of them by the form's relations."""
    totals = [cell for cell in cells if (cell.slot.number, cell.slot.column) in sheet.totals]
    if not totals:
        return
    _add_named(cells)
    for cell in totals:
        if _is_total(cell):
            below = places.below(cell.unit)
            listed = _beside(cell, cells, frozenset(place.code for place in below))
            villages = frozenset(p.code for p in below if p.kind.startswith(words()["village"]))
            every = frozenset(place.code for place in below)
            of_villages = bool(villages) and villages <= listed.units < every and cell.verdict.status != "stale"
            if len(listed.cells) > 1 and (of_villages or listed.units == every):
                _add(cell, listed)


def _add_named(cells: list[Filled]) -> None:
    """Fill 合计 of a table that lists things by name (小型水库, each with its 库容): none is part of another."""
    tables: dict[int, list[Filled]] = {}
    for cell in cells:
        tables.setdefault(cell.slot.table, []).append(cell)
    for own in tables.values():
        rows = {cell.slot.number: cell.slot.row for cell in own}
        _add_numbered(own)
        plain = [row for row in rows.values() if not is_whole(clean(row.label))]
        if len({cell.unit for cell in own}) > 1 or len(plain) < LEAST_LISTED or any(map(_is_part, plain)):
            continue
        for total in (cell for cell in own if _is_total(cell) and is_whole(clean(cell.slot.row.label))):
            column = [c for c in own if in_column(c, total) and c is not total]
            named = all(total.asked.required < c.asked.required for c in column)
            counted = total.asked.required or total.slot.path  # 期末实有（户） over 企业, 个体工商户
            if total.verdict.status == "unknown" and counted and named:
                _add(total, _Listed(tuple(column)))


def in_column(cell: Filled, total: Filled) -> bool:
    """Whether a cell stands in a total's column, or in the one that goes on in the block beside it."""
    goes_on = cell.slot.block != total.slot.block and cell.slot.path == total.slot.path
    return cell.slot.column == total.slot.column or goes_on


def _add_numbered(cells: list[Filled]) -> None:
    """Fill 合计 over 一、企业 二、个体工商户 …: it has no other parts than the lines so numbered directly below it."""
    for total in (cell for cell in cells if _is_total(cell) and is_whole(clean(cell.slot.row.label))):
        column = [c for c in cells if c.slot.column == total.slot.column and total.slot.row in c.slot.row.above[-1:]]
        styles = {numbered(clean(c.slot.row.label))[::2] for c in column}
        if total.verdict.status == "unknown" and total.slot.path and styles == {("chinese", False)}:
            _add(total, _Listed(tuple(column)))


def _is_part(row: Row) -> bool:
    """Whether a line stands under another, or is one kind of what the table counts (女, 60岁以上, 其中)."""
    tokens = wording(row.label).tokens
    over = any(not one.heading for one in row.above)
    return over or wording(row.label).part or not tokens or is_weak(tokens) or numbered(clean(row.label))[0] is not None


def _is_total(cell: Filled) -> bool:
    measure = cell.asked.measure
    summed = measure is not None and is_summed(measure.dimension) and not cell.asked.role
    labels = [*cell.slot.row.labels, *cell.slot.path]
    added = cell.verdict.status in ("unknown", "stale") or cell.verdict.transform == words()["transforms"]["sum"]
    return summed and added and any(is_whole(clean(label)) for label in labels if clean(label))


def _beside(total: Filled, cells: list[Filled], below: frozenset[str]) -> _Listed:
    one = total.asked
    return _Listed(
        tuple(
            cell
            for cell in cells
            if cell.unit in below
            and cell.slot.table == total.slot.table
            and (cell.asked.required, cell.asked.measure, cell.asked.when) == (one.required, one.measure, one.when)
        )
    )


def _add(total: Filled, listed: _Listed) -> None:
    values = [cell.verdict.value for cell in listed.cells if cell.verdict.known]
    figures = [value for value in values if isinstance(value, Fraction)]
    lines = {(cell.unit, cell.slot.number) for cell in listed.cells}
    if len(figures) == len(listed.cells) == len(lines) and len(listed.units) in (1, len(lines)):
        facts = tuple(fact for cell in listed.cells for fact in cell.verdict.facts)
        sure = min(cell.verdict.confidence for cell in listed.cells)
        total.verdict = Verdict(
            "derived", sum(figures, Fraction(0)), (), facts, str(words()["transforms"]["sum"]), sure
        )


def adds_up(cell: Filled, printed: Printed) -> bool:
    """Whether a relation between lines holds in the cell's column too: areas add up, yields and shares do not."""
    return is_sum(cell) or not (printed.by_code or any_in(printed.text, "whole_unit"))


def is_sum(cell: Filled) -> bool:
    """Whether a cell counts in a measure that adds up."""
    return cell.asked.measure is None or is_summed(cell.asked.measure.dimension)
