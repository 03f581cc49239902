"""What a heading that says only 其中 parts: the heading left of it, or what the headings left of it part too."""

from __future__ import annotations

from itertools import takewhile

from songbang.core.filling.lexicon import clean, is_part, is_whole, wording

_FEW = 2
"""So many parts of one kind beside each other (男 ｜ 女) are all that a whole is made of."""


def whole_of(left: list[str], own: int) -> list[str]:
    """The heading that 其中 stands for, if any, by the headings left of it, nearest first, of which `own` stand with it
    under one heading. Behind 男 ｜ 女 it parts what these part: the heading left of them, or the one over all of them.
    Where those that stand with it only tell how one counts (户数 ｜ 人数), it parts what the heading over them names.

    >>> whole_of(["在园幼儿", "班数"], 0), whole_of(["女", "男", "合计", "班数"], 3), whole_of(["女", "男", "职工"], 3)
    (['在园幼儿'], [], ['职工'])
    >>> whole_of(["女", "男", "班数"], 2), whole_of(["季末人数", "季末户数"], 2)
    ([], ['季末人数'])
    >>> whole_of(["人数", "户数", "村名"], 2)
    []
    """
    parts = len(list(takewhile(lambda text: is_part(wording(text).tokens), left)))
    if parts >= _FEW:
        if parts == own:
            return []
        left, own = left[parts:], own - parts
    if own > 0 and not any(map(_names_whole, left[:own])):
        return []
    told = [text for text in left if _names_whole(text)]
    return [] if told and is_whole(clean(told[0])) else told[:1]


def _names_whole(text: str) -> bool:
    """Whether a heading names a whole: 按性别 does not, 季末人数 does, of the heading over both."""
    said = wording(text)
    return bool(said.tokens or said.tags) or is_whole(clean(text))
