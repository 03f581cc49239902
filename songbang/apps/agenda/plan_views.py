"""Planning a week, joint receptions, stretches kept free, calendars in and out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from songbang.apps.agenda import feeds, ics, planning, queries, services
from songbang.apps.agenda.forms import StretchForm
from songbang.apps.units.access import page, standing
from songbang.core.errors import BadInput
from songbang.ui import clock, wall
from songbang.ui.middleware import language_of


@page("agenda", "plan")
def see_plans(request: HttpRequest) -> HttpResponse:
    """Plans so far, what waits for next week, joint receptions that are offered, inspections of the month."""
    own = standing(request)
    today = clock.today()
    monday = today - timedelta(days=today.weekday()) + timedelta(days=7)
    waiting = queries.undated(queries.entries(own, "plan"), monday, monday + timedelta(days=6))
    context = {
        "plans": list(queries.plans(own)[:20]), "monday": monday, "waiting": waiting, "offers": queries.offers(own),
        "inspected": queries.inspections_in(own.territory, today), "month": today,
    }  # fmt: skip
    return render(request, "agenda/plans.html", context)


@require_POST
@page("agenda", "plan")
def order(request: HttpRequest) -> HttpResponse:
    """Plan a week: a job that proposes."""
    monday = feeds.day_of(request.POST.get("day", ""), clock.today() + timedelta(days=7))
    return redirect("agenda:plan", key=planning.order_plan(standing(request), monday).pk)


@page("agenda", "plan")
def see_plan(request: HttpRequest, key: int) -> HttpResponse:
    """One plan: how far it is, its figures beside first-come-first-served, its lines."""
    own = standing(request)
    plan = queries.plan(own, key)
    lines = queries.lines(plan)
    context = {
        "plan": plan, "progress": planning.progress(plan), "figures": _figures(plan.metrics),
        "open": [line for line in lines if line.state == "open"],
        "done": [line for line in lines if line.state in ("taken", "refused")],
        "unplaced": [line for line in lines if line.state == "unplaced"],
        "needs_ground": any(line.moves for line in lines if line.state == "open"),
    }  # fmt: skip
    return render(request, "agenda/plan.html", context)


def _figures(metrics: dict[str, Any]) -> list[dict[str, Any]]:
    """Each figure of the plan beside the same of booking in order of arrival."""
    before = metrics.get("first_come_first_served", {})
    return [
        {"key": key, "planned": metrics[key], "arrival": before.get(key)}
        for key in ("journeys", "whole_half_days", "edge_of_day", "moved_announced") if key in metrics
    ]  # fmt: skip


@require_POST
@page("agenda", "plan")
def take(request: HttpRequest, key: int) -> HttpResponse:
    """Decide the lines that are ticked, or all."""
    own = standing(request)
    plan = queries.plan(own, key)
    if request.POST.get("all"):
        lines = list(plan.lines.filter(state="open").values_list("pk", flat=True))
    else:
        lines = [int(line) for line in request.POST.getlist("line") if line.isdigit()]
    planning.take(own, key, lines, request.POST.get("ground", ""))
    return redirect("agenda:plan", key=key)


@require_POST
@page("agenda", "plan")
def refuse(request: HttpRequest, key: int, line: int) -> HttpResponse:
    planning.refuse(standing(request), key, line)
    return redirect("agenda:plan", key=key)


@require_POST
@page("agenda", "plan")
def undo(request: HttpRequest, key: int, line: int) -> HttpResponse:
    planning.undo(standing(request), key, line)
    return redirect("agenda:plan", key=key)


@require_POST
@page("agenda", "plan")
def join(request: HttpRequest) -> HttpResponse:
    """Make the entries of an offer one reception."""
    keys = [int(key) for key in request.POST.getlist("entry") if key.isdigit()]
    services.join(standing(request), keys)
    return redirect("agenda:plans")


@page("agenda", "protect")
def see_protected(request: HttpRequest) -> HttpResponse:
    """The stretches that are kept free, and a form for one more."""
    own = standing(request)
    if request.method == "POST":
        form = StretchForm(request.POST)
        span = form.span()
        unit = next((u for u in queries.units(own) if u.code == form.cleaned_data["unit"]), None)
        if unit is None or not own.within("agenda", "protect"):
            raise BadInput("unit.out_of_reach", unit=form.cleaned_data["unit"])
        services.protect(own, unit, form.cleaned_data["weekday"], span, form.cleaned_data["note"])
        return redirect("agenda:protected")
    context = {"stretches": queries.protected(own), "units": queries.units(own), "weekdays": range(7), "own": own.unit}
    return render(request, "agenda/protected.html", context)


@require_POST
@page("agenda", "protect")
def unprotect(request: HttpRequest, key: int) -> HttpResponse:
    services.unprotect(standing(request), key)
    return redirect("agenda:protected")


@page("agenda", "view")
def see_calendars(request: HttpRequest, token: str = "") -> HttpResponse:
    """Addresses for calendar programs, and busy times from a file."""
    own = standing(request)
    context = {
        "feeds": queries.feeds(own), "people": queries.people(own),
        "address": request.build_absolute_uri(reverse("agenda:feed", args=[token])) if token else "",
    }  # fmt: skip
    return render(request, "agenda/calendars.html", context)


@require_POST
@page("agenda", "view")
def make_feed(request: HttpRequest) -> HttpResponse:
    """A new address, shown this once."""
    own = standing(request)
    asked = request.POST.get("person", "")
    person = next((p for p in queries.people(own) if str(p.pk) == asked), None)
    return see_calendars(request, feeds.make_feed(own, person))


@require_POST
@page("agenda", "view")
def revoke_feed(request: HttpRequest, key: int) -> HttpResponse:
    feeds.revoke(standing(request), key)
    return redirect("agenda:calendars")


@require_POST
@page("agenda", "protect")
def take_busy(request: HttpRequest) -> HttpResponse:
    """Busy times of a person from a calendar file."""
    own = standing(request)
    asked = request.POST.get("person", "")
    person = next((p for p in queries.people(own) if str(p.pk) == asked), None)
    uploaded = request.FILES.get("file")
    if person is None or uploaded is None:
        raise BadInput("agenda.form", fields=["person", "file"])
    feeds.take_busy(own, person, uploaded.read())
    return redirect(f"{reverse('agenda:week')}?person={person.pk}")


@require_GET
@wall.unwalled
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar itself, for programs that log in by nothing but the token in the address."""
    found, entries = feeds.feed_of(token)
    language = language_of(request)
    name = found.person.name if found.person else found.unit.name
    response = HttpResponse(
        ics.calendar_of(entries, ics.name_of(name, language), clock.now(), language),
        content_type="text/calendar; charset=utf-8",
    )
    response["Cache-Control"] = "private, max-age=900"
    return response
