"""Tables that tell what there was, what was added, what is gone and what there is (上年末累计, 本年新增, 本年报废)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from songbang.core.filling.anatomy import Slot
from songbang.core.filling.laying import made_of
from songbang.core.filling.lexicon import Wording, words
from songbang.core.filling.unsaid import NONE, Tokens

if TYPE_CHECKING:
    from songbang.core.filling.meaning import Asked
    from songbang.core.filling.saying import Said

_FIRST_DAY = frozenset(("start", "before_start", "back_quarter_end", "back_month_end"))
_AT_FIRST = frozenset(("last_year", "back_year", "start", "before_start", "back_period"))


def ways_of(slots: Iterable[Slot], read: Callable[[str], Wording]) -> dict[int, dict[str, str]]:
    """Table → {heading's word: in or out}, of the tables whose columns tell all four."""
    heads: dict[int, set[str]] = {}
    for slot in slots:
        heads.setdefault(slot.table, set()).update(slot.path[-1:])
    found = {}
    for table, labels in heads.items():
        said = [read(label) for label in labels]
        tags = frozenset(tag for part in said for tag in part.tags)
        ways = {t: way for way, group in words()["added_or_gone"].items() for p in said for t in p.tokens if t in group}
        if len(set(ways.values())) == len(words()["added_or_gone"]) and "end" in tags and tags & _AT_FIRST:
            found[table] = ways
    return found


def accounts_in(slots: Iterable[Slot], read: Callable[[str], Wording]) -> frozenset[int]:
    """The tables whose columns tell what there was at first and what there is at the end (上季末在册, 本季末在册)."""
    ends: dict[int, set[str]] = {}
    for slot in slots:
        ends.setdefault(slot.table, set()).update(tag for label in slot.path for tag in read(label).tags)
    return frozenset(table for table, tags in ends.items() if "end" in tags and tags & _FIRST_DAY)


_TOGETHER = 2
"""So many ways may be told as one figure: 注销、撤销登记."""


def as_told(asked: Asked, said: Said) -> Asked:
    """The cell in the answer's word for what came or went (新建, 推广; 拆除) where its table tells of all that did."""
    own = next((token for token in asked.required if token in asked.ways), "")
    if not own or own in said.tokens:
        return asked
    group = frozenset(words()["added_or_gone"][asked.ways[own]])
    told = frozenset(word for token in said.tokens if (word := _way(token, group)))
    if not told or len(told) > _TOGETHER:
        return asked
    return replace(asked, required=_but(asked.required, own, told), literal=_but(asked.literal, own, told))


def _way(token: str, group: frozenset[str]) -> str:
    """What an answer's word says of how things came or went: all of it where that is all it says (新购转入)."""
    return (
        token if made_of(token, group) else max((word for word in group if token.startswith(word)), key=len, default="")
    )


def _but(tokens: Tokens, own: str, told: Tokens) -> Tokens:
    return (tokens - {own}) | told if tokens else NONE
