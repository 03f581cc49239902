"""The fillable cells of a form sheet, as its anatomy finds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from songbang.core.filling.grid import name_of
from songbang.core.filling.head import Head
from songbang.core.filling.lexicon import clean, is_whole
from songbang.core.filling.nesting import Row


@dataclass
class Slot:
    """A fillable cell: what stands left of it and over it; `whose` is the heading that names a unit (villages across).

    `padded`: its column's code is printed with a leading zero; `ringed`: in brackets.
    """

    row: Row
    number: int
    column: int
    path: tuple[str, ...]
    code: str
    measure: str
    table: int
    block: int
    whose: str = ""
    padded: bool = False
    ringed: bool = False
    listed: tuple[str, ...] = ()
    """The units of measurement that the line over its table lists (一、维修资金（万元、个）)."""

    @property
    def cell(self) -> str:
        return name_of(self.number, self.column)


@dataclass
class Sheet:
    """A form sheet: head and fillable cells in reading order; `dashed` are the cells that the form itself closes."""

    name: str
    head: Head
    slots: list[Slot] = field(default_factory=list)
    dashed: set[tuple[int, int]] = field(default_factory=set)

    @cached_property
    def totals(self) -> frozenset[tuple[int, int]]:
        """Line and column of the cells beside or below 合计."""
        return frozenset(
            (slot.number, slot.column)
            for slot in self.slots
            if any(is_whole(clean(label)) for label in (*slot.row.labels, *slot.path) if clean(label))
        )
