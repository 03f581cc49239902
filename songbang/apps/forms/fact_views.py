"""Pages of facts: what is known, doubts to settle, the dictionary of elements."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from songbang.apps.forms import queries, services
from songbang.apps.units.access import page, standing
from songbang.core.errors import BadInput
from songbang.core.filling.facts import read_facts, unknown_measures

MOST_SHOWN = 20


@page("facts", "view")
@require_safe
def facts(request: HttpRequest) -> HttpResponse:
    """What is known of the units within reach, the newest first; doubts to settle above."""
    return render(request, "forms/facts.html", _context(request))


def _context(request: HttpRequest) -> dict[str, object]:
    asker, asked = standing(request), request.GET.get("q", "").strip()
    return {
        "page": queries.givens(asker, request.GET.get("page", "1"), asked=asked), "asked": asked,
        "doubts": queries.doubts(asker), "may_give": asker.may("facts", "give"),
        "may_settle": asker.may("facts", "settle"),
    }  # fmt: skip


@page("facts", "give")
@require_POST
def give(request: HttpRequest) -> HttpResponse:
    """A FACTS.csv comes in; the page says how many facts are new, which lines were not taken, which are in a
    measure that nobody knows."""
    file = request.FILES.get("file")
    if file is None:
        raise BadInput("forms.no_file")
    with tempfile.NamedTemporaryFile(suffix=".csv") as kept:
        for chunk in file.chunks():
            kept.write(chunk)
        kept.flush()
        new, passed = services.import_facts(standing(request), Path(kept.name), str(file.name))
        known, _ = read_facts(Path(kept.name))
    strange = unknown_measures([fact for fact in known if fact.line not in set(passed)])
    told = {"new": new, "passed": passed[:MOST_SHOWN], "passed_count": len(passed), "answered": True,
            "strange": [(name, lines[:MOST_SHOWN]) for name, lines in strange.items()][:MOST_SHOWN]}  # fmt: skip
    return render(request, "forms/facts.html", {**_context(request), **told})


@page("facts", "settle")
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Which of the facts in doubt stand."""
    found = queries.doubt(standing(request), pk)
    keep = [int(key) for key in request.POST.getlist("keep") if key.isdigit()]
    services.settle(standing(request), found, keep)
    return redirect("forms:facts")


@page("elements", "view")
@require_safe
def elements(request: HttpRequest) -> HttpResponse:
    """The dictionary: one element, one owner, one source; and what the district confirmed to be called otherwise."""
    asked, asker = request.GET.get("q", "").strip(), standing(request)
    context = {
        "asked": asked, "elements": queries.elements_found(asked), "may_confirm": asker.may("facts", "confirm"),
        "confirmed": queries.confirmed(asker, asked, request.GET.get("page", "1")),
    }  # fmt: skip
    return render(request, "forms/elements.html", context)


@page("facts", "confirm")
@require_POST
def confirm_of(request: HttpRequest, pk: int) -> HttpResponse:
    """Those of a study's suggestions that were ticked are right."""
    asker = standing(request)
    services.confirm_of(asker, queries.template(asker, pk), request.POST.getlist("same"))
    return redirect("forms:template", pk)


@page("facts", "confirm")
@require_POST
def take_back_confirmed(request: HttpRequest, pk: int) -> HttpResponse:
    """What was confirmed by mistake."""
    services.take_back_confirmed(standing(request), pk)
    return redirect("forms:elements")
