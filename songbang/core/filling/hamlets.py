"""Places inside a unit, whose names papers give with their kind or without: 梨树坪自然村, 梨树坪村民小组, 梨树坪.

They stand in no list of units. A label is the name of one where its like stands beside it and lines of several
measures cross both (人口, 户数, 汽车 of 梨树坪自然村 and of 沙坝自然村). 通硬化路自然村 are counted and no place, and
梨树坪段 is a piece of road.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from songbang.core.filling.asked import Asked
from songbang.core.filling.lexicon import wording, words
from songbang.core.filling.meaning import key
from songbang.core.filling.pieces import pieces_of

_SEVERAL = 2


def renamed_places(asked: Iterable[Asked], told: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """(form, label in it) → the label of the form to be filled that names the same place."""
    ours = _places_in(asked)
    found: dict[tuple[str, str], str] = {}
    for form, indicator in told if ours else ():
        for label in map(key, pieces_of(indicator)):
            name = place_name(label) or label
            if ours.get(name, label) != label:
                found[form, label] = ours[name]
    return found


def _places_in(asked: Iterable[Asked]) -> dict[str, str]:
    """Name → the label by which the form's cells name a place inside the unit."""
    measures: dict[str, set[str]] = defaultdict(set)
    for one in asked:
        for label in one.keys if len(one.keys) > 1 and one.measure else ():
            if place_name(label):
                measures[label].add(one.measure.name if one.measure else "")
    labels = [label for label, counted in measures.items() if len(counted) >= _SEVERAL]
    by_name: dict[str, list[str]] = defaultdict(list)
    for label in labels:
        by_name[place_name(label)].append(label)
    return {name: same[0] for name, same in by_name.items() if len(same) == 1} if len(by_name) >= _SEVERAL else {}


@lru_cache(maxsize=65536)
def place_name(label: str) -> str:
    """The name of a place inside a unit without what it is; "" where a label names none, or only the number of one.

    >>> place_name("梨树坪自然村"), place_name("梨树坪村民小组"), place_name("梨树坪段")
    ('梨树坪', '梨树坪', '')
    >>> place_name("第三村民小组"), place_name("通硬化路自然村")
    ('', '')
    """
    found = re.fullmatch(words()["hamlets"], label)
    known = frozenset((*words()["words"], *words()["weak"]))
    return found[1] if found and wording(found[1]).tokens == {found[1]} and found[1] not in known else ""
