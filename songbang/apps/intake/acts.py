"""What people do with imports: bring files, accept, discard, undo, settle, mend. Each goes back to where it shows."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from songbang.apps.intake import forms, queries, services, showing
from songbang.apps.intake.bringing import bound_upload, take_in
from songbang.apps.intake.models import Import
from songbang.apps.intake.views import list_context, one_context
from songbang.apps.journal.services import Actor
from songbang.apps.units.access import page, standing
from songbang.core.errors import BadInput
from songbang.core.words import Message, message
from songbang.ui.middleware import language_of

P = ParamSpec("P")
Act = Callable[[Actor, int, int], Import]


def bounded(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """The check against forged requests reads the body, so it comes after that of its length."""
    checked = csrf_protect(view)

    @wraps(view)
    def checked_first(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        bound_upload(request)
        return checked(request, *args, **kwargs)

    return cast("Callable[Concatenate[HttpRequest, P], HttpResponse]", checked_first)


@csrf_exempt
@page("imports", "create")
@require_POST
@bounded
def upload(request: HttpRequest) -> HttpResponse:
    """Files come in, several or one at a time with its path in the folder that was given (`path`)."""
    brought = take_in(standing(request), request)
    received, passed_over = brought.received, brought.passed_over
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"received": [_told(found) for found in received], "passed_over": passed_over})
    if len(received) == 1 and not passed_over:
        return redirect("intake:one", received[0].taken.pk)
    context = {**list_context(request), "received": received, "passed_over": passed_over, "answered": True}
    return render(request, "intake/imports.html", context)


def _told(found: services.Received) -> dict[str, Any]:
    return {"known": found.known, "address": reverse("intake:one", args=[found.taken.pk])}


def _act(
    request: HttpRequest, pk: int, resource: str, action: str, done: Callable[[Actor, forms.ActForm], Import]
) -> HttpResponse:
    """Do it if the import is within the right; what was wrong is told on the import's page."""
    queries.import_of(standing(request), resource, action, pk)
    form = forms.ActForm(request.POST)
    if not form.is_valid():
        raise BadInput("import.act_unclear")
    done(standing(request).actor, form)
    return redirect("intake:one", pk)


@page("imports", "create")
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Its rows count from now on."""
    return _act(
        request, pk, "imports", "create",
        lambda actor, form: services.accept(
            actor, pk, form.cleaned_data["version"], replaces=form.cleaned_data["replaces"]
        ),
    )  # fmt: skip


@page("imports", "create")
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """It will not be accepted."""
    return _act(
        request, pk, "imports", "create", lambda actor, form: services.discard(actor, pk, form.cleaned_data["version"])
    )


@page("imports", "undo")
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Its rows count no more; the former version does."""
    return _act(
        request, pk, "imports", "undo", lambda actor, form: services.undo(actor, pk, form.cleaned_data["version"])
    )


@page("imports", "create")
@require_POST
def read_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Read once more what failed, was discarded or undone."""
    return _act(
        request, pk, "imports", "create",
        lambda actor, form: services.read_again(actor, pk, form.cleaned_data["version"]),
    )  # fmt: skip


@page("imports", "create")
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """What a sheet is, said once for its source; then it is read again."""
    asker = standing(request)
    taken = queries.import_of(asker, "imports", "create", pk)
    form = forms.SettleForm(request.POST)
    sheets = taken.account.get("sheets", [])
    if not form.is_valid() or form.cleaned_data["sheet"] >= len(sheets):
        raise BadInput("import.act_unclear")
    sheet = sheets[form.cleaned_data["sheet"]]
    said: dict[str, Any] = next((e for e in taken.source.mapping if e.get("sheet") == sheet["name"]), {})
    try:
        entry = forms.settled_entry(form, request.POST, sheet, said, queries.units_to_settle(asker))
    except BadInput as error:
        context = one_context(request, taken, _words(error, request))
        return render(request, "intake/one.html", context, status=400)
    services.settle(asker.actor, pk, form.cleaned_data["version"], sheet["name"], entry)
    return redirect("intake:one", pk)


def _words(error: BadInput, request: HttpRequest) -> Message:
    return message(error.code, error.parameters, language_of(request))


@page("rejects", "mend")
@require_POST
def mend(request: HttpRequest, pk: int) -> HttpResponse:
    """Corrected cells; the rows are typed again with them."""
    asker = standing(request)
    taken = queries.import_of(asker, "rejects", "mend", pk)
    form = forms.ActForm(request.POST)
    if not form.is_valid():
        raise BadInput("import.act_unclear")
    shown = queries.open_rejects(taken, request.GET.get("page", "1"))
    cells = {
        reject.pk: {cell.name: cell.value for cell in showing.reject_shown(reject, language_of(request)).cells}
        for reject in shown
    }
    corrections = forms.corrected_cells(request.POST, cells)
    if corrections:
        services.mend(asker.actor, pk, form.cleaned_data["version"], corrections)
    return redirect("intake:rejects", pk)
