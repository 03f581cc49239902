"""A column of an earlier time beside a heading over the same times: 上年1—本月累计 beside 办件量 ｜ 本月, 1—本月累计.

Such a column stands alone for want of room; it tells of what the heading names.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from songbang.core.filling.anatomy import Sheet, Slot
from songbang.core.filling.lexicon import Wording, wording

_BACK = frozenset(("back_year", "last_year", "back_quarter", "back_month", "back_period"))


def under_headings(sheet: Sheet) -> Sheet:
    """The sheet, its columns that name nothing but an earlier time under the heading left of them."""
    found: dict[tuple[int, int, int], Slot] = {}
    columns: dict[tuple[int, int], dict[int, Slot]] = {}
    for slot in sheet.slots:
        columns.setdefault((slot.table, slot.block), {}).setdefault(slot.column, slot)
    for at, slots in columns.items():
        order = [slots[column] for column in sorted(slots)]
        for before, slot in pairwise(order):
            if _goes_on(slot, [one for one in order if one.path[:-1] == before.path[:-1] and one is not slot]):
                found[(*at, slot.column)] = before
    if not found:
        return sheet
    moved = [_under(slot, found.get((slot.table, slot.block, slot.column))) for slot in sheet.slots]
    return replace(sheet, slots=moved)


def _under(slot: Slot, before: Slot | None) -> Slot:
    if before is None:
        return slot
    return replace(slot, path=(*before.path[:-1], *slot.path), measure=slot.measure or before.measure)


def _goes_on(slot: Slot, beside: list[Slot]) -> bool:
    """Whether a column's own heading tells an earlier time only, one of those under the one heading beside it."""
    own = [wording(label) for label in slot.path]
    if len(own) != 1 or not _only_time(own[0]) or not own[0].tags & _BACK:
        return False
    over = [wording(label) for label in beside[0].path[:-1]]
    if not any(part.tokens for part in over) or any(part.tags or part.span for part in over):
        return False
    times = [wording(one.path[-1]) for one in beside]
    length = own[0].tags - _BACK
    return len(beside) > 1 and all(map(_only_time, times)) and (not length or any(t.tags == length for t in times))


def _only_time(said: Wording) -> bool:
    return bool(said.tags or said.span) and not said.tokens and not said.aside
