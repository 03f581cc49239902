"""Reads of the door, each kept within what the asker may see."""

from __future__ import annotations

from collections.abc import Collection

from django.core.paginator import Page
from django.db.models import Prefetch, Q, QuerySet

from songbang.apps.demands.models import Delivery, Demand, Draft, Hook, Verdict
from songbang.apps.units.holding import Standing
from songbang.core.errors import NotFound
from songbang.ui.paging import page_of

A_PAGE = 30
AT_TURN = ("weighed", "passing", "admitted", "returned")


def seen_by(standing: Standing) -> QuerySet[Demand]:
    """Demands that the standing may see: its own unit's where the reach is `asked`, those that ask units in reach."""
    found = Demand.objects.filter(territory=standing.territory)
    reach = standing.reach("demands", "view")
    if reach == "all":
        return found
    if reach == "asked":
        return found.filter(unit=standing.unit)
    if reach == "below":
        return found.filter(Q(unit=standing.unit) | Q(unit__code__in=standing.below))
    return found.none()


def demands(standing: Standing, *, state: str, kind: str, asked: str, number: str) -> Page[Demand]:
    """One page, the newest first; what registers brought is history and not listed."""
    found = seen_by(standing).exclude(origin="register")
    if state == "open":
        found = found.filter(state__in=AT_TURN)
    elif state:
        found = found.filter(state=state)
    found = found.filter(kind=kind) if kind else found
    found = found.filter(Q(title__icontains=asked) | Q(number__icontains=asked)) if asked else found
    ordered = found.select_related("unit").defer("text", "details", "targets").order_by("-pk")
    return page_of(ordered, number, A_PAGE)


def demand_of(standing: Standing, pk: int) -> Demand:
    """A demand within reach. Raises `NotFound` for every other."""
    demand = seen_by(standing).select_related("unit", "by").filter(pk=pk).first()
    if demand is None:
        raise NotFound("demand.not_here", id=pk)
    return demand


def demands_shown(standing: Standing, keys: Collection[int]) -> dict[int, Demand]:
    """Some demands within reach, by key. One query."""
    return seen_by(standing).defer("text", "details", "targets").in_bulk(keys) if keys else {}


def own_demand(standing: Standing, pk: int) -> Demand:
    """A demand of the own unit. Raises `NotFound`."""
    demand = Demand.objects.filter(territory=standing.territory, unit=standing.unit, pk=pk).first()
    if demand is None:
        raise NotFound("demand.not_here", id=pk)
    return demand


def demands_before(standing: Standing, key: int | None, most: int) -> list[Demand]:
    """The newest demands before a key, with their verdicts. Two queries."""
    found = seen_by(standing).exclude(origin="register")
    found = found.filter(pk__lt=key) if key else found
    kept = Verdict.objects.defer("inputs")
    return list(found.prefetch_related(Prefetch("verdicts", kept)).defer("text").order_by("-pk")[:most])


def drafts(standing: Standing) -> list[Draft]:
    return list(Draft.objects.filter(unit=standing.unit, open=True).select_related("by")[:50])


def draft_of(standing: Standing, pk: int) -> Draft:
    """A draft of the own unit. Raises `NotFound`."""
    draft = Draft.objects.filter(unit=standing.unit, territory=standing.territory, pk=pk)
    found = draft.select_related("unit__parent", "demand").first()
    if found is None:
        raise NotFound("draft.not_here", id=pk)
    return found


def verdicts(demand: Demand) -> list[Verdict]:
    """Every verdict on it, the newest first."""
    return list(demand.verdicts.select_related("rulebook").defer("inputs", "rulebook__source")[:20])


def deliveries_shown(demand: Demand) -> list[tuple[str, Delivery]]:
    """(name of the unit, delivery) of each unit asked."""
    names = {part.get("code") or "": part.get("name") or "" for part in demand.targets}
    listed = demand.deliveries.order_by("code", "pk")
    return [(names.get(one.code, "") or one.name_key, one) for one in listed]


def hooks(standing: Standing) -> list[Hook]:
    return list(Hook.objects.filter(territory=standing.territory, ended_at=None).select_related("unit"))
