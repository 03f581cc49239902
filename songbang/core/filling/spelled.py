"""Parts that a paper tells in lines of their own: what its other lines tell is the whole's, whatever it is called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from songbang.core.filling.alike import pairs_of
from songbang.core.filling.asked import Asked
from songbang.core.filling.saying import Said
from songbang.core.filling.told import Wording

Pairs = frozenset[str]


def told_in_papers(said: Mapping[Wording, Said]) -> dict[str, Pairs]:
    """A paper's title → neighbouring signs of the words that its lines say."""
    found: dict[str, set[str]] = defaultdict(set)
    for wording, spoken in said.items():
        found[wording[0]] |= pairs_of(spoken.tokens)
    return {form: frozenset(pairs) for form, pairs in found.items()}


def of_its_whole(asked: Asked, spoken: Said, told: Pairs) -> bool:
    """Whether an answer is that of the whole of which a cell's column, marked 其中, is a part: it says nothing of the
    part, of which its paper has lines that do (小作坊 / 从业人员数 beside 小作坊 / 持健康证人员 in a 健康证明管理台账).
    `told`: of that paper, by `told_in_papers`."""
    if not asked.marked:
        return False
    part, own = pairs_of(asked.marked), pairs_of(spoken.tokens | spoken.alias | spoken.bare)
    return not part & own and len(part & told) * 2 >= len(part) > 0
