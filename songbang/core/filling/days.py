"""The day that an earlier answer speaks of: not always the one that its paper is of."""

from __future__ import annotations

from datetime import date

from songbang.core.filling.asked import Asked
from songbang.core.filling.facts import Fact
from songbang.core.filling.lexicon import words
from songbang.core.filling.saying import Said
from songbang.core.filling.spans import Span, back, last_before, narrowed

_AGO = frozenset(("back_year", "last_year", "back_quarter", "back_quarter_end", "back_month", "back_month_end"))
_QUARTER = 3
_YEAR_AGO = frozenset(("back_year", "last_year"))


def spoken_day(fact: Fact, spoken: Said, *, flow: bool) -> date | None:
    """The day of an answer: 期初 and 上季末 in a paper that names its own time are before that; None where it cannot be
    known."""
    if spoken.until and spoken.until < fact.as_of and not spoken.start:
        return spoken.until  # 9月 in a paper of October
    dated = str(fact.as_of.year) in spoken.form
    if "before_start" in spoken.tags and dated:
        return date(fact.as_of.year - 1, 12, 31)  # 上年末 in a form of that year
    if spoken.tags & _AGO and dated and not spoken.start:
        return _ago(fact.as_of, spoken)
    if "back_period" in spoken.tags and not flow and not spoken.start:
        return back(fact.as_of, _length(spoken)) if dated and spoken.months else None  # 上期末 in a paper on 下半年
    if not spoken.start or flow:
        return fact.as_of
    if spoken.until and "end" in spoken.tags:
        return last_before(spoken.until, fact.as_of)  # 期初数（6月末）
    years = 2 if spoken.tags & _YEAR_AGO else 1  # 年初, and 上年 over it
    return date(fact.as_of.year - years, 12, 31) if dated else None


def _length(spoken: Said) -> int:
    """The months of a paper's period; a quarter where what came about may be counted from January on."""
    return spoken.months if spoken.months and spoken.months > 0 else _QUARTER


def of_own_year(asked: Asked, fact: Fact, day: date) -> bool:
    """Whether a cell names a year as a whole (2023年度已参保人数) and a paper of just that year, by its title, tells
    what it asks: on whichever day of it both are taken."""
    year = asked.when.day.year if asked.when.day else 0
    return (
        asked.tags == {"year"}
        and asked.kind != "flow"
        and day.year == year
        and f"{year}{words()['full_year']}" in fact.form
    )


def _ago(as_of: date, spoken: Said) -> date:
    """The end of what a paper of a day calls 上年, 上季, 上月."""
    return narrowed(Span(as_of, as_of, ""), spoken.tags)[0].last
