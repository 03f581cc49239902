"""Guesses that a printed relation gainsays: what only comes near in words yields to what is told outright."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from songbang.core.filling.products import number_of
from songbang.core.filling.verdict import UNKNOWN

if TYPE_CHECKING:
    from songbang.core.filling.fill import Filled
    from songbang.core.filling.instances import Instance

_NEAR = Fraction(1, 10**7)


def drop_gainsaid(instances: Iterable[Instance]) -> None:
    """Leave open the cells filled from answers near in words where a sum of theirs with what is sure does not hold."""
    for one in instances:
        if one.printed.operator != "=" or one.closed:
            continue
        terms = [*one.left, *((-sign, cell) for sign, cell in one.right)]
        guessed = [cell for _, cell in terms if _is_guess(cell)]
        if guessed and len(guessed) < len(terms) and all(cell.verdict.known for _, cell in terms) and not _holds(terms):
            for cell in guessed:
                cell.verdict = UNKNOWN


def _is_guess(cell: Filled) -> bool:
    return cell.verdict.known and (cell.verdict.continues is not None or cell.verdict.alone)


def _holds(terms: list[tuple[int, Filled]]) -> bool:
    """Whether a sum holds, within what its terms are rounded."""
    figures = [(sign, number_of(cell) or Fraction(0), cell.verdict.grain) for sign, cell in terms]
    rounded = sum((grain for _, _, grain in figures), Fraction(0))
    largest = max(abs(value) for _, value, _ in figures)
    return abs(sum((sign * value for sign, value, _ in figures), Fraction(0))) <= rounded + largest * _NEAR
