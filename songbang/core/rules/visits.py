"""Rules on visits: with a problem, not on one another's heels, not too many at one unit, without a train of escorts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from songbang.core.demand.kinds import Visit
from songbang.core.demand.values import Demand
from songbang.core.rules import workdays
from songbang.core.rules.book import Rule
from songbang.core.rules.case import Answer, Case, Found, Lacks, Piece, check
from songbang.core.rules.gatherings import within
from songbang.core.rules.history import held_on


@check("visit.with-problem")
def with_problem(case: Case, rule: Rule) -> Answer:
    visit = case.details(Visit)
    return None if visit.problem_brought or visit.needs_asked else Found(visit.problem_brought)


@check("visit.same-topic")
def same_topic(case: Case, rule: Rule) -> Answer:
    visit, span = case.details(Visit), int(rule.settings["within_working_days"])
    if case.known.history is None:
        return Lacks("context.history")
    if visit.starts_on is None:
        return Lacks("details.starts_on")
    for other in case.others(_near(case, span)):
        day = held_on(other)
        if not within(visit.starts_on, day, span) or case.same_issuer(other) or case.joint(other):
            continue
        same = "same_unit" if case.shared(other) else "same_topic"
        return Found(
            other.issuer.name, said={"other": other.issuer.name, "day": day, "same": Piece(same), "within": span}
        )
    return None


def _near(case: Case, span: int) -> Iterator[Demand]:
    """Visits of these days to the same units, and on the same topic anywhere."""
    visit, history = case.details(Visit), case.known.history
    assert history is not None and visit.starts_on is not None
    days = workdays.around(visit.starts_on, span)
    for unit in case.demand.targets:
        yield from history.received(unit, "visit", *days)
    topic = visit.topic or case.demand.title
    if topic:
        yield from history.on_topic(case.readers.matters.topic(topic), days[0])


@check("visit.clustered")
def clustered(case: Case, rule: Rule) -> Answer:
    day, history = case.details(Visit).starts_on, case.known.history
    if history is None:
        return Lacks("context.history")
    if day is None:
        return Lacks("details.starts_on")
    first = day - timedelta(days=rule.settings["window_days"] - 1)
    for unit in case.demand.targets:
        count = 1 + sum(1 for _ in case.others(history.received(unit, "visit", first, day)))
        if count > case.limit(rule):
            return Found(count, said={"units": [unit.name]})
    return None


@check("visit.escorts")
def escorts(case: Case, rule: Rule) -> Answer:
    visit = case.details(Visit)
    if visit.escorts is None or not visit.group_size:
        return Lacks("details.escorts" if visit.escorts is None else "details.group_size")
    ratio, said = visit.escorts / visit.group_size, {"escorts": visit.escorts, "group": visit.group_size}
    return Found(round(ratio, 4), said=said) if ratio > case.limit(rule) else None
