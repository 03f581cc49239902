"""Rows behind figures, one row with its source, and documents that came twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from songbang.apps.insight import behind, duplicates, judging, queries, rows, services, standing_figures
from songbang.apps.insight.standing_figures import Situation
from songbang.apps.insight.views import not_ready
from songbang.apps.units.access import page, standing
from songbang.core.errors import NotFound
from songbang.core.measuring import FIGURE_IDS
from songbang.core.words import labels
from songbang.ui import exports
from songbang.ui.middleware import language_of

_EXPORTED = (
    "register",
    "day",
    "unit",
    "name",
    "issuer",
    "number",
    "channel",
    "minutes",
    "fields",
    "file",
    "sheet",
    "line_no",
)


@page("rows", "view")
def see_rows(request: HttpRequest) -> HttpResponse:
    """The rows behind a figure, fifty at a time."""
    own = standing(request)
    at = standing_figures.situation(own, request.GET, "rows")
    if at.asked is None:
        raise NotFound("rows.none")
    want = rows.wanted(request.GET)
    figures = queries.figure_set(own.territory, str(at.asked.period), str(at.asked.baseline), at.issuer)
    names = services.asked_names(own, at.state) if at.issuer else None
    within = queries.rows_within(own, names).filter(
        rows.at_units(at.asked, at.codes), rows.filter_of(want, at.asked, figures)
    )
    if "as" in request.GET:
        return _exported(request, at, want, within)
    step = rows.step(within, request.GET.get("after", ""))
    words = labels(language_of(request))
    figure_name = words["rows_page"]["demands"] if want.figure == rows.DEMANDS else words["figures"][want.figure]
    for row in step.rows:
        row["unit_name"] = at.places.name(row["unit"])
    context = {
        "want": want, "step": step, "figure_name": figure_name, "span": at.asked.side(want.side),
        "unit": at.places.by_code.get(at.asked.unit or ""), "more": _more(at, want, step), "here": _address(at, want),
        "most": rows.MOST_COUNTED, "is_figure": want.figure in FIGURE_IDS, "query": at.asked.query(),
        "missing": want.figure in behind.PAIRED and figures is None,
    }  # fmt: skip
    return render(request, "insight/rows.html", context)


def _address(at: Situation, want: rows.Wanted, **more: str | None) -> str:
    assert at.asked is not None
    slices: dict[str, str | None] = {
        "issuer_level": want.issuer_level or None, "line": want.line or None, "issuer": want.issuer or None
    }  # fmt: skip
    return at.asked.query(figure=want.figure, side=want.side, **(slices | more))


def _more(at: Situation, want: rows.Wanted, step: rows.Step) -> str | None:
    return _address(at, want, after=step.next) if step.next else None


def _exported(request: HttpRequest, at: Situation, want: rows.Wanted, within: Any) -> HttpResponse:
    words = labels(language_of(request))
    header = [words["fields"]["unit_name" if name == "unit" else name] for name in _EXPORTED]

    def lines() -> Iterator[list[Any]]:
        for row in rows.exported(within):
            shown = row | {"unit": at.places.name(row["unit"]), "register": words["registers"][row["register"]]}
            shown["channel"] = words["values"].get(row["channel"] or "", "")
            yield [shown[name] for name in _EXPORTED]

    title = words["figures"].get(want.figure, words["rows_page"]["demands"])
    return exports.answer(request.GET["as"], title, header, lines())


@page("rows", "view")
def see_row(request: HttpRequest, key: int) -> HttpResponse:
    """One row: what was read, and the row as it stood in the file with the deciding columns marked."""
    own = standing(request)
    names = None
    if own.reach("rows", "view") == "asked":
        names = services.asked_names(own, queries.rows_state(own.territory))
    row = queries.rows_within(own, names).select_related("taken").filter(pk=key).first()
    if row is None:
        raise Http404("row")
    figure = request.GET.get("figure", "")
    cells = rows.source_cells(row, figure)
    unit = queries.Places(own, "rows", "view").name(row.unit)
    words = labels(language_of(request))
    typed = [(words["fields"][name], _said(value, words)) for name, value in rows.typed(row)]
    context = {"row": row, "unit_name": unit, "cells": cells, "typed": typed, "figure": figure,
               "is_figure": figure in FIGURE_IDS,
               "has_headers": any(cell.header for cell in cells)}  # fmt: skip
    return render(request, "insight/row.html", context)


def _said(value: Any, words: Any) -> str:
    if isinstance(value, bool):
        return str(words["values"][str(value).lower()])
    return str(words["values"].get(str(value), value))


@page("duplicates", "view")
def see_duplicates(request: HttpRequest) -> HttpResponse:
    """Documents that one unit got on paper and electronically, with the reasons why they are one."""
    own = standing(request)
    at = standing_figures.situation(own, request.GET, "duplicates")
    found = standing_figures.find(own, at)
    if found.figures is None or at.asked is None or not found.figures.pairs_state:
        return not_ready(request, at, found)
    side = "baseline" if request.GET.get("side") == "baseline" else "value"
    sender = request.GET.get("sender", "")
    want = duplicates.Wanted(found.figures, at.codes, side, sender)
    if "as" in request.GET:
        return _twins_exported(request, at, want)
    twins = duplicates.step(want, request.GET.get("after", ""))
    said = judging.judged(own.territory, [(twin.electronic, twin.paper) for twin in twins.twins])
    context = {
        "asked": at.asked, "query": at.asked.query(), "side": side, "may_judge": own.may("duplicates", "judge"),
        "twins": [
            (at.places.name(twin.unit), twin, said.get((twin.electronic.row, twin.paper.row))) for twin in twins.twins
        ],
        "issuers": [
            (name, many, at.asked.query(side=side, sender=name)) for name, many in duplicates.by_issuer(want)
        ],
        "sender": sender, "without_sender": at.asked.query(side=side), "here": at.asked.query(side=side, sender=sender),
        "units": duplicates.by_unit(found.figures, at.codes, at.places), "stale": found.stale or found.comparing,
        "unit": at.places.by_code.get(at.asked.unit or ""), "without_unit": at.asked.at(None).query(),
        "more": at.asked.query(side=side, sender=sender, after=twins.next) if twins.next else None,
    }  # fmt: skip
    return render(request, "insight/duplicates.html", context)


def _twins_exported(request: HttpRequest, at: Situation, want: duplicates.Wanted) -> HttpResponse:
    words = labels(language_of(request))
    own = words["duplicates_page"]
    columns = ("unit", "issuer", "electronic", "electronic_day", "paper", "paper_day", "why", "differs")
    header = [own[name] for name in columns]

    def lines() -> Iterator[list[Any]]:
        for twin in duplicates.every(want):
            differs = [f"{words['differs'][what]}: {a} / {b}" for what, a, b in twin.differs]
            yield [
                at.places.name(twin.unit), twin.issuer, twin.electronic.name, twin.electronic.day,
                twin.paper.name, twin.paper.day,
                own["comma"].join(twin.why), own["comma"].join(differs),
            ]  # fmt: skip

    return exports.answer(request.GET["as"], own["title"], header, lines())
