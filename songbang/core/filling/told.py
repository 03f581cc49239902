"""What is known, by the words in which it was told: worked out once for all sheets of a form and all units."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from songbang.core.filling.facts import Fact, Places, beyond, own_level
from songbang.core.filling.villagers import is_village

Wording = tuple[str, str, str]
"""Form, indicator and unit of measurement of an answer."""
ByUnit = dict[str, list[Fact]]
"""Code of the unit → its answers in one wording, in the order of their lines."""


class Told:
    """Answers by wording, without the names of the units that they are of."""

    def __init__(self, facts: list[Fact], places: Places) -> None:
        self._facts, self._places = facts, places

    @cached_property
    def samples(self) -> list[Fact]:
        """One answer in a measure for each wording as it was written."""
        return list({(f.form, f.indicator, f.measure.name): f for f in self._facts if f.measure}.values())

    @cached_property
    def by_wording(self) -> dict[Wording, ByUnit]:
        """The answers of the units' own areas."""
        found: dict[Wording, ByUnit] = {}
        for fact in self._facts:
            if not beyond(fact.indicator, self._places.kind_of(fact.unit)):
                wording = fact.form, self._places.unnamed(fact), fact.measure.name if fact.measure else ""
                found.setdefault(wording, {}).setdefault(fact.unit, []).append(fact)
        return found

    @cached_property
    def by_bare_wording(self) -> dict[Wording, ByUnit]:
        """The same without the words that tell that a village's things are a village's (村级骨灰堂)."""
        found: dict[Wording, ByUnit] = {}
        for (form, spoken, measure), by_unit in self.by_wording.items():
            own = own_level(spoken)
            if own == spoken:
                add(found, (form, spoken, measure), by_unit)
                continue
            for unit, facts in by_unit.items():
                bare = own if is_village(self._places.by_code.get(unit)) else spoken
                add(found, (form, bare, measure), {unit: facts})
        return found


def add(found: dict[Wording, ByUnit], wording: Wording, more: ByUnit) -> None:
    """Lay answers under a wording, beside those that lie there; what was given is left as it is."""
    before = found.get(wording)
    found[wording] = more if before is None else {unit: _both(before, more, unit) for unit in (*before, *more)}


def _both(before: ByUnit, more: ByUnit, unit: str) -> list[Fact]:
    if unit not in before or unit not in more:
        return before.get(unit) or more[unit]
    return sorted((*before[unit], *more[unit]), key=lambda fact: fact.line)


def first_of(by_unit: ByUnit) -> Fact:
    """The first answer in a wording."""
    return next(iter(by_unit.values()))[0]


def forms_of(wordings: Iterable[Wording]) -> set[str]:
    return {form for form, _, _ in wordings}
