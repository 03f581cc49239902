"""The words of one meaning: each stands for all of its line in `facets*.yaml`."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from songbang.core.filling.lexicon import facets
from songbang.core.text import plain


@cache
def _classes() -> tuple[re.Pattern[str], dict[str, str]]:
    """The words of one meaning → the first of them."""
    return _pattern({plain(word): plain(line[0]) for line in facets()["one_meaning"] for word in line})


@cache
def _near() -> tuple[re.Pattern[str], dict[str, str]]:
    """Words that two papers may use of one thing, in their common form → the first of them."""
    told = [[canonical(plain(word)) for word in line] for line in facets()["near_meaning"]]
    return _pattern({word: line[0] for line in told for word in line})


def _pattern(first: dict[str, str]) -> tuple[re.Pattern[str], dict[str, str]]:
    return re.compile("|".join(map(re.escape, sorted(first, key=len, reverse=True)))), first


@lru_cache(maxsize=65536)
def canonical(token: str) -> str:
    """A word with each part in the form that stands for all of its meaning.

    >>> canonical("国家基本建设占用") == canonical("国家基建占地")
    True
    """
    pattern, first = _classes()
    return pattern.sub(lambda match: first[match[0]], token)


@lru_cache(maxsize=65536)
def loosely(token: str) -> str:
    """A word, already in its common form, with what two papers on one thing may also call it."""
    pattern, first = _near()
    return pattern.sub(lambda match: first[match[0]], token)
