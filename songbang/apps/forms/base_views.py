"""Pages of the base: its forms, one form with only what is asked, and who used its data."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from songbang.apps.forms import queries, services
from songbang.apps.forms.checking import check
from songbang.apps.forms.forms import ReasonForm
from songbang.apps.forms.models import Paper
from songbang.apps.forms.papers import asked_of, key_of, known
from songbang.apps.forms.sealing import masked, unseal
from songbang.apps.forms.states import may
from songbang.apps.forms.workbooks import XLSX, one_unit, read_residual, residual_book
from songbang.apps.units.access import page, standing
from songbang.core.errors import BadInput
from songbang.core.filling.lexicon import words

CELL = "cell:"
PLACES = 4
"""Of a figure that a person reads; the workbook has it whole."""
LARGEST_RETURN = 5 * 2**20


@page("papers", "view")
@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """The forms that wait for this unit, and those that were handed in."""
    state = request.GET.get("state", "open")
    state = state if state in ("open", "handed_in", "all") else "open"
    shown = queries.papers(standing(request), request.GET.get("page", "1"), state="" if state == "all" else state)
    return render(request, "forms/papers.html", {"page": shown, "state": state, "states": ("open", "handed_in", "all")})


@page("papers", "view")
@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """One form: what is asked, and below it what is known already. `?n=2`: one question a screen."""
    found = queries.paper(standing(request), pk)
    questions = [_question(found, cell) for cell in asked_of(found.cells, found.declined)]
    number = _number(request.GET.get("n", ""), len(questions))
    context = {
        "paper": found, "who": standing(request).account.pk,
        "questions": questions if number is None else questions[number - 1 : number],
        "number": number, "count": len(questions), "before": (number or 1) - 1, "after": (number or 0) + 1,
        "known": [_question(found, c) for c in found.cells if known(c) and key_of(c) not in found.declined],
        "answering": _may(request, found, "save"), "checked": check(found) if found.answers else None,
        "may_take_back": _may(request, found, "take_back"),
    }  # fmt: skip
    return render(request, "forms/paper.html", context)


def _open_round(found: Paper) -> bool:
    return found.round.state == "sent"


def _may(request: HttpRequest, found: Paper, act: str) -> bool:
    return _open_round(found) and may("paper", found.state, act) and standing(request).may("papers", "answer")


def _number(text: str, count: int) -> int | None:
    return min(max(int(text), 1), count) if text.isdigit() and count else None


def _question(found: Paper, cell: dict[str, Any]) -> dict[str, Any]:
    key = key_of(cell)
    sealed = found.sealed.get(key)
    told = round(cell["value"], PLACES) if isinstance(cell["value"], float) else cell["value"]
    value = masked(unseal(sealed.encode())) if sealed else found.answers.get(key, "")
    return {**cell, "key": key, "name": CELL + key, "typed": value, "reason": found.declined.get(key, ""),
            "sealed": bool(sealed), "said": told, "is_true": value in words()["yes_words"],
            "is_false": value in words()["no_words"]}  # fmt: skip


@page("papers", "answer")
@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was typed. With `hand_in` the form is handed in; a page that asks by htmx gets what the checks say."""
    found = queries.paper(standing(request), pk, "answer")
    typed = {name.removeprefix(CELL): str(text) for name, text in request.POST.items() if name.startswith(CELL)}
    # A masked value that nobody touched is not an answer.
    typed = {key: text for key, text in typed.items() if "•" not in text}
    found = services.save_answers(standing(request), found.pk, typed, hand_in="hand_in" in request.POST)
    if request.headers.get("HX-Request"):
        fresh = queries.paper(standing(request), pk, "answer")
        return render(request, "forms/checks.html", {"checked": check(fresh), "paper": fresh, "saved": True})
    step = request.POST.get("next", "")
    address = reverse("forms:paper", args=[found.pk])
    return redirect(f"{address}?n={int(step)}" if step.isdigit() and int(step) > 0 else address)


@page("papers", "answer")
@require_POST
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """This known value is wrong: who holds it is told why."""
    found, told = queries.paper(standing(request), pk, "answer"), _reason(request)
    services.decline(standing(request), found.pk, told["cell"], told["reason"])
    return redirect("forms:paper", found.pk)


@page("papers", "answer")
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """A form that was handed in is opened again."""
    found = queries.paper(standing(request), pk, "answer")
    services.take_back(standing(request), found.pk)
    return redirect("forms:paper", found.pk)


@page("papers", "answer")
@require_POST
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Personal data in full, once, for a reason that stands in the journal."""
    found, told = queries.paper(standing(request), pk, "answer"), _reason(request)
    text = services.reveal(standing(request), found, told["cell"], told["reason"])
    return render(request, "forms/revealed.html", {"paper": found, "text": text, "cell": told["cell"]})


def _reason(request: HttpRequest) -> dict[str, Any]:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        raise BadInput("forms.not_understood", fields="、".join(form.errors))
    return form.cleaned_data


@page("papers", "view")
@require_safe
def residual(request: HttpRequest, pk: int) -> HttpResponse:
    """The residual form as a workbook, to be answered without a network."""
    found = queries.paper(standing(request), pk)
    return _workbook(residual_book(found), f"{found.round.template.title}-{found.unit.name}-residual")


@page("papers", "view")
@require_safe
def filled(request: HttpRequest, pk: int) -> HttpResponse:
    """The department's own workbook as it stands for this unit."""
    found = queries.paper(standing(request), pk)
    return _workbook(one_unit(found), f"{found.round.template.title}-{found.unit.name}")


def _workbook(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}.xlsx"}
    return HttpResponse(content, XLSX, headers=headers)


@page("papers", "answer")
@require_POST
def bring_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The residual workbook comes back answered."""
    found = queries.paper(standing(request), pk, "answer")
    file = request.FILES.get("file")
    if file is None or (file.size or 0) > LARGEST_RETURN:
        raise BadInput("forms.no_file")
    services.save_answers(standing(request), found.pk, read_residual(file))
    return redirect("forms:paper", found.pk)


@page("uses", "view")
@require_safe
def uses(request: HttpRequest) -> HttpResponse:
    """Which forms drew on the unit's data, and what they were used for."""
    return render(request, "forms/uses.html", {"page": queries.draws(standing(request), request.GET.get("page", "1"))})
