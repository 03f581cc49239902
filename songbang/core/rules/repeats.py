"""Rules on documents that need the record: counts against last year, the same document again, copies of superiors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from songbang.core.demand.kinds import Document
from songbang.core.demand.levels import above
from songbang.core.demand.values import Body, Demand
from songbang.core.rules import texts
from songbang.core.rules.book import Rule
from songbang.core.rules.case import Answer, Case, Found, Lacks, Piece, check
from songbang.core.rules.history import goes_to_base


def same_days(day: date, year: int) -> tuple[date, date]:
    """1 January to the same day of another year; 29 February becomes the 28th."""
    last = date(year, day.month, min(day.day, 28) if day.month == 2 else day.day)
    return date(year, 1, 1), last


def to_base(case: Case, demand: Demand) -> bool:
    """Whether it goes to county level or below."""
    return goes_to_base(demand, case.readers.names)


def _count(case: Case, days: tuple[date, date], *, base_only: bool) -> int:
    history, demand = case.known.history, case.demand
    return history.count_issued(demand.issuer, "document", *days, to_base=base_only, but=demand) if history else 0


def _against(case: Case, rule: Rule, year: int, *, base_only: bool) -> Answer:
    """This year's documents, the demand among them, against those of the same days of `year`."""
    day = case.issued_on
    before = _count(case, same_days(day, year), base_only=base_only)
    if case.known.history is None or not before:
        return Lacks("context.history")
    now = _count(case, (date(day.year, 1, 1), day), base_only=base_only) + 1
    said = {"this_year": now, "last_year": before}
    return Found(round(now / before, 4), said=said) if now > case.limit(rule) * before else None


@check("document.count-not-above-last-year")
def count_not_above_last_year(case: Case, rule: Rule) -> Answer:
    return _against(case, rule, case.issued_on.year - 1, base_only=False)


@check("document.count-cut-2019")
def count_cut_2019(case: Case, rule: Rule) -> Answer:
    if case.demand.targets and not to_base(case, case.demand):
        return None
    return _against(case, rule, 2018, base_only=True)


@check("document.forwarded-again")
def forwarded_again(case: Case, rule: Rule) -> Answer:
    if case.known.history is None:
        return Lacks("context.history")
    for other in case.others(_candidates(case)):
        units = case.shared(other)
        if units and not _later(case, other) and _again(case, other) and not _twin(case, other):
            return Found(other.title, said=_about(other, units))
    return None


@check("document.both-channels")
def both_channels(case: Case, rule: Rule) -> Answer:
    channels = set(case.demand.channels)
    if "paper" in channels and channels & {"electronic", "platform", "app", "group_chat"}:
        return Found(list(case.demand.channels), said={"twin": ""})
    if case.known.history is None:
        return Lacks("context.history")
    for other in case.others(_candidates(case)):
        if case.shared(other) and _twin(case, other):
            said = {"other": _name(other), "day": other.issued_on}
            return Found(list(case.demand.channels), said={"twin": Piece("twin", said)})
    return None


def _candidates(case: Case) -> Iterator[Demand]:
    """Documents on record that may be this one: by number, by what they relay, by text, or as the caller compares."""
    history, demand = case.known.history, case.demand
    assert history is not None
    names = [name for name in (case.details(Document).number, demand.forwards) if name]
    if case.known.same and demand.title:
        names.append(demand.title)
    for name in names:
        for unit in demand.targets:
            yield from history.sent(unit, name)
    if demand.text:
        for unit in demand.targets:
            yield from history.worded(unit, demand.text)
        yield from history.alike(demand.text)


def _again(case: Case, other: Demand) -> bool:
    """The same document: same number, same text, or the one relays what the other relays or is."""
    name, demand = case.readers.matters.name, case.demand
    mine, theirs = _named(case, demand), _named(case, other)
    if mine & theirs:
        return True
    relayed = {name(one) for one in (demand.forwards, other.forwards) if one}
    titles = {name(one.title) for one in (demand, other) if one.title and len(name(one.title)) > 8}
    if relayed & titles:
        return True
    return _same_text(demand, other) or bool(case.known.same and case.known.same(demand, other))


def _named(case: Case, demand: Demand) -> set[str]:
    """The number it bears and what it relays, as they are compared."""
    number = demand.details.number if isinstance(demand.details, Document) else None
    return {case.readers.matters.name(one) for one in (number, demand.forwards) if one}


def _same_text(one: Demand, other: Demand) -> bool:
    return bool(one.text and other.text and texts.same(one.text, other.text))


def _twin(case: Case, other: Demand) -> bool:
    """The same issuer's same document on the other channel: electronic here, paper there."""
    mine, theirs = set(case.demand.channels), set(other.channels)
    crossed = ("paper" in mine) != ("paper" in theirs) and bool(mine) and bool(theirs)
    if not crossed or not case.same_issuer(other) or not isinstance(other.details, Document):
        return False
    here, there = case.details(Document).number, other.details.number
    if here and there:
        return case.readers.matters.name(here) == case.readers.matters.name(there)
    return _same_text(case.demand, other)


def _later(case: Case, other: Demand) -> bool:
    return other.issued_on is not None and other.issued_on > case.issued_on


def _about(other: Demand, units: Iterable[Body]) -> dict[str, object]:
    return {"units": [unit.name for unit in units], "other": _name(other), "day": other.issued_on}


def _name(other: Demand) -> str:
    number = other.details.number if isinstance(other.details, Document) else None
    return number or other.title or other.issuer.name or ""


@check("document.copy-of-superior")
def copy_of_superior(case: Case, rule: Rule) -> Answer:
    demand = case.demand
    kind = case.details(Document).document_kind or (demand.title or "")
    if demand.forwards and kind.endswith(case.book.words["covering_kind"]):
        return None
    if not demand.text:
        return Lacks("text")
    sources = list(_superiors(case))
    if not sources:
        return Lacks("context.history")
    shares = [(texts.contained(demand.text, other.text or "", rule.settings["piece"]), other) for other in sources]
    share, other = max(shares, key=lambda one: one[0])
    if share <= case.limit(rule):
        return None
    said = {"percent": round(share * 100), "other": other.title or _name(other)}
    return Found(round(share, rule.settings["places"]), said=said)


def _superiors(case: Case) -> Iterator[Demand]:
    """Documents with text that it names as its basis, and any of a higher body that reads alike."""
    history, demand = case.known.history, case.demand
    if history is None:
        return
    for title in (*(basis.title for basis in demand.basis), demand.forwards):
        yield from (one for one in case.others(history.titled(title) if title else ()) if one.text)
    mine = case.readers.names.level(demand.issuer)
    for one in case.others(history.alike(demand.text or "")):
        theirs = case.readers.names.level(one.issuer)
        if mine and theirs and above(theirs, mine) and not _later(case, one):
            yield one
