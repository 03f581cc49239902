"""The help line: raise, follow, take, answer, rate."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from songbang.apps.helpline import forms, queries, services
from songbang.apps.helpline.models import Matter, matter_classes
from songbang.apps.helpline.states import OPEN, STATES, may
from songbang.apps.units import needs
from songbang.apps.units.access import page, standing
from songbang.apps.units.holding import Standing
from songbang.apps.units.models import Unit
from songbang.apps.units.telling import tell, version_sent
from songbang.core.errors import SongbangError
from songbang.core.words import message
from songbang.ui import clock
from songbang.ui.middleware import language_of


@page("help", "view")
@require_safe
def matters(request: HttpRequest) -> HttpResponse:
    return render(request, "helpline/matters.html", _list(request))


def _list(request: HttpRequest) -> dict[str, Any]:
    own, state = standing(request), request.GET.get("state", "open")
    state = state if state in ("open", "", *STATES) else "open"
    return {
        "page": queries.matters_of(own, state=state, number=request.GET.get("page", "1")), "state": state,
        "filters": ("open", "closed", ""), "may_raise": own.may("help", "raise"), "kinds": matter_classes(),
        "counts": queries.counts(own), "now": clock.now(), "may_see_causes": own.may("help", "assign"),
    }  # fmt: skip


@page("help", "raise")
@require_POST
def raise_matter(request: HttpRequest) -> HttpResponse:
    own, form = standing(request), forms.RaiseForm(request.POST)
    status = 400
    if form.is_valid():
        try:
            raised = services.Raised(**form.cleaned_data)
            made = services.raise_matter(own.actor, own.unit, raised, by=own.account)
        except SongbangError as error:
            status = tell(request, form, error)
        else:
            return redirect("helpline:matter", made.pk)
    return render(request, "helpline/matters.html", {**_list(request), "form": form}, status=status)


@page("help", "view")
@require_safe
def matter(request: HttpRequest, pk: int) -> HttpResponse:
    own = standing(request)
    found = queries.matter_of(own, pk)
    response = render(request, "helpline/matter.html", _one(own, found))
    if found.unit_id == own.unit.pk:
        Matter.objects.filter(pk=pk).update(seen_at=clock.now())
    return response


def _one(own: Standing, found: Matter) -> dict[str, Any]:
    """The matter, its steps, and what this standing may do with it now."""
    offered = list(found.offered.all())
    acts = {
        "sign": own.may("help", "take") and own.unit in offered and found.lead_id is None,
        "contact": own.may("help", "take") and found.lead_id == own.unit.pk,
        "assign": own.may("help", "assign"),
        "rate": own.may("help", "rate") and found.unit_id == own.unit.pk,
    }
    acts |= {"decline": acts["sign"], "answer": acts["contact"], "hand_over": acts["contact"]}
    acts |= {"reopen": acts["rate"], "withdraw": acts["rate"]}
    shows = acts["rate"] and found.state in OPEN
    return {
        "matter": found, "steps": list(found.steps.select_related("unit")), "offered": offered,
        "reasons": queries.reasons_of(found), "now": clock.now(),
        "may": {act: allowed and may(found.state, act) for act, allowed in acts.items()} | {"publish": shows},
        "departments": queries.departments(own) if acts["assign"] else [],
        "causes": list(found.causes.all()), "answers": needs.answers(queries.need_key(found)),
    }  # fmt: skip


def _told(request: HttpRequest, pk: int, error: SongbangError) -> HttpResponse:
    """The matter's page with what went wrong over it; nothing that was typed is lost."""
    own = standing(request)
    words = message(error.code, error.parameters, language_of(request))
    context = {**_one(own, queries.matter_of(own, pk)), "trouble": words, "typed": request.POST}
    return render(request, "helpline/matter.html", context, status=409 if "version" in request.POST else 400)


@page("help", "take")
@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """What a department does: sign, decline, contact, answer, hand over."""
    own, version, note = standing(request), version_sent(request), request.POST.get("note", "")
    queries.matter_of(own, pk, "take")
    acts = {
        "sign": lambda: services.sign(own.actor, own.unit, pk, version),
        "decline": lambda: services.decline(own.actor, own.unit, pk, version, note),
        "contact": lambda: services.contact(own.actor, own.unit, pk, version, note),
        "hand_over": lambda: services.hand_over(own.actor, own.unit, pk, version, note),
        "answer": lambda: services.answer(own.actor, own.unit, pk, version, request.POST.getlist("answer")),
    }
    act = acts.get(request.POST.get("act", ""))
    try:
        if act is not None:
            act()
    except SongbangError as error:
        return _told(request, pk, error)
    return redirect("helpline:matter", pk) if queries.is_seen(own, pk) else redirect("helpline:matters")


@page("help", "rate")
@require_POST
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """What the unit that raised it does: rate, reopen, withdraw; publish it as a need, or no longer."""
    own, version = standing(request), version_sent(request)
    queries.matter_of(own, pk, "rate")
    rating = request.POST.get("rating", "")
    acts = {
        "rate": lambda: services.rate(own.actor, pk, version, int(rating) if rating.isdigit() else 0),
        "reopen": lambda: services.reopen(own.actor, pk, version, request.POST.get("note", "")),
        "withdraw": lambda: services.withdraw(own.actor, pk, version),
        "publish": lambda: services.publish(own.actor, pk, version, shown=True),
        "keep_in": lambda: services.publish(own.actor, pk, version, shown=False),
    }
    act = acts.get(request.POST.get("act", ""))
    try:
        if act is not None:
            act()
    except SongbangError as error:
        return _told(request, pk, error)
    return redirect("helpline:matter", pk)


@page("help", "assign")
@require_POST
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """The tier above names who leads."""
    own = standing(request)
    queries.matter_of(own, pk, "assign")
    chosen = request.POST.get("department", "")
    department = Unit.objects.filter(
        territory=own.territory, level="department", pk=int(chosen) if chosen.isdigit() else 0
    ).first()  # fmt: skip
    try:
        if department is not None:
            services.assign(own.actor, pk, version_sent(request), department, request.POST.get("note", ""))
    except SongbangError as error:
        return _told(request, pk, error)
    return redirect("helpline:matter", pk)
