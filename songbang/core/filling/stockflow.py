"""Tables that tell what there was, what was added, what is gone and what there is (上年末累计, 本年新增, 本年报废)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from songbang.core.filling.anatomy import Slot
from songbang.core.filling.lexicon import Wording, words
from songbang.core.filling.unsaid import NONE, Tokens

if TYPE_CHECKING:
    from songbang.core.filling.meaning import Asked
    from songbang.core.filling.saying import Said

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


def as_told(asked: Asked, said: Said) -> Asked:
    """The cell in the answer's word for what came or went (新建, 推广; 拆除) where its table tells of all that did."""
    own = next((token for token in asked.required if token in asked.ways), "")
    if not own or own in said.tokens:
        return asked
    group = words()["added_or_gone"][asked.ways[own]]
    begun = (max((w for w in group if token.startswith(w)), key=len, default="") for token in said.tokens)
    told = frozenset(word for word in begun if word)
    if len(told) != 1:
        return asked
    return replace(asked, required=_but(asked.required, own, told), literal=_but(asked.literal, own, told))


def _but(tokens: Tokens, own: str, told: Tokens) -> Tokens:
    return (tokens - {own}) | told if tokens else NONE
