"""The whole that a printed relation names for a line: 6=7+8 and 6≥9 tell what 7, 8 and 9 are parts of, whatever line
stands between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from songbang.core.filling.lexicon import clean, numbered
from songbang.core.filling.nesting import Row
from songbang.core.filling.printing import Printed, printed
from songbang.core.filling.slots import Sheet


def by_relations(sheet: Sheet) -> Sheet:
    """The sheet, its lines under the wholes that its relations by number name. Its rows are changed."""
    rows = _numbered(sheet)
    moved = [one for told in printed(sheet.head.notes) for one in _parts(told, rows)] if rows else []
    for whole, part in moved:
        _move(part, whole, rows.values())
    return sheet


def _numbered(sheet: Sheet) -> dict[str, Row]:
    """Number → line, where it is the number of one line and of no column, or bears the zero that tells it from that."""
    rows = {id(slot.row): slot.row for slot in sheet.slots if slot.row.code.isdigit()}
    times = Counter(row.code for row in rows.values())
    columns = {slot.code for slot in sheet.slots}
    sure = (row for row in rows.values() if row.padded or row.code not in columns)
    return {row.code: row for row in sure if times[row.code] == 1}


def _parts(told: Printed, rows: dict[str, Row]) -> list[tuple[Row, Row]]:
    """The lines that a relation tells to be parts of another, each with that one."""
    if len(told.left) != 1 or told.of_columns or not told.by_code or told.left[0][1] not in rows:
        return []
    whole, terms = rows[told.left[0][1]], [rows.get(name) for _, name in told.right]
    sum_of = told.operator == "=" and len(terms) > 1 and all(sign > 0 for sign, _ in told.right)
    least = told.operator == "≥" and len(terms) == 1
    parts = [row for row in terms if row and (sum_of or (least and _is_marked(row, whole)))]
    if len(parts) < len(terms):
        return []
    go_on = sum_of and _go_on(whole, parts)
    return [(whole, row) for row in parts if _may_move(row, whole) or (go_on and row.above == whole.above)]


def _go_on(whole: Row, parts: list[Row]) -> bool:
    """Whether the lines right below a whole are just its parts, the first after 其中: (其中：佛教, 道教, 基督教)."""
    below = sorted(parts, key=lambda row: row.number)
    in_turn = [row.number for row in below] == [whole.number + 1 + n for n in range(len(below))]
    counted = all(row.measure == whole.measure for row in below)
    return in_turn and counted and numbered(clean(below[0].label))[2]


def _is_marked(row: Row, whole: Row) -> bool:
    """Whether a line stands as a part: after 其中, or below a line that is one of the same whole."""
    own = numbered(clean(row.label))
    return own[2] or (own[0] is None and bool(row.above) and whole in row.above[-1].above)


def _may_move(row: Row, whole: Row) -> bool:
    """Whether a line stands under another part of the whole that its relation names, and not under the whole alone."""
    over = [one for one in row.above if not one.heading and one.number > whole.number]
    return bool(over) and whole.number < row.number and row.measure == whole.measure and whole in over[0].above


def _move(part: Row, whole: Row, rows: Iterable[Row]) -> None:
    """Put a line, and those below it, under its whole; headings between the two (按产业分) stay."""
    old = part.above
    under = old[old.index(whole) + 1 :] if whole in old else ()
    between = tuple(one for one in under if one.heading)
    part.above = (*whole.above, whole, *between)
    for row in rows:
        if part in row.above:
            row.above = (*part.above, *row.above[row.above.index(part) :])
