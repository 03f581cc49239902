"""Addresses that machines ask (no log-in, nothing of anybody in the answer) and the administrator's page."""

from __future__ import annotations

import hmac

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from songbang.apps.units.access import page
from songbang.apps.upkeep import probes
from songbang.apps.upkeep.lamps import COLOURS, lamps
from songbang.ui import clock, metrics, wall
from songbang.ui.middleware import language_of

_LOOPBACK = frozenset({"127.0.0.1", "::1"})
_BY_PROXY = ("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "X-Real-IP", "Via")


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """This server answers. Asks nothing of the database: a dead database is no reason to restart the site."""
    return _told(JsonResponse({"live": True}))


@require_safe
@wall.unwalled
def ready(request: HttpRequest) -> HttpResponse:
    """200 where everything is there without which the office does not work, 503 where something is not; which."""
    found = probes.ready()
    there = all(found.values())
    return _told(JsonResponse({"ready": there, "checks": found}, status=200 if there else 503))


@require_safe
@page("health", "view")
@wall.unwalled
def health(request: HttpRequest) -> HttpResponse:
    """A lamp for each part of the office, and what to do."""
    lit = lamps(language_of(request))
    context = {"lamps": lit, "worst": min((lamp.colour for lamp in lit), key=COLOURS.index), "now": clock.now()}
    return _told(render(request, "upkeep/health.html", context))


@require_safe
@wall.unwalled
def prometheus(request: HttpRequest) -> HttpResponse:
    """Metrics, for this machine itself or for who brings the token; for others there is no such page."""
    if not _may_read(request):
        raise Http404("metrics")
    from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

    registry = metrics.counted()
    registry.register(probes.OfficeCollector())
    return _told(HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST))


def _may_read(request: HttpRequest) -> bool:
    """By the token where one is set. Else from this machine: a proxy's requests come from it too, and say so."""
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), settings.METRICS_TOKEN.encode())
    return request.META.get("REMOTE_ADDR") in _LOOPBACK and not any(name in request.headers for name in _BY_PROXY)


def _told(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
