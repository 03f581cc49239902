"""First page of each role; overview and figures."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from songbang.apps.insight import overview, standing_figures, tasks
from songbang.apps.insight.models import FigureSet
from songbang.apps.insight.standing_figures import Found, Situation
from songbang.apps.insight.tables import Table
from songbang.apps.units.access import logged_in, page, standing
from songbang.core.measuring import FIGURE_IDS
from songbang.core.measuring.definitions import BOTH_CHANNELS, REPEATEDLY
from songbang.core.words import labels
from songbang.ui import exports
from songbang.ui.middleware import language_of

FIRST_PAGES = {
    "village": "insight:week", "town": "insight:overview", "department": "insight:overview",
    "approver": "insight:overview", "supervisor": "insight:overview", "administrator": "units:tree",
    "auditor": "insight:journal",
}  # fmt: skip


@logged_in
def home(request: HttpRequest) -> HttpResponse:
    """The page with which the role's day begins."""
    return redirect(FIRST_PAGES[standing(request).role])


@page("figures", "view")
def see_overview(request: HttpRequest) -> HttpResponse:
    """What came down on the units in reach, this period against the baseline."""
    if canonical := _from_form(request):
        return redirect(canonical)
    at = standing_figures.situation(standing(request), request.GET)
    found = standing_figures.find(standing(request), at)
    if found.figures is None:
        return not_ready(request, at, found)
    speaker = _speaker(request, at, found.figures)
    whole = standing(request).reach("figures", "view") == "all" and at.asked is not None and at.asked.unit is None
    tables = overview.all_tables(speaker, whole=whole)
    if export := exported(request, tables):
        return export
    context = {
        **shared(request, at, found), "burden": speaker.card(overview.BURDEN), "cards": speaker.cards(),
        "movers": _movers(speaker), "warnings": speaker.warnings(), "tables": tables,
        "charts": [table for key, table in tables.items() if key.startswith("months")],
        "parts": [table for key, table in tables.items() if key.startswith(("issuer_level", "line"))],
        "doubles": [speaker.card(name) for name in (BOTH_CHANNELS, REPEATEDLY) if speaker.counts.total(name).known],
        "sentence": overview.sentence(speaker.words, speaker), "per_cadre": speaker.per_cadre(),
        "may_duplicates": standing(request).may("duplicates", "view"),
    }  # fmt: skip
    return render(request, "insight/overview.html", context)


@page("figures", "view")
def see_figure(request: HttpRequest, figure: str) -> HttpResponse:
    """One figure by unit, issuer level, line and month."""
    if figure not in FIGURE_IDS:
        raise Http404(figure)
    if canonical := _from_form(request):
        return redirect(canonical)
    at = standing_figures.situation(standing(request), request.GET)
    found = standing_figures.find(standing(request), at)
    if found.figures is None:
        return not_ready(request, at, found)
    speaker = _speaker(request, at, found.figures)
    tables = overview.figure_tables(speaker, figure)
    if export := exported(request, tables):
        return export
    context = {
        **shared(request, at, found), "figure": figure, "card": speaker.card(figure), "tables": tables,
        "warnings": speaker.warnings([figure]),
    }  # fmt: skip
    return render(request, "insight/figure.html", context)


@page("figures", "view")
def compute(request: HttpRequest, key: int) -> HttpResponse:
    """Where the page "being computed" leads: computes what that page asked for, then goes back to it."""
    own = standing(request)
    issuer = own.unit.code if own.reach("figures", "view") == "asked" else ""
    wanted = FigureSet.objects.filter(pk=key, territory=own.territory, issuer=issuer).first()
    if wanted is None:
        raise Http404("figures")
    tasks.compute_figures.func(key)
    back = request.GET.get("next", "/")
    return redirect(back if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}) else "/")


def _movers(speaker: overview.Speaker) -> list[dict[str, Any]]:
    """What rose and what fell, each with its heading."""
    words = speaker.words
    return [
        {"tone": "up", "title": words["rising"], "found": speaker.rising()[:5], "none": words["no_rise"],
         "starred": any("*" in mover.change.shown for mover in speaker.rising()[:5])},
        {"tone": "down", "title": words["falling"], "found": speaker.falling()[:5], "none": words["no_fall"],
         "starred": any("*" in mover.change.shown for mover in speaker.falling()[:5])},
    ]  # fmt: skip


def _speaker(request: HttpRequest, at: Situation, found: FigureSet) -> overview.Speaker:
    assert at.asked is not None
    counts = standing_figures.counts(found, at)
    return overview.Speaker(counts, at.places, at.asked, language_of(request))


def not_ready(request: HttpRequest, at: Situation, found: Found) -> HttpResponse:
    """No rows yet; or the figures are being computed, and the page that says so leads back here."""
    if at.asked is None:
        return render(request, "insight/empty.html", {})
    back = request.get_full_path()
    if found.key is not None:
        back = f"{reverse('insight:compute', args=[found.key])}?{urlencode({'next': back})}"
    response = render(
        request, "insight/computing.html", {"rows": at.state.rows, "by_job": found.key is None, "go": back}
    )
    response["Refresh"] = f"{1 if found.key else 5}; url={back}"
    response["Cache-Control"] = "no-store"
    return response


def shared(request: HttpRequest, at: Situation, found: Found) -> dict[str, Any]:
    """What the frame of every page about figures needs: the filter, and how fresh the figures are."""
    asked = at.asked
    assert asked is not None
    below = [place for place in at.places.by_code.values() if place.level in ("county", "town", "village")]
    unit = at.places.by_code.get(asked.unit or "")
    return {
        "asked": asked, "places": below, "unit": unit, "stale": found.stale, "comparing": found.comparing,
        "computed_words": _moment(found.figures),
        "issuer": at.issuer, "query": asked.query(), "without_unit": asked.at(None).query(),
        "first": {"period": f"{asked.period.first:%Y-%m}", "baseline": f"{asked.baseline.first:%Y-%m}"},
        "last": {"period": f"{asked.period.last:%Y-%m}", "baseline": f"{asked.baseline.last:%Y-%m}"},
    }  # fmt: skip


def _moment(figures: FigureSet | None) -> str:
    return f"{timezone.localtime(figures.computed_at):%Y-%m-%d %H:%M}" if figures and figures.computed_at else ""


def exported(request: HttpRequest, tables: dict[str, Table]) -> HttpResponse | None:
    """The download of the table that the address names, if it names one."""
    table = tables.get(request.GET.get("table", ""))
    if table is None or "as" not in request.GET:
        return None
    words = labels(language_of(request))["site"]
    lines = ([cell.value for cell in row] for row in table.rows)
    title = f"{words['name']}-{table.caption}-{request.GET.get('period', '')}".replace(":", "_").strip("-")
    return exports.answer(request.GET["as"], title, [column.label for column in table.columns], lines)


def _from_form(request: HttpRequest) -> str | None:
    """The filter form names first and last months; the address that is kept and shared names periods."""
    if "period_first" not in request.GET:
        return None
    told = {
        "period": f"{request.GET.get('period_first', '')}:{request.GET.get('period_last', '')}",
        "baseline": f"{request.GET.get('baseline_first', '')}:{request.GET.get('baseline_last', '')}",
        "unit": request.GET.get("unit", ""),
    }
    if request.GET.get("baseline_first", "") == "":
        told.pop("baseline")
    return f"{request.path}?{urlencode({key: value for key, value in told.items() if value}, safe=':')}"
