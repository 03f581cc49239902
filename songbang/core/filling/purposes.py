"""What a thing is for, where the titles of both sides say it and only one of their labels does."""

from __future__ import annotations

from functools import cache, lru_cache

from songbang.core.filling.asked import Asked
from songbang.core.filling.classes import canonical
from songbang.core.filling.laying import Aligned
from songbang.core.filling.lexicon import facets
from songbang.core.filling.plainly import plain_words
from songbang.core.filling.saying import Said
from songbang.core.filling.unsaid import NONE
from songbang.core.text import plain


def but_purpose(asked: Asked, said: Said, found: Aligned) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is left of both sides without the word that tells what a thing is for, where only one side says it and both
    titles are of just that: 扑火阻燃服 in a form on 森林防灭火, 阻燃服 in a register of 防火物资."""
    ours, theirs = (_purposes("|".join(plain_words(side))) for side in (asked.title, said.title))
    left, right = (frozenset(p for p in side if _purposes(p)) for side in (found.left, found.right))
    alone = left if not right else right if not left else NONE
    told = ours & theirs if alone is left else ours
    unsaid = {p for p in alone if p in _purpose_words() and _purposes(p) <= told}
    return tuple(p for p in found.left if p not in unsaid), tuple(p for p in found.right if p not in unsaid)


@lru_cache(maxsize=65536)
def _purposes(text: str) -> frozenset[int]:
    """Which lines of `purposes` a text holds a word of."""
    return frozenset(n for n, line in enumerate(_purpose_lines()) if any(word in text for word in line))


@cache
def _purpose_lines() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(plain, line)) for line in facets()["purposes"])


@cache
def _purpose_words() -> frozenset[str]:
    return frozenset(canonical(plain(word)) for line in facets()["purposes"] for word in line)
