"""One form, for programs: what a form's study says, giving facts, the department's workbook filled."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Schema
from pydantic import BeforeValidator, Field

from songbang.apps.forms import queries, services
from songbang.apps.forms.forms import SHAPES
from songbang.apps.forms.models import Given, Round, Template
from songbang.apps.forms.workbooks import XLSX, complete, one_unit
from songbang.apps.units.access import standing
from songbang.apps.units.operations import TEXT, Cursor, Key, Limit, Page, Routes, one_of
from songbang.core.errors import NotFound
from songbang.core.filling.formats import formats_from
from songbang.ui.cursors import read_cursor, write_cursor

router = Routes("forms")

MOST_FACTS = 1000
_BINARY = {"responses": {200: {"content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}}}}
Shape = Annotated[str, Path(max_length=20, pattern=r"^[a-z]+$"), one_of(SHAPES)]


def _written(day: object) -> object:
    """A day as it is written, 2024-06-30: a number would be taken for seconds since 1970."""
    if isinstance(day, int | float):
        raise ValueError("a day is written as 2024-06-30")
    return day


Day = Annotated[date, BeforeValidator(_written)]
Asked = Annotated[str, Query(max_length=20, pattern=TEXT, description="A name of form_formats.yaml; empty: as it is.")]


class TemplateOut(Schema):
    """A department's form. `share`: how much of what it asks is known, 0 to 1; `studying`: a job is at it."""

    id: int
    title: str
    number: str
    name: str
    unit: str
    level: str
    state: str
    studying: bool
    share: float | None
    made_at: datetime


class LineOut(Schema):
    """A cell over all units: how many know it (`known`) and who gave it (`holders`)."""

    sheet: str
    cell: str
    row: str
    column: str
    measure: str
    element: str
    owner: str
    explained: bool
    checked: bool
    known: int
    counts: dict[str, int]
    holders: list[str]


class StudyOut(TemplateOut):
    """The study: minutes are those of all units together. `proposals`: how it could be lighter."""

    units: int
    cells: int
    asked: int
    totals: dict[str, int]
    minutes_before: float
    minutes_after: float
    findings: list[str]
    proposals: list[dict[str, Any]]
    lines: list[LineOut]
    rounds: list[int]


class RoundOut(Schema):
    """A form sent to units. `used_for`: what the answers were used for."""

    id: int
    template: int
    state: str
    on: date
    due_on: date | None
    units: int
    handed_in: int
    known: int
    left: int
    used_for: str


class FactIn(Schema):
    """An answer as an earlier form worded it, as contract `fill` has it."""

    unit: str = Field(min_length=1, max_length=12, pattern=r"^[A-Za-z0-9_.-]+$")
    form: str = Field(max_length=200, pattern=TEXT)
    indicator: str = Field(min_length=1, max_length=300, pattern=TEXT)
    measure: str = Field("", max_length=30, pattern=TEXT)
    value: str = Field(min_length=1, max_length=120, pattern=TEXT)
    as_of: Day
    source: str = Field("", max_length=120, pattern=TEXT)


class FactsIn(Schema):
    facts: list[FactIn] = Field(min_length=1, max_length=MOST_FACTS)


class TakenOut(Schema):
    """`new`: facts that were not there; `passed_over`: positions (from 0) of those that were not taken: a unit out of
    reach, no figure in its measure."""

    new: int
    passed_over: list[int]


class FactOut(FactIn):
    id: int
    given_at: datetime


def _template(found: Template) -> dict[str, Any]:
    studied = found.state == "studied"
    return {
        "id": found.pk, "title": found.title, "number": found.number, "name": found.name, "unit": found.unit.code,
        "level": found.level, "state": found.state, "studying": bool(found.stage),
        "share": found.study.get("share") if studied else None, "made_at": found.made_at,
    }  # fmt: skip


def _round(found: Round) -> dict[str, Any]:
    counted: Any = found
    return {
        "id": found.pk, "template": found.template_id, "state": found.state, "on": found.on, "due_on": found.due_on,
        "units": found.units, "handed_in": counted.handed_in, "known": counted.known or 0,
        "left": counted.left_over or 0, "used_for": found.used_for,
    }  # fmt: skip


@router.reads("/forms", "forms", response=Page[TemplateOut])
def list_forms(request: HttpRequest, after: Cursor = "", limit: Limit = 50) -> Any:
    """Forms that were brought to be studied, the newest first."""
    keys = read_cursor("forms", after, int)
    found = queries.templates_before(standing(request), keys[0] if keys else None, limit + 1)
    following = write_cursor("forms", found[limit - 1].pk) if len(found) > limit else None
    return {"items": [_template(one) for one in found[:limit]], "next": following}


@router.reads("/forms/{key}", "forms", response=StudyOut)
def read_study(request: HttpRequest, key: Key) -> Any:
    """The study of a form: what is known, who holds it, what it costs. 404 while there is none."""
    found = queries.template(standing(request), key)
    if found.state != "studied":
        raise NotFound("forms.no_template", id=key)
    told = found.study
    kept = ("units", "cells", "asked", "totals", "minutes_before", "minutes_after", "findings", "proposals", "lines")
    return {**_template(found), **{name: told[name] for name in kept}, "rounds": queries.round_keys(found)}


@router.reads("/form-rounds/{key}", "forms", response=RoundOut)
def read_form_round(request: HttpRequest, key: Key) -> Any:
    """How far a form that was sent is."""
    return _round(queries.round_of(standing(request), key))


@router.reads("/form-rounds/{key}/workbook/{shape}", "forms", response=None, openapi_extra=_BINARY)
def read_form_workbook(
    request: HttpRequest, key: Key, shape: Shape, date: Asked = "", whether: Asked = "", sex: Asked = "",
    area: Asked = "", money: Asked = "", mass: Asked = "", people: Asked = "",
) -> HttpResponse:  # fmt: skip
    """The department's workbook: `sheets` (its layout, a sheet a unit), `list` (a line a unit), `sum`; values as asked.

    Personal data are masked.
    """
    found = queries.round_of(standing(request), key)
    if shape not in SHAPES or found.state in ("making", "failed"):
        raise NotFound("forms.no_round", id=key)
    told = {"date": date, "whether": whether, "sex": sex, "area": area, "money": money, "mass": mass, "people": people}
    return _workbook(complete(found, queries.whole_papers(found), shape, formats=formats_from(told)))


@router.reads("/form-papers/{key}/workbook", "papers", response=None, openapi_extra=_BINARY)
def read_filled_form(request: HttpRequest, key: Key) -> HttpResponse:
    """The department's own workbook as it stands for one unit."""
    return _workbook(one_unit(queries.paper(standing(request), key)))


def _workbook(content: bytes) -> HttpResponse:
    return HttpResponse(content, content_type=XLSX)


@router.reads("/facts", "facts", response=Page[FactOut])
def list_facts(request: HttpRequest, after: Cursor = "", limit: Limit = 50) -> Any:
    """What is known of the units within reach, the newest first. Personal data are no facts."""
    keys = read_cursor("facts", after, int)
    found = queries.givens_before(standing(request), keys[0] if keys else None, limit + 1)
    following = write_cursor("facts", found[limit - 1].pk) if len(found) > limit else None
    return {"items": [_fact(one) for one in found[:limit]], "next": following}


def _fact(given: Given) -> dict[str, Any]:
    return {
        "id": given.pk, "unit": given.unit.code, "form": given.form, "indicator": given.indicator,
        "measure": given.measure, "value": given.value, "as_of": given.as_of, "source": given.source,
        "given_at": given.given_at,
    }  # fmt: skip


@router.writes("/facts", "facts", "give", response=TakenOut)
def give_facts(request: HttpRequest, told: FactsIn) -> Any:
    """Give answers, in the earlier form's words. The same answer twice changes nothing."""
    rows = [{**fact.model_dump(), "as_of": fact.as_of.isoformat()} for fact in told.facts]
    new, passed = services.give_facts(standing(request), rows, "api")
    return TakenOut(new=new, passed_over=passed)
