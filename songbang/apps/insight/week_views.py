"""The week of a village or town, and its calendar feed."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from songbang.apps.insight import queries, services, stored, week
from songbang.apps.insight.models import FeedToken
from songbang.apps.units.access import page, standing
from songbang.core.errors import BadInput
from songbang.ui import clock, wall
from songbang.ui.middleware import language_of


@page("week", "view")
def see_week(request: HttpRequest, token: str = "") -> HttpResponse:
    """What is due, what is coming; nothing to type."""
    own = standing(request)
    places = queries.Places(own, "week", "view")
    code = request.GET.get("unit") or own.unit.code
    if code not in places:
        raise Http404(code)
    day = _day(request.GET.get("day", ""))
    rows = stored.live_rows(own.territory).filter(own.within("week", "view"), unit=code)
    shown = week.week_of(rows, day, clock.today())
    nearest = week.nearest(rows, day) if shown.empty else None
    if settings.DEMO and nearest and not token and "day" not in request.GET:
        return redirect(f"{request.path}?{urlencode({'day': nearest.isoformat(), 'unit': code})}")
    feeds = FeedToken.objects.filter(account=own.account, unit=own.unit, revoked_at=None)
    context = {
        "week": shown, "day": day, "unit": places.by_code[code], "places": list(places.by_code.values()),
        "before": shown.first - timedelta(days=7), "after": shown.last + timedelta(days=1), "today": clock.today(),
        "nearest": nearest, "feed": feeds.first(),
        "own": code == own.unit.code,
        "feed_address": request.build_absolute_uri(reverse("insight:feed", args=[token])) if token else "",
    }  # fmt: skip
    return render(request, "insight/week.html", context)


def _day(words: str) -> date:
    """Raises `BadInput` ("day.unreadable")."""
    if not words:
        return clock.today()
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise BadInput("day.unreadable", given=words) from error


@require_POST
@page("week", "view")
def make_feed(request: HttpRequest) -> HttpResponse:
    """A new address for a calendar program, shown this once."""
    token = services.make_feed(standing(request))
    return see_week(request, token)


@require_POST
@page("week", "view")
def revoke_feed(request: HttpRequest) -> HttpResponse:
    services.revoke_feeds(standing(request))
    return redirect("insight:week")


@require_GET
@wall.unwalled
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar itself, for programs that log in by nothing but the token in the address."""
    found = services.feed_of(token)
    rows = stored.live_rows(found.unit.territory).filter(unit=found.unit.code)
    content = week.calendar_of(rows, found.unit.name, clock.today(), clock.now(), language_of(request))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, max-age=900"
    return response
