"""The tree of units, a unit's page, and what an administrator does there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from songbang.apps.units import changing, forms, queries
from songbang.apps.units.access import page, standing
from songbang.apps.units.models import Unit
from songbang.apps.units.telling import attempt, tell
from songbang.ui.middleware import language_of


@page("units", "view")
def tree(request: HttpRequest) -> HttpResponse:
    """The units within reach, as a tree; `?ended=1` shows those that were merged away too."""
    ended = request.GET.get("ended") == "1"
    rows = queries.tree(standing(request), ended=ended)
    context = {"rows": rows, "ended": ended, "may_edit": standing(request).may("units", "edit")}
    return render(request, "units/tree.html", context)


@page("units", "view")
def see_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Names over time, traits, posts, and what lies below."""
    own = standing(request)
    sheet = queries.unit_sheet(own, pk)
    context: dict[str, Any] = {
        "sheet": sheet, "unit": sheet.unit, "may_edit": own.may("units", "edit"),
        "may_see_people": own.may("people", "view"), "may_edit_people": own.may("people", "edit"),
    }  # fmt: skip
    return render(request, "units/unit.html", context)


@page("units", "edit")
def add_unit(request: HttpRequest) -> HttpResponse:
    """A unit that no list has: a department, a city, a functional area."""
    own = standing(request)
    asked: dict[str, Any] = {"units": queries.units_of(own), "language": language_of(request)}
    form = forms.AddUnitForm(request.POST or None, **asked)
    outcome = attempt(
        request, form, lambda told: changing.add_unit(own.actor, told["code"], told["name"], told, own.territory)
    )
    if outcome.done:
        return redirect("units:unit", outcome.made.pk)
    return render(request, "units/act.html", {"form": form, "act": "add"}, status=outcome.status)


@page("units", "edit")
def edit_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Level, parent, cadres, traits. The second of two editors is told, and shown both."""
    own = standing(request)
    unit = queries.unit(own, pk, "edit")
    asked: dict[str, Any] = {"units": queries.units_of(own), "language": language_of(request)}
    stands = {name: getattr(unit, name) for name in (*changing.EDITED, "version")} | {"parent": unit.parent_id}
    form, both = forms.EditUnitForm(request.POST or None, initial=stands, **asked), None
    outcome = attempt(request, form, lambda told: changing.edit_unit(own.actor, pk, told["version"], told))
    if outcome.done:
        return redirect("units:unit", pk)
    if outcome.error and outcome.error.code == "unit.changed" and (both := _both(unit, form.cleaned_data)):
        form = _again(request, unit, asked)
        tell(request, form, outcome.error)
    context = {"form": form, "act": "edit", "unit": unit, "both": both}
    return render(request, "units/act.html", context, status=outcome.status)


def _again(request: HttpRequest, unit: Unit, asked: dict[str, Any]) -> forms.EditUnitForm:
    """The same form at the version of now: who has seen both and saves again means it."""
    told = request.POST.copy()
    told["version"] = str(unit.version)
    form = forms.EditUnitForm(told, **asked)
    form.is_valid()
    return form


@dataclass(frozen=True, slots=True)
class Both:
    """A field as it stands now, and as the second editor would have it."""

    field: str
    theirs: Any
    own: Any


def _both(unit: Unit, told: dict[str, Any]) -> list[Both]:
    return [
        Both(name, getattr(unit, name), told[name]) for name in changing.EDITED if getattr(unit, name) != told[name]
    ]


Done = Callable[[Unit, dict[str, Any]], object]


def _act(request: HttpRequest, pk: int, act: str, form_class: type[forms.WordedForm], done: Done) -> HttpResponse:
    """A page with a form that does one act to a unit."""
    own = standing(request)
    unit = queries.unit(own, pk, "edit")
    units = [other for other in queries.units_of(own) if other.pk != pk]
    asked: dict[str, Any] = {"units": units, "language": language_of(request)}
    form = form_class(request.POST or None, initial={"version": unit.version}, **asked)
    outcome = attempt(request, form, lambda told: done(unit, told))
    if outcome.done:
        return redirect("units:unit", pk)
    return render(request, "units/act.html", {"form": form, "act": act, "unit": unit}, status=outcome.status)


@page("units", "edit")
def rename_unit(request: HttpRequest, pk: int) -> HttpResponse:
    actor = standing(request).actor
    return _act(
        request, pk, "rename", forms.RenameForm,
        lambda unit, told: changing.rename_unit(actor, unit.pk, told["version"], told["name"], told["on"]),
    )  # fmt: skip


@page("units", "edit")
def merge_unit(request: HttpRequest, pk: int) -> HttpResponse:
    actor = standing(request).actor
    return _act(
        request, pk, "merge", forms.MergeForm,
        lambda unit, told: changing.merge_unit(actor, unit.pk, told["version"], told["into"], told["on"]),
    )  # fmt: skip


@page("units", "edit")
def split_unit(request: HttpRequest, pk: int) -> HttpResponse:
    actor = standing(request).actor
    return _act(
        request, pk, "split", forms.SplitForm,
        lambda unit, told: changing.split_unit(
            actor, unit.pk, told["version"], told["code"], told["name"], told["on"]
        ),
    )  # fmt: skip


@page("units", "edit")
def add_alias(request: HttpRequest, pk: int) -> HttpResponse:
    own = standing(request)

    def done(unit: Unit, told: dict[str, Any]) -> object:
        return changing.add_alias(own.actor, unit, told["name"], told["valid_from"], told["valid_to"])

    return _act(request, pk, "alias", forms.AliasForm, done)


@page("units", "edit")
@require_POST
def remove_alias(request: HttpRequest, pk: int, alias: int) -> HttpResponse:
    own = standing(request)
    changing.remove_alias(own.actor, queries.unit(own, pk, "edit"), alias)
    return redirect("units:unit", pk)


@page("people", "edit")
def add_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody takes a post."""
    own = standing(request)

    def done(unit: Unit, told: dict[str, Any]) -> object:
        return changing.add_post(own.actor, unit, told["person"], told["kind"], told["lines"], told["valid_from"])

    return _act(request, pk, "post", forms.PostForm, done)


@page("people", "edit")
def end_post(request: HttpRequest, pk: int, post: int) -> HttpResponse:
    """The last day of a post."""
    own = standing(request)

    def done(unit: Unit, told: dict[str, Any]) -> object:
        return changing.end_post(own.actor, unit, post, told["on"])

    return _act(request, pk, "end_post", forms.EndPostForm, done)
