"""Answers from the base put into a filled form: checked by the form's own relations while they are typed."""

from __future__ import annotations

from fractions import Fraction

from songbang.core.filling.facts import read_number
from songbang.core.filling.fill import Filled, FilledSheet
from songbang.core.filling.measures import is_text
from songbang.core.filling.relations import Related
from songbang.core.filling.verdict import UNKNOWN, Verdict

Answers = dict[tuple[str, str], str]
"""(sheet, cell) → what was typed."""


def put(sheets: list[FilledSheet], answers: Answers, declined: frozenset[tuple[str, str]] = frozenset()) -> list[str]:
    """Put answers into the cells and work out the form's relations again; the names of cells that cannot be read.

    A `declined` cell (this is wrong) is asked anew: what was known of it no longer counts.
    """
    wrong: list[str] = []
    for filled in sheets:
        for cell in filled.cells:
            at = filled.sheet.name, cell.slot.cell
            if at in declined:
                cell.verdict = UNKNOWN
            cell.checks.clear()
            typed = answers.get(at, "").strip()
            if not typed:
                continue
            verdict = _verdict(cell, typed)
            if verdict is None:
                wrong.append(cell.slot.cell)
            else:
                cell.verdict = verdict
        related = Related(filled.sheet, filled.cells)
        related.derive()
        related.check()
    return wrong


def _verdict(cell: Filled, typed: str) -> Verdict | None:
    measure = cell.asked.measure
    if measure is None or is_text(measure.dimension):
        number = read_number(typed, measure)
        return Verdict("held", typed if number is None else number, confidence=1.0)
    number = read_number(typed, measure)
    return None if number is None else Verdict("held", number, confidence=1.0)


def broken(sheets: list[FilledSheet]) -> list[tuple[str, list[str]]]:
    """(relation as printed, the cells it speaks of) for every relation that does not hold."""
    found: dict[str, list[str]] = {}
    for filled in sheets:
        for cell in filled.cells:
            for check in cell.checks:
                if check.ok is False:
                    found.setdefault(check.relation, []).append(cell.slot.cell)
    return list(found.items())


def odd(cell: Filled, last: Fraction | str | None) -> bool:
    """Whether an answer is far from the last value known (ten times, or a tenth): asked back, never refused."""
    value = cell.verdict.value
    if not isinstance(value, Fraction) or not isinstance(last, Fraction) or not last or not value:
        return False
    return not Fraction(1, 10) < value / last < 10
