"""What one paper tells of one cell. A paper does not contradict itself: of two lines whose figures differ each counts
another thing, and the one whose words come nearer to the cell's is meant (小餐饮店; 小餐饮店 / 已登记)."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from songbang.core.filling.asked import Asked
from songbang.core.filling.saying import Said

if TYPE_CHECKING:
    from songbang.core.filling.judging import Figure


def meant_in_paper(asked: Asked, figures: list[Figure]) -> list[Figure]:
    """Figures without those that a paper tells of another thing than the one that it tells in words nearer to the
    cell's; all of them where none comes nearest."""
    told: dict[tuple[str, object], list[Figure]] = defaultdict(list)
    for figure in figures:
        told[figure.match.fact.form, figure.day].append(figure)
    dropped: set[int] = set()
    for alike in told.values():
        if len({figure.value for figure in alike}) > 1:
            dropped |= _farther(asked, alike)
    return [figure for figure in figures if id(figure) not in dropped]


def _farther(asked: Asked, figures: list[Figure]) -> set[int]:
    far = {id(figure): _distance(asked, figure.match.said) for figure in figures}
    least = min(far.values())
    nearest = {frozenset(figure.match.said.keys) for figure in figures if far[id(figure)] == least}
    return {one for one, distance in far.items() if distance > least} if len(nearest) == 1 else set()


def _distance(asked: Asked, said: Said) -> int:
    """How many signs one side says that the other does not; what stands over the cell an answer may say too."""
    ours, theirs = Counter("".join(asked.keys)), Counter("".join(set(said.keys)))
    above = Counter("".join((*asked.outer, *asked.context)))
    return sum((ours - theirs).values()) + sum((theirs - ours - above).values())
