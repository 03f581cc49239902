"""People with their posts, and which of one name are one person."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from songbang.apps.journal.services import Actor
from songbang.apps.units import people
from songbang.apps.units.access import page, standing


@page("people", "view")
def see_people(request: HttpRequest) -> HttpResponse:
    """Everybody with a post within reach; `?q=` looks for a part of name or unit."""
    own = standing(request)
    asked = request.GET.get("q", "").strip()[:60]
    may_edit = own.may("people", "edit")
    context = {
        "people": people.people_of(own, asked), "asked": asked, "may_edit": may_edit,
        "proposed": len(people.namesakes(own)) if may_edit and not asked else 0, "most": people.MOST,
    }  # fmt: skip
    return render(request, "units/people.html", context)


@page("people", "edit")
def see_namesakes(request: HttpRequest) -> HttpResponse:
    """People of one name: which are one, nobody but a person can say."""
    own = standing(request)
    joined = [somebody for somebody in people.people_of(own) if somebody.joined]
    return render(request, "units/namesakes.html", {"found": people.namesakes(own), "joined": joined})


def _decide(request: HttpRequest, act: Callable[[Actor, str, Iterable[int]], object]) -> HttpResponse:
    own = standing(request)
    act(own.actor, own.territory, [int(pk) for pk in request.POST.getlist("person") if pk.isdigit()])
    return redirect("units:namesakes")


@page("people", "edit")
@require_POST
def join(request: HttpRequest) -> HttpResponse:
    return _decide(request, people.join)


@page("people", "edit")
@require_POST
def tell_apart(request: HttpRequest) -> HttpResponse:
    return _decide(request, people.tell_apart)


@page("people", "edit")
@require_POST
def part(request: HttpRequest, pk: int) -> HttpResponse:
    own = standing(request)
    people.part(own.actor, own.territory, pk)
    return redirect("units:namesakes")
