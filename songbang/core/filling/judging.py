"""The answers to one cell, weighed in time: held, derived, stale, in conflict or unknown (contract `fill`)."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import partial
from itertools import combinations

from songbang.core.filling.accord import but_rural, of_villagers, one_in_each
from songbang.core.filling.alike import common
from songbang.core.filling.asked import Asked
from songbang.core.filling.beside import UNCLEAR
from songbang.core.filling.classes import canonical, loosely
from songbang.core.filling.composing import added_grades, composed, gone_out
from songbang.core.filling.counting import OF_UNITS
from songbang.core.filling.days import of_own_year, spoken_day
from songbang.core.filling.facts import Fact, Places
from songbang.core.filling.figures import figure_of
from songbang.core.filling.gainsaying import against, comes_near, may_be_of, of_short_time, out_of_size
from songbang.core.filling.ledger import Ledger, Match
from songbang.core.filling.lexicon import words
from songbang.core.filling.measures import is_summed
from songbang.core.filling.once import once
from songbang.core.filling.papers import meant_in_paper, of_all_houses, of_its_whole, speaks_of_less
from songbang.core.filling.parting import made_of_parts
from songbang.core.filling.rivals import kept_for_another
from songbang.core.filling.spans import When, add_months
from songbang.core.filling.tiers import has_sum, of_tier
from songbang.core.filling.unsaid import Tokens, counts_below
from songbang.core.filling.verdict import UNKNOWN, Figure, Verdict
from songbang.core.filling.villagers import is_village, says_country

_AT_A_DAY = frozenset(("end", "start", "before_start", "back_quarter_end"))
_SHORTER = frozenset(("month", "quarter", "back_month", "back_quarter"))
_IN_TIME = frozenset(("to_date", "month", "quarter"))
_YEAR = 12
_LATE = 2  # so many months after a school's half year papers on it come in
_NEAR = 20
"""Two counts of the same people differ by less than a twentieth."""
_BEFORE = frozenset(("back_year", "last_year", "before_start"))


class Judge:
    """Weighs the answers to the cells of one form on one day."""

    def __init__(self, ledger: Ledger, places: Places, on: date) -> None:
        self.ledger, self.places, self.on = ledger, places, on
        self._known: dict[tuple[int, str], Verdict] = {}

    def judge(self, asked: Asked, unit: str) -> Verdict:
        """A cell's verdict for a unit, from its own answers and those of the units under it."""
        key = (id(asked), unit)
        if key not in self._known:
            own = UNKNOWN if asked.villages and not self._numeric(asked, unit) else self.own(asked, unit)
            found = _combined(asked, own, self._of_all(asked, unit))
            summed = found.transform == words()["transforms"]["sum"]
            self._known[key] = self.doubted(asked, unit, found, []) if summed else found
        return self._known[key]

    def _of_all(self, asked: Asked, unit: str) -> Verdict:
        """The sum over the units below. Where a cell says that those are counted too (健身路径（含各社区）) and the
        unit has a figure that does not say so, nobody knows what it counts."""
        told = frozenset(token for token in asked.required if counts_below(token))
        if not told:
            return self.total(asked, unit)
        alone = replace(asked, required=asked.required - told)
        return self.total(alone, unit) if self.direct(alone, unit).status == "unknown" else UNKNOWN

    def _numeric(self, asked: Asked, unit: str) -> bool:
        return any(m.fact.measure and m.fact.measure.dimension != "boolean" for m in self.ledger.matches(asked, unit))

    # -- a unit's own answers ----------------------------------------------------------------------------------------

    def own(self, asked: Asked, unit: str) -> Verdict:
        """From the unit's own answers on the cell's time, else from those on parts of it."""
        found = self.direct(asked, unit)
        if found.status not in ("unknown", "stale"):
            return found
        tell = partial(self.direct, unit=unit)
        spoken = self.ledger.matches(asked, unit)  # of whatever time
        made = (composed(asked, tell) if spoken else None) or added_grades(asked, tell)
        return made or gone_out(asked, tell) or made_of_parts(asked, tell) or found

    def direct(self, asked: Asked, unit: str) -> Verdict:
        """From the unit's own answers alone. A stock has no 累计: what a clerk means there is not known; nor is 年末 or
        上年 in a form of no year."""
        if UNCLEAR in asked.tags or (asked.kind != "flow" and ("to_date" in asked.tags or _at_no_day(asked))):
            return UNKNOWN
        same_form = float(words()["confidence"]["same_form"])
        matches = [
            m
            for m in self.ledger.matches(asked, unit)
            if self._may_be_rural(asked, m, unit)
            and of_tier(asked, m.fact, own_form=m.confidence >= same_form)
            and not kept_for_another(asked, m.fact.form)
        ]
        if not matches:
            return UNKNOWN
        if asked.kind == "flow" and "back_period" in asked.tags:  # what came about in 上期, the form's last round tells
            matches = [m for m in matches if m.confidence >= same_form]
        figures = [f for m in matches if _of_kind(asked, m) and (f := figure_of(asked, m))]
        valid = [f for f in figures if not f.match.unsure and self._valid(asked, f)]
        valid = of_its_whole(asked, meant_in_paper(asked, of_all_houses(_but_parts(asked, valid))))
        weaker, valid = valid, _surest(valid)
        if (valid and asked.when.span is None and asked.when.day is None) or (
            valid and (asked.kind == "fixed" or _lasts(asked))
        ):
            newest = max(f.day for f in valid)
            valid = [f for f in valid if f.day == newest]
        valid = [f for f in valid if f.day == asked.when.day] or valid
        if valid:
            agreed = _settled(asked, valid + [f for f in figures if f.match.unsure and _nearly(f, valid[0])])
            if out_of_size(asked, agreed, figures):
                before = _outdated([f for f in figures if self._earlier(asked, f) and f.match.fact not in agreed.facts])
                return replace(before, refused=next(m for m in matches if m.fact in agreed.facts))
            return self.doubted(asked, unit, agreed, weaker + [f for f in figures if may_be_of(asked, f)])
        return _outdated([f for f in figures if self._earlier(asked, f)])

    def doubted(self, asked: Asked, unit: str, held: Verdict, weaker: list[Figure]) -> Verdict:
        """What is held stands against what another paper says of that day in words that come near, if its figure comes
        near too: of two papers on one thing such is the difference. Both are shown. `weaker`: answers that speak of
        the cell less surely."""
        if not held.known or not isinstance(held.value, Fraction):
            return held
        day, flow = held.as_of, asked.kind == "flow"
        near = [
            m
            for m in self.ledger.rivals(asked, unit, held.facts)
            if spoken_day(m.fact, m.said, flow=flow) == day
            and _may_gainsay(asked, m)
            and of_tier(asked, m.fact, own_form=False)
            and not speaks_of_less(asked, m.fact, held.facts)
        ]
        rivals = [figure for match in near if (figure := figure_of(asked, match))]
        rivals = [
            f
            for f in (*weaker, *rivals)
            if f.day == day
            and (self._valid(asked, f) or may_be_of(asked, f))
            and (comes_near(f, held, spoken=f in weaker) or against(f, held))
        ]
        if not rivals:
            return held
        shown = tuple(dict.fromkeys((held.value, *(f.value for f in rivals))))
        facts = held.facts + tuple(f.match.fact for f in rivals)
        return replace(held, status="conflict", value=None, shown=shown, facts=facts, transform=None)

    def _may_be_rural(self, asked: Asked, match: Match, unit: str) -> bool:
        told = of_villagers(asked, match.said) or says_country(asked, match.said)
        return not told or is_village(self.places.by_code.get(unit))

    def _valid(self, asked: Asked, figure: Figure) -> bool:
        if asked.since:
            return asked.since <= figure.day <= self.on
        if asked.kind == "flow":
            span = asked.when.span
            if span and span.label and span.label == figure.match.said.season:  # 2023年春季学期
                return span.first <= figure.day <= add_months(span.last, _LATE)
            if span and span.months == _YEAR and figure.match.said.harvested:
                return span.first <= figure.day <= span.last
            if span is None or figure.match.said.months not in (None, span.months):
                return False
            return figure.day == span.last or (
                span.months == 12 != span.last.month and figure.match.said.until == span.last
            )
        if asked.when.day and (asked.kind != "fixed" or asked.tags & _BEFORE):
            same = figure.day == asked.when.day or _in_school_year(asked, figure)
            same = same or of_own_year(asked, figure.match.fact, figure.day)
            until = _held_until(asked, figure)
            if _lasts(asked):
                return same or (figure.day < asked.when.day < until and not self._told_anew(asked, figure))
            return same or (asked.kind == "fixed" and figure.day < asked.when.day <= until)
        return figure.day <= self.on <= _held_until(asked, figure) and not self._told_anew(asked, figure)

    def _told_anew(self, asked: Asked, figure: Figure) -> bool:
        """Whether a form of a month or a quarter told a stock in an issue before: it asks for it anew."""
        own = figure.match.confidence >= float(words()["confidence"]["same_form"])
        return (
            (own or (figure.match.series and of_short_time(figure)))
            and not asked.newest
            and asked.kind == "stock"
            and self.ledger.anew is not None
            and figure.day < self.ledger.anew
        )

    def _earlier(self, asked: Asked, figure: Figure) -> bool:
        span = asked.when.span
        if asked.kind == "flow":
            if "to_date" in figure.match.said.tags and "to_date" not in asked.tags and asked.tags:
                return False
            return bool(span) and figure.day < span.last and figure.match.said.months in _lengths(span.months, figure)  # type: ignore[union-attr]
        return figure.day < (asked.when.day or self.on) and not figure.match.said.start

    def told_by(self, asked: Asked, match: Match) -> Verdict | None:
        """What one answer tells of the cell, if it is of the cell's kind and time."""
        figure = self._told(asked, match)
        return _settled(asked, [figure]) if figure else None

    def _told(self, asked: Asked, match: Match) -> Figure | None:
        may = _of_kind(asked, match) and of_tier(asked, match.fact, own_form=False)
        figure = figure_of(asked, match) if may else None
        return figure if figure and self._valid(asked, figure) else None

    def nearest(self, asked: Asked, unit: str, taken: Collection[Fact] = (), *, known: bool = False) -> Match | None:
        """A suggestion, never a fill: the answer nearest in words of those of the cell's own time, first one that
        speaks of no cell of the form and is not `taken` for another; else, where nothing is `known` of it, any."""
        least = words()["likeness"]["least_of_none"]
        free = (match for match in self.ledger.unclaimed(asked, unit, least) if match.fact not in taken)
        first = next((match for match in free if self._told(asked, match)), None)
        if first or known:
            return first
        near = list(self.ledger.near(asked, unit))
        return next((match for match in near if self._told(asked, match)), near[0] if near else None)

    # -- the units under it ------------------------------------------------------------------------------------------

    def total(self, asked: Asked, unit: str) -> Verdict:
        """The sum over the units directly under one; unknown unless every one of them has a figure. Villages need not
        say of what they have that it is a village's."""
        found = self._total(asked, unit)
        below = self.places.below(unit) if found.status == "unknown" else []
        if not below or not all(is_village(place) for place in below):
            return found
        bare = but_rural(asked)
        found = self._total(bare, unit) if bare is not asked else found
        there = one_in_each(asked) if found.status == "unknown" else None
        return self._total(there, unit) if there else found

    def _total(self, asked: Asked, unit: str) -> Verdict:
        below = self.places.below(unit)
        if not has_sum(asked, below):
            return UNKNOWN
        asked = replace(asked, tier="") if asked.tier else asked
        if kind := next((token for token in asked.required if token.startswith(OF_UNITS)), ""):
            villages = kind.removeprefix(OF_UNITS) == words()["village"]
            below = [place for place in below if is_village(place) == villages]
            asked = replace(asked, required=asked.required - {kind}, literal=asked.literal - {kind})
        counted = asked.villages and bool(below) and self.ledger.asks_whether(asked)
        if counted and words()["settlement"] not in asked.required:
            villages = words()["village"] in asked.required
            below = [place for place in below if is_village(place) == villages]
        if counted and asked.kind == "flow" and not asked.tags:
            asked = replace(asked, kind="stock", when=When())  # 完成整改的村: where that is so, whenever it came about
        if not below or asked.role or not asked.measure or not is_summed(asked.measure.dimension):
            return UNKNOWN
        if asked.entire and asked.required & frozenset(words()["also_above"]):
            return UNKNOWN  # a town has members of its own beside those of its villages
        parts = []
        for place in below:
            part = self.own(asked, place.code)
            part = part if part.status != "unknown" else self.total(asked, place.code)
            if part.status == "unknown":
                return UNKNOWN
            parts.append(part)
        return _summed(parts, counted=counted)


def _lasts(asked: Asked) -> bool:
    """Whether what there is is asked of a period (本期) and not of its end: a figure holds for as long as its kind does
    (生态护林员 of April in a half year's form)."""
    return asked.kind == "stock" and asked.tags == {"this"}


def _in_school_year(asked: Asked, figure: Figure) -> bool:
    """Whether a year's end is asked of which the school year that began in it tells: schools are counted once."""
    day = asked.when.day
    at_end = day is not None and (day.month, day.day) == (12, 31) and day.year == figure.day.year
    return at_end and asked.kind == "stock" and figure.match.said.of_school


def _may_gainsay(asked: Asked, match: Match) -> bool:
    """Whether a rival is of the cell's kind; in the very words of what is held, 累计 of what there is says the same."""
    stays = match.same and asked.kind == "stock" and match.said.since_when_unsaid
    apart = _done_in(asked, match.said.tokens) or kept_for_another(asked, match.fact.form)
    return (stays or _of_kind(asked, match)) and not apart


def _but_parts(asked: Asked, valid: list[Figure]) -> list[Figure]:
    """Answers without those that a paper tells as parts of another one of them (物业管理房屋建筑面积 / 住宅); without
    the whole where only the part says what the cell asks for."""
    told = [f for f in valid if f.match.said.outer != f.match.said.tokens]
    meant = [f for f in told if asked.required <= f.match.said.tokens and not asked.required <= f.match.said.outer]
    parted = {(f.match.fact.form, f.day, f.match.said.outer) for f in meant}
    valid = [f for f in valid if (f.match.fact.form, f.day, f.match.said.tokens) not in parted]
    wholes = {(f.match.fact.form, f.day, f.match.said.tokens) for f in valid}
    return [f for f in valid if f not in told or (f.match.fact.form, f.day, f.match.said.outer) not in wholes]


def _surest(valid: list[Figure]) -> list[Figure]:
    """Answers that speak of the cell by themselves leave none to those that do so with what stands around it, but for
    those in the very same words, or in those that need not say what a village is (特困供养, 农村特困供养)."""
    least, rural = float(words()["confidence"]["other_words"]), frozenset(words()["villages"])
    sure = {f.match.said.tokens - rural for f in valid if f.match.confidence >= least}
    return [f for f in valid if f.match.confidence >= least or f.match.said.tokens - rural in sure] or valid


def _at_no_day(asked: Asked) -> bool:
    """Whether a cell names a time by its form's period, which the form does not tell."""
    return asked.when == When() and bool(asked.tags - {"this"}) and asked.kind != "fixed"


def _of_kind(asked: Asked, match: Match) -> bool:
    """Whether an answer may speak of the cell's kind: what came about in a month, or in several, is no stock; and what
    came about until now, since when is not said, is not what came about in a year."""
    if asked.aim:
        year = re.search(r"\d{4}", match.fact.form)
        if asked.stage and asked.stage != (match.said.stage or words()["first_stage"]):
            return False
        return int(year[0] if year else match.fact.as_of.year) == asked.aim
    if asked.in_all:
        return match.said.since_when_unsaid
    if asked.season and match.said.season not in ("", asked.season):
        return False  # 2025年秋防 in a form on 2026年春季
    if asked.kind == "flow":
        if match.said.there_is and asked.when.span and not asked.tags & _AT_A_DAY:
            return False
        return not match.said.since_when_unsaid or asks_several(asked)
    stays = match.said.since_when_unsaid and _stays(match.said.tokens)
    if (
        (match.said.added_up and not stays)
        or match.said.moved
        or (match.said.in_year and asked.tags & (_AT_A_DAY | _SHORTER))
        or (
            asked.of_year
            and not match.said.of_school
            and 1 < (match.said.months or 0) < 12
            and not of_own_year(asked, match.fact, match.fact.as_of)
        )
    ):
        return False
    if match.said.tags & {"month", "quarter"} - asked.tags and asked.when.span is None and asked.tags <= {"this"}:
        return False  # 本月新设立 is nothing that there is
    if match.said.came_about and not asked.tags & _IN_TIME:
        return any(token.startswith(tuple(words()["comes_about"])) for token in asked.required)
    named = match.said.tags & _IN_TIME - (frozenset(("to_date",)) if stays else frozenset())
    return not named or bool(named & asked.tags) or bool(_from_last_round(asked, match) & named)


def _from_last_round(asked: Asked, match: Match) -> frozenset[str]:
    """What an earlier issue of the form calls the time that this one calls 上季: there it was 本季; so does a paper
    of a like title and of the very day that is asked for. What there was at the end of 上年同期 it calls 本季, 本月."""
    alike = match.series and match.fact.as_of == asked.when.day
    if not alike and match.confidence < float(words()["confidence"]["same_form"]):
        return frozenset()
    at_its_end = _SHORTER if "back_year" in asked.tags and match.fact.as_of == asked.when.day else frozenset()
    return at_its_end | frozenset(tag.removeprefix("back_").removesuffix("_end") for tag in asked.tags)


def _stays(told: frozenset[str]) -> bool:
    """Whether what was made by and by is what there is (高效节水灌溉面积（累计）)."""
    return any(word in "|".join(sorted(told)) for word in words()["stays"])


@once
def _done_in(asked: Asked, told: Tokens) -> bool:
    """Whether an answer to what there is tells what came about: 预备党员转正; not in what another paper may call what
    the cell says itself (合作社流入耕地, 流转入合作社)."""
    ours = common(asked.required)
    near = [t for t in told if loosely(canonical(t)) != canonical(t) and loosely(canonical(t)) in ours]
    said = told - asked.required - frozenset(near)
    return asked.kind != "flow" and any(word in token for token in said for word in words()["comes_about"])


def asks_several(asked: Asked) -> bool:
    """Whether a cell says that it counts over several months: 累计, 1—10月."""
    return "to_date" in asked.tags or bool(asked.when.span and ":" in asked.when.span.label)


def _nearly(rival: Figure, figure: Figure) -> bool:
    """Whether a figure of the same day that is not sure to count the same, and is not the same, is so near that it
    does."""
    if isinstance(rival.value, str) or isinstance(figure.value, str) or rival.day != figure.day:
        return False
    return _disagree(rival, figure) and abs(rival.value - figure.value) * _NEAR < abs(figure.value)


def _held_until(asked: Asked, figure: Figure) -> date:
    return add_months(figure.day, _months_valid(asked))


def _months_valid(asked: Asked) -> int:
    """For how many months an answer holds: as its element says, else as its kind does."""
    own = asked.element.validity if asked.element else None
    return own or int(words()["validity"][asked.kind])


def _lengths(months: int, figure: Figure) -> tuple[int | None, ...]:
    """Lengths of an earlier period that compare with one of `months` months."""
    return (months, None) if months == 12 else (months,)


def _settled(asked: Asked, valid: list[Figure]) -> Verdict:
    """Valid answers of one day: the finest where they agree within rounding, else a conflict."""
    best = min(valid, key=lambda f: (f.grain, f.converted, -f.match.confidence, f.match.fact.line))
    facts = tuple(sorted((f.match.fact for f in valid), key=lambda fact: (fact != best.match.fact, fact.line)))
    if any(_disagree(a, b) for a, b in combinations(valid, 2)):
        shown = tuple(dict.fromkeys(f.value for f in sorted(valid, key=lambda f: f.match.fact.line)))
        return Verdict("conflict", None, shown, facts, confidence=best.match.confidence)
    started = asked.when.start and not best.match.said.start
    transform = words()["transforms"]["start"] if started else _conversion(asked, best)
    return Verdict(
        "derived" if transform else "held", best.value, (), facts, transform, best.match.confidence, best.grain
    )


def _conversion(asked: Asked, best: Figure) -> str | None:
    unit = best.match.fact.measure
    if not best.converted or unit is None or asked.measure is None:
        return None
    return str(words()["transforms"]["measure"]).format_map({"from": unit.name, "to": asked.measure.name})


def _disagree(one: Figure, other: Figure) -> bool:
    if isinstance(one.value, str) or isinstance(other.value, str):
        return one.value != other.value
    return abs(one.value - other.value) > max(one.grain, other.grain)


def _outdated(figures: list[Figure]) -> Verdict:
    if not figures:
        return UNKNOWN
    newest = max(f.day for f in figures)
    last = [f for f in figures if f.day == newest]
    best = min(last, key=lambda f: (f.grain, f.converted, f.match.fact.line))
    facts = tuple(sorted((f.match.fact for f in last), key=lambda fact: (fact != best.match.fact, fact.line)))
    return Verdict("stale", best.value, (best.value,), facts, None, best.match.confidence, best.grain)


def _summed(parts: list[Verdict], *, counted: bool) -> Verdict:
    facts = tuple(fact for part in parts for fact in part.facts)
    confidence = min(part.confidence for part in parts)
    statuses = {part.status for part in parts}
    if "conflict" in statuses:
        return Verdict("conflict", None, (), facts, confidence=confidence)
    value = sum((Fraction(part.value or 0) for part in parts), Fraction(0))
    name = words()["transforms"]["counted" if counted else "sum"]
    if "stale" in statuses:
        return Verdict("stale", value, (value,), facts, None, confidence)
    return Verdict("derived", value, (), facts, name, confidence)


def _combined(asked: Asked, own: Verdict, total: Verdict) -> Verdict:
    """A unit's own figure against the sum of those under it; where the latest is asked for, the later of the two."""
    if own.status == "conflict" or total.status == "unknown":
        return own
    if asked.when == When() and asked.kind != "fixed" and total.status == "derived" and _all_later(total, own):
        return total
    if own.known and total.status == "derived" and _in_part(own, total):
        return own
    if own.known and total.status == "derived" and _one_day(own, total) and _apart(own, total):
        shown = (own.value or Fraction(0), total.value or Fraction(0))
        name = words()["transforms"]["against_sum"]
        return replace(own, status="conflict", value=None, shown=shown, facts=own.facts + total.facts, transform=name)
    if own.known and total.status == "derived" and _one_day(own, total) and total.grain < own.grain:
        return total  # 6193 in the villages, 0.62万 in the town's own paper: the same, told closer
    if own.known or (own.status == "stale" and total.status != "derived"):
        return own
    return total


def _all_later(total: Verdict, own: Verdict) -> bool:
    """Whether a sum is of a later day, and speaks of the cell as surely: 独居困难老人 of the villages are not the
    独居老人 that the town told before."""
    later = own.as_of is not None and all(fact.as_of > own.as_of for fact in total.facts)
    surely = min(own.confidence, float(words()["confidence"]["other_words"]))
    return later and (not own.known or total.confidence >= surely)


def _one_day(own: Verdict, total: Verdict) -> bool:
    return {fact.as_of for fact in total.facts} == {own.as_of}


def _in_part(own: Verdict, total: Verdict) -> bool:
    """Whether one paper tells so little of the units below against what it tells of all that these cannot be all."""
    if len({(fact.form, fact.indicator) for fact in (*own.facts, *total.facts)}) > 1:
        return False
    if not isinstance(own.value, Fraction) or not isinstance(total.value, Fraction):
        return False
    return own.value > words()["likeness"]["few"] and total.value < own.value * Fraction(str(words()["listed_in_part"]))


def _apart(own: Verdict, total: Verdict) -> bool:
    if isinstance(own.value, str) or isinstance(total.value, str) or own.value is None or total.value is None:
        return False
    return abs(own.value - total.value) > own.grain + Fraction(1, 10**9)
