"""Words for what turns into something else, whose order tells which (园地改为耕地)."""

from __future__ import annotations

from songbang.core.filling.classes import canonical
from songbang.core.filling.lexicon import turns, words
from songbang.core.filling.unsaid import Tokens


def in_order(asked: Tokens, said: Tokens) -> bool:
    """Where something turns into something else (园地改为耕地), the same words stand in the same order."""
    one, other = (sorted({_turning(t) for t in side if turns(t)}) for side in (asked, said))
    return one == other if one or other else True


def _turning(token: str) -> str:
    """What of a word must stand in order: all of 园地改为耕地; of 转入组织关系 that something comes in."""
    found = next((word for word in words()["moved"] if token.startswith(word) or token.endswith(word)), "")
    return found if found and not turns(token.replace(found, "", 1)) else canonical(token)
