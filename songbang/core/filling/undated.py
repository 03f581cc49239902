"""Times that a label names without their year, in a form that tells no time of its own."""

from __future__ import annotations

from datetime import date

from songbang.core.filling.lexicon import Wording, wording
from songbang.core.filling.spans import add_months

_JUST_OVER = 5
"""Months within which such a time was over when the form is filled."""


def dated(label: str, year: int | None, on: date | None, *, named: bool = True) -> Wording:
    """A label taken apart; `year` is the form's. 二季度注销 in a form that tells none is of the quarter that is just
    over on the day it is filled, or in its last month; where that is none, nobody knows of which.

    >>> dated("二季度注销", None, date(2024, 7, 8)).span.label, dated("二季度注销", None, date(2024, 4, 8)).span
    ('2024Q2', None)
    """
    said = wording(label, year, named=named)
    if year or on is None or said.span:
        return said
    for one in (wording(label, told, named=named) for told in (on.year, on.year - 1)):
        if one.span and one.span.last.replace(day=1) <= on < add_months(one.span.last, _JUST_OVER):
            return one
    return said
