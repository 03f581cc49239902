"""The calendar's pages: week and month; one entry with its slots, tries and acts; a new one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from songbang.apps.agenda import facts, feeds, grid, ics, planning, queries, services, states
from songbang.apps.agenda.forms import KINDS, ActForm, EntryForm, TimeForm
from songbang.apps.agenda.models import Entry
from songbang.apps.units import door, needs
from songbang.apps.units.access import page, standing
from songbang.apps.units.holding import Standing
from songbang.apps.units.queries import units_of
from songbang.ui import clock
from songbang.ui.middleware import language_of


@page("agenda", "view")
def see_week(request: HttpRequest) -> HttpResponse:
    """The week of a unit, a person, a room or the district."""
    own = standing(request)
    today = clock.today()
    day = feeds.day_of(request.GET.get("day", ""), today)
    monday = day - timedelta(days=day.weekday())
    shown = queries.whose(own, request.GET.dict())
    found = queries.within(queries.entries(own), shown).exclude(state="cancelled")
    movable = queries.movable(own) if own.may("agenda", "plan") else frozenset()
    entries = queries.between(found, monday, monday + timedelta(days=6))
    waiting = queries.undated(found, monday, monday + timedelta(days=6))
    context = _frame(own, shown) | {
        "days": grid.week(entries, monday, today, movable), "hours": grid.hours(), "monday": monday, "day": day,
        "last": monday + timedelta(days=6), "before": monday - timedelta(days=7), "after": monday + timedelta(days=7),
        "today": today, "movable": movable, "waiting": waiting, "dated": bool(entries),
        "empty": not entries and not waiting,
    }  # fmt: skip
    return render(request, "agenda/week.html", context)


@page("agenda", "view")
def see_month(request: HttpRequest) -> HttpResponse:
    """The same for a month, with the inspections of each unit for those who plan."""
    own = standing(request)
    today = clock.today()
    first = feeds.day_of(request.GET.get("day", ""), today).replace(day=1)
    shown = queries.whose(own, request.GET.dict())
    found = queries.within(queries.entries(own), shown).exclude(state="cancelled")
    weeks_last = first + timedelta(days=42)
    context = _frame(own, shown) | {
        "weeks": grid.month(queries.between(found, first - timedelta(days=6), weeks_last), first, today),
        "first": first, "before": first - timedelta(days=1), "after": (first + timedelta(days=31)).replace(day=1),
        "today": today,
        "inspected": queries.inspections_in(own.territory, first) if own.may("agenda", "plan") else [],
    }  # fmt: skip
    return render(request, "agenda/month.html", context)


def _frame(own: Standing, shown: queries.Whose) -> dict[str, Any]:
    """What week and month share: whose calendar, and whose it could be."""
    return {
        "shown": shown, "units": queries.units(own), "people": queries.people(own), "rooms": queries.rooms(own),
        "may_plan": own.may("agenda", "plan"), "may_protect": own.may("agenda", "protect"),
        "may_places": own.may("agenda", "places"),
        "district": own.reach("agenda", "view") == "all",
    }  # fmt: skip


@page("agenda", "view")
def see_entry(request: HttpRequest, key: int) -> HttpResponse:
    """One entry: when, where, how long, who comes and who need not, why so; and what may be done."""
    own = standing(request)
    return _entry_page(request, own, queries.entry(own, key))


def _entry_page(request: HttpRequest, own: Standing, found: Entry, **more: Any) -> HttpResponse:
    comes, spared, may = queries.comes(found.attendances.all())
    plans = found.pk in queries.movable(own)
    acts = [act for act in ("announce", "undecide", "hold", "cancel") if plans and states.may(found.state, act)]
    context = {
        "entry": found, "comes": comes, "spared": spared, "may": may, "acts": acts,
        "plans": plans and states.may(found.state, "decide"), "needs_ground": states.needs_ground(found.state),
        "notices": queries.notices(found) if plans else [], "rooms": queries.rooms(own) if plans else [],
        "joined": list(found.joined.select_related("organiser")), "door": door.stands(),
        "asks_base": bool(services.asked_of_base(found)) if plans else False,
    }  # fmt: skip
    return render(request, "agenda/entry.html", context | more)


@page("agenda", "plan")
def see_slots(request: HttpRequest, key: int) -> HttpResponse:
    """The best five slots, with reasons."""
    own = standing(request)
    found = queries.entry(own, key, "plan")
    now = facts.local(clock.now())
    slots = planning.Weighing(found).best(language_of(request), not_before=now)
    return _entry_page(request, own, found, slots=slots, asked_slots=True)


@page("agenda", "plan")
def try_move(request: HttpRequest, key: int) -> HttpResponse:
    """What a time costs, before anything is saved: who cannot come, journeys, half-days, rules."""
    own = standing(request)
    found = queries.entry(own, key, "plan")
    form = TimeForm(request.GET)
    moment = form.moment()
    weighing = planning.Weighing(found, moment.date())
    tried = weighing.at(moment, form.chosen_room(queries.rooms(own)), language_of(request))
    return _entry_page(request, own, found, tried=tried)


@require_POST
@page("agenda", "plan")
def decide(request: HttpRequest, key: int) -> HttpResponse:
    """Save a time that was tried; where somebody who must come cannot, not."""
    own = standing(request)
    found = queries.entry(own, key, "plan")
    form = TimeForm(request.POST)
    moment = form.moment()
    language = language_of(request)
    tried = planning.Weighing(found, moment.date()).at(moment, form.chosen_room(queries.rooms(own)), language)
    if not tried.cost.possible:
        return _entry_page(request, own, found, tried=tried)
    when = services.When(moment, tried.room, tried.chosen, tried.reasons)
    services.decide(own, key, form.cleaned_data["version"], when, form.cleaned_data["ground"])
    return redirect("agenda:entry", key=key)


ACTS = {"undecide": services.undecide, "hold": services.hold}


@require_POST
@page("agenda", "plan")
def act(request: HttpRequest, key: int, act: str) -> HttpResponse:
    """Announce, take back, mark as held, call off."""
    own = standing(request)
    queries.entry(own, key, "plan")
    version, ground, number = ActForm(request.POST).told()
    if act == "announce":
        services.announce(own, key, version, number)
    elif act == "cancel":
        services.cancel(own, key, version, ground)
    elif act in ACTS:
        ACTS[act](own, key, version)
    return redirect("agenda:entry", key=key)


@page("agenda", "plan")
def add(request: HttpRequest) -> HttpResponse:
    """A new entry of the own unit; then its slots."""
    own = standing(request)
    posts = queries.posts_of(own.territory)
    if request.method == "POST":
        made = services.propose(own, EntryForm(request.POST).wanted(units_of(own), posts))
        return redirect("agenda:slots", key=made.pk)
    today = clock.today()
    context = {
        "kinds": KINDS, "units": [unit for unit in units_of(own) if unit.level in services.BASE], "posts": posts,
        "first": today, "last": today + timedelta(days=7), "door": door.stands(),
        "inspected": queries.inspections_in(own.territory, today), "needs": needs.published(own.territory),
    }  # fmt: skip
    return render(request, "agenda/add.html", context)


@require_GET
@page("agenda", "view")
def invitation(request: HttpRequest, key: int) -> HttpResponse:
    """The invitation as a calendar file; for what was called off, its withdrawal."""
    found = queries.entry(standing(request), key)
    method = "CANCEL" if found.state == "cancelled" else "REQUEST"
    content = ics.calendar_of([found], found.title, clock.now(), language_of(request), method)
    response = HttpResponse(content, content_type=f"text/calendar; charset=utf-8; method={method}")
    response["Content-Disposition"] = f'attachment; filename="songbang-{found.pk}.ics"'
    return response
