"""An answer that comes near in words is the cell's where neither could mean anything else.

A register that tells 涉案当事人 means the 当事人 of a form on its cases, if it tells no others and the form asks for no
others. So an answer of the cell's own time and measure that speaks of no cell is taken where it comes nearest to this
cell only and nothing of another figure comes as near; where one side says all that the other says and some more; and
where that more parts off nothing: no word of a kind, a state, a stage, an owner, a level (`parting` in `facets.yaml`).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from songbang.core.filling.alike import common, rest_of
from songbang.core.filling.classes import canonical, loosely
from songbang.core.filling.facts import Fact
from songbang.core.filling.judging import Judge, Verdict
from songbang.core.filling.laying import LEAST, aligned
from songbang.core.filling.ledger import Match
from songbang.core.filling.leftover import acts, only_done
from songbang.core.filling.lexicon import clean, facets, words
from songbang.core.filling.meaning import Asked
from songbang.core.filling.saying import pieces_of
from songbang.core.text import plain

if TYPE_CHECKING:
    from songbang.core.filling.fill import Filled


def take_alone(cells: list[Filled], judge: Judge) -> None:
    """Fill what no answer is known to speak of from the one that can mean nothing else."""
    taken = {fact for cell in cells if cell.verdict.known for fact in cell.verdict.facts}
    open_ = [cell for cell in cells if not cell.verdict.known and not cell.asked.role]
    first = [(cell, *found[0], found) for cell in open_ if (found := _nearest(cell, judge))]
    nearest: dict[Fact, float] = {}
    for _, match, _, _ in first:
        nearest[match.fact] = max(match.confidence, nearest.get(match.fact, 0.0))
    claims = Counter(match.fact for cell, match, _, _ in first if _one_sided(cell.asked, match))
    table = words()["lone"]
    for cell, match, verdict, found in first:
        if cell.verdict.status != "unknown" or match.fact in taken or claims[match.fact] != 1:
            continue
        others = [other for other, told in found if told.value != verdict.value]
        second = max((other.confidence for other in others), default=0.0)
        sure = match.confidence >= max(table["alike"], second + table["apart"], nearest[match.fact])
        rest = rest_of(cell.asked, match.said)
        rivals = [other for other in others if _may_be_meant(cell.asked, other)] if rest.unsaid or rest.over else []
        if sure and not rivals and _may_be_meant(cell.asked, match):
            held = replace(verdict, confidence=float(table["confidence"]), alone=True)
            cell.verdict = judge.doubted(cell.asked, cell.unit, held, [])


def _nearest(cell: Filled, judge: Judge) -> list[tuple[Match, Verdict]]:
    """What answers near in words that speak of no cell tell of a cell, the nearest first."""
    asked, least = cell.asked, words()["lone"]["alike"]
    told = ((match, judge.told_by(asked, match)) for match in judge.ledger.unclaimed(asked, cell.unit, least))
    return [(match, found) for match, found in told if found]


def _one_sided(asked: Asked, match: Match) -> bool:
    """Whether one side says all that the other does."""
    rest = rest_of(asked, match.said)
    return not rest.apart and not (rest.unsaid and rest.over)


def _may_be_meant(asked: Asked, match: Match) -> bool:
    """Whether what one side says more parts off nothing of what the other counts."""
    rest = rest_of(asked, match.said)
    labels = [loosely(canonical(clean(label))) for label in pieces_of(match.fact.indicator)] or [""]
    elsewhere = rest.over and (_below_it(asked, labels, rest.over) or _under_another(asked, rest.over))
    of_two = rest.unsaid and any(re.search(words()["joined"], label) for label in asked.keys[:1])  # 幼儿园、托儿所
    headless = any(word.endswith(piece) and word != piece for piece in rest.unsaid for word in rest.words)
    if not _one_sided(asked, match) or elsewhere or of_two or headless:
        return False
    own = (*rest.unsaid, *(piece for piece in rest.over if piece in labels[-1]))
    done = any(len(piece) < LEAST or piece in acts() | only_done() for piece in own)
    return not done and not any(map(_tells_some, (*rest.unsaid, *rest.over)))


def _below_it(asked: Asked, labels: list[str], over: tuple[str, ...]) -> bool:
    """Whether all that an answer says more stands below what the cell names (禽蛋 / 产量 / 鸡蛋)."""
    own = common(asked.required)
    named = [any(len(piece) >= LEAST for piece in aligned(own, (label,)).shared) for label in labels]
    below = "|".join(labels[named.index(True) + 1 :] if True in named else ())
    return all(piece in below for piece in over)


def _under_another(asked: Asked, over: tuple[str, ...]) -> bool:
    """Whether it stands under another thing of the kind that the cell stands under (乙肝疫苗, 脊灰疫苗)."""
    above = common(asked.context - asked.sections)
    return any(_of_one_kind(word, piece) for word in above for piece in over)


def _of_one_kind(one: str, other: str) -> bool:
    """Whether two words end alike and begin otherwise."""
    alike = next((n for n in range(min(len(one), len(other)), 0, -1) if one.endswith(other[-n:])), 0)
    return LEAST <= alike < min(len(one), len(other))


@lru_cache(maxsize=65536)
def _tells_some(piece: str) -> bool:
    """Whether a word is one that parts off some."""
    return (
        piece.isascii()
        or piece.startswith(tuple(facets()["parting_signs"]))
        or any(word in piece for word in _parting())
    )


@cache
def _parting() -> frozenset[str]:
    table = facets()
    groups = [*table["parting"], table["some_only"], table["narrowing"], table["wider"], *table["apart"]]
    told = {plain(str(word)) for group in groups for word in group}
    told |= {canonical(word) for word in told}
    return frozenset(told | {loosely(word) for word in told})
