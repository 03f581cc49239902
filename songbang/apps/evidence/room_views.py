"""Rooms of inspectors: opened and closed by the base, looked into by a link, the visitor's name on every page."""

from __future__ import annotations

from datetime import timedelta
from typing import cast
from urllib.parse import quote

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from songbang.apps.evidence import forms, queries, rooms
from songbang.apps.intake import keeping
from songbang.apps.units.access import page, standing
from songbang.core.words import labels
from songbang.ui import clock, wall
from songbang.ui.middleware import language_of

SHOWN = {"photo": {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp"}}
"""Kinds that a browser may show by itself under our policy; everything else is only handed out as a file."""


@page("rooms", "edit")
@require_POST
def open_room(request: HttpRequest, pk: int) -> HttpResponse:
    """The link is shown once, on the page that answers."""
    own, form = standing(request), forms.RoomForm(request.POST)
    assessment = queries.assessment_of(own, pk)
    units = queries.units_of(own, assessment, "rooms", "edit")
    chosen = [unit for unit in units if str(unit.pk) in request.POST.getlist("units")] or units
    if not form.is_valid() or not chosen:
        return redirect("evidence:assessment", pk)
    until = clock.now() + timedelta(days=form.cleaned_data["days"])
    room, token = rooms.open_room(
        own.actor, assessment, chosen, form.cleaned_data["visitor"], until, by=own.account
    )  # fmt: skip
    link = request.build_absolute_uri(reverse("evidence:room", args=[token]))
    return render(request, "evidence/room_opened.html", {"room": room, "link": link, "assessment": assessment})


@page("rooms", "edit")
@require_POST
def close_room(request: HttpRequest, pk: int) -> HttpResponse:
    own = standing(request)
    found = queries.room_of(own, pk)
    rooms.close_room(own.actor, found)
    return redirect("evidence:assessment", found.assessment_id)


@require_safe
@wall.unwalled
def room(request: HttpRequest, token: str) -> HttpResponse:
    """What a visitor sees: the scheme with its evidence, nothing to change."""
    found = rooms.entered(token)
    rooms.note_look(found, request.META.get("REMOTE_ADDR"), "room")
    context = {"room": found, "token": token, "shown": rooms.shown_in(found), "units": list(found.units.all())}
    return _private(render(request, "evidence/room.html", context))


@require_safe
@wall.unwalled
def shown(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """One file: pictures are shown, others handed out."""
    found = rooms.entered(token)
    evidence = rooms.one_shown(found, pk)
    if evidence.file is None:
        raise Http404("evidence.not_found")
    rooms.note_look(found, request.META.get("REMOTE_ADDR"), f"evidence:{pk}")
    ending = evidence.name.rpartition(".")[2].lower()
    kind = SHOWN.get(evidence.kind, {}).get(ending)
    response = FileResponse(keeping.path_of(evidence.file).open("rb"), content_type=kind or "application/octet-stream")
    way = "inline" if kind else "attachment"
    response["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(evidence.name)}"
    return _private(cast(HttpResponse, response))


@require_safe
@wall.unwalled
def packed(request: HttpRequest, token: str) -> HttpResponse:
    """All of it as one zip with its catalogue."""
    found = rooms.entered(token)
    rooms.note_look(found, request.META.get("REMOTE_ADDR"), "all.zip")
    words = labels(language_of(request))["room_catalogue"]
    head = [words[key] for key in ("code", "indicator", "unit", "evidence", "effective_on", "file", "check")]
    response = FileResponse(rooms.packed(found, head), content_type="application/zip")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.assessment.title)}.zip"
    return _private(cast(HttpResponse, response))


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
