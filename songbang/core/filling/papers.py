"""What papers tell of one cell.

One of all houses stands before those of single ones. A paper does not contradict itself: of two lines whose figures
differ each counts another thing, and the one whose words come nearer to the cell's is meant (小餐饮店; 小餐饮店 /
已登记).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from songbang.core.filling.asked import Asked
from songbang.core.filling.facts import Fact
from songbang.core.filling.lexicon import clean, words
from songbang.core.filling.saying import Said, said
from songbang.core.filling.unsaid import Tokens

if TYPE_CHECKING:
    from songbang.core.filling.verdict import Figure


_BRACKET = re.compile(r"\(([^()]+)\)$")


def of_all_houses(figures: list[Figure]) -> list[Figure]:
    """Figures without those of single houses where the same report of the unit's day is there for all of them (
    机构月报（全镇汇总） beside 机构月报（甲镇敬老院）)."""
    if len(figures) == 1:
        return figures
    wholes = {(name, figure.day) for figure in figures for name, of in [_paper(figure)] if _of_all(of)}
    apart = [figure for figure in figures for name, of in [_paper(figure)] if of and not _of_all(of)
             and (name, figure.day) in wholes]  # fmt: skip
    return [figure for figure in figures if figure not in apart]


def _paper(figure: Figure) -> tuple[str, str]:
    """A paper's name, and what the bracket at its end says."""
    form = clean(figure.match.fact.form)
    found = _BRACKET.search(form)
    return (form[: found.start()], found[1]) if found else (form, "")


def _of_all(bracket: str) -> bool:
    return any(word in bracket for word in words()["of_all_houses"])


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


def of_its_whole(asked: Asked, figures: list[Figure]) -> list[Figure]:
    """Figures without those of papers that speak of no such whole as stands over the cell (期末实有企业 under
    年末法人单位中), where another's own name says that whole (年末在库法人单位 / 企业法人)."""
    if len(figures) == 1 or not _whole_over(asked):
        return figures
    silent = [figure for figure in figures if _silent_of_whole(asked, figure.match.fact)]
    named = any(_names_whole(asked, figure.match.said) for figure in figures)
    return [figure for figure in figures if figure not in silent] if silent and named else figures


def speaks_of_less(asked: Asked, told: Fact, held: Iterable[Fact]) -> bool:
    """Whether an answer speaks of no such whole as stands over the cell, and all that is held names it."""
    if not _whole_over(asked) or not _silent_of_whole(asked, told):
        return False
    return all(_names_whole(asked, said(fact.form, fact.indicator, fact.as_of)) for fact in held)


def _whole_over(asked: Asked) -> Tokens:
    return asked.context - asked.required - asked.title


def _names_whole(asked: Asked, told: Said) -> bool:
    """Whether an answer's last label names again the whole that it and the cell stand under."""
    over = [word for word in _whole_over(asked) if any(word in token for token in told.outer)]
    return any(word in token for token in told.last for word in over)


def _silent_of_whole(asked: Asked, told: Fact) -> bool:
    text = clean(told.form + told.indicator)
    return not any(word in text for word in _whole_over(asked))


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
