"""The total's line of a table that lists units: what it adds up are the lines of the table."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from songbang.core.filling.facts import Places
from songbang.core.filling.judging import Verdict
from songbang.core.filling.lexicon import clean, is_whole, words
from songbang.core.filling.measures import is_summed

if TYPE_CHECKING:
    from songbang.core.filling.fill import Filled


@dataclass(frozen=True)
class _Listed:
    """The cells of a table that ask the same of the units under the filler."""

    cells: tuple[Filled, ...]

    @property
    def units(self) -> frozenset[str]:
        return frozenset(cell.unit for cell in self.cells)


def add_listed(cells: list[Filled], places: Places) -> None:
    """Fill 合计 of a table that lists every village of the filler, though not every unit under it (行政村分村统计)."""
    for cell in cells:
        if _is_total(cell):
            below = places.below(cell.unit)
            listed = _beside(cell, cells, frozenset(place.code for place in below))
            villages = frozenset(p.code for p in below if p.kind.startswith(words()["village"]))
            every = frozenset(place.code for place in below)
            if len(listed.cells) > 1 and villages and villages <= listed.units < every:
                _add(cell, listed)


def _is_total(cell: Filled) -> bool:
    measure = cell.asked.measure
    summed = measure is not None and is_summed(measure.dimension) and not cell.asked.role
    labels = [*cell.slot.row.labels, *cell.slot.path]
    added = cell.verdict.status == "unknown" or cell.verdict.transform == words()["transforms"]["sum"]
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
    if len(figures) == len(listed.cells) == len(listed.units):
        facts = tuple(fact for cell in listed.cells for fact in cell.verdict.facts)
        sure = min(cell.verdict.confidence for cell in listed.cells)
        total.verdict = Verdict(
            "derived", sum(figures, Fraction(0)), (), facts, str(words()["transforms"]["sum"]), sure
        )
