"""A total whose parts are a level's own store and the stores of the units under it (合计 ｜ 县级库 ｜ 乡镇（街道）).

A paper of the level's own store tells that part and not the total; the other part is what the units below tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from songbang.core.filling.crossing import names_units
from songbang.core.filling.lexicon import clean, is_whole, words

if TYPE_CHECKING:
    from songbang.core.filling.asked import Asked
    from songbang.core.filling.facts import Fact, Place

OWN, BELOW, WHOLE, ALONE = "own", "below", "whole", "alone"


def tiers_in(paths: Mapping[int, tuple[str, ...]]) -> dict[int, str]:
    """Column → which part of its total it is (of the units below with how these are called), or the total itself, of
    the headings of one table's columns.

    >>> tiers_in({4: ("月末结存", "合计"), 5: ("月末结存", "县级库"), 6: ("月末结存", "乡镇(街道)"), 7: ("购入",)})
    {4: 'whole', 5: 'own', 6: 'below:乡镇(街道)'}
    """
    found: dict[int, str] = {}
    for over in dict.fromkeys(path[:-1] for path in paths.values() if path):
        parts = {column: path[-1] for column, path in paths.items() if len(path) > 1 and path[:-1] == over}
        tiers = {column: tier for column, label in parts.items() if (tier := _tier_of(label))}
        if {tier.split(":")[0] for tier in tiers.values()} >= {OWN, BELOW} and tiers.keys() == parts.keys():
            found |= tiers
    return dict(sorted(found.items()))


def _tier_of(label: str) -> str:
    if re.fullmatch(words()["tiers"]["own"], clean(label)):
        return OWN
    if is_whole(clean(label)):
        return WHOLE
    return f"{BELOW}:{clean(label)}" if names_units(label) else ""


def of_own_store(title: str, notes: Iterable[str]) -> bool:
    """Whether a form is on the filler's own store: the units below have stores that it does not count.

    >>> of_own_store("县级救灾物资储备情况表", ()), of_own_store("救灾物资情况表", ["本表由县级填报"])
    (True, False)
    >>> of_own_store("救灾物资情况表", ["填报本级仓库的物资，不含村自储物资"])
    True
    """
    of_notes = any(re.search(words()["tiers"]["noted"], clean(note)) for note in notes)
    return of_notes or re.match(words()["tiers"]["titled"], clean(title)) is not None


def names_below(labels: Iterable[str]) -> bool:
    """Whether headings of such a form ask what the units below have (附：乡镇储备)."""
    return any(re.search(words()["tiers"]["below"], clean(label)) for label in labels)


def of_tier(asked: Asked, fact: Fact, *, own_form: bool) -> bool:
    """Whether an answer may tell the cell's part of a total: one that does not say whose it tells may be of either.
    `own_form`: the form itself told it another time."""
    if not asked.tier or own_form:
        return True
    told, tiers = f"{clean(fact.form)}|{clean(fact.indicator)}", words()["tiers"]
    if asked.tier == ALONE:  # 社会粮食库存 lies in stores of others too
        return re.search(tiers["of_others"], told) is None
    kept = re.search(tiers["papers"], told) is not None
    return kept if asked.tier == OWN else asked.tier == WHOLE and not kept and re.search(tiers["all"], told) is not None


def has_sum(asked: Asked, below: Sequence[Place]) -> bool:
    """Whether the units below tell the cell: all that it asks for, or the part that it calls theirs; the houses in
    which a store lies (县级储备 in two 粮库) tell all of it. One alone is no sum: of the others the list does not
    tell."""
    if not asked.tier or (asked.tier == ALONE and all(place.kind in words()["tiers"]["houses"] for place in below)):
        return len(below) != 1
    tier, _, named = asked.tier.partition(":")
    return tier == BELOW and all(place.kind in named for place in below)
