"""Pages of those who ask: what they asked, the request form with its verdict, one demand."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from songbang.apps.demands import around, passing, queries, services, showing, studied, weighing
from songbang.apps.demands.act_views import act_context
from songbang.apps.demands.drop_views import reading_shown
from songbang.apps.demands.fields import fields_of
from songbang.apps.demands.models import Draft
from songbang.apps.demands.requesting import Request, read_request
from songbang.apps.demands.states import STATES
from songbang.apps.units.access import page, standing
from songbang.apps.units.queries import unit_tree
from songbang.core.demand import KINDS
from songbang.core.errors import BadInput, Conflict, SongbangError
from songbang.core.words import message
from songbang.ui import clock
from songbang.ui.middleware import language_of

FILTERS = ("", "open", "delivered", "closed")


@page("demands", "view")
@require_safe
def demands(request: HttpRequest) -> HttpResponse:
    """What was asked, and where to ask for more."""
    asker = standing(request)
    state, kind = request.GET.get("state", ""), request.GET.get("kind", "")
    found = queries.demands(
        asker, state=state if state in (*FILTERS, *STATES) else "", kind=kind if kind in KINDS else "",
        asked=request.GET.get("q", "").strip(), number=request.GET.get("page", "1"),
    )  # fmt: skip
    may_ask = asker.may("demands", "ask")
    context = {
        "page": found, "state": state, "kind": kind, "q": request.GET.get("q", ""), "filters": FILTERS, "kinds": KINDS,
        "may_ask": may_ask, "drafts": queries.drafts(asker) if may_ask else [],
    }  # fmt: skip
    return render(request, "demands/demands.html", context)


@page("demands", "ask")
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """A new request of a kind."""
    kind = request.POST.get("kind", "")
    if kind not in KINDS:
        raise BadInput("request.kind_missing")
    asker = standing(request)
    today = clock.today().isoformat()
    draft = services.begin_draft(asker.unit, asker.account, kind, {"common.issued_on": [today]})
    return redirect("demands:draft", draft.pk)


@page("demands", "ask")
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The request form beside its verdict. A POST keeps what was typed and shows both again, script or not."""
    found = queries.draft_of(standing(request), pk)
    if not found.open and found.demand_id:
        return redirect("demands:demand", found.demand_id)
    if request.method == "POST":
        kind = request.POST.get("kind", found.kind)
        try:
            found = services.keep_draft(found, kind if kind in KINDS else found.kind, _typed(request, kind))
        except Conflict:  # what was typed last arrives after the draft was asked: that is what it became
            return redirect("demands:draft", pk)
    return render(request, "demands/draft.html", draft_context(request, found))


def _typed(request: HttpRequest, kind: str) -> dict[str, list[str]]:
    """What the form brought. A box that is not ticked is not sent: what was on the form and is not there is empty."""
    if "whole" not in request.POST or kind not in KINDS:
        return {}
    return {one.name: request.POST.getlist(one.name) for one in fields_of(kind)}


def draft_context(request: HttpRequest, found: Draft, trouble: SongbangError | None = None) -> dict[str, Any]:
    """For the page of a draft: form, problems, verdict, and what stands around it."""
    language = language_of(request)
    read = read_request(found.kind, found.values, found.unit, unit_tree(found.territory))
    context = {
        "draft": found, "kinds": KINDS, "form": showing.form_shown(
            found.kind, found.values, found.sources, read.problems, language
        ),
        "problems": showing.problems_shown(read.problems, language), "matched": read.matched,
        "trouble": message(trouble.code, trouble.parameters, language) if trouble else None,
    }  # fmt: skip
    return {**context, **reading_shown(request, found), **_verdict_context(request, found, read)}


def _verdict_context(request: HttpRequest, found: Draft, read: Request) -> dict[str, Any]:
    if read.demand is None:
        return {}
    language = language_of(request)
    study = studied.study_here(found.territory, found.unit.code, read.demand, found.file_id)
    weighed = weighing.weigh_here(
        read.demand, found.territory, own=found.demand_id, language=language, study=studied.study_told(study)
    )
    return {
        "verdict": showing.verdict_shown(weighed.verdict.as_json(), found.kind, language),
        "around": around.around(
            read.demand, weighed.verdict, found.territory, found.demand_id, clock.today(),
            standing(request).codes("rows", "view"), study,
        ),
        "ready": not read.problems,
    }  # fmt: skip


@page("demands", "ask")
@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft becomes a demand. What cannot be read is told on its page, and the draft stays."""
    asker = standing(request)
    found = queries.draft_of(asker, pk)
    typed = _typed(request, found.kind)
    if found.open and typed:
        found = services.keep_draft(found, found.kind, typed)
    try:
        demand = passing.ask(asker, found, language_of(request))
    except BadInput as error:
        return render(request, "demands/draft.html", draft_context(request, found, error), status=400)
    return redirect("demands:demand", demand.pk)


@page("demands", "ask")
@require_POST
def throw_away(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft is no longer listed."""
    asker = standing(request)
    services.throw_draft_away(asker.actor, queries.draft_of(asker, pk))
    return redirect("demands:demands")


@page("demands", "view")
@require_GET
def demand(request: HttpRequest, pk: int) -> HttpResponse:
    """One demand: where it stands, what the verdict was, whom it asks."""
    found = queries.demand_of(standing(request), pk)
    language = language_of(request)
    context = {
        **act_context(request, found),
        "demand": found, "fields": showing.stated(found, language),
        "deliveries": queries.deliveries_shown(found),
    }  # fmt: skip
    return render(request, "demands/demand.html", context)
