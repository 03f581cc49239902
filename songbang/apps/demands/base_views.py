"""Pages of the base: what was delivered to it, answering, and checking a number, which needs no log-in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from songbang.apps.demands import base_queries, checking, forms, passing
from songbang.apps.units.access import page, refused, standing
from songbang.core.errors import BadInput
from songbang.core.words import message
from songbang.ui import clock, wall
from songbang.ui.middleware import language_of


@page("deliveries", "view")
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """What is asked of the own unit, what is due first."""
    asker = standing(request)
    found = base_queries.asked_of(asker, number=request.GET.get("page", "1"))
    may_answer = asker.may("deliveries", "answer")
    return render(request, "demands/asked.html", {"page": found, "may_answer": may_answer, "today": clock.today()})


@page("deliveries", "answer")
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The unit answers."""
    asker, form = standing(request), forms.AnswerForm(request.POST)
    delivery = base_queries.delivery_of(asker, pk)
    if not form.is_valid():
        raise BadInput("answer.unclear")
    passing.answer(asker, delivery, form.cleaned_data["text"], form.cleaned_data["minutes"])
    return redirect("demands:asked")


@require_http_methods(["GET", "HEAD", "POST"])
@wall.unwalled
def check(request: HttpRequest) -> HttpResponse:
    """Whether a number or a slip is valid, for anybody, on a phone. Nothing is kept of who asks."""
    given = (request.POST.get("given") or request.GET.get("n") or "").strip()
    context: dict[str, Any] = {"given": given, "key": checking.public_key_told()}
    if given:
        found = checking.check(given, clock.today())
        context |= {"found": found, "said": message(found.code, found.filled, language_of(request))}
    context["may_refuse"] = refused(request) is None and standing(request).may("deliveries", "refuse")
    return render(request, "demands/check.html", context)


@page("deliveries", "refuse")
@require_POST
def refuse(request: HttpRequest) -> HttpResponse:
    """In one tap: what came without a valid number is not accepted. Whoever asked never learns by whom."""
    asker, form = standing(request), forms.RefusalForm(request.POST)
    if not form.is_valid():
        raise BadInput("refusal.no_issuer")
    said = form.cleaned_data
    words = checking.refuse(asker, said["issuer"], said["title"], said["number"])
    return render(request, "demands/refused.html", {"said": message(words, said, language_of(request)), "told": said})


@page("refusals", "view")
@require_safe
def refusals(request: HttpRequest) -> HttpResponse:
    """How often was refused what had no valid number, where at least five units did."""
    return render(request, "demands/refusals.html", {"groups": base_queries.refusals(standing(request))})
