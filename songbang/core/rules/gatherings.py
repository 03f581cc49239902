"""Rules on meetings that need the record: once a year, the same again, after a document, with the same people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from songbang.core.demand.kinds import Inspection, Meeting
from songbang.core.demand.levels import above
from songbang.core.demand.values import Body, Demand
from songbang.core.rules import workdays
from songbang.core.rules.book import Rule
from songbang.core.rules.case import Answer, Case, Found, Lacks, Piece, check
from songbang.core.rules.history import held_on


def once_a_year(case: Case, rule: Rule) -> Answer:
    """Comprehensive ones of the issuer in the calendar year of the day held, this one among them."""
    if not _comprehensive(case.demand):
        return None
    day, history = held_on(case.demand), case.known.history
    if history is None or day is None:
        return Lacks("context.history" if history is None else "issued_on")
    held = history.held(case.demand.issuer, case.demand.kind, date(day.year, 1, 1), date(day.year, 12, 31))
    others = [one for one in case.others(held) if _comprehensive(one)]
    said = {"other": [one.title for one in others]}
    return Found(len(others) + 1, said=said) if len(others) + 1 > case.limit(rule) else None


def _comprehensive(demand: Demand) -> bool:
    return isinstance(demand.details, Meeting | Inspection) and demand.details.comprehensive is True


@check("meeting.comprehensive-per-year")
def comprehensive_per_year(case: Case, rule: Rule) -> Answer:
    return once_a_year(case, rule)


@check("meeting.again-level-by-level")
def again_level_by_level(case: Case, rule: Rule) -> Answer:
    if case.known.history is None:
        return Lacks("context.history")
    mine, day = case.readers.names.level(case.demand.issuer), _day(case.demand, case)
    for other in case.others(_on_matter(case, day, rule)):
        theirs, when = case.readers.names.level(other.issuer), _day(other, case)
        if other.kind != "meeting" or not mine or not theirs or not above(theirs, mine):
            continue
        units = _reached(case, other)
        if units and timedelta(0) <= day - when <= timedelta(days=rule.settings["within_days"]):
            said = {"units": [unit.name for unit in units], "other": other.title, "day": when}
            return Found(other.title, said=said)
    return None


def _reached(case: Case, other: Demand) -> list[Body]:
    """The units of this meeting that the other reached: asked themselves, or by its levels through their superior."""
    units = case.shared(other)
    reached = other.details.levels_reached if isinstance(other.details, Meeting) else None
    if not units and reached:
        places = [one.code for one in other.targets if one.code]
        level = case.readers.names.level
        units = [
            one
            for one in case.demand.targets
            if one.code and level(one) in reached and any(one.code.startswith(place) for place in places)
        ]
    return units


def _on_matter(case: Case, day: date, rule: Rule) -> Iterator[Demand]:
    """Meetings and documents of the rule's days on the same matter: same title apart from issuer and kind, or named
    or relayed."""
    history = case.known.history
    assert history is not None
    if len(case.matter) >= 2:
        yield from history.on_matter(case.matter, day - timedelta(days=rule.settings["within_days"]))
    for title in (*(basis.title for basis in case.demand.basis), case.demand.forwards):
        if title:
            yield from history.titled(title)


@check("meeting.after-document")
def after_document(case: Case, rule: Rule) -> Answer:
    meeting = case.details(Meeting)
    if meeting.document_already_issued:
        return Found(True, said={"document": ""})
    if case.known.history is None:
        return Lacks("context.history")
    for other in case.others(_on_matter(case, case.issued_on, rule)):
        if other.kind == "document" and _already(case, rule, other):
            return Found(other.title, said={"document": Piece("document", {"other": other.title})})
    return None


def _already(case: Case, rule: Rule, other: Demand) -> bool:
    """Out before this meeting was called, to its units or from its issuer, and no mere call to a meeting."""
    when = other.issued_on
    if when is None or not 0 <= (case.issued_on - when).days <= rule.settings["within_days"]:
        return False
    concerned = case.same_issuer(other) or bool(case.shared(other))
    return concerned and not case.readers.matters.calls_meeting(other.title or "")


def _day(demand: Demand, case: Case) -> date:
    return held_on(demand) or case.issued_on


@check("meeting.nestable")
def nestable(case: Case, rule: Rule) -> Answer:
    meeting, history = case.details(Meeting), case.known.history
    if history is None:
        return Lacks("context.history")
    if meeting.starts_at is None:
        return Lacks("details.starts_at")
    day, span = meeting.starts_at.date(), rule.settings["within_working_days"]
    for other in _around(case, day, span):
        units = case.shared(other) if _same_posts(meeting, other) else []
        if units and len(units) >= case.limit(rule) * len(case.demand.targets):
            said = {"other": other.title, "day": held_on(other), "count": len(units)}
            return Found(other.title, said=said)
    return None


def _around(case: Case, day: date, span: int) -> Iterator[Demand]:
    """Meetings on this one's units within so many working days either way, the nearest first."""
    history, days = case.known.history, workdays.around(day, span)
    assert history is not None
    found: Iterable[Demand] = (one for unit in case.demand.targets for one in history.received(unit, "meeting", *days))
    near = [one for one in case.others(found) if within(day, held_on(one), span)]
    return iter(sorted(near, key=lambda one: abs((day - (held_on(one) or day)).days)))


def within(day: date, other: date | None, span: int) -> bool:
    """Not more than `span` working days apart, whichever comes first."""
    if other is None:
        return False
    days = workdays.between(min(day, other), max(day, other))
    return days is not None and days <= span


def _same_posts(meeting: Meeting, other: Demand) -> bool:
    if not isinstance(other.details, Meeting):
        return False
    return bool({*meeting.requires, *meeting.invited} & {*other.details.requires, *other.details.invited})
