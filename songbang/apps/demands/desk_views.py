"""Pages of the posts: what waits for a decision, deciding it, who holds which post, delegating."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from songbang.apps.demands import desk_queries, desks, forms, passing
from songbang.apps.demands.flow import Decision
from songbang.apps.demands.models import DESKS
from songbang.apps.units.access import page, standing
from songbang.apps.units.telling import tell
from songbang.core.errors import BadInput, SongbangError
from songbang.ui.middleware import language_of


@page("approvals", "decide")
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for this person, the most urgent first, and what they decided last."""
    asker = standing(request)
    context = {
        "waiting": desk_queries.waiting_for(asker), "decided": desk_queries.decided_by(asker), "desks": DESKS,
        "delegations": desk_queries.delegations_of(asker), "form": forms.DelegationForm(),
        "people": desk_queries.colleagues(asker),
    }  # fmt: skip
    return render(request, "demands/desk.html", context)


@page("approvals", "decide")
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree, send back or refuse; or ask another desk to sign first."""
    asker, form = standing(request), forms.DecisionForm(request.POST)
    if not form.is_valid():
        raise BadInput("step.act_unclear")
    said = form.cleaned_data
    if said["decision"] == "countersign":
        passing.ask_countersign(asker, pk, said["desk"], said["words"])
    else:
        passing.decide(asker, pk, cast(Decision, said["decision"]), said["words"], language_of(request))
    return redirect("demands:desk")


@page("approvals", "decide")
@require_POST
def delegate(request: HttpRequest) -> HttpResponse:
    """Let another approver decide for a time."""
    asker, form = standing(request), forms.DelegationForm(request.POST)
    if form.is_valid():
        desks.delegate(asker, form.cleaned_data)
        return redirect("demands:desk")
    raise BadInput("step.act_unclear")


@page("approvals", "decide")
@require_POST
def end_delegation(request: HttpRequest, pk: int) -> HttpResponse:
    """It ends now."""
    desks.end_delegation(standing(request), pk)
    return redirect("demands:desk")


@page("desks", "view")
@require_safe
def posts(request: HttpRequest) -> HttpResponse:
    """Who holds which post."""
    return render(request, "demands/posts.html", _posts(request))


def _posts(request: HttpRequest, form: forms.DeskForm | None = None) -> dict[str, Any]:
    asker = standing(request)
    return {
        "held": desk_queries.desks_of(asker), "desks": DESKS, "may_edit": asker.may("desks", "edit"),
        "people": desk_queries.approvers(asker), "form": form or forms.DeskForm(),
    }  # fmt: skip


@page("desks", "edit")
@require_POST
def give_post(request: HttpRequest) -> HttpResponse:
    """An account decides for a post from a day on."""
    asker, form = standing(request), forms.DeskForm(request.POST)
    status = 400
    if form.is_valid():
        try:
            desks.give(asker, form.cleaned_data)
            return redirect("demands:posts")
        except SongbangError as error:
            status = tell(request, form, error)
    return render(request, "demands/posts.html", _posts(request, form), status=status)


@page("desks", "edit")
@require_http_methods(["POST"])
def end_post(request: HttpRequest, pk: int) -> HttpResponse:
    """The account holds the post no longer."""
    desks.end(standing(request), pk)
    return redirect("demands:posts")
