"""Pages of who asks: templates and their study, rounds and what came back."""

from __future__ import annotations

from collections import Counter
from typing import Any, cast
from urllib.parse import quote

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from songbang.apps.forms import queries, services
from songbang.apps.forms.forms import FORMATS, LEVELS, SHAPES, ActForm, SendForm, TemplateForm
from songbang.apps.forms.models import Round
from songbang.apps.forms.states import may
from songbang.apps.forms.studies import relayed
from songbang.apps.forms.workbooks import XLSX, complete
from songbang.apps.intake import keeping
from songbang.apps.units.access import page, standing
from songbang.core.errors import BadInput, NotFound
from songbang.core.filling.formats import choices, formats_from
from songbang.core.words import message
from songbang.ui.middleware import language_of


@page("forms", "view")
@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    """The templates that were brought, the newest first."""
    asker = standing(request)
    shown = queries.templates(asker, request.GET.get("page", "1"))
    context = {
        "page": shown, "may_ask": asker.may("forms", "ask"), "levels": LEVELS,
        "busy": any(template.stage for template in shown),
    }  # fmt: skip
    return render(request, "forms/templates.html", context)


@page("forms", "ask")
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """A template comes in; its study follows in a job."""
    form = TemplateForm(request.POST, request.FILES)
    if not form.is_valid():
        raise BadInput("forms.no_file")
    file, asker = form.cleaned_data["file"], standing(request)
    laid = keeping.lay_down(asker.territory, file.chunks())
    template = services.receive_template(asker, str(file.name), laid, form.cleaned_data["level"])
    return redirect("forms:template", template.pk)


@page("forms", "view")
@require_safe
def template(request: HttpRequest, pk: int) -> HttpResponse:
    """The study of a template, before it goes down."""
    asker = standing(request)
    found = queries.template(asker, pk)
    study = found.study if found.state == "studied" else {}
    failed = found.study if found.state == "failed" else {}
    context = {
        "template": found, "study": study, "busy": bool(found.stage), "rounds": queries.rounds_of(found),
        "why_failed": message(failed["code"], failed["parameters"], language_of(request)) if failed else None,
        "lines": _lines(study, request.GET.get("all") == "1"), "all": request.GET.get("all") == "1",
        "near": _near(study),
        "relayed": relayed(study.get("organ", ""), found.unit.name),
        "may_send": bool(study) and asker.may("forms", "ask") and may("template", found.state, "send"),
        "may_ask": asker.may("forms", "ask"), "may_confirm": asker.may("facts", "confirm"),
        "towns": queries.towns(asker) if found.level == "village" else [],
        "saved": round(study["minutes_before"] - study["minutes_after"]) if study else 0,
    }  # fmt: skip
    return render(request, "forms/template.html", context)


MOST_LINES = 40


def _lines(study: dict[str, Any], whole: bool) -> list[dict[str, Any]]:
    """The study's lines, those that are new to everybody first, with the share that is known."""
    lines = [
        {**line, "share": round(100 * line["known"] / study["units"]) if study["units"] else 0}
        for line in study.get("lines", [])
    ]
    lines.sort(key=lambda line: line["share"])
    return lines if whole else lines[:MOST_LINES]


def _near(study: dict[str, Any]) -> list[dict[str, Any]]:
    """What may be the same by papers, those with the most lines first: each line with its suggestions, the nearest
    first, each with the key by which it is confirmed. `alone`: no other line has the same nearest one; only such may be
    ticked together."""
    papers: dict[str, list[dict[str, Any]]] = {}
    for line in study.get("lines", []):
        told = [{**near, "key": f"{line['sheet']}!{line['cell']}:{n}"} for n, near in enumerate(line["near"])]
        if told:
            asked = {"name": line.get("name") or line["row"], "first": told[0], "others": told[1:]}
            papers.setdefault(told[0]["form"], []).append(asked)
    times = Counter(line["first"]["indicator"] for lines in papers.values() for line in lines)
    for line in (line for lines in papers.values() for line in lines):
        line["alone"] = times[line["first"]["indicator"]] == 1
    found = sorted(papers.items(), key=lambda one: -len(one[1]))
    return [{"form": form, "lines": lines, "alone": sum(line["alone"] for line in lines)} for form, lines in found]


@page("forms", "ask")
@require_POST
def study_again(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.template(standing(request), pk, "ask")
    services.study_again(standing(request), found)
    return redirect("forms:template", found.pk)


@page("forms", "ask")
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a template to its units."""
    asker, form = standing(request), SendForm(request.POST)
    found = queries.template(asker, pk, "ask")
    if not form.is_valid():
        raise BadInput("forms.not_understood", fields="、".join(form.errors))
    told = form.cleaned_data
    units = queries.units_for(asker, found.level, told["parent"])
    made = services.send(asker, found, units, told["due_on"], told["version"])
    return redirect("forms:round", made.pk)


@page("forms", "view")
@require_safe
def original(request: HttpRequest, pk: int) -> HttpResponse:
    """The template as it came."""
    found = queries.template(standing(request), pk)
    response = FileResponse(keeping.path_of(found.file).open("rb"), content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.name)}"
    return cast(HttpResponse, response)


@page("forms", "view")
@require_safe
def one_round(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a round is: who has answered, and the workbook."""
    asker = standing(request)
    found = queries.round_of(asker, pk)
    papers = queries.papers_of(found)
    cells = sum(paper.known + paper.left for paper in papers)
    context = {
        "round": found, "papers": papers, "busy": found.state == "making", "cells": cells, "shapes": SHAPES,
        "formats": {kind: list(names) for kind, names in choices().items() if kind in FORMATS},
        "unit_formats": choices()["units"],
        "may_close": may("round", found.state, "close") and asker.may("forms", "ask"),
        "may_tell": may("round", found.state, "tell") and asker.may("forms", "ask"),
        "personal": asker.may("forms", "ask") and queries.has_personal(found),
    }  # fmt: skip
    return render(request, "forms/round.html", context)


@page("forms", "ask")
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """No more answers are taken."""
    found = queries.round_of(standing(request), pk, "ask")
    services.close(standing(request), found.pk, _act(request)["version"])
    return redirect("forms:round", found.pk)


@page("forms", "ask")
@require_POST
def tell(request: HttpRequest, pk: int) -> HttpResponse:
    """What the answers were used for."""
    found, told = queries.round_of(standing(request), pk, "ask"), _act(request)
    services.tell_use(standing(request), found.pk, told["version"], told["used_for"])
    return redirect("forms:round", found.pk)


def _act(request: HttpRequest) -> dict[str, Any]:
    form = ActForm(request.POST)
    if not form.is_valid():
        raise BadInput("forms.not_understood", fields="、".join(form.errors))
    return form.cleaned_data


@page("forms", "view")
@require_safe
def workbook(request: HttpRequest, pk: int, shape: str) -> HttpResponse:
    """The department's workbook: its own layout a sheet a unit, or a list with a line a unit."""
    return _taken(queries.round_of(standing(request), pk), shape, request.GET.dict(), whole=False)


@page("forms", "ask")
@require_POST
def personal(request: HttpRequest, pk: int, shape: str) -> HttpResponse:
    """The same with personal data in full, for a reason that stands in the journal."""
    found = queries.round_of(standing(request), pk, "ask")
    services.read_personal(standing(request), found, request.POST.get("reason", ""))
    return _taken(found, shape, request.POST.dict(), whole=True)


def _taken(found: Round, shape: str, told: dict[str, Any], *, whole: bool) -> HttpResponse:
    if shape not in SHAPES:
        raise NotFound("forms.no_round", id=shape)
    content = complete(found, queries.whole_papers(found), shape, whole=whole, formats=formats_from(told))
    name = quote(f"{found.template.title}-{found.on}.xlsx")
    return HttpResponse(content, XLSX, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"})
