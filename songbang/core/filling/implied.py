"""Relations that a table means without printing them: stores, accounts, the quarters of a year, groups of units.

期初 + 入库 - 出库 = 期末 along a line; 固定资产原价, 减：累计折旧, 固定资产净值 down a column; 全年 of four quarters;
小计 of the villages beside 东片.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import takewhile
from typing import TYPE_CHECKING

from songbang.core.filling.adding import is_sum
from songbang.core.filling.lexicon import clean, is_whole, words
from songbang.core.filling.products import bare
from songbang.core.filling.spans import Span

if TYPE_CHECKING:
    from songbang.core.filling.fill import Filled

Signed = list[tuple[int, "Filled"]]
_YEAR, _QUARTER = 12, 3
_AT_START = frozenset(("start", "before_start", "back_quarter_end", "back_month_end"))


def balances(cells: list[Filled]) -> list[tuple[Filled, Signed]]:
    """(the end's cell, what it is the sum of) of each line of things in a store whose columns tell where it stood at
    first, all that came in and all that went out, and where it stands at last."""
    lines: dict[tuple[int, int, int], list[Filled]] = defaultdict(list)
    for cell in cells:
        lines[cell.slot.table, cell.slot.block, cell.slot.number].append(cell)
    return [found for line in lines.values() if (found := _balance(line))]


def _balance(line: list[Filled]) -> tuple[Filled, Signed] | None:
    first = [c for c in line if c.asked.kind == "moving" and c.asked.tags & _AT_START]
    last = [c for c in line if c.asked.kind == "moving" and "end" in c.asked.tags and c not in first]
    moves = [(_way(c), c) for c in line if c not in first and c not in last]
    one_kind = len({(c.asked.measure, c.unit) for c in line}) == 1
    if len(first) != 1 or len(last) != 1 or not one_kind or {sign for sign, _ in moves} != {1, -1}:
        return None
    return last[0], [(1, first[0]), *moves]


def _way(cell: Filled) -> int:
    """1 where a column tells what came in, -1 where what went out, 0 where neither or a part of it."""
    head = clean(cell.slot.path[-1]) if cell.slot.path else ""
    if cell.asked.kind != "flow" or head.startswith(tuple(words()["part_words"])):
        return 0
    ways = words()["store_moves"]
    found = [sign for sign, way in ((1, "in"), (-1, "out")) if any(word in head for word in ways[way])]
    return found[0] if len(found) == 1 else 0


def accounts(cells: list[Filled]) -> list[tuple[Filled, Signed]]:
    """(the result's cell, what it is the sum of) of each column of an account, where lines that begin with 加 or 减
    follow one that does not, and the line after them names a result."""
    columns: dict[tuple[int, int], list[Filled]] = defaultdict(list)
    for cell in cells:
        columns[cell.slot.table, cell.slot.column].append(cell)
    return [found for column in columns.values() for found in _results(sorted(column, key=lambda c: c.slot.number))]


def _results(column: list[Filled]) -> list[tuple[Filled, Signed]]:
    found: list[tuple[Filled, Signed]] = []
    terms: Signed = []
    for cell in column:
        sign = words()["account_signs"].get(clean(cell.slot.row.label)[:2], 0)
        follows = bool(terms) and cell.slot.number == terms[-1][1].slot.number + 1
        if sign and follows:
            terms.append((sign, cell))
            continue
        named = bare(cell.slot.row.label).endswith(tuple(words()["results"]))
        if follows and len(terms) > 1 and named and len({c.asked.measure for _, c in (*terms, (1, cell))}) == 1:
            found.append((cell, terms))
        terms = [] if sign else [(1, cell)]
    return found


def years(cells: list[Filled]) -> list[tuple[Filled, Signed]]:
    """(a year's cell, those of its quarters) of each line that tells of both: what came about in the year came about
    in one of them."""
    lines: dict[tuple[object, ...], list[Filled]] = defaultdict(list)
    spans = {cell.asked.when.span for cell in cells}
    if sum(span is not None and span.months == _QUARTER for span in spans) < _YEAR // _QUARTER:
        return []
    for cell in cells:
        if cell.asked.kind == "flow" and is_sum(cell) and not cell.asked.role:
            at = cell.slot.table, cell.slot.block, cell.slot.number, cell.unit
            lines[(*at, cell.asked.required, cell.asked.measure)].append(cell)
    return [found for line in lines.values() if (found := _year(line))]


def _year(line: list[Filled]) -> tuple[Filled, Signed] | None:
    spans = [(cell.asked.when.span, cell) for cell in line if cell.asked.when.span]
    wholes = [(span, cell) for span, cell in spans if span.months == _YEAR]
    for whole, total in wholes:
        parts = [(span.first, cell) for span, cell in spans if span.months == _QUARTER and _lies_in(span, whole)]
        if len({first for first, _ in parts}) == len(parts) == _YEAR // _QUARTER:
            return total, [(1, cell) for _, cell in sorted(parts, key=lambda part: part[0])]
    return None


def _lies_in(span: Span, whole: Span) -> bool:
    return whole.first <= span.first and span.last <= whole.last


def subtotals(cells: list[Filled]) -> list[tuple[Filled, Signed]]:
    """(the cell of 小计, those that it adds up) of each group of units: those that stand beside one label (东片), else
    those that follow the total before it, or, where each goes before its units, those until the next."""
    columns: dict[tuple[int, int, int], list[Filled]] = defaultdict(list)
    for cell in cells:
        if is_sum(cell) and not cell.asked.role:
            columns[cell.slot.table, cell.slot.block, cell.slot.column].append(cell)
    found = []
    for column in columns.values():
        wholes = [cell for cell in column if _nobodys(cell) and _ends_whole(cell)]
        ordered = sorted(column, key=lambda cell: cell.slot.number) if wholes else []
        for whole in wholes:
            beside = [c for c in ordered if c is not whole and c.slot.row.labels[:-1] == whole.slot.row.labels[:-1]]
            parts = beside if whole.slot.row.labels[:-1] else _run(ordered, whole, wholes)
            if parts and len({part.unit for part in parts}) == len(parts) and not any(map(_nobodys, parts)):
                found.append((whole, [(1, part) for part in parts]))
    return found


def _run(column: list[Filled], whole: Filled, wholes: list[Filled]) -> list[Filled]:
    """The lines of units between a total and the one before it, or after it where the first has none over it."""
    at = column.index(whole)
    first = column.index(min(wholes, key=lambda cell: cell.slot.number))
    under = first == 0 or _ends_whole(column[first - 1])
    lines = column[at + 1 :] if under else column[:at][::-1]
    return list(takewhile(lambda cell: not _ends_whole(cell), lines))


def _ends_whole(cell: Filled) -> bool:
    label = clean(cell.slot.row.label)
    return is_whole(label) or label.endswith(words()["subtotal"])


def _nobodys(cell: Filled) -> bool:
    return cell.unit.startswith("?")
