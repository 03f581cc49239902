"""What a place has decided, as core knows it: its rulebook, the slice of its plans, its lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Q

from songbang.apps.demands.models import ListEdition, ListItem, PlanItem, RuleChange
from songbang.core.demand import Demand as DemandFacts
from songbang.core.rules import load_book, with_local
from songbang.core.rules.book import Book
from songbang.core.rules.lists import Listed, best_match

Row = tuple[str, str, str, float | None, date, date | None, str, str]


def book_for(territory: str) -> Book:
    """The shipped rulebook with what the territory has set, adopted and suspended. One query."""
    return _book(confirmed(territory))


def confirmed(territory: str) -> tuple[Row, ...]:
    found = RuleChange.objects.filter(territory=territory, confirmed_at__isnull=False, dropped_at=None).order_by("pk")
    columns = ("place", "rule", "what", "value", "since", "until", "article", "ground")
    return tuple(found.values_list(*columns))


@lru_cache(maxsize=64)
def _book(rows: tuple[Row, ...]) -> Book:
    return with_rows(load_book(), rows)


def with_rows(book: Book, rows: tuple[Row, ...]) -> Book:
    """The book with further rows of a place."""
    limits = [
        {"territory": place, "rule": rule, "from": since, "value": _whole(value), "article": article}
        for place, rule, what, value, since, _, article, _ in rows
        if what == "limit" and rule in book.rules
    ]
    switches = [
        {"territory": place, "rule": rule, "state": what, "from": since, "until": until, "ground": ground}
        for place, rule, what, _, since, until, _, ground in rows
        if what != "limit" and rule in book.rules
    ]
    return with_local(book, switches, limits)


def _whole(value: float | None) -> float | None:
    return int(value) if value is not None and value == int(value) else value


def plan_slice(territory: str, facts: DemandFacts, day: date) -> list[dict[str, Any]] | None:
    """Of the plans, what rules look at for this demand: the item that it names, and whether its issuer has a plan of
    this kind at all. None where the territory has no plan. One query, or two."""
    item = Q(code=facts.plan_item) if facts.plan_item else Q(pk__in=[])
    kept = PlanItem.objects.filter(territory=territory, out_since=None)
    own = Q(kind=facts.kind, year=day.year, issuer__in=("", facts.issuer.name or ""))
    found = list(kept.filter(item)[:1]) + list(kept.filter(own)[:1])
    if not found and not PlanItem.objects.filter(territory=territory).exists():
        return None
    return [item_told(one) for one in {one.pk: one for one in found}.values()]


def item_told(item: PlanItem) -> dict[str, Any]:
    """A plan item as the contract's context has it."""
    told = {
        "id": item.code, "title": item.title, "kind": item.kind, "issuer": item.issuer or None, "year": item.year,
        "starts_on": item.starts_on, "ends_on": item.ends_on,
    }  # fmt: skip
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in told.items() if value}


def plan_of(territory: str, issuer: str, kind: str, year: int) -> list[PlanItem]:
    """What an issuer may use: shown beside the request form."""
    found = PlanItem.objects.filter(territory=territory, kind=kind, year=year, issuer__in=("", issuer), out_since=None)
    return list(found[:20])


# -- lists ------------------------------------------------------------------------------------------------------------

DECIDED_BY: Mapping[str, tuple[str, str]] = {
    "pledge": ("pledges", "in_approved_list"), "showcase": ("showcases", "in_kept_list"),
    "signboard": ("signs", "in_allowed_list"),
}  # fmt: skip
"""Kind → (list, field): where the territory has that list, it decides the field, whatever was typed."""
DUTIES = ("negative", "reclaimed", "own", "assist")
"""Lists of what may be asked of the base, in the order in which they are looked at."""


@dataclass(frozen=True, slots=True)
class Matched:
    """The item of a list that a demand is about. `share`: how much of its wording is found."""

    list: str
    place: int
    text: str
    clause: str
    share: float


def edition_on(territory: str, name: str, day: date) -> ListEdition | None:
    found = ListEdition.objects.filter(territory=territory, name=name, valid_from__lte=day)
    return found.order_by("-valid_from", "-pk").first()


def match_lists(told: dict[str, Any], territory: str, day: date) -> list[Matched]:
    """What the lists say of a demand; writes what they decide into `told`'s details."""
    kind, details = told["kind"], told.setdefault("details", {})
    if kind in DECIDED_BY:
        name, field = DECIDED_BY[kind]
        edition = edition_on(territory, name, day)
        if edition is None:
            return []
        match = _match(edition, told)
        details[field] = match is not None
        return [match] if match else []
    found = [
        match for name in DUTIES if (edition := edition_on(territory, name, day)) and (match := _match(edition, told))
    ]
    best = sorted(found, key=lambda one: -one.share)[:1]
    if kind == "village_task" and best and not details.get("list"):
        details["list"] = best[0].list
    return best


def decided_by_lists(told: dict[str, Any], territory: str, day: date) -> tuple[list[Matched], list[str]]:
    """For a demand that a program states: what the lists decide stands, whatever was stated; those fields are named."""
    before = dict(told.get("details") or {})
    matched = match_lists(told, territory, day)
    met = next((one for one in matched if one.list in DUTIES), None)
    if told["kind"] == "village_task" and met:
        told["details"]["list"] = met.list
    changed = [name for name, value in before.items() if told["details"].get(name) != value]
    return matched, [f"details.{name}" for name in changed]


def _match(edition: ListEdition, told: Mapping[str, Any]) -> Matched | None:
    listed = _items(edition.pk, edition.made_at)
    met = best_match(listed, told.get("title") or "", told.get("text") or "")
    return Matched(edition.name, met[0].place, met[0].text, met[0].clause or edition.source, met[1]) if met else None


@lru_cache(maxsize=64)
def _items(edition: int, made_at: datetime) -> tuple[Listed, ...]:
    """An edition never changes once it is made."""
    rows = ListItem.objects.filter(edition_id=edition).values_list("place", "text", "clause")
    return tuple(Listed(*row) for row in rows)
