"""What is taken for two lines of a column, an answer or the sum of one over the units below: it tells the one that
names it (社区微型消防站 ｜ 水带, in a register of these), and nothing of the other (合计 ｜ 水带)."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from songbang.core.filling.lexicon import clean, numbered
from songbang.core.filling.pieces import pieces_of
from songbang.core.filling.saying import said
from songbang.core.filling.verdict import UNKNOWN

if TYPE_CHECKING:
    from songbang.core.filling.fill import Filled


def drop_told_twice(cells: list[Filled]) -> None:
    """Leave open what has the answer of another line of its column: the whole where the answer names its part (采购
    beside 本年增加), the part where its whole has it (单位出租房屋 in 出租房屋总数), else the line that names less of
    it (观众 beside 文艺活动观众), or that is called otherwise where the answer bears the other's very name (家庭旅馆
    beside 社区旅馆)."""
    taken = defaultdict(list)
    for cell in cells:
        if cell.verdict.known and cell.verdict.facts:
            taken[frozenset(cell.verdict.facts), cell.unit, cell.slot.table, cell.slot.column].append(cell)
    for sharing in taken.values():
        for one, other in combinations(sharing, 2):
            if vaguer := _vaguer(one, other):
                vaguer.verdict = UNKNOWN


def _vaguer(one: Filled, other: Filled) -> Filled | None:
    for cell, rest in ((one, other), (other, one)):
        if any(above is rest.slot.row for above in cell.slot.row.above):
            return rest if _names(cell, rest) else cell
        if cell.asked.required < rest.asked.required:
            return cell
    alike = one.asked.required == other.asked.required and one.asked.when == other.asked.when
    named = [cell for cell in (one, other) if alike and _is_named(cell)]
    return (other if named[0] is one else one) if len(named) == 1 else None


def _names(part: Filled, whole: Filled) -> bool:
    """Whether an answer says the very word that a part has and its whole has not."""
    fact = part.verdict.facts[0]
    own = part.asked.required - whole.asked.required - whole.asked.context
    return bool(own & said(fact.form, fact.indicator, fact.as_of).tokens)


def _is_named(cell: Filled) -> bool:
    """Whether an answer bears the very label of a line."""
    label = numbered(clean(cell.slot.row.label))[1]
    pieces = pieces_of(cell.verdict.facts[0].indicator)
    return any(numbered(clean(piece))[1] == label for piece in pieces)
