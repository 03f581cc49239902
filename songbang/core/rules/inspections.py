"""Rules on inspections: planned, filed, honest in name, simple in measure, and not too many at one unit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from songbang.core.demand.kinds import Inspection
from songbang.core.demand.values import Body, Demand
from songbang.core.rules.book import Rule
from songbang.core.rules.case import (
    Answer,
    Case,
    Found,
    Lacks,
    Named,
    Piece,
    below_limit,
    check,
    forbidden,
    quoted,
)
from songbang.core.rules.gatherings import once_a_year
from songbang.core.rules.history import goes_to_base, held_on
from songbang.core.rules.plans import not_in_plan, planned

_TOO_OFTEN = ("monthly", "quarterly", "weekly")
_LEADERS = ("party_government", "party_committee", "government", "town")


@check("inspection.unplanned")
def unplanned(case: Case, rule: Rule) -> Answer:
    return None if case.demand.filed else not_in_plan(case)


@check("inspection.unfiled")
def unfiled(case: Case, rule: Rule) -> Answer:
    return None if case.demand.filed or planned(case) else Found(case.demand.filed)


@check("inspection.split")
def split(case: Case, rule: Rule) -> Answer:
    inspection, item, history = case.details(Inspection), case.demand.plan_item, case.known.history
    if inspection.split_of:
        return Found(inspection.split_of, said={"other": ""})
    if not item:
        return None
    if history is None:
        return Lacks("context.history")
    for other in case.others(history.of_plan_item(item)):
        if _part_of_item(case, other):
            said = {"other": other.title, "day": held_on(other)}
            return Found(item, where="plan_item", said={"other": Piece("split", said)})
    return None


def _part_of_item(case: Case, other: Demand) -> bool:
    """Another inspection, under another name, that used the same item of the same year's plan."""
    day = held_on(other)
    shares = case.same_issuer(other) or case.joint(other) or case.demand.plan_item in case.known.planned
    same_year = day is not None and day.year == (held_on(case.demand) or case.issued_on).year
    matter = case.readers.matters.of(other.title or "", case.readers.names.issuer_key(other.issuer))
    return other.kind == "inspection" and shares and same_year and matter != case.matter


@check("inspection.disguised")
def disguised(case: Case, rule: Rule) -> Answer:
    inspection = case.details(Inspection)
    if inspection.called not in ("research", "guidance"):
        return None
    signs = {
        "kind": inspection.inspection_kind,
        "indicators": inspection.indicators,
        "scores": inspection.total_score or inspection.score_step,
        "ranking": inspection.ranking not in (None, "none"),
    }
    how = [Piece(name) for name, shown in signs.items() if shown]
    return Found(inspection.called, said={"name": Named("called", (inspection.called,)), "how": how}) if how else None


@check("inspection.comprehensive-per-year")
def comprehensive_per_year(case: Case, rule: Rule) -> Answer:
    return once_a_year(case, rule)


@check("inspection.monthly-cap")
def monthly_cap(case: Case, rule: Rule) -> Answer:
    inspection, history = case.details(Inspection), case.known.history
    if not (inspection.on_site or (inspection.on_site is None and "onsite" in case.demand.channels)):
        return None
    capped = [(unit, cap) for unit in case.demand.targets if (cap := case.unit_limit(rule, unit)) is not None]
    if not capped:
        return Lacks("context.units")
    day = held_on(case.demand)
    if history is None or day is None:
        return Lacks("context.history" if history is None else "details.starts_on")
    first = day.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    for unit, cap in capped:
        held = [one for one in case.others(history.received(unit, "inspection", first, last)) if _on_site(one)]
        if len(held) + 1 > cap:
            return Found(len(held) + 1, cap, said={"units": [unit.name]})
    return None


def _on_site(demand: Demand) -> bool:
    return isinstance(demand.details, Inspection) and demand.details.on_site is True


def _at_units(case: Case, first: date, last: date, issuer: Body | None = None) -> Iterator[Demand]:
    history = case.known.history
    assert history is not None
    units = case.demand.targets
    return case.others(one for unit in units for one in history.received(unit, "inspection", first, last, issuer))


@check("inspection.same-day")
def same_day(case: Case, rule: Rule) -> Answer:
    day = case.details(Inspection).starts_on
    if case.known.history is None:
        return Lacks("context.history")
    if day is None:
        return Lacks("details.starts_on")
    monday = day - timedelta(days=day.weekday())
    for other in _at_units(case, monday, monday + timedelta(days=6)):
        if _starts(other) and not case.same_issuer(other) and not case.joint(other):
            units = [unit.name for unit in case.shared(other)]
            return Found(other.issuer.name, said={"other": other.issuer.name, "day": _starts(other), "units": units})
    return None


def _starts(demand: Demand) -> date | None:
    return demand.details.starts_on if isinstance(demand.details, Inspection) else None


def _ends(demand: Demand) -> date | None:
    details = demand.details
    return (details.ends_on or details.starts_on) if isinstance(details, Inspection) else None


@check("inspection.repeat")
def repeat(case: Case, rule: Rule) -> Answer:
    day, limit = case.details(Inspection).starts_on, int(rule.settings["within_days"])
    if case.known.history is None:
        return Lacks("context.history")
    if day is None:
        return Lacks("details.starts_on")
    # An inspection may have lasted: whoever began up to a year before may have ended within the limit.
    for other in _at_units(case, day - timedelta(days=limit + 366), day, case.demand.issuer):
        ended = _ends(other)
        if ended and case.same_issuer(other) and (day - ended).days <= limit:
            units = [unit.name for unit in case.shared(other)]
            said = {"units": units, "days": max((day - ended).days, 0), "within": limit}
            return Found(ended.isoformat(), said=said)
    return None


@check("inspection.separate-assessment")
def separate_assessment(case: Case, rule: Rule) -> Answer:
    names, demand = case.readers.names, case.demand
    leads = demand.issuer.body in _LEADERS if demand.issuer.body else names.leads_place(demand.issuer)
    below = not demand.targets or any(names.level(one) in ("county", "town", "village", None) for one in demand.targets)
    return forbidden(case.details(Inspection).separate_assessment is True and not leads and below)


@check("inspection.thousand-points")
def thousand_points(case: Case, rule: Rule) -> Answer:
    total = case.details(Inspection).total_score
    if total is None:
        return Lacks(rule.where)
    return Found(total) if total >= case.limit(rule) else None


@check("inspection.ranking")
def ranking(case: Case, rule: Rule) -> Answer:
    stated = case.details(Inspection).ranking
    if stated is not None:
        return Found(stated, said={"quoted": ""}) if stated in _TOO_OFTEN else None
    phrase = case.readers.phrases.first("ranking", case.demand.title, case.demand.text)
    return Found(phrase, where="text", said={"quoted": quoted(phrase)}) if phrase else None


@check("inspection.yardsticks")
def yardsticks(case: Case, rule: Rule) -> Answer:
    stated, forbidden_ones = case.details(Inspection).yardsticks, rule.settings["forbidden"]
    if stated is not None:
        used, phrase = [one for one in stated if one in forbidden_ones], None
    else:
        first = case.readers.phrases.first
        told = {name: said for name in forbidden_ones if (said := first(f"yardstick.{name}", case.demand.text))}
        used, phrase = list(told), next(iter(told.values()), None)
    told_so = {"named": Named("yardstick", tuple(used)), "quoted": quoted(phrase)}
    return Found(used, where="text" if phrase else None, said=told_so) if used else None


@check("inspection.score-step")
def score_step(case: Case, rule: Rule) -> Answer:
    return below_limit(case, rule, case.details(Inspection).score_step)


@check("inspection.indicators-grow")
def indicators_grow(case: Case, rule: Rule) -> Answer:
    inspection, history = case.details(Inspection), case.known.history
    if inspection.same_as_superior_indicators:
        return None
    if inspection.indicators is None:
        return Lacks("details.indicators")
    if not any(basis.title for basis in case.demand.basis):
        return Lacks("basis")
    schemes = [one for one in case.others(_schemes(case)) if _indicators(one)] if history else []
    if not schemes:
        return Lacks("context.history")
    for scheme in schemes:
        there = _indicators(scheme)
        if inspection.indicators > case.limit(rule) * there:
            said = {"here": inspection.indicators, "there": there, "other": scheme.title}
            return Found(round(inspection.indicators / there, 4), said=said)
    return None


def _schemes(case: Case) -> Iterator[Demand]:
    assert case.known.history is not None
    for basis in case.demand.basis:
        yield from case.known.history.titled(basis.title) if basis.title else ()


def _indicators(demand: Demand) -> int:
    return (demand.details.indicators or 0) if isinstance(demand.details, Inspection) else 0


@check("inspection.ledger")
def ledger(case: Case, rule: Rule) -> Answer:
    inspection = case.details(Inspection)
    if inspection.ledger_form is not None or inspection.requires_ledger is False:
        paper = inspection.ledger_form == "paper" and inspection.requires_ledger is not False
        return forbidden(paper, "paper", quoted="")
    phrase = case.readers.phrases.first("ledger_fixed", case.demand.text, *inspection.materials)
    return Found(phrase, where="text", said={"quoted": quoted(phrase)}) if phrase else None


@check("inspection.meets-principal")
def meets_principal(case: Case, rule: Rule) -> Answer:
    return forbidden(case.details(Inspection).meets_principal)


@check("inspection.showcase-venue")
def showcase_venue(case: Case, rule: Rule) -> Answer:
    if "showcase_venue" not in (case.details(Inspection).yardsticks or ()):
        return None
    units = [(target, unit) for target in case.demand.targets if (unit := case.unit_of(target))]
    if not units:
        return Lacks("context.units")
    excused = [target.name for target, unit in units if set(unit.traits) & set(rule.settings["excusing_traits"])]
    return Found("showcase_venue", said={"units": excused}) if excused else None


@check("inspection.cut-2018")
def cut_2018(case: Case, rule: Rule) -> Answer:
    day, history = held_on(case.demand) or case.issued_on, case.known.history
    if not _on_base(case, case.demand):
        return None
    before = _items(case, 2018) if history and day.year == 2019 else 0
    if not before:
        return Lacks("context.history")
    now = _items(case, 2019) + 1
    said = {"this_year": now, "last_year": before}
    return Found(round(now / before, 4), said=said) if now > case.limit(rule) * before else None


def _items(case: Case, year: int) -> int:
    history, days = case.known.history, (date(year, 1, 1), date(year, 12, 31))
    assert history is not None
    return history.count_held(case.demand.issuer, "inspection", *days, to_base=True, but=case.demand)


def _on_base(case: Case, demand: Demand) -> bool:
    return goes_to_base(demand, case.readers.names)
