"""Figures and the rows behind them, for programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Path, Query, Schema
from pydantic import Field

from songbang.apps.insight import behind, queries, rows, services, standing_figures, tasks
from songbang.apps.insight.counts import Compared, Counts
from songbang.apps.insight.standing_figures import Found, Situation
from songbang.apps.units.access import standing
from songbang.apps.units.operations import TEXT, Cursor, Key, Limit, Page, Routes, one_of
from songbang.core.errors import NotFound
from songbang.core.measuring import FIGURE_IDS
from songbang.core.registers import ISSUER_LEVELS, LINES
from songbang.core.words import labels
from songbang.ui.cursors import read_cursor, write_cursor
from songbang.ui.problems import asked_language

router = Routes("figures")

PERIOD = r"^[0-9]{4}-[0-9]{1,2}(:[0-9]{4}-[0-9]{1,2})?$"
_SIDES = ("value", "baseline")
SOON = 5
"""Seconds after which a program may ask again for what a job computes."""

FigureId = Annotated[str, Path(), one_of(FIGURE_IDS)]
Marked = Annotated[str, Query(description="Its deciding columns are marked."), one_of(("", *FIGURE_IDS))]


class Question(Schema):
    """Period and baseline, and the units: all in reach, a unit with all below it, or (`exact`) it alone."""

    period: str = Field("", pattern=f"{PERIOD}|^$", description="`2019-01:2019-07`; empty: up to the last whole month.")
    baseline: str = Field("", pattern=f"{PERIOD}|^$", description="Empty: the same months a year before.")
    unit: str = Field("", pattern=r"^[A-Za-z0-9_.-]*$", max_length=12, description="Code; empty: all in reach.")
    exact: bool = Field(False, description="The unit alone, without those below it.")

    def told(self) -> dict[str, str]:
        exact = {"exact": "1"} if self.exact else {}
        return {"period": self.period, "baseline": self.baseline, "unit": self.unit, **exact}


class Narrowed(Question):
    """A question about rows: a side, and what narrows it further."""

    side: Literal["value", "baseline"] = "value"
    issuer_level: Annotated[str, one_of(("", *ISSUER_LEVELS))] = ""
    line: Annotated[str, one_of(("", *LINES))] = ""
    issuer: str = Field("", max_length=200, pattern=TEXT, description="A body that asks, as the figures name it.")


class CountOut(Schema):
    """A figure on both sides. `change` is a share, null where the sides may not be compared: then some units state one
    side only, and `like_change` is the change among those that state both."""

    value: int | float | None
    baseline: int | float | None
    change: float | None
    comparable: bool
    like_change: float | None


class LinksOut(Schema):
    """Addresses of the rows behind the figure, on each side."""

    value: str
    baseline: str


class FigureOut(CountOut):
    figure: str
    name: str
    measure: str
    rows: LinksOut


class FiguresOut(Schema):
    """`period` null: there are no rows yet. `stale`: rows have changed since, and they are being counted anew.
    `comparing`: a job is still comparing documents; figures of those that came twice are left out until then."""

    period: str | None
    baseline: str | None
    computed_at: datetime | None
    stale: bool
    comparing: bool
    items: list[FigureOut]


class AtUnitOut(CountOut):
    unit: str
    name: str


class MonthOut(Schema):
    """A month of the period, beside the one at the same place of the baseline."""

    month: int
    value: int | float | None
    baseline: int | float | None


class FigureSheetOut(FigureOut):
    period: str
    units: list[AtUnitOut]
    months: list[MonthOut]


class WaitOut(Schema):
    """A job is counting: ask again after the seconds of Retry-After."""

    state: Literal["computing"] = "computing"


class RowOut(Schema):
    """A row that counts, and where it stands in its file."""

    id: int
    register_kind: str
    day: date
    unit: str
    name: str
    issuer: str | None
    number: str | None
    channel: str | None
    minutes: int | None
    fields: int | None
    file: str
    sheet: str
    line: int


class CellOut(Schema):
    """A cell as it stood in the file; `field`: what its column was taken for; `decides`: whether the row counts."""

    column: str
    header: str
    text: str
    field: str | None
    decides: bool


class RowSheetOut(Schema):
    """What was read of a row, and the row as it stood in the file."""

    id: int
    register_kind: str
    unit: str
    day: date
    name: str
    file: str
    sheet: str
    line: int
    typed: dict[str, str | int | bool | date]
    cells: list[CellOut]


def _waits() -> HttpResponse:
    return HttpResponse(
        WaitOut().model_dump_json(), status=202, content_type="application/json", headers={"Retry-After": str(SOON)}
    )


def _count(found: Compared) -> dict[str, Any]:
    return {
        "value": found.value, "baseline": found.baseline, "change": found.change, "comparable": found.comparable,
        "like_change": found.like_change,
    }  # fmt: skip


def _figure(request: HttpRequest, at: Situation, figure: str, found: Compared) -> dict[str, Any]:
    words = labels(asked_language(request))
    assert at.asked is not None
    place = reverse("api:list_figure_rows", args=[figure])
    links = {side: f"{place}?{at.asked.query(side=side)}" for side in _SIDES}
    return {
        **_count(found), "figure": figure, "name": words["figures"][figure], "measure": words["measures"][figure],
        "rows": links,
    }  # fmt: skip


def _ready(request: HttpRequest, at: Situation) -> Found:
    """The set of figures, computed now; what takes longer, comparing many documents, by a job."""
    own = standing(request)
    found = standing_figures.find(own, at)
    if found.key is not None:
        if services.compute(found.key):
            tasks.compare_documents.enqueue(found.key)
        found = standing_figures.find(own, at)
    return found


@router.reads("/figures", "figures", response={200: FiguresOut, 202: WaitOut})
def list_figures(request: HttpRequest, asked: Query[Question]) -> Any:
    """All figures of a period against its baseline, each with the addresses of its rows."""
    at = standing_figures.situation(standing(request), asked.told())
    if at.asked is None:
        return {"period": None, "baseline": None, "computed_at": None, "stale": False, "comparing": False, "items": []}
    found = _ready(request, at)
    if found.figures is None:
        return _waits()
    figures, counts = found.figures, standing_figures.counts(found.figures, at)
    return {
        "period": str(at.asked.period), "baseline": str(at.asked.baseline), "computed_at": figures.computed_at,
        "stale": found.stale, "comparing": found.comparing, "items": list(_figures(request, at, counts)),
    }  # fmt: skip


def _figures(request: HttpRequest, at: Situation, counts: Counts) -> Iterator[dict[str, Any]]:
    for figure in FIGURE_IDS:
        found = counts.total(figure)
        if found.known:
            yield _figure(request, at, figure, found)


@router.reads("/figures/{figure}", "figures", response={200: FigureSheetOut, 202: WaitOut})
def read_figure(request: HttpRequest, figure: FigureId, asked: Query[Question]) -> Any:
    """One figure, by unit and by month."""
    at = _situation(request, figure, asked, "figures")
    found = _ready(request, at)
    if found.figures is None or at.asked is None or (found.comparing and figure in behind.PAIRED):
        return _waits()
    figures = found.figures
    counts = standing_figures.counts(figures, at)
    at_units = ((code, counts.at(figure, code)) for code in sorted(counts.codes))
    units = [{**_count(one), "unit": code, "name": at.places.name(code)} for code, one in at_units if one.known]
    months = [{"month": m, "value": value, "baseline": then} for m, value, then in counts.months(figure)]
    told = _figure(request, at, figure, counts.total(figure))
    return {**told, "period": str(at.asked.period), "units": units, "months": months}


def _situation(request: HttpRequest, figure: str, asked: Question, resource: str) -> Situation:
    """What the address asks for. Raises `NotFound` for what is no figure, and where there are no rows at all."""
    if figure not in FIGURE_IDS:
        raise NotFound("rows.unknown_figure", figure=figure)
    at = standing_figures.situation(standing(request), asked.told(), resource)
    if at.asked is None:
        raise NotFound("rows.none")
    return at


@router.reads("/figures/{figure}/rows", "rows", response={200: Page[RowOut], 202: WaitOut})
def list_figure_rows(
    request: HttpRequest, figure: FigureId, asked: Query[Narrowed], after: Cursor = "", limit: Limit = 50
) -> Any:
    """The rows behind a figure, in pages."""
    at = _situation(request, figure, asked, "rows")
    keys = read_cursor("rows", after, str)
    want = rows.wanted({"figure": figure, **asked.dict(include={"side", "issuer_level", "line", "issuer"})})
    own = standing(request)
    figures = None
    if figure in behind.PAIRED or want.issuer:
        ready = _ready(request, at)
        figures = ready.figures
        if figures is None or (ready.comparing and figure in behind.PAIRED):
            return _waits()
    names = services.asked_names(own, at.state) if at.issuer else None
    assert at.asked is not None
    within = queries.rows_within(own, names).filter(rows.at_units(at.asked, at.codes))
    found, cursor = rows.page_after(
        within.filter(rows.filter_of(want, at.asked, figures)), keys[0] if keys else "", limit
    )  # fmt: skip
    return {"items": [_row(row) for row in found], "next": write_cursor("rows", cursor) if cursor else None}


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "id": row["pk"], "register_kind": row["register"], "line": row["line_no"]}


@router.reads("/rows/{key}", "rows", response=RowSheetOut)
def read_row(request: HttpRequest, key: Key, figure: Marked = "") -> Any:
    """One row: what was read, and its cells in the file, with those marked that decide whether `figure` counts it."""
    own = standing(request)
    asks = own.reach("rows", "view") == "asked"
    names = services.asked_names(own, queries.rows_state(own.territory)) if asks else None
    row = queries.rows_within(own, names).select_related("taken").filter(pk=key).first()
    if row is None:
        raise NotFound("rows.not_there", id=key)
    if figure not in ("", *FIGURE_IDS):
        raise NotFound("rows.unknown_figure", figure=figure)
    cells = rows.source_cells(row, figure)
    return {
        "id": row.pk, "register_kind": row.register, "unit": row.unit, "day": row.day, "name": row.name,
        "file": row.file, "sheet": row.sheet, "line": row.line_no, "typed": dict(rows.typed(row)),
        "cells": [
            {"column": c.letters, "header": c.header, "text": c.text, "field": c.field, "decides": c.marked}
            for c in cells
        ],
    }  # fmt: skip
