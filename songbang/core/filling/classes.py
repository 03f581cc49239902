"""The words of one meaning: each stands for all of its line in `facets*.yaml`."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from songbang.core.filling.lexicon import facets
from songbang.core.text import plain


@cache
def _classes() -> tuple[re.Pattern[str], dict[str, str]]:
    """The words of one meaning → the first of them."""
    lines = [[plain(word) for word in line] for line in facets()["one_meaning"]]
    pattern, first = _pattern({word: line[0] for line in lines for word in line})
    own = {line[0]: frozenset(line) for line in lines}
    heads = {head: _in_common(head, first, own, frozenset()) for head in own}
    return pattern, {word: heads[head] for word, head in first.items()}


def _in_common(head: str, first: dict[str, str], own: dict[str, frozenset[str]], seen: frozenset[str]) -> str:
    """The first word of a line with what other lines say of its parts (公交线路, where 公交 is 公共汽车)."""
    ends = range(len(head) + 1)
    parts = {head[at:end] for at in ends for end in ends[at + 1 :]} & first.keys() - own[head]
    told = {part: first[part] for part in parts if first[part] not in seen}
    if not told:
        return head
    inner, _ = _pattern(told)
    return inner.sub(lambda match: _in_common(told[match[0]], first, own, seen | {head}), head)


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
