"""A part that would be more than its whole: an answer that never speaks of the whole counts more than is asked."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from songbang.core.filling.lexicon import clean, facets, wording, words
from songbang.core.filling.saying import said
from songbang.core.filling.verdict import UNKNOWN
from songbang.core.text import neighbours

if TYPE_CHECKING:
    from songbang.core.filling.facts import Fact
    from songbang.core.filling.fill import Filled


def drop_outgrown(cells: list[Filled]) -> None:
    """Leave open people who are marked as a part of those in the line over them (护路员, 其中：公益性岗位), are held at
    more than these, and are told by an answer that says nothing of these: of all 公益性岗位 in town."""
    lines = {(cell.slot.table, id(cell.slot.row), cell.slot.column): cell for cell in cells}
    for cell in cells:
        above = cell.slot.row.above[-1:]
        whole = lines.get((cell.slot.table, id(above[0]), cell.slot.column)) if above and _is_part(cell) else None
        if whole and _more(cell, whole) and not _names(cell, whole):
            cell.verdict = UNKNOWN


def _is_part(cell: Filled) -> bool:
    return clean(cell.slot.row.label).startswith(tuple(words()["part_words"]))


def _more(cell: Filled, whole: Filled) -> bool:
    own, all_ = cell.verdict.value, whole.verdict.value
    if not (cell.verdict.known and whole.verdict.known and isinstance(own, Fraction) and isinstance(all_, Fraction)):
        return False
    people = cell.asked.measure is not None and cell.asked.measure.dimension == "people"
    near = cell.slot.number == whole.slot.number + 1
    return people and near and own > all_ and cell.asked.measure == whole.asked.measure and cell.unit == whole.unit


def _names(cell: Filled, whole: Filled) -> bool:
    """Whether a part names its whole by what it is (专任教师 are 教职工 everywhere), or its answer does."""
    says = facets()["says"]
    is_one = any(frozenset(says.get(token, ())) & whole.asked.required for token in cell.asked.required)
    return is_one or any(_speaks_of(fact, whole) for fact in cell.verdict.facts)


def _speaks_of(fact: Fact, whole: Filled) -> bool:
    """Whether an answer, or the title of its register, shares something with the whole's label."""
    told = said(fact.form, fact.indicator, fact.as_of)
    named = (*wording(whole.slot.row.label).tokens, clean(whole.slot.row.label))
    return bool(neighbours((*told.tokens, clean(fact.form), clean(fact.indicator))) & neighbours(named))
