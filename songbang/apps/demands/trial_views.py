"""Pages of trying a limit over last year's demands before it is set."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from songbang.apps.demands import policy_forms, queries
from songbang.apps.demands import what_if as trying
from songbang.apps.demands.models import Trial
from songbang.apps.units.access import page, standing
from songbang.apps.units.telling import tell
from songbang.core.errors import NotFound, SongbangError
from songbang.core.rules import load_book
from songbang.core.words import labels
from songbang.ui import clock
from songbang.ui.middleware import language_of


@page("what_if", "view")
@require_safe
def what_if(request: HttpRequest) -> HttpResponse:
    """Which limit to try, and what was tried before."""
    return render(request, "demands/what_if.html", _context(request, policy_forms.WhatIfForm()))


def _context(request: HttpRequest, form: Any) -> dict[str, Any]:
    rules = [rule for rule in load_book().on(clock.today()) if rule.unit]
    return {"rules": rules, "form": form, "trials": trying.trials(standing(request).territory)}


@page("what_if", "run")
@require_POST
def run(request: HttpRequest) -> HttpResponse:
    """Try it: at once where there are few demands, else in a job whose page shows how far it is."""
    form, status = policy_forms.WhatIfForm(request.POST), 400
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = trying.begin(standing(request), said["rule"], said["limit"], said["place"])
            return redirect("demands:trial", made.pk)
        except SongbangError as error:
            status = tell(request, form, error)
    return render(request, "demands/what_if.html", _context(request, form), status=status)


@page("what_if", "view")
@require_safe
def trial(request: HttpRequest, pk: int) -> HttpResponse:
    """What a limit would have done, or how far the trial is."""
    found = Trial.objects.filter(territory=standing(request).territory, pk=pk).select_related("by").first()
    if found is None:
        raise NotFound("rule.not_here")
    outcome = trying.outcome(found)
    shown = queries.demands_shown(standing(request), [key for one in outcome.by_issuer for key in one.examples])
    rows = [(one, [shown[key] for key in one.examples if key in shown]) for one in outcome.by_issuer]
    rule = load_book().rules[found.rule]
    context = {
        "trial": found, "outcome": outcome, "rows": rows, "rule": rule,
        "rule_words": rule.words["en" if language_of(request) == "en" else "zh-Hans"]["why"],
        "unit": labels(language_of(request))["rule_units"].get(rule.unit, rule.unit),
    }  # fmt: skip
    return render(request, "demands/trial.html", context)
