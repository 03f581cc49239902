"""Pages of those who watch: leads, trying a limit before it is set, systems outside that are told."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from songbang.apps.demands import outside, policy_forms, queries, searching, showing
from songbang.apps.demands.leads import Lead
from songbang.apps.units.access import page, standing
from songbang.apps.units.queries import unit, units_of
from songbang.apps.units.telling import tell
from songbang.core.errors import SongbangError
from songbang.ui.middleware import language_of

SPANS = (90, 180, 365)


@dataclass(frozen=True, slots=True)
class LeadShown:
    """A lead, and what is said of it."""

    lead: Lead
    lines: list[str]


@page("leads", "view")
@require_safe
def leads(request: HttpRequest) -> HttpResponse:
    """Leads of the last days, by sort, each with the demands that it rests on."""
    days = _days(request.GET.get("days", ""))
    found = searching.found(standing(request), days)
    shown = [LeadShown(one, showing.lead_lines(one.told, language_of(request))) for one in found.leads]
    sorts = [(sort, list(listed)) for sort, listed in groupby(shown, key=lambda one: one.lead.sort)]
    context = {"sorts": sorts, "days": days, "spans": SPANS, "found": found}
    return render(request, "demands/leads.html", context)


def _days(asked: str) -> int:
    return int(asked) if asked.isdigit() and int(asked) in SPANS else SPANS[-1]


@page("leads", "search")
@require_POST
def search_leads(request: HttpRequest) -> HttpResponse:
    """Search a large record anew, in a job."""
    days = _days(request.POST.get("days", ""))
    searching.begin(standing(request), days)
    return redirect(f"{reverse('demands:leads')}?days={days}")


@page("hooks", "edit")
@require_safe
def hooks(request: HttpRequest) -> HttpResponse:
    """Systems that are told of changes of state."""
    return render(request, "demands/hooks.html", _hooks(request))


def _hooks(request: HttpRequest, form: Any = None, secret: str = "") -> dict[str, Any]:
    asker = standing(request)
    return {
        "hooks": queries.hooks(asker), "units": [one for one in units_of(asker) if one.level != "village"],
        "form": form or policy_forms.HookForm(), "secret": secret,
    }  # fmt: skip


@page("hooks", "edit")
@require_POST
def add_hook(request: HttpRequest) -> HttpResponse:
    """Add one; its secret is on the page that answers, and never again."""
    asker, form = standing(request), policy_forms.HookForm(request.POST)
    status = 400
    if form.is_valid():
        try:
            hook = outside.add_hook(asker, unit(asker, form.cleaned_data["unit"]), form.cleaned_data["address"])
            return render(request, "demands/hooks.html", _hooks(request, secret=hook.secret))
        except SongbangError as error:
            status = tell(request, form, error)
    return render(request, "demands/hooks.html", _hooks(request, form), status=status)


@page("hooks", "edit")
@require_POST
def end_hook(request: HttpRequest, pk: int) -> HttpResponse:
    """It is told no longer."""
    outside.end_hook(standing(request), pk)
    return redirect("demands:hooks")
