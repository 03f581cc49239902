"""Rules on apps, mini-programs, public accounts and work groups."""

from __future__ import annotations

from songbang.core.demand.kinds import Digital
from songbang.core.demand.values import Demand
from songbang.core.rules.book import Rule
from songbang.core.rules.case import FIRST_DAY, Answer, Case, Found, Lacks, Named, check, quoted
from songbang.core.rules.history import is_app
from songbang.core.text import plain


@check("digital.app-per-department")
def app_per_department(case: Case, rule: Rule) -> Answer:
    if not is_app(case.demand) or not _open(case.demand, case):
        return None
    if case.known.history is None:
        return Lacks("context.history")
    latest = max(case.on, case.issued_on)
    issued = case.known.history.issued(case.demand.issuer, "digital", FIRST_DAY, latest)
    mine = plain(case.demand.title or "")
    others = {plain(one.title or ""): one for one in case.others(issued) if is_app(one) and _open(one, case)}
    titles = [one.title for name, one in others.items() if name != mine or not mine]
    count = len(titles) + 1
    return Found(count, said={"other": titles}) if count > case.limit(rule) else None


def _open(demand: Demand, case: Case) -> bool:
    closed = demand.details.closed_on if isinstance(demand.details, Digital) else None
    return closed is None or closed > case.on


def _functions(case: Case, rule: Rule) -> Answer:
    """Found where the object has one of the functions that the rule is about; where none is stated, by its text."""
    stated, demand, first = case.details(Digital).functions, case.demand, case.readers.phrases.first
    about = rule.settings["functions"]
    if stated:
        used = tuple(one for one in stated if one in about)
        return Found(list(used), said={"named": Named("function", used), "quoted": ""}) if used else None
    said = {one: phrase for one in about if (phrase := first(f"function.{one}", demand.title, demand.text))}
    named, words = Named("function", tuple(said)), quoted(next(iter(said.values()), None))
    return Found([*said], where="text", said={"named": named, "quoted": words}) if said else None


@check("digital.punch-in")
def punch_in(case: Case, rule: Rule) -> Answer:
    return _functions(case, rule)


@check("digital.forced")
def forced(case: Case, rule: Rule) -> Answer:
    return _functions(case, rule)


@check("digital.ranking")
def ranking(case: Case, rule: Rule) -> Answer:
    return _functions(case, rule)


@check("digital.screenshot")
def screenshot(case: Case, rule: Rule) -> Answer:
    return _functions(case, rule)


@check("digital.group-outlives-task")
def group_outlives_task(case: Case, rule: Rule) -> Answer:
    group = case.details(Digital)
    if group.object not in ("work_group", None) or group.task_ended_on is None or group.closed_on is not None:
        return None
    days = (case.on - group.task_ended_on).days
    return Found(days) if days > case.limit(rule) else None


@check("digital.stale")
def stale(case: Case, rule: Rule) -> Answer:
    digital = case.details(Digital)
    if digital.object not in ("app", "mini_program", "public_account") or not _open(case.demand, case):
        return None
    if digital.last_updated_on is None:
        return Lacks(rule.where)
    days = (case.on - digital.last_updated_on).days
    return Found(days) if days > case.limit(rule) else None
