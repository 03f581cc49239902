"""Of what the lines of a table are the kinds, where the heading over their labels says so (场地设施类型, 培训类别).

救护知识普及 below 培训类别 is a 培训: an answer may say that (救护知识普及 / 培训期数), or a column, and need not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from songbang.core.filling.lexicon import Wording, clean, is_weak, is_whole, words
from songbang.core.filling.nesting import Row
from songbang.core.filling.unsaid import NONE, Tokens

Read = Callable[[str], Wording]


def thing_listed(path: Sequence[str]) -> str:
    """The thing whose kinds a heading over labels says that they are; "" where it says none.

    >>> thing_listed(("场地设施类型",)), thing_listed(("培训类别",)), thing_listed(("指标名称",))
    ('场地设施', '培训', '')
    """
    found = re.fullmatch(words()["kinds_over"], clean(path[-1])) if path else None
    return found[1] if found else ""


def of_kinds(row: Row, read: Read) -> Tokens:
    """The words for the thing of which a line is a kind, and for it without what says only that there is such
    (场地 of 场地设施). Whose or which people are counted is never left to that heading."""
    if not row.thing:
        return NONE
    bare = next((row.thing.removesuffix(end) for end in _said_of_any() if row.thing.endswith(end)), "")
    told = read(row.thing).tokens | (read(bare).tokens if bare else NONE)
    return frozenset(token for token in told - _binding() if not is_weak(frozenset([token])))


def but_kinds(required: Tokens, row: Row, path: Sequence[str], read: Read) -> Tokens:
    """A cell's words without those by which its column says again of what its line is a kind (培训人数 below 培训类别);
    NONE where the line says no more than that, or the column more."""
    own, again = read(row.label).tokens, of_kinds(row, read)
    column = frozenset(t for label in path if (tokens := read(label).tokens) <= again for t in tokens) - own
    if not column or not own or is_weak(own) or is_whole(clean(row.label)):
        return NONE
    return required - column if own <= required else NONE


@cache
def _said_of_any() -> tuple[str, ...]:
    return tuple(word for word in words()["header"]["section_like"] if len(word) > 1)


@cache
def _binding() -> Tokens:
    return frozenset(word for group in ("basis", "scope", "persons", "people_words") for word in words()[group])
