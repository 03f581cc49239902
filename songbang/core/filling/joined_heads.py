"""Headings that list what the columns below them tell one by one: 粪污产生和利用 over 产生量 and 利用量.

Of 利用量 such a heading says no more than 粪污: taken whole, it would let an answer on 产生 be one on 利用.
"""

from __future__ import annotations

import re
from collections import defaultdict

from songbang.core.filling.lexicon import clean, words
from songbang.core.filling.slots import Sheet

_LEAST = 2
"""So many signs at least tell what is done."""
Place = tuple[int, int, str]
"""A table, how deep in its headings, and one of them."""


def heads_that_list(sheet: Sheet) -> dict[str, str]:
    """Such headings → what they say of all columns below them."""
    below: dict[Place, set[str]] = defaultdict(set)
    for slot in sheet.slots:
        for depth, label in enumerate(slot.path[:-1]):
            below[slot.table, depth, label].add(clean(slot.path[depth + 1]))
    return {place[2]: bare for place, told in below.items() if (bare := _shared(clean(place[2]), told)) is not None}


def _shared(label: str, told: set[str]) -> str | None:
    """What a heading says of all columns below it; None where it does not list them.

    >>> _shared("粪污产生和利用情况", {"产生量(吨)", "利用量(吨)"}), _shared("收入和支出", {"收入", "支出"})
    ('粪污', '')
    >>> _shared("农林和水利", {"投资", "项目"})
    """
    bare = re.sub(words()["joined_heads"]["ends"], "", label)
    parts = re.split(words()["joined_heads"]["between"], bare)
    if len(parts) < _LEAST or len(told) < len(parts):
        return None
    first, *others = parts
    if not all(len(part) >= _LEAST and any(one.startswith(part) for one in told) for part in others):
        return None
    done = (first[at:] for at in range(len(first) - _LEAST + 1))
    return next((first.removesuffix(act) for act in done if any(one.startswith(act) for one in told)), None)
