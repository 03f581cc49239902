"""Labels that name several things together: over one of these (蔬菜及食用菌 / 蔬菜), or in brackets."""

from __future__ import annotations

import re
from functools import lru_cache

from songbang.core.filling.lexicon import Wording, clean, facets, numbered, words


@lru_cache(maxsize=65536)
def over_one_of_its_own(labels: tuple[str, ...]) -> frozenset[int]:
    """Places of the labels that name together what a later one names alone: they say nothing more of it.

    >>> sorted(over_one_of_its_own(("一、蔬菜及食用菌", "蔬菜", "播种面积")))
    [0]
    >>> sorted(over_one_of_its_own(("补领补办", "补办结婚登记")))
    [0]
    """
    bare = [numbered(clean(label))[1] for label in labels]
    named = [re.split(words()["particle_pattern"], label) for label in bare]
    things = frozenset(
        n for n, items in enumerate(named) if len(items) > 1 and any(label in items for label in bare[n + 1 :])
    )
    return things | frozenset(
        n
        for n, label in enumerate(bare)
        if (acts := _acts_in(label)) and any(one.startswith(acts) for one in bare[n + 1 :])
    )


_TWO_ACTS = re.compile(r"(?:(?=(\w)\w\1)|(?=\w(\w)\w\2))(\w{2})(?!\3)(\w{2})")
"""Two words of two signs each, one of which they share in its place: 补领补办, 迁入转入."""


def _acts_in(label: str) -> tuple[str, ...]:
    """Both of the acts that a label of no other word names together; none of a label that names one."""
    told = _TWO_ACTS.fullmatch(label)
    return (told[3], told[4]) if told else ()


def lists(inner: str, label: Wording) -> bool:
    """Whether a bracket lists what a label takes together: three things, or two that are called after it and hold no
    word of it (稻田养殖（稻鱼、稻虾）; 老年人（高龄老年人、失能老年人） are some of them), or what 其他油料 are."""
    items, name = inner.split("、"), label.text.partition("(")[0]
    if numbered(name)[1].startswith(tuple(words()["else_heads"])) and (
        len(items) > 1 or inner.endswith(words()["etc"])
    ):
        return True
    full: list[str] = next((parts for thing, parts in facets()["in_full"].items() if name.endswith(thing)), [])
    each = re.split(words()["joins"], inner)
    if full and all(sum(part in item for item in each) == 1 for part in full) and len(each) == len(full):
        return True
    after = all(set(item) & set("".join(label.tokens)) and not any(t in item for t in label.tokens) for item in items)
    return len(items) > 2 or (len(items) > 1 and after)
