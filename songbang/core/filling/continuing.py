"""An answer that comes near in words is the cell's where its figure goes on from the form's last round.

Of two quantities that are only called alike (在校学生, 寄宿学生) one is seldom within a few in a hundred of the other.
So a figure of the cell's own time that no cell speaks of, the only one that comes near, in the cell's words and some
more or some less, is taken where it is about what the form told of the cell last time. Where two such disagree, both
are shown. A word in another's place may be another quantity however alike the figures are (住户存款, 储蓄存款): such
stays a suggestion.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from songbang.core.filling.alike import rest_of
from songbang.core.filling.judging import Judge, Verdict
from songbang.core.filling.lexicon import facets, words
from songbang.core.filling.meaning import Asked
from songbang.core.filling.saying import Said
from songbang.core.text import neighbours

if TYPE_CHECKING:
    from songbang.core.filling.fill import Filled


def go_on(cells: list[Filled], judge: Judge) -> None:
    """Fill what is known of an earlier time only from the one answer near in words whose figure goes on from it."""
    found = {n: verdict for n, cell in enumerate(cells) if (verdict := _next(cell, judge)) is not None}
    claims = Counter(fact for verdict in found.values() for fact in verdict.facts)
    for n, verdict in found.items():
        if all(claims[fact] == 1 for fact in verdict.facts):
            cells[n].verdict = verdict


def _next(cell: Filled, judge: Judge) -> Verdict | None:
    last = cell.verdict.value
    if cell.verdict.status != "stale" or not isinstance(last, Fraction) or not last:
        return None
    near = _near(cell.asked, cell.unit, judge)
    goes_on = [(alike, found) for alike, found in near if _goes_on(found, last, alike)]
    if not goes_on:
        return None
    if len({found.value for _, found in near}) == 1:
        return replace(goes_on[0][1], confidence=float(words()["continuing"]["confidence"]), continues=last)
    if len({found.value for _, found in goes_on}) == 1:
        return None
    shown = tuple(dict.fromkeys(found.value for _, found in goes_on if found.value is not None))
    return Verdict("conflict", None, shown, tuple(fact for _, found in goes_on for fact in found.facts))


def _near(asked: Asked, unit: str, judge: Judge) -> list[tuple[float, Verdict]]:
    """What answers near in words tell of the cell that speak of no cell of the form, with how near they are."""
    return [
        (match.confidence if _no_other(asked, match.said) else 0.0, found)
        for match in judge.ledger.unclaimed(asked, unit, words()["likeness"]["least_suggested"])
        if (found := judge.told_by(asked, match))
    ]


def _no_other(asked: Asked, said: Said) -> bool:
    """Whether an answer says all that the cell does and more, or less and nothing else; not that it counts some only
    (新增, 损坏, 省级)."""
    rest, table = rest_of(asked, said), facets()
    some = any(word in piece for piece in rest.over for word in (*table["some_only"], *table["narrowing"]))
    # 林业产值 says nothing of 第二产业 below 林业产业, only of what that is a part of
    named = not asked.keys or not rest.unsaid or bool(neighbours(asked.keys[:1]) & neighbours(rest.shared))
    return named and not some and not (rest.unsaid and rest.over)


def _goes_on(found: Verdict, last: Fraction, alike: float) -> bool:
    """Whether a figure is about that of the last round; of a few things only where the words are very near."""
    table = words()["continuing"]
    if not isinstance(found.value, Fraction) or alike < table["sure_of_few" if abs(last) < table["few"] else "alike"]:
        return False
    return abs(found.value - last) <= abs(last) * Fraction(str(table["apart"]))
