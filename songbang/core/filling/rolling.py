"""Accounts told in lines below each other: what there was at first, what came, what went, what there is at last.

（一）年初户用井 （二）年内新打 （三）年内报废 （四）年末户用井: the lines between speak of the thing that the first and
the last name, and the four make a sum.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from songbang.core.filling.lexicon import Wording, words
from songbang.core.filling.slots import Slot
from songbang.core.filling.unsaid import NONE, Tokens

if TYPE_CHECKING:
    from songbang.core.filling.fill import Filled

Read = Callable[[str], Wording]
Signed = list[tuple[int, Slot]]
_FIRST = frozenset(("start", "before_start", "back_quarter_end", "back_month_end"))
_DURING = frozenset(("year", "quarter", "month", "this"))
_SIGNS = {"in": 1, "out": -1}


def rolled_in(slots: Iterable[Slot], read: Read) -> list[tuple[Slot, Signed, Tokens]]:
    """(the last line's slot, what it is the sum of, the words of the thing) of each account in each column."""
    columns: dict[tuple[int, int, int], list[Slot]] = defaultdict(list)
    for slot in slots:
        columns[slot.table, slot.block, slot.column].append(slot)
    return [found for column in columns.values() for found in _runs(sorted(column, key=lambda s: s.number), read)]


def _runs(column: list[Slot], read: Read) -> Iterator[tuple[Slot, Signed, Tokens]]:
    run: Signed = []
    thing: Tokens = NONE
    for slot in column:
        said = read(slot.row.label)
        if said.tags & _FIRST and said.tokens:
            run, thing = [(1, slot)], said.tokens
            continue
        beside = bool(run) and _beside(slot, run[0][1])
        if run and not beside and _below(slot, run):
            continue  # 其中：集中 below 年内新打
        sign = _sign(said, thing) if beside else 0
        if sign:
            run.append((sign, slot))
            continue
        if beside and "end" in said.tags and said.tokens == thing and {sign for sign, _ in run[1:]} == {1, -1}:
            yield slot, run, thing
        run = []


def _beside(slot: Slot, first: Slot) -> bool:
    """Whether two lines stand side by side in one measure."""
    same = len(slot.row.above) == len(first.row.above)
    return same and slot.measure == first.measure and all(map(_is, slot.row.above, first.row.above))


def _is(one: object, other: object) -> bool:
    return one is other


def _below(slot: Slot, run: Signed) -> bool:
    return any(row is known.row for row in slot.row.above for _, known in run)


def _sign(said: Wording, thing: Tokens) -> int:
    """1 where a line says no more of a thing than that it came in the time, -1 where that it went; else 0."""
    own = frozenset(_but(token, thing) for token in said.tokens - thing)
    if not said.tags & _DURING or not own:
        return 0
    ways = words()["added_or_gone"]
    return next((sign for way, sign in _SIGNS.items() if own <= frozenset(ways[way])), 0)


def _but(token: str, thing: Tokens) -> str:
    """拆除 of 拆除水井."""
    return next((token.removesuffix(word) for word in thing if token.endswith(word)), token)


def things_moved(rolled: Iterable[tuple[Slot, Signed, Tokens]]) -> dict[tuple[int, int, int], Tokens]:
    """(table, block, line) → the words of the thing that comes or goes there."""
    return {(s.table, s.block, s.number): thing for _, run, thing in rolled for _, s in run[1:]}


def rolled(cells: list[Filled], read: Read) -> list[tuple[Filled, list[tuple[int, Filled]]]]:
    """(the last line's cell, those that it is the sum of) of each account in lines."""
    by_slot = {id(cell.slot): cell for cell in cells}
    return [
        (by_slot[id(last)], [(sign, by_slot[id(slot)]) for sign, slot in run])
        for last, run, _ in rolled_in([cell.slot for cell in cells], read)
    ]
