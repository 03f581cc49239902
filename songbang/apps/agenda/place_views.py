"""The page of meeting rooms and ways."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from songbang.apps.agenda import places
from songbang.apps.agenda.forms import RoomForm, WaysForm
from songbang.apps.units.access import page, standing
from songbang.core.errors import SongbangError
from songbang.core.words import message
from songbang.ui.middleware import language_of
from songbang.ui.problems import status_of


def _page(request: HttpRequest, error: SongbangError | None = None, **typed: object) -> HttpResponse:
    """The page; with what was typed and what is wrong with it, where something is."""
    own = standing(request)
    trouble = message(error.code, error.parameters, language_of(request)) if error else None
    context = {
        "rooms": list(places.own_rooms(own)), "ways": list(places.ways(own)), "seats": places.seats(own),
        "own": own.unit, "trouble": trouble, **typed,
    }  # fmt: skip
    return render(request, "agenda/places.html", context, status=status_of(error) if error else 200)


@require_GET
@page("agenda", "places")
def see_places(request: HttpRequest) -> HttpResponse:
    """Rooms and ways that planning reckons with."""
    return _page(request)


@require_POST
@page("agenda", "places")
def keep_room(request: HttpRequest, key: int | None = None) -> HttpResponse:
    """A new room (no key), or what changed of one."""
    try:
        places.keep_room(standing(request), *RoomForm(request.POST).told(), key)
    except SongbangError as error:
        return _page(request, error, typed_room=request.POST)
    return redirect("agenda:places")


@require_POST
@page("agenda", "places")
def close_room(request: HttpRequest, key: int) -> HttpResponse:
    try:
        places.close_room(standing(request), key)
    except SongbangError as error:
        return _page(request, error)
    return redirect("agenda:places")


@require_POST
@page("agenda", "places")
def take_ways(request: HttpRequest) -> HttpResponse:
    """Ways as pasted."""
    form = WaysForm(request.POST)
    try:
        places.take_ways(standing(request), form.told())
    except SongbangError as error:
        return _page(request, error, typed_ways=request.POST.get("ways", ""))
    return redirect("agenda:places")


@require_POST
@page("agenda", "places")
def drop_way(request: HttpRequest, key: int) -> HttpResponse:
    places.drop_way(standing(request), key)
    return redirect("agenda:places")
