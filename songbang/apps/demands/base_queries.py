"""Reads of the base, and what others may learn of it: only of groups that are large enough."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page
from django.db.models import Count

from songbang.apps.demands.models import Delivery, Refusal
from songbang.apps.units.holding import Standing
from songbang.core.errors import NotFound
from songbang.ui.paging import page_of

A_PAGE = 30
SMALLEST_GROUP = 5
"""Fewer units than this are never told apart."""
OUT = ("delivered", "answered")


def asked_of(standing: Standing, *, number: str) -> Page[Delivery]:
    """What was delivered to the own unit and is not closed."""
    found = Delivery.objects.filter(territory=standing.territory, code=standing.unit.code, demand__state__in=OUT)
    ordered = found.select_related("demand").defer("demand__text").order_by("demand__held_on", "pk")
    return page_of(ordered, number, A_PAGE)


def delivery_of(standing: Standing, pk: int) -> Delivery:
    """A delivery to the own unit. Raises `NotFound`."""
    found = Delivery.objects.filter(territory=standing.territory, code=standing.unit.code, pk=pk)
    delivery = found.select_related("demand").first()
    if delivery is None:
        raise NotFound("demand.not_here", id=pk)
    return delivery


@dataclass(frozen=True, slots=True)
class Refused:
    """Refusals of one issuer's, by so many units."""

    issuer: str
    times: int
    units: int


def refusals(standing: Standing) -> list[Refused]:
    """By issuer, where at least `SMALLEST_GROUP` units refused. A department sees its own."""
    found = Refusal.objects.filter(territory=standing.territory)
    if standing.reach("refusals", "view") == "asked":
        found = found.filter(issuer__in=_names(standing))
    groups = found.order_by().values("issuer").annotate(times=Count("id"), units=Count("unit", distinct=True))
    large = groups.filter(units__gte=SMALLEST_GROUP).order_by("-times", "issuer")
    return [Refused(one["issuer"], one["times"], one["units"]) for one in large]


def _names(standing: Standing) -> list[str]:
    return [standing.unit.name, *standing.unit.names.values_list("name", flat=True)]
