"""Of which level a label counts (镇级, 村（社区）…). Such words need not be said, unless a paper tells the like of
others too: then what it tells of one level is neither the whole nor another's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache

from songbang.core.filling.lexicon import clean, numbered, words
from songbang.core.text import neighbours

_Wording = tuple[str, str, str]


def level_of(labels: Iterable[str]) -> str:
    """The level that the last of some labels begins with that begins with one; "" where none does.

    >>> level_of(["服务设施", "村（社区）服务站"]), level_of(["社区工厂"]), level_of(["服务站"])
    ('village', 'community', '')
    """
    return next((found for label in reversed(list(labels)) if (found := _parted(label)[0])), "")


def told_by_level(labels: Iterable[tuple[_Wording, str]]) -> dict[_Wording, str]:
    """The level of each wording (form, indicator, measure), given with its last label, whose paper tells the like of
    another level too, or the whole that it is a part of (健身点 / 村级); of what counts several together (镇、村两级)
    none."""
    labels = list(labels)
    papers: dict[tuple[str, str], list[tuple[_Wording, str, frozenset[str]]]] = defaultdict(list)
    for wording, label in labels:
        level, rest = _parted(label)
        if level or rest != numbered(clean(label))[1]:
            papers[wording[0], wording[2]].append((wording, level, neighbours((rest,))))
    return _parts_by_level(labels) | {
        wording: level
        for told in papers.values()
        for wording, level, signs in told
        if any(
            other != level and 2 * len(signs & like) >= max(1, min(len(signs), len(like))) for _, other, like in told
        )
    }


def _parts_by_level(labels: list[tuple[_Wording, str]]) -> dict[_Wording, str]:
    """The levels of lines that stand under another line of their paper as that level's part of it, and of that one: it
    is of no level."""
    lines = {wording for wording, _ in labels}
    found: dict[_Wording, str] = {}
    for wording, label in labels:
        form, indicator, unit = wording
        whole = (form, indicator.rpartition("/")[0].strip(), unit)
        if (level := _parted(label)[0]) and whole in lines:
            found |= {wording: level, whole: ""}
    return found


@lru_cache(maxsize=65536)
def _parted(label: str) -> tuple[str, str]:
    """The level that a label begins with, or names in brackets (路长（街道级）), and the rest of it."""
    bare = numbered(clean(label))[1]
    inner = re.search(r"\(([^()]+)\)$", bare)
    for level, pattern in _levels():
        if (found := pattern.match(bare)) and found.end() < len(bare):
            return level, bare[found.end() :]
        if inner and inner.start() and pattern.fullmatch(inner[1]):
            return level, bare[: inner.start()]
    return "", bare


@cache
def _levels() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((level, re.compile(pattern)) for level, pattern in words()["levels"].items())
