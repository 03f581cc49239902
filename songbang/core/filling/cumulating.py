"""What every form means without printing it: 1—本季 = 1—上季 + 本季, and the same of months and of halves of a year."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from songbang.core.filling.asked import of_time
from songbang.core.filling.judging import Judge, asks_several
from songbang.core.filling.lexicon import words
from songbang.core.filling.products import derived, number_of
from songbang.core.filling.spans import Span, month_end
from songbang.core.filling.verdict import Verdict

if TYPE_CHECKING:
    from songbang.core.filling.fill import Filled

_HALF = 6
_NAMES = {1: "cumulative_months", 3: "cumulative", _HALF: "cumulative_halves"}


def over_time(cells: list[Filled]) -> list[tuple[Filled, Filled]]:
    """The cells that count over several months, each with the one beside it that asks for the last part of them."""
    several = [cell for cell in cells if asks_several(cell.asked) and cell.asked.kind == "flow"]
    beside = [(cell, next((c for c in cells if _part_beside(cell, c)), None)) for cell in several]
    return [(cell, part) for cell, part in beside if part is not None]


def cumulate(cell: Filled, quarter: Filled, judge: Judge | None) -> bool:
    """1—本季 = 1—上季 + 本季, either way; the same of months, and 全年 = 上半年 + 下半年."""
    span = cell.asked.when.span
    if span is None:
        return False
    own = quarter.asked.when.span
    if "month" in quarter.asked.tags or (own and own.months == 1):
        length = 1
    else:
        length = _HALF if own and own.months == _HALF else 3
    name = str(words()["transforms"][_NAMES[length]])
    if span.months <= length:
        prior: Verdict = Verdict("derived", Fraction(0))
    elif judge is None:
        return False
    else:
        last = month_end(span.last.year, span.last.month - length)
        prior = judge.direct(of_time(cell.asked, Span(span.first, last, "")), cell.unit)
    if not prior.known or not isinstance(prior.value, Fraction):
        return False
    whole, part = number_of(cell), number_of(quarter)
    if _gainsaid(cell, quarter, prior):
        shown = (whole or Fraction(0), prior.value + (part or 0))
        facts = tuple(dict.fromkeys((*cell.verdict.facts, *prior.facts, *quarter.verdict.facts)))
        cell.verdict = replace(cell.verdict, status="conflict", value=None, shown=shown, facts=facts, transform=None)
        return True
    if whole is None and part is not None and cell.verdict.status != "conflict":
        made = derived(prior.value + part, [quarter], name)
        cell.verdict = replace(made, facts=prior.facts + made.facts)
        return True
    if part is None and whole is not None and quarter.verdict.status != "conflict" and whole >= prior.value:
        made = derived(whole - prior.value, [cell], name)
        quarter.verdict = replace(made, facts=prior.facts + made.facts)
        return True
    return False


def _gainsaid(cell: Filled, quarter: Filled, prior: Verdict) -> bool:
    """Whether what papers say of a year until now is another figure than what came before and the last quarter, of
    which other papers tell, add up to (1—本季 15, 一季度 5 and 本季 7)."""
    whole, part, before = number_of(cell), number_of(quarter), prior.value
    if whole is None or part is None or not isinstance(before, Fraction):
        return False
    told, parts = set(cell.verdict.facts), {*quarter.verdict.facts, *prior.facts}
    grain = cell.verdict.grain + quarter.verdict.grain + prior.grain
    return bool(prior.facts) and not told & parts and abs(whole - before - part) > grain + Fraction(1, 10**6)


def _part_beside(cell: Filled, other: Filled) -> bool:
    """Whether a cell asks for the last half, quarter, or month, of what another asks for over the year until now, in
    the line or in the column of it."""
    at, whole_at = other.slot, cell.slot
    beside = at.number == whole_at.number or (at.table, at.column) == (whole_at.table, whole_at.column)
    same = beside and other.asked.required == cell.asked.required
    same = same and other.asked.measure == cell.asked.measure  # 人次 and 金额 of one line
    past = {"back_year"}
    one, whole = other.asked.when.span, cell.asked.when.span
    if same and one and whole and one.last == whole.last and one.months in _NAMES and one.months < whole.months:
        return other.asked.tags & past == cell.asked.tags & past
    ended = one is None or whole is None or one.last == whole.last  # 本季 is no part of 1—上季
    short = same and ended and bool(other.asked.tags & {"quarter", "month"})
    return short and other.asked.tags & past == cell.asked.tags & past
