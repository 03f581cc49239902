"""In what a cell counts of which the form says no unit at all: in what the answers that speak of it do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from songbang.core.filling.accord import same_form, same_label, same_words
from songbang.core.filling.alike import pairs_of, pairs_said, same_quantity
from songbang.core.filling.asked import Asked
from songbang.core.filling.facts import Fact
from songbang.core.filling.lexicon import words
from songbang.core.filling.measures import Measure, is_summed, is_text
from songbang.core.filling.saying import said
from songbang.core.filling.slots import Sheet, Slot


def measured_as_told(sheet: Sheet, asked: list[Asked], samples: Iterable[Fact]) -> Sheet:
    """The sheet with the units that it leaves out, where all answers that speak of a cell count in one.

    Only of what is counted one by one (人, 户, 个), or told in words (鉴定完成时间): whether an area is meant in 亩 or
    公顷, no answer tells.
    """
    bare = [
        one.measure is None and not one.role and not slot.measure for slot, one in zip(sheet.slots, asked, strict=True)
    ]
    if not any(bare):
        return sheet
    told = [fact for fact in samples if _one_by_one(fact.measure)]
    slots = [
        _measured(slot, _units(sheet, one, told)) if missing else slot
        for slot, one, missing in zip(sheet.slots, asked, bare, strict=True)
    ]
    return replace(sheet, slots=slots)


def _one_by_one(unit: Measure | None) -> bool:
    if unit is not None and is_text(unit.dimension):
        return True
    single = unit is not None and unit.factor == 1 and is_summed(unit.dimension)
    return single and unit.dimension not in words()["amounts"]  # type: ignore[union-attr]


def _units(sheet: Sheet, asked: Asked, told: Iterable[Fact]) -> dict[str, str]:
    """By dimension a unit in which answers that speak of the cell count."""
    found, ours = {}, pairs_of(asked.required | asked.literal)
    for fact in told:
        unit, spoken = fact.measure, said(fact.form, fact.indicator, fact.as_of)
        if unit is None or not ours & pairs_said(spoken):
            continue
        cell = replace(asked, measure=unit)
        own = same_form(sheet.head, fact.form) and same_label(cell, spoken)
        if own or same_words(cell, spoken, unit) or same_quantity(cell, spoken, unit, titled=True):
            found[unit.dimension] = unit.name
    return found


def _measured(slot: Slot, units: dict[str, str]) -> Slot:
    return replace(slot, measure=next(iter(units.values()))) if len(units) == 1 else slot
