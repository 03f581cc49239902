"""完成年度目标（%）: what was done until now over what the year's plan asks for, where no relation prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songbang.core.filling.lexicon import clean, words
from songbang.core.filling.meaning import BEFORE
from songbang.core.filling.products import derived, number_of

if TYPE_CHECKING:
    from songbang.core.filling.fill import Filled


def reach(cells: list[Filled]) -> None:
    """Fill what of an aim is reached, from the aim and what was done in the cell's own line."""
    lines: dict[tuple[int, int, int], list[Filled]] = {}
    for cell in cells:
        lines.setdefault((cell.slot.table, cell.slot.block, cell.slot.number), []).append(cell)
    for line in lines.values():
        for cell in line:
            if _is_completion(cell) and cell.verdict.status == "unknown" and (found := _done_and_aimed(line, cell)):
                _over_aim(cell, *found)


def _is_completion(cell: Filled) -> bool:
    head = clean(cell.slot.path[-1]).partition("(")[0].removesuffix("%") if cell.slot.path else ""
    return head in words()["completion_columns"]


def _done_and_aimed(line: list[Filled], cell: Filled) -> tuple[Filled, Filled] | None:
    """The cell of the longest time until now, and the one of the aim; of two aims the one that the column names."""
    aims = [one for one in line if one.asked.aim]
    named = [one for one in aims if one.slot.path and clean(one.slot.path[-1]) in clean(cell.slot.path[-1])]
    aims = named if len(aims) > 1 else aims
    done = [one for one in line if not (one.asked.aim or one.asked.role or _is_completion(one))]
    until = sorted((one for one in done if not one.asked.tags & BEFORE), key=_months)
    alone = len(until) == 1 or (len(until) > 1 and _months(until[-2]) < _months(until[-1]))
    return (until[-1], aims[0]) if len(aims) == 1 and alone else None


def _months(cell: Filled) -> int:
    return cell.asked.when.span.months if cell.asked.when.span else 0


def _over_aim(cell: Filled, done: Filled, aim: Filled) -> None:
    one, other = done.asked.measure, aim.asked.measure
    reached, whole = number_of(done), number_of(aim)
    if one is None or other is None or one.dimension != other.dimension or reached is None or not whole:
        return
    name = f"{clean(done.slot.path[-1])}÷{clean(aim.slot.path[-1])}×100%"
    cell.verdict = derived(reached * one.to(other) / whole * 100, [done, aim], name)
