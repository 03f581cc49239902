"""What came about in a time that no answer tells, from answers on parts of it or on the year until then.

1—6月 is 一季度 and 二季度; 二季度 is 1—6月 less 1—3月. Each answer must say itself how long its time is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from songbang.core.filling.asked import Asked, in_words_of, of_time
from songbang.core.filling.lexicon import words
from songbang.core.filling.saying import bare_title, form_names, said, series
from songbang.core.filling.spans import Span, add_months, month_end, spans_in, tags_in

if TYPE_CHECKING:
    from songbang.core.filling.verdict import Verdict

Tell = Callable[[Asked], "Verdict"]
_MONTHS = (1, 3, 6)
"""How long the last part of a time may be that is added to what came before it."""
_YEAR = 12


def composed(asked: Asked, tell: Tell) -> Verdict | None:
    """A flow over the cell's time, added up or taken apart from what `tell` says of other times; None where it cannot
    be."""
    span = asked.when.span
    if asked.kind != "flow" or asked.role or span is None or not _of_months(span):
        return None
    return _added(asked, span, tell) or _taken(asked, span, tell)


def _of_months(span: Span) -> bool:
    whole = span.first.day == 1 and span.last == month_end(span.last.year, span.last.month)
    return whole and 0 < span.months <= _YEAR


def _told(asked: Asked, span: Span, tell: Tell) -> Verdict | None:
    """What is told of just that time."""
    found = tell(of_time(asked, span))
    lengths = {said(fact.form, fact.indicator, fact.as_of).months for fact in found.facts}
    return found if found.known and isinstance(found.value, Fraction) and lengths == {span.months} else None


def _named(verdict: Verdict) -> frozenset[tuple[str, frozenset[str]]]:
    """The register of each answer and the words by which it names what it counts: only what one register names alike
    is added up."""
    return frozenset((_register(fact.form), said(fact.form, fact.indicator, fact.as_of).tokens)
                     for fact in verdict.facts)  # fmt: skip


def _register(form: str) -> str:
    """A register's title without its times, and whether it is told by the quarter or by the half year: 就业工作 of
    就业工作季报（2026年二季度）."""
    title = tags_in(spans_in(bare_title(form_names(form)[1]))[1])[1]
    return series(title) or title


def _added(asked: Asked, span: Span, tell: Tell) -> Verdict | None:
    """What came before and the last part: 1—上季累计 + 本季; 一季度 + 二季度 + 三季度."""
    for months in (n for n in _MONTHS if n < span.months):
        first = add_months(span.last.replace(day=1), 1 - months)
        part = _told(asked, Span(first, span.last, ""), tell)
        if part is None:
            continue
        before = Span(span.first, first - timedelta(1), "")
        rest = _told(asked, before, tell) or _added(asked, before, tell)
        if rest and (_named(rest) == _named(part) or _goes_on(rest, part)):
            return _made(rest, part, 1, months)
    return None


def _goes_on(before: Verdict, part: Verdict) -> bool:
    """Whether the form itself told what came before and a register tells the rest: 1—上月 in last month's form, 本月 in
    the register that the form is filled from."""
    own = float(words()["confidence"]["same_form"])
    one_each = before.known and part.known and len(before.facts) == len(part.facts) == 1
    return one_each and before.confidence >= own > part.confidence


def _since_january(before: Verdict, whole: Verdict) -> bool:
    """Whether the form itself told what came about until before, since the year began (累计), and a register the same
    until now."""
    return _goes_on(before, whole) and all(said(f.form, f.indicator, f.as_of).added_up for f in before.facts)


def _taken(asked: Asked, span: Span, tell: Tell) -> Verdict | None:
    """The year until now less the year until before: 1—6月 less 1—3月."""
    january = span.first.replace(month=1, day=1)
    if span.first == january or span.last.year != span.first.year:
        return None
    whole = _told(asked, Span(january, span.last, ""), tell)
    before = _told(asked, Span(january, span.first - timedelta(1), ""), tell) if whole else None
    if whole is None or before is None or not (_named(whole) == _named(before) or _since_january(before, whole)):
        return None
    if whole.value < before.value:  # type: ignore[operator]
        return None
    return _made(whole, before, -1, span.months)


def _made(one: Verdict, other: Verdict, sign: int, months: int) -> Verdict:
    name = words()["transforms"]["cumulative" if months > 1 else "cumulative_months"]
    value = Fraction(one.value or 0) + sign * Fraction(other.value or 0)
    facts = tuple(dict.fromkeys((*one.facts, *other.facts)))
    sure = min(one.confidence, other.confidence)
    return replace(one, status="derived", value=value, shown=(), facts=facts, transform=str(name), confidence=sure,
                   grain=one.grain + other.grain)  # fmt: skip


def gone_out(asked: Asked, tell: Tell) -> Verdict | None:
    """What a store lost in a time (减少): all that registers of what went out tell of it (消耗, 报废)."""
    lost = words()["change_heads"][1]
    if asked.kind != "flow" or lost not in asked.required or asked.role:
        return None
    rest = asked.required - {lost}
    told = [tell(in_words_of(asked, rest | {way})) for way in words()["ways_out"]]
    known = [part for part in told if part.known and isinstance(part.value, Fraction)]
    facts = tuple(dict.fromkeys(fact for part in known for fact in part.facts))
    used = all(any(word in fact.form for word in words()["out_papers"]) for fact in facts)
    if not known or not used or any(part.status not in ("unknown", "held", "derived") for part in told):
        return None
    if len(known) == 1:
        return known[0]
    name = str(words()["transforms"]["grades"]).format(grades="+".join(words()["ways_out"]))
    value = sum((Fraction(part.value or 0) for part in known), Fraction(0))
    return replace(known[0], status="derived", value=value, shown=(), facts=facts, transform=name)


def added_grades(asked: Asked, tell: Tell) -> Verdict | None:
    """A grade that holds others (重度: 一级 and 二级), from one register that tells each of them of one day."""
    for whole, grades in words()["made_up"].items():
        if whole not in asked.required:
            continue
        rest = asked.required - {whole}
        parts = [tell(in_words_of(asked, rest | {grade})) for grade in grades]
        papers = {(fact.form, fact.as_of) for part in parts for fact in part.facts}
        if all(part.known and isinstance(part.value, Fraction) for part in parts) and len(papers) == 1:
            made = Fraction(sum(Fraction(part.value or 0) for part in parts))
            facts = tuple(fact for part in parts for fact in part.facts)
            name = str(words()["transforms"]["grades"]).format(grades="+".join(grades))
            return replace(parts[0], status="derived", value=made, facts=facts, transform=name)
    return None
