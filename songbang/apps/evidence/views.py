"""The ledger: give, find, describe, withdraw evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from songbang.apps.evidence import forms, queries, services, tasks
from songbang.apps.evidence.models import evidence_kinds
from songbang.apps.intake import keeping
from songbang.apps.intake.acts import bounded
from songbang.apps.intake.bringing import bound_upload, chunks
from songbang.apps.units.access import page, standing
from songbang.apps.units.telling import tell, version_sent
from songbang.core.errors import BadInput, NotAllowed, SongbangError


@page("evidence", "view")
@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """All evidence within reach, found by its words."""
    return render(request, "evidence/ledger.html", _ledger(request))


def _ledger(request: HttpRequest) -> dict[str, Any]:
    own, asked, kind = standing(request), request.GET.get("q", "")[:100], request.GET.get("kind", "")
    kinds = [name for name, _ in evidence_kinds()]
    kind = kind if kind in kinds else ""
    shown = queries.ledger(own, asked=asked, kind=kind, number=request.GET.get("page", "1"))
    return {
        "page": shown, "asked": asked, "bounded": bool(asked) and shown.paginator.count >= queries.MOST_FOUND,
        "kind": kind, "kinds": kinds, "may_give": own.may("evidence", "create"),
        "busy": any(one.stage == "queued" for one in shown), "query": f"q={quote(asked)}&kind={kind}",
    }  # fmt: skip


@csrf_exempt
@page("evidence", "create")
@require_POST
@bounded
def give(request: HttpRequest) -> HttpResponse:
    """Files come in, several or one at a time, or a link; each is kept once by content and read in a job."""
    form = forms.GiveForm(request.POST)
    if not form.is_valid():
        raise BadInput("evidence.unclear")
    given = _taken(request, form.cleaned_data)
    if request.headers.get("Accept") == "application/json":
        told = [{"name": one.evidence.name, "known": one.known} for one in given]
        return JsonResponse({"received": told, "passed_over": []})
    return _received(given)


def _taken(request: HttpRequest, said: Mapping[str, Any]) -> list[services.Given]:
    """The files of a request, and its link."""
    own, given = standing(request), []
    for file in request.FILES.getlist("files"):
        laid = keeping.lay_down(own.territory, chunks(file))
        given.append(services.receive_file(own.actor, own.unit, str(file.name), laid, by=own.account, said=said))
    if said.get("address"):
        title = said.get("title") or ""
        given.append(services.receive_link(own.actor, own.unit, said["address"], title, by=own.account))
    tasks.order_reading([one.evidence.pk for one in given if not one.known and one.evidence.file_id])
    return given


def _received(given: list[services.Given]) -> HttpResponse:
    return redirect("evidence:one", given[0].evidence.pk) if len(given) == 1 else redirect("evidence:ledger")


@page("evidence", "create")
@require_safe
def phone(request: HttpRequest) -> HttpResponse:
    """For a telephone in the field: camera, a word or two, and off; without a line it waits."""
    own = standing(request)
    context = {"latest": queries.latest(own), "who": f"{own.account.pk}/{own.unit.pk}", "most": settings.MOST_UPLOAD}
    return render(request, "evidence/phone.html", context)


@csrf_exempt
@page("evidence", "create")
@require_http_methods(["GET", "POST"])
def share(request: HttpRequest) -> HttpResponse:
    """What another program of the telephone shares (Web Share Target). It cannot bring our token; the browser says
    itself that no other site sends this. Raises `NotAllowed` ("evidence.not_shared")."""
    if request.method == "GET":
        return redirect("evidence:phone")
    if request.headers.get("Sec-Fetch-Site") not in ("none", "same-origin"):
        raise NotAllowed("evidence.not_shared")
    bound_upload(request)
    words = (request.POST.get("url", ""), request.POST.get("text", ""))
    address = next((one.strip() for one in words if one.strip().lower().startswith(("http://", "https://"))), "")
    given = _taken(request, {"title": request.POST.get("title", "")[:200], "address": address[:380]})
    return _received(given) if given else redirect("evidence:phone")


@page("evidence", "create")
@require_POST
def give_link(request: HttpRequest) -> HttpResponse:
    own, form = standing(request), forms.LinkForm(request.POST)
    if not form.is_valid():
        return render(request, "evidence/ledger.html", {**_ledger(request), "link": form}, status=400)
    try:
        told = form.cleaned_data
        given = services.receive_link(own.actor, own.unit, told["address"], told["title"], by=own.account)
    except SongbangError as error:
        status = tell(request, form, error)
        return render(request, "evidence/ledger.html", {**_ledger(request), "link": form}, status=status)
    return redirect("evidence:one", given.evidence.pk)


@page("evidence", "view")
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "evidence/one.html", _one(request, pk))


def _one(request: HttpRequest, pk: int) -> dict[str, Any]:
    """The evidence, what it shows, and whether its file is still what was given."""
    own = standing(request)
    evidence = queries.evidence_of(own, pk)
    stands = {name: getattr(evidence, name) for name in (*services.DESCRIBED, "version")}
    return {
        "evidence": evidence, "covers": queries.shows(evidence), "form": forms.DescribeForm(initial=stands),
        "may_edit": own.may("evidence", "edit"),
        "unaltered": keeping.is_unaltered(evidence.file) if evidence.file else None,
    }  # fmt: skip


@page("evidence", "edit")
@require_POST
def describe(request: HttpRequest, pk: int) -> HttpResponse:
    """The second of two editors is told, and shown what stands now beside what they typed."""
    own, form = standing(request), forms.DescribeForm(request.POST)
    queries.evidence_of(own, pk, "edit")
    if form.is_valid():
        try:
            services.describe(own.actor, pk, form.cleaned_data["version"], form.cleaned_data)
        except SongbangError as error:
            status = tell(request, form, error)
            context = _one(request, pk)
            both = error.code == "evidence.changed"
            return render(request, "evidence/one.html", {**context, "form": form, "both": both}, status=status)
        return redirect("evidence:one", pk)
    return render(request, "evidence/one.html", {**_one(request, pk), "form": form}, status=400)


@page("evidence", "edit")
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    own = standing(request)
    services.withdraw(own.actor, queries.evidence_of(own, pk, "edit").pk, version_sent(request))
    return redirect("evidence:one", pk)


@page("evidence", "edit")
@require_POST
def bring_back(request: HttpRequest, pk: int) -> HttpResponse:
    own = standing(request)
    services.bring_back(own.actor, queries.evidence_of(own, pk, "edit").pk, version_sent(request))
    return redirect("evidence:one", pk)


@page("evidence", "view")
@require_safe
def original(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it came. Never shown by the browser itself, whatever it is."""
    evidence = queries.evidence_of(standing(request), pk)
    if evidence.file is None:
        raise Http404("evidence.not_found")
    response = FileResponse(keeping.path_of(evidence.file).open("rb"), content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(evidence.name)}"
    return cast(HttpResponse, response)
