"""What a register tells of the kinds of one whole, where it tells that whole as one (在营持证零售户总数) and its kinds
by their names alone (食杂店, 便利店): each is so many of that whole.

Told so only where the register has no other whole in that measure, names most of the form's kinds, no cell of the form
asks for the bare name, and the kinds are together no more than the whole.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from songbang.core.filling.accord import same_measure, same_words
from songbang.core.filling.alike import same_quantity
from songbang.core.filling.asked import Asked
from songbang.core.filling.lexicon import clean, words
from songbang.core.filling.meaning import key
from songbang.core.filling.pieces import pieces_of
from songbang.core.filling.saying import said
from songbang.core.filling.told import ByUnit, Wording, add, first_of

_LEAST = 4
"""So many kinds are no chance."""
Keys = tuple[str, ...]


@dataclass
class _Column:
    """A column of the form that has a line for all: what that one asks, and the kinds that the other lines are."""

    whole: Asked
    kinds: set[str] = field(default_factory=set)
    cells: set[Keys] = field(default_factory=set)
    """The labels of the lines and what stands over them below the column's own heading (食杂店, 城镇)."""


def under_wholes(facts: dict[Wording, ByUnit], asked: list[Asked]) -> dict[Wording, ByUnit]:
    """Answers by wording, those of kinds alone below the heading of the column that asks for their whole."""
    columns = [one for one in _columns(asked) if len(one.kinds) >= _LEAST]
    wholes = [wording for wording in facts if re.search(words()["whole_told"], clean(wording[1]))] if columns else []
    moved: dict[Wording, str] = {}
    for column in columns:
        for whole in _told_alone(column, wholes, facts):
            moved |= _moved(column, whole, facts, asked)
    if not moved:
        return facts
    found: dict[Wording, ByUnit] = {}
    for wording, by_unit in facts.items():
        add(found, (wording[0], moved.get(wording, wording[1]), wording[2]), by_unit)
    return found


def _columns(asked: Iterable[Asked]) -> Iterable[_Column]:
    told = [one for one in asked if one.keys and one.measure and not (one.role or one.aim)]
    columns = {(one.keys, one.outer, one.measure.name): _Column(one) for one in told if one.measure}
    for one in told:
        for end in range(2, len(one.keys) + 1):
            column = columns.get((one.keys[1:end], one.outer, one.measure.name if one.measure else ""))
            if column:
                column.kinds.add(one.keys[0])
                column.cells.add((one.keys[0], *one.keys[end:]))
    return columns.values()


def _told_alone(column: _Column, wholes: list[Wording], facts: dict[Wording, ByUnit]) -> list[Wording]:
    """The wholes that tell what a column's line for all asks, each the only one of its register in that measure."""
    unit = column.whole.measure
    counted = [wording for wording in wholes if same_measure(unit, first_of(facts[wording]).measure, False)]
    times = Counter(form for form, _, _ in counted)
    return [wording for wording in counted if times[wording[0]] == 1 and _speaks(wording, facts, column.whole)]


def _moved(column: _Column, whole: Wording, facts: dict[Wording, ByUnit], asked: list[Asked]) -> dict[Wording, str]:
    """Wordings of kinds alone in a whole's register → the same below the column's heading."""
    unit = column.whole.measure
    bare = {one.keys for one in asked if same_measure(unit, one.measure, False)}
    kinds: dict[Wording, Keys] = {}
    for wording in facts:
        if wording[0] == whole[0] and same_measure(unit, first_of(facts[wording]).measure, False):
            labels = tuple(filter(None, map(key, pieces_of(wording[1]))))
            if labels in column.cells and labels not in bare:
                kinds[wording] = labels
    alone = [facts[wording] for wording, labels in kinds.items() if not labels[1:]]
    if not _most(column, kinds) or not _within(facts[whole], alone):
        return {}
    return {wording: " / ".join((*column.whole.keys, wording[1])) for wording in kinds}


def _speaks(wording: Wording, facts: dict[Wording, ByUnit], whole: Asked) -> bool:
    """Whether an answer tells what a column's line for all asks."""
    told = first_of(facts[wording])
    spoken = said(wording[0], wording[1], told.as_of)
    return bool(same_words(whole, spoken, told.measure) or same_quantity(whole, spoken, told.measure))


def _most(column: _Column, found: dict[Wording, Keys]) -> bool:
    named = {labels[0] for labels in found.values()}
    return len(named) >= max(_LEAST, len(column.kinds) // 2)


def _within(whole: ByUnit, kinds: list[ByUnit]) -> bool:
    """Whether no unit's kinds are together more than its whole of that day."""
    for unit, told in whole.items():
        for all_ in told:
            then = [one.number for kind in kinds for one in kind.get(unit, ()) if one.as_of == all_.as_of]
            if all_.number is not None and sum(filter(None, then), Fraction(0)) > all_.number:
                return False
    return True
