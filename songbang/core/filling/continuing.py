"""An answer that comes near in words is the cell's where its figure goes on from the form's last round.

Of two quantities that are called alike (在校学生, 寄宿学生) one is seldom about as large as the other was a year ago.
So of the answers of the cell's own time that no cell speaks of, the only one whose figure goes on from what the form
told last time is the cell's, though a word stands in another's place (流转出承包耕地的农户 2148, then 流出承包地农户数
2266): if it leaves out nothing by which the cell counts some only, speaks of no other level and says more than what is
done to all. Where one that is sure and another disagree, both are shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from songbang.core.filling.alike import common, rest_of
from songbang.core.filling.asked import Asked
from songbang.core.filling.classes import canonical, loosely
from songbang.core.filling.facts import Fact
from songbang.core.filling.judging import Judge
from songbang.core.filling.laying import LEAST, Rest
from songbang.core.filling.leftover import acts, only_done
from songbang.core.filling.lexicon import facets, words
from songbang.core.filling.measures import is_summed
from songbang.core.filling.saying import Said
from songbang.core.filling.verdict import Verdict
from songbang.core.text import neighbours, plain

if TYPE_CHECKING:
    from songbang.core.filling.fill import Filled


@dataclass(frozen=True)
class _Near:
    """What an answer near in words tells of a cell."""

    alike: float
    told: Verdict
    rest: Rest


def go_on(cells: list[Filled], judge: Judge) -> None:
    """Fill what is known of an earlier time only from the one answer near in words whose figure goes on from it."""
    found = {n: next_ for n, cell in enumerate(cells) if (next_ := _next(cell, judge)) is not None}
    claims: dict[Fact, list[float]] = defaultdict(list)
    for alike, verdict in found.values():
        for fact in verdict.facts:
            claims[fact].append(alike)
    for n, (alike, verdict) in found.items():
        if all(_is_nearest(alike, claims[fact]) for fact in verdict.facts):
            cells[n].verdict = verdict


def _is_nearest(alike: float, claims: list[float]) -> bool:
    """Whether a cell alone comes nearest in words to an answer that several go on to."""
    return alike == max(claims) and claims.count(alike) == 1


def _next(cell: Filled, judge: Judge) -> tuple[float, Verdict] | None:
    """What a cell's last figure goes on to, and how near in words that is."""
    last = cell.verdict.value
    if cell.verdict.status != "stale" or not isinstance(last, Fraction) or not last:
        return None
    share = cell.asked.measure is not None and not is_summed(cell.asked.measure.dimension)
    goes_on = [
        one
        for one in _near(cell.asked, cell.unit, judge)
        if _is_sure(one, last) or (not share and _goes_on(one, last))  # shares are about as large as each other
    ]
    if not goes_on:
        return None
    first = goes_on[0]
    if len({one.told.value for one in goes_on}) == 1:
        return first.alike, replace(first.told, confidence=float(words()["continuing"]["confidence"]), continues=last)
    if not any(_is_sure(one, last) for one in goes_on):
        return None
    shown = tuple(dict.fromkeys(one.told.value for one in goes_on if one.told.value is not None))
    return first.alike, Verdict("conflict", None, shown, tuple(fact for one in goes_on for fact in one.told.facts))


def _near(asked: Asked, unit: str, judge: Judge) -> list[_Near]:
    """What answers near in words tell of the cell that speak of no cell of the form and may count what it does."""
    found = []
    for match in judge.ledger.unclaimed(asked, unit, words()["continuing"]["alike"]):
        told, rest = judge.told_by(asked, match), rest_of(asked, match.said)
        if told and not rest.apart and _counts_as_much(asked, rest) and not _tells_how_far(match.said, rest):
            found.append(_Near(match.confidence, told, rest))
    return found


def _counts_as_much(asked: Asked, rest: Rest) -> bool:
    """Whether an answer says nothing more by which it counts some only, or but what is done, or what is to be."""
    table = facets()
    if _says_any(rest.over, table["some_only"], table["narrowing"], table["aims"]) or _names_a_kind(asked, rest):
        return False
    if any(piece.startswith(tuple(table["widening"])) for piece in rest.over):
        return False
    due = tuple({*rest.unsaid} & {*table["due"]})
    if due and any(word.startswith(due) for word in common(asked.required)):
        return False  # 已交税费 are not what is due (应交税费)
    if rest.unsaid and any(kind in rest.over for kind in words()["inherited_kinds"]):
        return False  # 产量 is nothing of 利用量
    # 林业产值 says nothing of 第二产业 below 林业产业, only of what that is a part of
    named = not asked.keys or not rest.unsaid or bool(neighbours(asked.keys[:1]) & neighbours(rest.shared))
    done = bool(rest.over) and not rest.unsaid and all(piece in acts() | set(table["stages"]) for piece in rest.over)
    return named and not done


def _tells_how_far(said: Said, rest: Rest) -> bool:
    """Whether all that an answer's last label says is how far what stands over it is, and the cell says nothing of that
    (巡河发现问题 / 已办结 are not all 发现问题)."""
    last = common(said.last)
    done = acts() | only_done()
    return bool(said.outer and last) and not rest.unsaid and all(word in rest.over and word in done for word in last)


def _names_a_kind(asked: Asked, rest: Rest) -> bool:
    """Whether an answer names one kind of a class where the cell names none (应交增值税 for 应交税金)."""
    own = "|".join(common(asked.required | asked.context))
    return any(kind in piece and kind not in own for piece in rest.over for kind in _kinds())


@cache
def _kinds() -> frozenset[str]:
    """The names of single kinds of the classes that are told kind by kind."""
    table = facets()
    listed = {loosely(canonical(plain(kind))) for name in table["told_by_kind"] for kind in table["kinds"][name]}
    return frozenset(kind for kind in listed if len(kind) >= LEAST)


def _says_any(pieces: Iterable[str], *groups: Iterable[str]) -> bool:
    return any(word in piece for piece in pieces for group in groups for word in group)


def _goes_on(one: _Near, last: Fraction) -> bool:
    """Whether a figure is about that of the last round: the nearer, the nearer the words must be."""
    if not isinstance(one.told.value, Fraction):
        return False
    table = words()["continuing"]
    # who says more may count but some: a smaller figure of such is none
    least = table["least_of_more" if one.rest.over and not one.rest.unsaid else "least"]
    within = Fraction(str(least)) <= one.told.value / last <= Fraction(str(table["most"]))
    few = abs(last) < table["few"] and one.alike < table["sure"]
    return within and not few and _on_a_level(one.rest)


def _on_a_level(rest: Rest) -> bool:
    """Whether nothing that is left over tells that either side counts some only, or another level's."""
    table = facets()
    if _says_any((*rest.unsaid, *rest.over), table["levels"], *table["parting"]):
        return False
    return not _says_any(rest.unsaid, table["some_only"], table["narrowing"])


def _is_sure(one: _Near, last: Fraction) -> bool:
    """Whether one side says all that the other does, and the figure is very near; of a few things the words too."""
    table = words()["continuing"]
    sure = table["sure_of_few" if abs(last) < table["few"] else "sure"]
    if one.alike < sure or (one.rest.unsaid and one.rest.over) or not isinstance(one.told.value, Fraction):
        return False
    return abs(one.told.value - last) <= abs(last) * Fraction(str(table["apart"]))
