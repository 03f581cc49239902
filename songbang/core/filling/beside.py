"""上年同期 beside 1—9月: a column of an earlier time that says no length goes by the one left of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from songbang.core.filling.lexicon import Wording
from songbang.core.filling.slots import Sheet, Slot
from songbang.core.filling.spans import Span
from songbang.core.filling.unsaid import NONE, Tokens

_LENGTH = frozenset(("month", "quarter", "year", "to_date"))
UNCLEAR = "unclear"
"""The tag of a column that may mean either of two columns left of it (1—本季, 本季, 上年同期). Where the nearer one is
counted so far (本季, 1—本季, 上年同期), that one is meant."""


@dataclass(frozen=True)
class Times:
    """What a column's headings say of time."""

    tags: Tokens = NONE
    span: Span | None = None

    @property
    def earlier(self) -> bool:
        return "back_year" in self.tags

    @property
    def lasting(self) -> bool:
        return self.span is not None or bool(self.tags & _LENGTH)

    @property
    def so_far(self) -> bool:
        return "to_date" in self.tags or (self.span is not None and ":" in self.span.label)


class Columns:
    """The times of a sheet's columns, by table and block."""

    def __init__(self, sheet: Sheet, read: Callable[[str], Wording]) -> None:
        self.times: dict[tuple[int, int], dict[int, Times]] = {}
        self.parts: set[tuple[tuple[int, int], int]] = set()
        """The columns that part off the one left of them: of a 上年同期 right of both the whole is meant."""
        for slot in sheet.slots:
            block = self.times.setdefault((slot.table, slot.block), {})
            if slot.column not in block:
                said = [read(label) for label in slot.path]
                spans = [one.span for one in said if one.span]
                if said and said[-1].part:
                    self.parts.add(((slot.table, slot.block), slot.column))
                block[slot.column] = Times(frozenset(t for one in said for t in one.tags), spans[0] if spans else None)

    def meant(self, slot: Slot) -> Times:
        """What a slot's column takes over from the one left of it; nothing where it says all itself."""
        block = self.times[slot.table, slot.block]
        own = block[slot.column]
        if not own.earlier or own.lasting:
            return Times()
        at = slot.table, slot.block
        columns = [c for c in sorted(block, reverse=True) if c < slot.column and (at, c) not in self.parts]
        left = [block[column] for column in columns]
        now = next((one for one in left[:1] if one.lasting and not one.earlier), None)
        if now is None:
            return Times()
        other = next((one for one in left[1:2] if one.lasting and not one.earlier), None)
        alike = other is not None and (other.tags & _LENGTH, other.span) == (now.tags & _LENGTH, now.span)
        if other is not None and not alike and not now.so_far:
            return Times(frozenset([UNCLEAR]))
        return Times(now.tags & _LENGTH, now.span)
