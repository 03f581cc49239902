"""Reads of plans, lists and rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from songbang.apps.demands.models import Demand, ListEdition, PlanItem, PlanRule, RuleChange
from songbang.apps.demands.policy import book_for, edition_on
from songbang.apps.units.holding import Standing
from songbang.core.rules.book import Change
from songbang.core.words import Language

LISTED = ("negative", "own", "assist", "reclaimed", "pledges", "showcases", "signs")


@dataclass(frozen=True, slots=True)
class Used:
    """An item of a plan, and how many demands used it."""

    item: PlanItem
    times: int


def plan(standing: Standing, year: int, kind: str) -> list[Used]:
    """The year's items with their use. Two queries."""
    items = PlanItem.objects.filter(territory=standing.territory, year=year)
    if standing.reach("plans", "view") == "asked":
        items = items.filter(issuer__in=("", standing.unit.name))
    listed = list((items.filter(kind=kind) if kind else items).select_related("in_place_of"))
    codes = [item.code for item in listed]
    used = Demand.objects.filter(territory=standing.territory, plan_item__in=codes, counts=True)
    times = dict(used.order_by().values_list("plan_item").annotate(times=Count("pk")))
    return [Used(item, times.get(item.code, 0)) for item in listed]


def plan_years(standing: Standing, year: int) -> list[int]:
    years = PlanItem.objects.filter(territory=standing.territory).order_by().values_list("year", flat=True).distinct()
    return sorted({*years, year})


def one_in_one_out(standing: Standing) -> bool:
    return PlanRule.objects.filter(territory=standing.territory, one_in_one_out=True).exists()


@dataclass(frozen=True, slots=True)
class ListOn:
    """A list, and its edition in force on the day, if there is one."""

    name: str
    edition: ListEdition | None
    items: int


def lists_on(standing: Standing, day: date) -> list[ListOn]:
    found = [(name, edition_on(standing.territory, name, day)) for name in LISTED]
    keys = [edition.pk for _, edition in found if edition]
    counted = ListEdition.objects.filter(pk__in=keys).order_by().annotate(many=Count("items"))
    counts = dict(counted.values_list("pk", "many"))
    return [ListOn(name, edition, counts.get(edition.pk, 0) if edition else 0) for name, edition in found]


def edition(standing: Standing, name: str, day: date) -> ListEdition | None:
    return edition_on(standing.territory, name, day)


def editions(standing: Standing, name: str) -> list[ListEdition]:
    return list(ListEdition.objects.filter(territory=standing.territory, name=name).select_related("by")[:20])


@dataclass(frozen=True, slots=True)
class RuleOn:
    """A rule as it stands in the territory on a day."""

    id: str
    kind: str
    level: str
    limit: float | None
    unit: str
    since: date
    article: str
    why: str
    runs: bool
    suspended: str
    """The ground and last day of a suspension; empty where there is none."""
    own: list[tuple[str, float | None, date]]
    """Limits of places of their own: (place, limit, from)."""


def rules_on(standing: Standing, day: date, language: Language) -> list[RuleOn]:
    """Every rule in force on the day, local ones of other places too. One query."""
    codes, own = (standing.territory,), "en" if language == "en" else "zh-Hans"
    found = []
    for rule in book_for(standing.territory).on(day):
        value, held = rule.value(day, codes), rule.suspension(day, codes)
        places = [(one.territory, one.number, one.since) for one in rule.values if one.territory and one.since <= day]
        found.append(RuleOn(
            rule.id, rule.kind, rule.level, value.number, rule.unit, value.since, value.article[own],
            rule.words[own]["why"], rule.runs_at(day, codes),
            f"{held.ground} → {held.until or '…'}" if held else "", places,
        ))  # fmt: skip
    return found


def changed_between(standing: Standing, since: date, until: date) -> list[Change]:
    return book_for(standing.territory).changes(since, until)


def open_changes(standing: Standing) -> list[RuleChange]:
    found = RuleChange.objects.filter(territory=standing.territory, dropped_at=None)
    return list(found.select_related("proposed_by", "confirmed_by")[:50])
