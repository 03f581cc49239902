"""What is asked below a table (附报：调解组织): its lines, and what of the table's headings stands over them."""

from __future__ import annotations

from dataclasses import replace

from songbang.core.filling.lexicon import clean, words
from songbang.core.filling.slots import Sheet, Slot


def of_no_column(sheet: Sheet) -> Sheet:
    """The sheet, what is added below a table (附报：调解组织) without the table's headings where a line leaves but one
    of its columns open: these are of what stands above."""
    columns: dict[int, set[int]] = {}
    for slot in sheet.slots:
        columns.setdefault(slot.table, set()).add(slot.column)
    lone = [slot for slot in sheet.slots if _is_added(slot) and _is_left_open(slot, columns[slot.table], sheet.dashed)]
    if not lone:
        return sheet
    known = set(map(id, lone))
    return replace(sheet, slots=[replace(slot, path=()) if id(slot) in known else slot for slot in sheet.slots])


def _is_added(slot: Slot) -> bool:
    """Whether a cell's line stands under a heading that says that more is asked."""
    heads = (clean(row.label).partition(":")[0] for row in slot.row.above if row.heading)
    return any(head in words()["header"]["asks_more"] for head in heads)


def _is_left_open(slot: Slot, columns: set[int], dashed: set[tuple[int, int]]) -> bool:
    """Whether the form closes (—) all columns of a cell's line but its own."""
    others = columns - {slot.column}
    return bool(others) and all((slot.number, column) in dashed for column in others)
