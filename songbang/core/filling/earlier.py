"""What headings leave to those beside them, or tell of some lines only.

A column of an earlier time beside a heading over the same times (上年1—本月累计 beside 办件量 ｜ 本月, 1—本月累计)
stands alone for want of room; it tells of what the heading names. So does 上年同期末 beside 季末存栏.
本季（存栏为季末数） is 本季（季末） over 存栏 only.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from songbang.core.filling.lexicon import Wording, clean, wording, words
from songbang.core.filling.slots import Sheet, Slot

_BACK = frozenset(("back_year", "last_year", "back_quarter", "back_month", "back_period"))

_AT_END = frozenset(("end", "before_start", "back_quarter_end", "back_month_end"))
_THEN = _BACK | _AT_END - {"end"}


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
    moved = [_under(slot, found.get((slot.table, slot.block, slot.column))) for slot in sheet.slots]
    things = {(*at, column): thing for at, slots in columns.items() for column, thing in _things(slots).items()}
    named = [_of_thing(slot, things.get((slot.table, slot.block, slot.column), "")) for slot in moved]
    return replace(sheet, slots=named) if found or things else sheet


def _things(columns: dict[int, Slot]) -> dict[int, str]:
    """Columns that name nothing but an earlier time → what the one left of them names with its own time."""
    found: dict[int, str] = {}
    for column in sorted(columns):
        slot, left = columns[column], columns.get(column - 1)
        if not left or not slot.path or slot.path[:-1] != left.path[:-1] or slot.measure != left.measure:
            continue
        own = _last(slot)
        beside = _last(left)
        named = beside.text if beside.tags and beside.tokens and not beside.part and not beside.span else ""
        thing = named or found.get(column - 1, "")
        other = named and own.tags & _AT_END and "end" not in beside.tags  # 上年同期期末 beside 本季拆除
        only = _only_time(own) and own.tags & _THEN and not own.span
        if only and not other and len(thing) > 1:
            found[column] = thing
    return found


def _last(slot: Slot) -> Wording:
    return wording(slot.path[-1])


def _of_thing(slot: Slot, thing: str) -> Slot:
    return replace(slot, path=(*slot.path[:-1], thing, slot.path[-1])) if thing else slot


def in_own_time(sheet: Sheet) -> Sheet:
    """The sheet, each line's headings with the time that they tell of it."""
    labels = {label for slot in sheet.slots for label in slot.path}
    heads = {label: told for label in labels if (told := re.match(words()["but_for"], clean(label)))}
    named = "|".join(clean(row.label) for slot in sheet.slots for row in (slot.row, *slot.row.above))
    heads = {label: told for label, told in heads.items() if told["thing"] in named}
    if not heads:
        return sheet
    slots = [
        replace(slot, path=tuple(_time_of(slot, heads[label]) if label in heads else label for label in slot.path))
        for slot in sheet.slots
    ]
    return replace(sheet, slots=slots)


def _time_of(slot: Slot, told: re.Match[str]) -> str:
    of_thing = any(told["thing"] in clean(row.label) for row in (slot.row, *slot.row.above))
    return f"{told['time']}({told['end']})" if of_thing else told["time"]


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
