"""One answer that is taken for two lines of a column: it tells the one that names it, and nothing of the other."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from songbang.core.filling.saying import said
from songbang.core.filling.verdict import UNKNOWN

if TYPE_CHECKING:
    from songbang.core.filling.fill import Filled


def drop_told_twice(cells: list[Filled]) -> None:
    """Leave open what has the answer of another line of its column: the whole where the answer names its part (采购
    beside 本年增加), the part where its whole has it (单位出租房屋 in 出租房屋总数), else the line that names less of
    it (观众 beside 文艺活动观众)."""
    taken = defaultdict(list)
    for cell in cells:
        if cell.verdict.known and len(cell.verdict.facts) == 1:
            taken[cell.verdict.facts, cell.unit, cell.slot.table, cell.slot.column].append(cell)
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
    return None


def _names(part: Filled, whole: Filled) -> bool:
    """Whether an answer says the very word that a part has and its whole has not."""
    (fact,) = part.verdict.facts
    own = part.asked.required - whole.asked.required - whole.asked.context
    return bool(own & said(fact.form, fact.indicator, fact.as_of).tokens)
