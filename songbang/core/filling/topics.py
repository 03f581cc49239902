"""Headings that say no more than what a table is about: over columns of times, or beside lines named in full."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

from songbang.core.filling.captions import ends_a_section
from songbang.core.filling.lexicon import Wording, clean, is_weak, numbered, words
from songbang.core.filling.slots import Slot


def topics_of(slots: Iterable[Slot], read: Callable[[str], Wording]) -> set[str]:
    """The headings that end as a table's title does, over columns that tell times only, where the lines count different
    things and are named in full: they need not be said of any (落实情况 over 本季, 1—本季累计)."""
    lines: dict[str, dict[str, str]] = defaultdict(dict)
    heads: dict[str, set[str]] = defaultdict(set)
    for slot in slots:
        for label in slot.path[:-1]:
            lines[label][slot.row.label] = slot.measure
            heads[label].add(slot.path[-1])
    return {label for label, found in lines.items() if _ends_so(label)
            and all(map(_only_a_time, map(read, heads[label])))
            and len(set(found.values())) > 1 and _in_full(found, read)}  # fmt: skip


def joins_topics(label: str) -> bool:
    """Whether a heading is nothing but several words for what forms ask of anything: 经费与交易 over 研发经费支出 and
    技术合同成交额 need not be said of either; 学校与人员 tells whose.

    >>> joins_topics("经费与交易（万元）"), joins_topics("学校与人员"), joins_topics("经费")
    (True, False, False)
    """
    things = re.split(words()["joined"], numbered(clean(label))[1].partition("(")[0])
    return len(things) > 1 and all(thing in words()["topics_joined"] for thing in things)


def _ends_so(label: str) -> bool:
    return numbered(clean(label))[1].endswith(tuple(words()["explaining"])) or ends_a_section(label)


def _only_a_time(head: Wording) -> bool:
    return not head.tokens and bool(head.tags or head.span)


def _in_full(labels: Iterable[str], read: Callable[[str], Wording]) -> bool:
    said = [one.tokens for label in labels if not (one := read(label)).part]
    return bool(said) and not any(is_weak(tokens) or not tokens for tokens in said)


def sections_beside(slots: Iterable[Slot], read: Callable[[str], Wording]) -> frozenset[str]:
    """Labels merged beside lines that count different things, each named in full (司法行政 beside 社区矫正对象)."""
    beside: dict[str, set[tuple[str, str]]] = {}
    for slot in slots:
        for label in slot.row.labels[:-1]:
            beside.setdefault(label, set()).add((slot.row.label, slot.measure))
    return frozenset(
        label
        for label, found in beside.items()
        if len({unit for _, unit in found}) > 1
        and not is_weak(read(label).tokens)
        and not any(is_weak(own.tokens) for leaf, _ in found if not (own := read(leaf)).part)
    )
