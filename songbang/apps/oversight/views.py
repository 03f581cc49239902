"""Campaigns: planned, drawn, passed by the door, run, closed; the follow-up and the circular."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from songbang.apps.oversight import forms, queries, services
from songbang.apps.oversight.models import Campaign
from songbang.apps.oversight.states import campaign_may
from songbang.apps.units.access import page, standing
from songbang.apps.units.telling import tell, version_sent
from songbang.core.errors import NotFound, SongbangError
from songbang.core.words import labels, message
from songbang.ui import clock, exports
from songbang.ui.middleware import language_of


@page("campaigns", "view")
@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    own = standing(request)
    context = {
        "campaigns": queries.campaigns(own), "may_plan": own.may("campaigns", "plan"),
        "follow_up": queries.follow_up(own, clock.today()),
    }  # fmt: skip
    return render(request, "oversight/campaigns.html", context)


@page("campaigns", "plan")
def plan(request: HttpRequest) -> HttpResponse:
    """A campaign on an item of the plan, or filed one by one with its ground."""
    own = standing(request)
    form, status = forms.PlanForm(request.POST or None), 200
    people = queries.accounts(own)
    chosen = [one for one in people if str(one.pk) in request.POST.getlist("team")] or [own.account]
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        joint = [name.strip() for name in told["joint_with"].replace("，", "、").split("、") if name.strip()]
        order = services.Order(**{**told, "joint_with": joint})
        try:
            made = services.plan_campaign(own.actor, own.unit, order, chosen, by=own.account)
        except SongbangError as error:
            status = tell(request, form, error)
        else:
            return redirect("oversight:campaign", made.pk)
    context = {"form": form, "people": people, "chosen": {one.pk for one in chosen}}
    return render(request, "oversight/plan.html", context, status=status)


@page("campaigns", "view")
@require_safe
def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "oversight/campaign.html", _one(request, pk))


def _one(request: HttpRequest, pk: int) -> dict[str, Any]:
    own = standing(request)
    found = queries.campaign_of(own, pk)
    mine = own.may("campaigns", "plan") and found.body_id == own.unit.pk
    return {
        "campaign": found, "passed_over": queries.passed_over(found), "visits": queries.visits_of(own, found),
        "mine": mine,
        "team": [member.account for member in found.members.select_related("account")],
        "may": {act: mine and campaign_may(found.state, act) for act in ("draw", "start", "call_off", "close")},
        "whole": own.reach("campaigns", "view") not in ("own", "below"),
    }  # fmt: skip


def _told(request: HttpRequest, pk: int, error: SongbangError) -> HttpResponse:
    words = message(error.code, error.parameters, language_of(request))
    return render(request, "oversight/campaign.html", {**_one(request, pk), "trouble": words}, status=409)


@page("campaigns", "plan")
@require_POST
def draw(request: HttpRequest, pk: int) -> HttpResponse:
    own, form = standing(request), forms.DrawForm(request.POST)
    found = _own(request, pk)
    if not form.is_valid():
        return redirect("oversight:campaign", pk)
    told = form.cleaned_data
    try:
        services.draw_sample(
            own.actor, found.pk, told["version"], told["level"], told["size"], seed=told["seed"], on=clock.today()
        )
    except SongbangError as error:
        return _told(request, pk, error)
    return redirect("oversight:campaign", pk)


def _own(request: HttpRequest, pk: int) -> Campaign:
    """A campaign of the asker's own body; others' are not there."""
    own = standing(request)
    found = queries.campaign_of(own, pk, "plan")
    if found.body_id != own.unit.pk:
        raise NotFound("campaign.not_found", id=pk)
    return found


@page("campaigns", "plan")
@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Start, call off, close."""
    own, found = standing(request), _own(request, pk)
    acts = {"start": services.start, "call_off": services.call_off, "close": services.close}
    act = acts.get(request.POST.get("act", ""))
    try:
        if act is not None:
            act(own.actor, found.pk, version_sent(request))
    except SongbangError as error:
        return _told(request, pk, error)
    return redirect("oversight:campaign", pk)


@page("campaigns", "circulate")
@require_safe
def circular(request: HttpRequest, pk: int) -> HttpResponse:
    """Cases for a circular: rules, how many units, what was found; no unit and nobody is named."""
    own = standing(request)
    found = queries.campaign_of(own, pk)
    return render(request, "oversight/circular.html", {"campaign": found, "cases": queries.cases(found)})


@page("campaigns", "view")
@require_safe
def follow_up_workbook(request: HttpRequest) -> HttpResponse:
    """The follow-up table as a workbook."""
    own = standing(request)
    words, states = labels(language_of(request))["oversight"], labels(language_of(request))["finding_states"]
    head = [words[key] for key in ("unit", "campaign", "rule", "found", "deadline", "state")]
    lines = (
        [
            one["finding"].visit.unit.name, one["finding"].visit.campaign.title, one["finding"].rule,
            one["finding"].text, one["finding"].deadline, states[one["finding"].state],
        ]
        for one in queries.follow_up(own, clock.today())
    )  # fmt: skip
    return exports.answer("xlsx", words["follow_up"], head, lines)
