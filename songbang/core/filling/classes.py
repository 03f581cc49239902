"""The words of one meaning: each stands for all of its line in `facets*.yaml`."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from songbang.core.filling.lexicon import facets
from songbang.core.text import plain


@cache
def _classes() -> tuple[re.Pattern[str], dict[str, str]]:
    """The words of one meaning → the first of them."""
    first = {plain(word): plain(line[0]) for line in facets()["one_meaning"] for word in line}
    return re.compile("|".join(map(re.escape, sorted(first, key=len, reverse=True)))), first


@lru_cache(maxsize=65536)
def canonical(token: str) -> str:
    """A word with each part in the form that stands for all of its meaning.

    >>> canonical("国家基本建设占用") == canonical("国家基建占地")
    True
    """
    pattern, first = _classes()
    return pattern.sub(lambda match: first[match[0]], token)
