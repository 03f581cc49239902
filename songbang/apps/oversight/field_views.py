"""In the field: a unit with its checklist, findings with photographs, and what the unit does about them."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from songbang.apps.intake import keeping
from songbang.apps.intake.acts import bounded
from songbang.apps.intake.bringing import chunks
from songbang.apps.oversight import facts, findings, forms, queries
from songbang.apps.oversight.models import Visit
from songbang.apps.units.access import page, standing
from songbang.core.errors import BadInput, SongbangError
from songbang.core.words import message
from songbang.ui.middleware import language_of

PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")
"""First bytes of what a telephone's camera gives: JPEG, PNG, WebP."""


@page("campaigns", "view")
@require_safe
def visit(request: HttpRequest, pk: int, key: int) -> HttpResponse:
    return render(request, "oversight/visit.html", _one(request, _visit(request, pk, key)))


def _visit(request: HttpRequest, pk: int, key: int) -> Visit:
    own = standing(request)
    return queries.visit_of(own, queries.campaign_of(own, pk), key)


def _one(request: HttpRequest, found: Visit) -> dict[str, Any]:
    own, campaign = standing(request), found.campaign
    on_team = own.may("campaigns", "note") and campaign.members.filter(account=own.account).exists()
    base = own.reach("campaigns", "view") in ("own", "below")
    return {
        "visit": found, "campaign": campaign, "findings": queries.findings_of(own, found),
        "checks": facts.known_of(found.unit, campaign.checks, campaign.first, campaign.last),
        "may_note": on_team and campaign.state == "running", "may_mend": base and own.may("campaigns", "mend"),
        "may_recheck": on_team, "who": f"{own.account.pk}/{own.unit.pk}", "most": settings.MOST_UPLOAD,
    }  # fmt: skip


def _told(request: HttpRequest, found: Visit, error: SongbangError, status: int = 409) -> HttpResponse:
    words = message(error.code, error.parameters, language_of(request))
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"code": error.code, "what": words.what, "do": words.do}, status=status)
    context = {**_one(request, found), "trouble": words, "typed": request.POST}
    return render(request, "oversight/visit.html", context, status=status)


@csrf_exempt
@page("campaigns", "note")
@require_POST
@bounded
def note(request: HttpRequest, pk: int, key: int) -> HttpResponse:
    """A finding from the field. The telephone sends it again until it is answered; it is one all the same."""
    own, found, form = standing(request), _visit(request, pk, key), forms.NoteForm(request.POST)
    if not form.is_valid():
        return _told(request, found, BadInput("finding.says_nothing"), 400)
    told = form.cleaned_data
    photos = [
        keeping.note_kept(own.territory, keeping.lay_down(own.territory, chunks(file)))
        for file in request.FILES.getlist("photos")
        if _is_picture(file)
    ]
    noted = findings.Noted(told["key"], told["text"], told["rule"], told["deadline"])
    try:
        made = findings.note(own.actor, found, own.account, noted, photos, version=told["version"])
    except SongbangError as error:
        return _told(request, found, error)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"finding": made.pk, "version": made.version})
    return redirect("oversight:visit", pk, key)


def _is_picture(file: UploadedFile[bytes]) -> bool:
    head = cast(bytes, file.read(8))
    file.seek(0)
    return head.startswith(PICTURES)


@page("campaigns", "note")
@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    own = standing(request)
    finding = queries.finding_of(own, pk)
    try:
        findings.sign(own.actor, finding.pk, own.account)
    except SongbangError as error:
        return _told(request, _visit(request, finding.visit.campaign_id, finding.visit_id), error)
    return redirect("oversight:visit", finding.visit.campaign_id, finding.visit_id)


@page("campaigns", "mend")
@require_POST
def mend(request: HttpRequest, pk: int) -> HttpResponse:
    """The unit says what it did."""
    own = standing(request)
    finding = queries.finding_of(own, pk)
    try:
        findings.mend(own.actor, own.unit, finding.pk, request.POST.get("note", ""))
    except SongbangError as error:
        return _told(request, _visit(request, finding.visit.campaign_id, finding.visit_id), error)
    return redirect("oversight:visit", finding.visit.campaign_id, finding.visit_id)


@page("campaigns", "note")
@require_POST
def recheck(request: HttpRequest, pk: int) -> HttpResponse:
    own = standing(request)
    finding = queries.finding_of(own, pk)
    well, words = request.POST.get("well") == "yes", request.POST.get("note", "")
    try:
        findings.recheck(own.actor, finding.pk, own.account, well=well, note_=words)
    except SongbangError as error:
        return _told(request, _visit(request, finding.visit.campaign_id, finding.visit_id), error)
    return redirect("oversight:visit", finding.visit.campaign_id, finding.visit_id)


@page("campaigns", "view")
@require_safe
def photo(request: HttpRequest, pk: int, key: int) -> HttpResponse:
    """A photograph of a finding within reach."""
    finding = queries.finding_of(standing(request), pk)
    kept = finding.photos.filter(pk=key).first()
    if kept is None:
        raise Http404("finding.not_found")
    head = keeping.path_of(kept).open("rb")
    kind = "image/png" if head.read(4) == b"\x89PNG" else "image/jpeg"
    head.seek(0)
    return cast(HttpResponse, FileResponse(head, content_type=kind))
