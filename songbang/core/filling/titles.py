"""What a title of several things (老年人和困难群众情况) says of each section of its form."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from songbang.core.filling.laying import made_of
from songbang.core.filling.lexicon import Wording, clean, facets, words
from songbang.core.filling.slots import Sheet
from songbang.core.filling.unsaid import NONE, Tokens
from songbang.core.text import neighbours

if TYPE_CHECKING:
    from songbang.core.filling.asked import Asked


def in_own_section(sheet: Sheet, read: Callable[[str], Wording], found: list[Asked]) -> list[Asked]:
    """What a title of several things says by the heading of another section explains nothing here: 困难 of
    老年人和困难群众情况 among 一、老年人口. A section that names none of them (二、服务保障) is of all."""
    found = [_of_no_class(one) for one in found]
    named = [read(thing).tokens for thing in re.split(words()["particle_pattern"], clean(sheet.head.title))]
    measured = frozenset(words()["measured_only"])
    # 土地承包经营及管理 is one, and so is 蚕桑生产面积和产量
    things = [tokens for tokens in named if not _of_any(tokens) and not tokens <= measured]
    if len(things) < 2:
        return found
    found = [_of_one_thing(one, things) for one in found]
    heads = [[t for label in slot.path[:-1] for t in read(label).tokens] for slot in sheet.slots]
    own = [one.sections.union(told) for one, told in zip(found, heads, strict=True)]
    every = NONE.union(*own) - frozenset(words()["title_scope"])
    own = [every if _of_any(mine) else mine for mine in own]
    others = [every - mine - one.required - one.context for one, mine in zip(found, own, strict=True)]
    return [replace(one, title=one.title - other) for one, other in zip(found, others, strict=True)]


@lru_cache(maxsize=1024)
def _several(title: Tokens) -> tuple[tuple[tuple[str, ...], Tokens], ...]:
    """(words that stand against each other, those words of a title that hold several of them)."""
    found = []
    for group in facets()["apart"]:
        of_class = [held for word in group if (held := frozenset(token for token in title if word in token))]
        if len(of_class) > 1 and len(NONE.union(*of_class)) > 1:
            found.append((tuple(group), NONE.union(*of_class)))
    return tuple(found)


def _of_no_class(one: Asked) -> Asked:
    """A title of several classes of one kind (工伤、失业保险) says of a cell that names none of them which it is."""
    over: Tokens = NONE
    for group, of_classes in _several(one.title):
        if not any(word in token for word in group for token in one.required | one.context):
            over |= of_classes
    return replace(one, title=one.title - over) if over else one


def _of_any(tokens: Tokens) -> bool:
    """Whether words fit whatever thing: 管理, 服务保障."""
    free = frozenset((*words()["header"]["section_like"], *words()["title_noise"]))
    return all(made_of(token, free) for token in tokens)


def _of_one_thing(one: Asked, things: list[Tokens]) -> Asked:
    """A cell that one of a title's several things names: what the title says of the others says nothing of it
    (困难 of 老年人和困难群众情况, of 独居老人)."""
    own = [tokens for tokens in things if tokens & one.required]
    if not own:
        return one
    of_all = frozenset(words()["of_all_things"])  # 小学 of 小学班额及学生 is of both
    return replace(one, title=one.title - (NONE.union(*things) - NONE.union(*own) - of_all))


def as_titled(required: Tokens, title: str) -> Tokens:
    """The words of a cell with what a form on one such thing means by those that fit several: 待遇 in one on 养老保险
    is the pension. What another word of the cell says already (发放养老金 under 待遇) is not said twice. As they are
    where the title names none, or several."""
    meant = [names for of, names in words()["in_papers"].items() if re.search(of, title)]
    told = {word: name for word, name in meant[0].items() if word in required} if len(meant) == 1 else {}
    rest = required - told.keys()
    rest -= {word for word in rest for name in told.values() if word in name}
    return rest | {name for name in told.values() if not neighbours((name,)) & neighbours(tuple(rest))}
