"""A figure that is told in ten thousands, and the finer one that rounds to it (1.48 万人 and 14820 人).

Two papers that agree to the last place of the rounder one seldom speak of two things: of the answers near in words that
no cell speaks of, the only one that agrees so is taken in its stead.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from songbang.core.filling.judging import Judge
from songbang.core.filling.lexicon import words
from songbang.core.filling.verdict import Verdict

if TYPE_CHECKING:
    from songbang.core.filling.fill import Filled


def tell_finer(cells: list[Filled], judge: Judge) -> None:
    """Put the one finer figure that agrees with it in the place of each rounded one."""
    for cell in cells:
        if cell.verdict.known and cell.verdict.grain >= 1 and (finer := _finer(cell, judge)):
            cell.verdict = finer


def _finer(cell: Filled, judge: Judge) -> Verdict | None:
    rounded = cell.verdict
    found = [
        told
        for match in judge.ledger.unclaimed(cell.asked, cell.unit, words()["continuing"]["alike"])
        if (told := judge.told_by(cell.asked, match)) and told.grain < rounded.grain and _agree(told, rounded)
    ]
    return found[0] if len({told.value for told in found}) == 1 else None


def _agree(told: Verdict, rounded: Verdict) -> bool:
    if not isinstance(told.value, Fraction) or not isinstance(rounded.value, Fraction):
        return False
    return told.value != rounded.value and abs(told.value - rounded.value) <= rounded.grain
