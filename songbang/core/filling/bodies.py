"""What a column headed 单位 lists: units of measurement, or the bodies of which its lines tell."""

from __future__ import annotations

import re

from songbang.core.filling.lexicon import clean, words
from songbang.core.filling.measures import measure
from songbang.core.filling.nesting import tells_whole


def lists_bodies(texts: list[str]) -> bool:
    """Whether what stands under 单位 are bodies, with a total perhaps and its times, and nothing is measured in them.

    >>> lists_bodies(["合计", "红岩村", "石桥村"]), lists_bodies(["个", "盏"]), lists_bodies(["城关学校", "县医院"])
    (True, False, True)
    """
    if any(measure(clean(text)) for text in texts):
        return False
    return any(tells_whole(text) for text in texts) or sum(map(_names_body, texts)) > 1


def _names_body(text: str) -> bool:
    """Whether a text ends in what a place or a body is called, and says more than that."""
    bare = clean(text)
    kind = re.search(words()["kinds_at_end"], bare)
    ending = kind[0] if kind else next((end for end in words()["place_endings"] if bare.endswith(end)), "")
    return bool(ending) and bare != ending
