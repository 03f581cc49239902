"""Pages of intake that show: the list, one import, its rejects, its files."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import quote

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from songbang.apps.intake import forms, keeping, queries, showing
from songbang.apps.intake.models import Import
from songbang.apps.intake.rejects_file import rejects_file
from songbang.apps.intake.states import may
from songbang.apps.units.access import page, standing
from songbang.core.words import Message, message
from songbang.ui import clock
from songbang.ui.middleware import language_of

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILTERS = ("", "open", "rejects", "accepted", "failed")


@page("imports", "view")
@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    """What has come, and where to bring more."""
    return render(request, "intake/imports.html", list_context(request))


def list_context(request: HttpRequest) -> dict[str, Any]:
    asker, state = standing(request), request.GET.get("state", "")
    state = state if state in FILTERS else ""
    shown = queries.imports(asker, state=state, number=request.GET.get("page", "1"))
    return {
        "page": shown, "state": state, "filters": FILTERS, "busy": any(taken.stage for taken in shown),
        "may_bring": asker.may("imports", "create"),
    }  # fmt: skip


@page("imports", "view")
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """What was understood of a file, and what may be done with it."""
    taken = queries.import_of(standing(request), "imports", "view", pk)
    return render(request, "intake/one.html", one_context(request, taken))


def one_context(request: HttpRequest, taken: Import, trouble: Message | None = None) -> dict[str, Any]:
    """For the page of one import; `trouble` is what was wrong with what was sent."""
    asker, language = standing(request), language_of(request)
    names = queries.unit_names(asker.territory)
    failed = taken.state == "failed"
    settling = taken.state == "previewed" and asker.may("imports", "create")
    return {
        "taken": taken, "busy": bool(taken.stage), "trouble": trouble,
        "why_failed": message(taken.account["code"], taken.account["parameters"], language) if failed else None,
        "sheets": showing.sheets(taken, names, language), "settling": settling,
        "units": queries.units_to_settle(asker) if settling else [],
        "register_choices": forms.register_choices(language),
        "settle_columns": _settle_columns(request, taken) if settling else {},
        "change": taken.account.get("change"),
        "known": _known(taken),
        "changes": showing.changes_shown(queries.change_rows(taken), names, language),
        "may_accept": may(taken.state, "accept") and asker.may("imports", "create"),
        "may_discard": may(taken.state, "discard") and asker.may("imports", "create"),
        "may_undo": may(taken.state, "undo") and asker.may("imports", "undo"),
        "may_read_again": may(taken.state, "read_again") and asker.may("imports", "create"),
    }  # fmt: skip


def _known(taken: Import) -> dict[str, Any] | None:
    """What the preview says of documents that the unit holds already; None where there is nothing to say."""
    known = taken.account.get("known")
    if not known or not known["same"] or taken.state != "previewed":
        return None
    return {**known, "shown": queries.known_rows(known["told"])}


def _settle_columns(request: HttpRequest, taken: Import) -> dict[int, list[dict[str, Any]]]:
    """Sheet → its columns with the choices for each."""
    found: dict[int, list[dict[str, Any]]] = {}
    for number, sheet in enumerate(taken.account.get("sheets", [])):
        if len(sheet["registers"]) > 1:
            continue
        kind = sheet["registers"][0]["register"] if sheet["registers"] else None
        choices = forms.field_choices(kind, language_of(request))
        found[number] = [
            {"letters": letters, "header": header, "field": name or ("none" if kind else ""), "choices": choices}
            for letters, (header, name) in forms.known_columns(sheet).items()
        ]
    return found


@page("rejects", "view")
@require_safe
def rejects(request: HttpRequest, pk: int) -> HttpResponse:
    """Rows that were not counted, each with its reason, to be mended on the page."""
    taken = queries.import_of(standing(request), "rejects", "view", pk)
    shown = queries.open_rejects(taken, request.GET.get("page", "1"))
    mending = may(taken.state, "mend") and standing(request).may("rejects", "mend")
    context = {
        "taken": taken, "page": shown, "busy": bool(taken.stage), "mending": mending,
        "rejects": [showing.reject_shown(reject, language_of(request)) for reject in shown],
    }  # fmt: skip
    return render(request, "intake/rejects.html", context)


@page("rejects", "view")
@require_safe
def rejects_workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """rejects.xlsx: to be corrected and brought back."""
    taken = queries.import_of(standing(request), "rejects", "view", pk)
    content = rejects_file(queries.all_open_rejects(taken), language=language_of(request), made_at=clock.now())
    return HttpResponse(content, WORKBOOK, headers={"Content-Disposition": 'attachment; filename="rejects.xlsx"'})


@page("imports", "view")
@require_safe
def original(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it came. Never shown by the browser itself, whatever it is."""
    taken = queries.import_of(standing(request), "imports", "view", pk)
    name = quote(taken.source.name.rpartition("/")[2])
    response = FileResponse(keeping.path_of(taken.file).open("rb"), content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return cast(HttpResponse, response)
