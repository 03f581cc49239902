"""What an answer tells of a cell: its figure in the cell's measure, and how finely it is told."""

from __future__ import annotations

from fractions import Fraction

from songbang.core.filling.asked import Asked
from songbang.core.filling.days import spoken_day
from songbang.core.filling.ledger import Match
from songbang.core.filling.lexicon import words
from songbang.core.filling.measures import AS_IT_IS, Measure, is_text
from songbang.core.filling.verdict import NOTHING, Figure


def figure_of(asked: Asked, match: Match) -> Figure | None:
    """What an answer tells in the cell's measure; None where it tells none, or nobody knows of which day."""
    fact = match.fact
    if asked.measure is None or fact.measure is None:
        return None
    day = spoken_day(fact, match.said, flow=asked.kind == "flow")
    if day is None:
        return None
    if is_text(asked.measure.dimension):
        return Figure(match, fact.value, NOTHING, False, day)
    if fact.number is None:
        return None
    if asked.measure.dimension == "boolean":
        yes, _, no = asked.measure.name.partition("/")
        return Figure(match, yes if fact.number else no or words()["no_words"][0], NOTHING, False, day)
    factor = AS_IT_IS if fact.measure.dimension == "boolean" else fact.measure.to(asked.measure)
    converted, decimals = factor is not AS_IT_IS and factor != 1, len(fact.value.partition(".")[2])
    rounded = decimals > 0 or (converted and _coarse(fact.measure))
    grain = Fraction(1, 2 * 10**decimals) * factor if rounded else NOTHING
    return Figure(match, fact.number * factor if converted else fact.number, grain, converted, day)


def _coarse(unit: Measure) -> bool:
    """万人, 亿元: whole figures in them are rounded."""
    return unit.name.startswith(tuple(words()["multiples"]))
