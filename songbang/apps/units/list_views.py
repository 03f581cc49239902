"""Lists of units, of departments and of people from a workbook: what they would change is shown first, then taken in.

Nothing is kept between the two steps: what was read travels in the page, signed and bound to account and district.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from songbang.apps.units import forms, opening, queries, services
from songbang.apps.units.access import page, standing
from songbang.apps.units.departments import (
    DepartmentChanges,
    DepartmentLine,
    department_changes,
    import_departments,
)
from songbang.apps.units.holding import Standing
from songbang.apps.units.listing import (
    PeopleChanges,
    PostLine,
    UnitChanges,
    people_changes,
    unit_changes,
)
from songbang.apps.units.succeeding import ENDED, fates_of, take_list
from songbang.apps.units.telling import tell
from songbang.core.errors import BadInput, SongbangError
from songbang.core.units import Unit as UnitFacts
from songbang.ui.middleware import language_of

_HOUR = 3600
MOST_ASKED = 60
"""Units of which the preview asks what became of them; further ones have their own pages."""
SHOWN = 500
"""Changes that the preview shows; it counts all."""
Compared = UnitChanges | PeopleChanges | DepartmentChanges


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of list: how to compare what was read with what is there, and how to take it in."""

    name: str
    compare: Callable[[dict[str, Any], str], Compared]
    take: Callable[[Standing, dict[str, Any], date | None, Mapping[str, str]], int]


def _unit_facts(read: dict[str, Any]) -> list[UnitFacts]:
    return [UnitFacts(**{**unit, "aliases": tuple(unit["aliases"])}) for unit in read["units"]]


def _post_lines(read: dict[str, Any]) -> list[PostLine]:
    return [
        PostLine(
            line["row"], line["person"], line["unit"], line["kind"], tuple(line["lines"]),
            _day(line["valid_from"]), _day(line["valid_to"]),
        )
        for line in read["posts"]
    ]  # fmt: skip


def _department_lines(read: dict[str, Any]) -> list[DepartmentLine]:
    return [DepartmentLine(**{**line, "aliases": tuple(line["aliases"])}) for line in read["departments"]]


def _compare_departments(read: dict[str, Any], territory: str) -> DepartmentChanges:
    found = department_changes(_department_lines(read), territory)
    return DepartmentChanges(found.changes, found.same, _all_refused(read, found.refused))


def _all_refused(read: dict[str, Any], found: list[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    """Lines that could not be read, and those that do not fit what is there, in the order of the rows."""
    return sorted([*(cast("tuple[int, str, str]", tuple(line)) for line in read["refused"]), *found])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _compare_people(read: dict[str, Any], territory: str) -> PeopleChanges:
    found = people_changes(_post_lines(read), territory)
    return PeopleChanges(found.changes, found.same, _all_refused(read, found.refused))


def _take_units(own: Standing, listed: list[UnitFacts], on: date | None, told: Mapping[str, str]) -> int:
    fates = fates_of(told, unit_changes(listed, own.territory))
    return take_list(own.actor, listed, own.territory, on=on, fates=fates)


UNITS = Kind(
    "units", lambda read, territory: unit_changes(_unit_facts(read), territory),
    lambda own, read, on, told: _take_units(own, _unit_facts(read), on, told),
)  # fmt: skip
PEOPLE = Kind(
    "people",
    _compare_people,
    lambda own, read, on, told: services.import_people(own.actor, _post_lines(read), own.territory),
)
DEPARTMENTS = Kind(
    "departments", _compare_departments,
    lambda own, read, on, told: import_departments(own.actor, _department_lines(read), own.territory),
)  # fmt: skip


def _fingerprint(compared: Compared) -> str:
    told: list[object]
    if isinstance(compared, UnitChanges):
        told = [(change.facts, change.unit is None, change.differences) for change in compared.changes]
    elif isinstance(compared, DepartmentChanges):
        told = [(change.line, change.unit is None, change.aliases, change.cadres) for change in compared.changes]
    else:
        told = [(change.line, change.unit.pk, change.post is None) for change in compared.changes]
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _renames(compared: Compared) -> bool:
    """Whether a unit would change its name: then the page asks from which day."""
    if not isinstance(compared, UnitChanges):
        return False
    return any(difference.field == "name" for change in compared.changes for difference in change.differences)


def _asks(compared: Compared) -> dict[str, Any]:
    """What a list of units leaves open and a person may say: what became of units, and where new ones came from."""
    if not isinstance(compared, UnitChanges) or not (compared.same or compared.changed):
        return {}
    new = [change.facts for change in compared.new if change.facts.level != "county"]
    levels = {facts.level for facts in new} | {unit.level for unit in compared.missing}
    return {"gone": compared.missing[:MOST_ASKED], "came": new[:MOST_ASKED], "levels": levels}


def _salt(own: Standing, kind: Kind) -> str:
    return f"units.list.{kind.name}.{own.territory}.{own.account.pk}"


def _show(request: HttpRequest, kind: Kind, read: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """The preview: what is new, what changes, what is the same, what cannot be taken."""
    own = standing(request)
    compared = kind.compare(read, own.territory)
    signed = signing.dumps([read, _fingerprint(compared)], salt=_salt(own, kind), compress=True)
    form = forms.TakeListForm(initial={"read": signed}, language=language_of(request))
    context = {
        "kind": kind.name, "found": compared, "shown": compared.changes[:SHOWN], "form": form,
        "hidden": max(0, len(compared.changes) - SHOWN), "meanwhile": status == 409,
        "renames": _renames(compared), **_asks(compared), "units": queries.units_of(own), "ended": ENDED,
        "take": reverse(f"units:take-{kind.name}-list"), "again": reverse(f"units:{kind.name}-list"),
    }  # fmt: skip
    return render(request, "units/preview.html", context, status=status)


def _upload(request: HttpRequest, kind: Kind) -> HttpResponse:
    form, status = forms.ListForm(request.POST or None, request.FILES or None, language=language_of(request)), 200
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            if file.size > opening.MOST_SIZE:
                raise BadInput("list.too_large", file=file.name, most=opening.MOST_SIZE // 2**20)
            return _show(request, kind, opening.ask(kind.name, file.read(), file.name))
        except SongbangError as error:
            status = tell(request, form, error)
    return render(request, "units/list.html", {"kind": kind.name, "form": form}, status=status)


def _take(request: HttpRequest, kind: Kind) -> HttpResponse:
    own = standing(request)
    form = forms.TakeListForm(request.POST, language=language_of(request))
    if not form.is_valid():
        return redirect(f"units:{kind.name}-list")
    try:
        read, shown = signing.loads(form.cleaned_data["read"], salt=_salt(own, kind), max_age=_HOUR)
    except signing.BadSignature as error:
        raise BadInput("list.stale") from error
    if _fingerprint(kind.compare(read, own.territory)) != shown:
        return _show(request, kind, read, status=409)  # somebody changed the units meanwhile: shown anew
    kind.take(own, read, form.cleaned_data["on"], request.POST)
    return redirect("units:tree")


@page("units", "edit")
def units_list(request: HttpRequest) -> HttpResponse:
    return _upload(request, UNITS)


@page("units", "edit")
@require_POST
def take_units_list(request: HttpRequest) -> HttpResponse:
    return _take(request, UNITS)


@page("units", "edit")
def departments_list(request: HttpRequest) -> HttpResponse:
    return _upload(request, DEPARTMENTS)


@page("units", "edit")
@require_POST
def take_departments_list(request: HttpRequest) -> HttpResponse:
    return _take(request, DEPARTMENTS)


@page("people", "edit")
def people_list(request: HttpRequest) -> HttpResponse:
    return _upload(request, PEOPLE)


@page("people", "edit")
@require_POST
def take_people_list(request: HttpRequest) -> HttpResponse:
    return _take(request, PEOPLE)
