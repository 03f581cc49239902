"""Villages among the units that a table's rows or columns name: what is told of them need not say that it is the
country's."""

from __future__ import annotations

from dataclasses import replace

from songbang.core.filling.asked import Asked
from songbang.core.filling.crossing import Owners
from songbang.core.filling.facts import Place, Places
from songbang.core.filling.lexicon import words
from songbang.core.filling.saying import Said
from songbang.core.filling.slots import Sheet
from songbang.core.filling.unsaid import NONE

_BY_ROWS = "rows:villages"
"""Beside a form's title: that it is the table's units, not the title, by which all is the country's."""


def is_village(place: Place | None) -> bool:
    """Whether a unit is a village, by its kind or its name."""
    if place is None:
        return False
    return place.kind in words()["village_kinds"] or place.name.endswith(tuple(words()["village_endings"]))


def of_villages(sheet: Sheet, asked: list[Asked], owners: Owners, places: Places) -> list[Asked]:
    """The cells of villages, and those of all units of a table where these are villages alone, as in a form on the
    country (农村低保 of a village is its 低保)."""
    if not owners:
        return asked
    named = {code for code in owners.values() if code in places.by_code}
    villages = {code for code in named if is_village(places.by_code[code])}
    rest = named - villages
    over = rest if len(rest) == 1 and all(places.by_code[code].parent in rest for code in villages) else set()
    rural = frozenset(words()["rural"]) | {_BY_ROWS}
    return [
        replace(one, title=one.title | (rural if not one.title & frozenset(words()["villages"]) else NONE))
        if owners.get((slot.number, slot.column)) in villages | over and villages
        else one
        for one, slot in zip(asked, sheet.slots, strict=True)
    ]


def says_country(asked: Asked, said: Said) -> bool:
    """Whether an answer says that it is the country's, and the cell, that is of villages, does not."""
    rural = frozenset(words()["villages"])
    own = asked.required | asked.context
    return _BY_ROWS in asked.title and bool(said.tokens & rural) and not own & rural
