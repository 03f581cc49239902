"""Whether a figure of another paper gainsays what is held."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from songbang.core.filling.lexicon import any_in, words
from songbang.core.filling.rivals import of_same_thing

if TYPE_CHECKING:
    from songbang.core.filling.asked import Asked
    from songbang.core.filling.verdict import Figure, Verdict

_OPEN = -1
"""The months of a paper that may count several lengths of time."""
_YEAR = 12
_QUARTER = 3


def may_be_of(asked: Asked, figure: Figure) -> bool:
    """Whether a figure of the last day of a time may be that of the time: how long it counts it leaves open."""
    open_ = figure.match.said.months == _OPEN and not figure.match.unsure
    return open_ and asked.kind == "flow" and asked.when.span is not None and figure.day == asked.when.span.last


def comes_near(figure: Figure, held: Verdict, *, spoken: bool = False) -> bool:
    """Whether a figure comes near to what is held and yet is another; `spoken`: its answer speaks of the cell, if less
    surely."""
    if isinstance(figure.value, str) or isinstance(held.value, str) or held.value is None:
        return False
    apart, grain = abs(figure.value - held.value), max(figure.grain, held.grain)
    if apart <= grain:
        return False
    largest = max(abs(figure.value), abs(held.value))
    few, larger = largest < words()["likeness"]["few"], figure.value > held.value
    share, counted = figure.match.likeness.apart(same=spoken or figure.match.same, larger=larger, few=few)
    least = largest * share
    if counted and figure.value.denominator == held.value.denominator == 1:
        least = max(least, Fraction(counted))
    return apart <= least


def against(figure: Figure, held: Verdict) -> bool:
    """Whether a figure, another, is of the very thing that is held."""
    return figure.value != held.value and any(of_same_thing(figure.match.said, fact) for fact in held.facts)


def out_of_size(asked: Asked, held: Verdict, figures: list[Figure]) -> bool:
    """Whether what there is, or what a whole year brought, would be many times what the form's own issues said of it,
    or a small part: another paper counts something else there (劳动力 of all in town, of 268 in the households that
    are asked)."""
    own, size = float(words()["confidence"]["same_form"]), words()["out_of_size"]
    yearly = asked.when.span is not None and asked.when.span.months == _YEAR
    if (asked.kind == "flow" and not yearly) or held.confidence >= own or not isinstance(held.value, Fraction):
        return False
    issues = [f for f in figures if f.match.confidence >= own and not f.match.unsure]
    said = [abs(f.value) for f in issues if isinstance(f.value, Fraction)]
    now = abs(held.value)
    return any(max(now, then) > size["least"] and 0 < min(now, then) * size["times"] < max(now, then) for then in said)


def of_short_time(figure: Figure) -> bool:
    """Whether a figure's paper is a report of months or quarters: that of a year holds until the next."""
    return any_in(figure.match.fact.form, "reports") and figure.match.said.months in (1, _QUARTER, _OPEN)
