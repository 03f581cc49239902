"""Searching for leads: at once over a small record, else in a job whose result is kept until it is searched again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from songbang.apps.demands import queries
from songbang.apps.demands.leads import Lead, leads
from songbang.apps.demands.models import Demand, LeadSearch
from songbang.apps.demands.tasks import order_search
from songbang.apps.journal.services import record
from songbang.apps.units.holding import Standing
from songbang.ui import clock

AT_ONCE = 500
"""Demands in the span up to which the page searches itself."""


@dataclass(frozen=True, slots=True)
class Found:
    """The leads of a span; `search`: the job that found them, None where the page searched itself."""

    leads: list[Lead]
    search: LeadSearch | None
    large: bool


def found(asker: Standing, days: int) -> Found:
    """What there is to show: a fixed number of queries, and little work whatever is on record."""
    first, last = _span(days, clock.today())
    counted = Demand.objects.filter(territory=asker.territory, issued_on__range=(first, last), counts=True)
    if len(counted.order_by().values_list("pk", flat=True)[: AT_ONCE + 1]) <= AT_ONCE:
        return Found(leads(asker.territory, first, last), None, large=False)
    search = LeadSearch.objects.filter(territory=asker.territory, days=days).first()
    return Found(list(_kept(asker, search)) if search else [], search, large=True)


def _span(days: int, today: date) -> tuple[date, date]:
    return today - timedelta(days=days), today


def _kept(asker: Standing, search: LeadSearch) -> Iterator[Lead]:
    shown = queries.demands_shown(asker, {key for one in search.result for key in one["evidence"]})
    for one in search.result:
        evidence = [shown[key] for key in one["evidence"] if key in shown]
        if evidence:
            yield Lead(one["sort"], one["issuer"], evidence, one["told"])


@transaction.atomic
def begin(asker: Standing, days: int) -> LeadSearch:
    """Order a search, unless one is under way."""
    under_way = LeadSearch.objects.filter(territory=asker.territory, days=days, state="running").first()
    if under_way is not None:
        return under_way
    former = LeadSearch.objects.filter(territory=asker.territory, days=days, state="done").first()
    made = LeadSearch.objects.create(
        territory=asker.territory, days=days, by=asker.account, made_at=clock.now(),
        result=former.result if former else [],
    )  # fmt: skip
    record(asker.actor, "leads.searched", f"territory:{asker.territory}", after={"days": days})
    order_search(made.pk)
    return made


def run(key: int) -> None:
    """Search, and keep what was found; older searches of the span go."""
    search = LeadSearch.objects.get(pk=key)
    if search.state != "running":
        return
    told = [
        {"sort": one.sort, "issuer": one.issuer, "evidence": [demand.pk for demand in one.evidence], "told": one.told}
        for one in leads(search.territory, *_span(search.days, clock.today()))
    ]
    with transaction.atomic():
        LeadSearch.objects.filter(pk=key).update(result=told, state="done", finished_at=clock.now())
        LeadSearch.objects.filter(territory=search.territory, days=search.days, pk__lt=key).delete()


def give_up(key: int) -> None:
    """The job was tried too often."""
    LeadSearch.objects.filter(pk=key, state="running").update(state="failed", finished_at=clock.now())
