"""Words of one kind that stand against each other, such as 折纯 and 实物, 收入 and 支出, 城镇 and 农村."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from songbang.core.filling.asked import Asked
from songbang.core.filling.classes import canonical
from songbang.core.filling.lexicon import facets, words
from songbang.core.filling.saying import Said
from songbang.core.filling.unsaid import NONE, Tokens


def opposed(asked: Tokens, said: Tokens, above: Tokens = NONE) -> bool:
    """Whether the sides stand in two classes of one kind: 折纯 and 实物, 收入 and 支出. Of what only stands above
    (已整改 of what was 排查) an answer need not speak."""
    one, other, own, around = map(_classes_of, (asked, said, asked - above, above))
    taken_in = frozenset(facets()["taken_in"] if above else ())
    for group in one.keys() & other.keys():
        ours, theirs = one[group], other[group]
        if ours < theirs and theirs - around.get(group, NONE) - taken_in <= ours:
            continue  # 隐患排查 / 已整改 in the line 其中：已整改 below 排查隐患
        if ours != theirs and own.get(group, NONE) != theirs:
            return True
    return False


def but_taken_in(asked: Tokens, said: Tokens, last: Tokens) -> Tokens:
    """An answer's words without that what its heading counts was taken in, where its last label tells what the cell
    asks was done with it (受理纠纷 / 调解成功); NONE elsewhere."""
    ours, theirs, taken = _classes_of(asked), _classes_of(last), frozenset(facets()["taken_in"])
    done = any(group in ours and ours[group] == told and not told & taken for group, told in theirs.items())
    if not done or last == said or any(word in token for token in asked for word in taken):
        return NONE
    heads = {token: next((w for w in taken if canonical(token).startswith(w)), "") for token in said - last}
    bare = frozenset(canonical(token).removeprefix(word) for token, word in heads.items()) - {""}
    return bare | last if any(heads.values()) else NONE


@lru_cache(maxsize=65536)
def _classes_of(side: Tokens) -> dict[int, Tokens]:
    """Which words of which lines of `apart` words hold."""
    told = "|".join(sorted(map(canonical, side)))
    found = ((n, frozenset(word for word in group if word in told)) for n, group in enumerate(facets()["apart"]))
    return {n: held for n, held in found if held}


@cache
def _of_whom() -> frozenset[int]:
    """The lines of `apart` that tell whose something is."""
    return frozenset(n for n, group in enumerate(facets()["apart"]) if set(group) & frozenset(words()["basis"]))


def only_planned(asked: Asked, said: Said) -> bool:
    """Whether an answer tells of works that are on a list of what is to be done (列入改造计划), the cell of such as are
    done, or the other way round."""
    if _planned(said.tokens):
        return not _planned(asked.required | asked.context) and not asked.aim
    return _planned(asked.required) and not said.aim and not any(word in said.form for word in facets()["aims"])


@lru_cache(maxsize=65536)
def _planned(side: Tokens) -> bool:
    return any(re.search(words()["planned_works"], token) for token in side)


def of_other_people(asked: Asked, said: Tokens) -> bool:
    """Whether an answer tells whose in a word against that of the line above (农村房屋 / 自建房 of 城镇自建房)."""
    whole, told, own = map(_classes_of, (asked.context - asked.sections, said, asked.required))
    asked_of = (whole.keys() & told.keys() & _of_whom()) - own.keys()
    return any(not whole[group] & told[group] for group in asked_of)
