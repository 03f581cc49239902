"""Assessments: taken in, covered, marked, compared."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from songbang.apps.evidence import forms, queries, reading, schemes, services
from songbang.apps.evidence.models import Assessment, SchemeIndicator
from songbang.apps.units.access import page, standing
from songbang.apps.units.models import Unit
from songbang.apps.units.telling import tell
from songbang.core.errors import BadInput, SongbangError
from songbang.core.words import labels, message
from songbang.ui import exports
from songbang.ui.middleware import language_of


@page("assessments", "view")
@require_safe
def assessments(request: HttpRequest) -> HttpResponse:
    own = standing(request)
    context = {"assessments": queries.assessments(own), "may_edit": own.may("assessments", "edit")}
    return render(request, "evidence/assessments.html", context)


@page("assessments", "edit")
def take_in(request: HttpRequest) -> HttpResponse:
    """A scheme from the department's own workbook, and the units that it is about."""
    own = standing(request)
    form, status = forms.TakeInForm(request.POST or None, request.FILES or None), 200
    units = list(Unit.objects.filter(territory=own.territory, level__in=("town", "village"), valid_to=None))
    chosen = [unit for unit in units if str(unit.pk) in request.POST.getlist("units")]
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            rows = reading.cells_of(told["file"])
            order = schemes.Order(told["title"], told["first"], told["last"], chosen)
            made = schemes.take_in(own.actor, own.unit, order, rows)
        except SongbangError as error:
            status = tell(request, form, error)
        else:
            return redirect("evidence:assessment", made.pk)
    towns = [unit for unit in units if unit.level == "town"]
    villages = [(town, [one for one in units if one.parent_id == town.pk]) for town in towns]
    context = {"form": form, "towns": towns, "villages": villages, "chosen": {unit.pk for unit in chosen}}
    return render(request, "evidence/take_in.html", context, status=status)


@page("assessments", "view")
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """The units with what is shown, their scores, who was excused from what, and what treating them so changes."""
    return render(request, "evidence/assessment.html", _one(request, pk))


def _one(request: HttpRequest, pk: int) -> dict[str, Any]:
    own = standing(request)
    assessment = queries.assessment_of(own, pk)
    everyone = own.role in ("department", "supervisor", "approver")
    units = queries.units_of(own, assessment)
    language = language_of(request)
    return {
        "assessment": assessment, "indicators": list(assessment.indicators.all()), "everyone": everyone,
        "result": queries.result_of(assessment, units, everyone=everyone),
        "findings": [message(one["code"], one["parameters"], language) for one in assessment.findings],
        "may_edit": own.may("assessments", "edit") and assessment.closed_at is None,
        "may_open_rooms": own.may("rooms", "edit"), "room_form": forms.RoomForm(),
        "rooms": queries.rooms_of(own, assessment) if own.may("rooms", "edit") else [],
    }  # fmt: skip


@page("assessments", "edit")
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    own = standing(request)
    schemes.close(own.actor, queries.assessment_of(own, pk, "edit").pk)
    return redirect("evidence:assessment", pk)


@page("assessments", "edit")
@require_POST
def conditions(request: HttpRequest, pk: int) -> HttpResponse:
    """To whom one indicator applies. What cannot be read is told over the page, and nothing is changed."""
    own = standing(request)
    assessment = queries.assessment_of(own, pk, "edit")
    indicator = get_object_or_404(SchemeIndicator, assessment=assessment, pk=request.POST.get("indicator") or 0)
    told = (request.POST.get("applies", ""), request.POST.get("alternative", ""))
    try:
        schemes.set_condition(own.actor, indicator, *told)
    except BadInput as error:
        words = message(error.code, error.parameters, language_of(request))
        context = {**_one(request, pk), "trouble": words, "typed": {"indicator": indicator.pk, "applies": told[0]}}
        return render(request, "evidence/assessment.html", context, status=400)
    return redirect("evidence:assessment", pk)


@page("assessments", "view")
@require_safe
def result_workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """Scores with what was excused and why, as a workbook."""
    own = standing(request)
    assessment = queries.assessment_of(own, pk)
    everyone = own.role in ("department", "supervisor", "approver")
    result = queries.result_of(assessment, queries.units_of(own, assessment), everyone=everyone)
    names = {str(one.place): one.name for one in assessment.indicators.all()}
    words = labels(language_of(request))["assessments"]
    head = [words[key] for key in ("unit", "got", "possible", "share", "rank", "shown", "excused")]
    lines = (
        [
            one.unit.name, float(one.score.got), float(one.score.possible),
            round(float(one.score.share) * 100, 1) if one.score.share is not None else None, one.rank, one.shown,
            "；".join(f"{names[e.indicator]} ({'，'.join(e.because)})" for e in one.score.excused),
        ]
        for one in result.placed
    )  # fmt: skip
    return exports.answer("xlsx", assessment.title, head, lines)


def _at(request: HttpRequest, pk: int, unit: int, resource: str, action: str) -> tuple[Assessment, Unit]:
    own = standing(request)
    assessment = queries.assessment_of(own, pk)
    return assessment, queries.unit_in(own, assessment, unit, resource, action)


@page("assessments", "view")
@require_safe
def at_unit(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    """One unit: each indicator with what shows it and what could."""
    assessment, place = _at(request, pk, unit, "assessments", "view")
    return render(request, "evidence/at_unit.html", _sheet(request, assessment, place))


def _sheet(request: HttpRequest, assessment: Assessment, unit: Unit) -> dict[str, Any]:
    own, still = standing(request), assessment.closed_at is None
    may_confirm = still and own.may("coverage", "confirm")
    lines = queries.sheet_of(assessment, unit, proposing=may_confirm)
    return {
        "assessment": assessment, "unit": unit, "lines": lines, "may_confirm": may_confirm,
        "may_mark": still and own.may("assessments", "mark"), "may_note": own.may("traits", "edit"),
        "lacking": sorted({name for line in lines for name in line.lacking}),
        "shown": sum(1 for line in lines if line.shown), "may_see": own.may("evidence", "view"),
    }  # fmt: skip


@page("coverage", "confirm")
@require_POST
def judge(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    """Confirmed, or not what shows it: one tap."""
    own = standing(request)
    assessment, place = _at(request, pk, unit, "coverage", "confirm")
    indicator = get_object_or_404(SchemeIndicator, assessment=assessment, pk=request.POST.get("indicator") or 0)
    shown = queries.shown_by(place, request.POST.get("shown", ""))
    state = "confirmed" if request.POST.get("state") == "confirmed" else "rejected"
    schemes.judge(own.actor, indicator, place, shown, state, by=own.account)
    return redirect(f"{request.path.removesuffix('judge/')}#indicator-{indicator.pk}")


@page("assessments", "mark")
@require_POST
def mark(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    """Points of all indicators of a unit; whoever takes points away says why."""
    own = standing(request)
    assessment, place = _at(request, pk, unit, "assessments", "mark")
    try:
        told = [_marked(request, indicator) for indicator in assessment.indicators.all()]
        schemes.mark(own.actor, assessment, place, told, by=own.account)
    except BadInput as error:
        words = message(error.code, error.parameters, language_of(request))
        context = {**_sheet(request, assessment, place), "trouble": words, "typed": request.POST}
        return render(request, "evidence/at_unit.html", context, status=400)
    return redirect("evidence:assessed-unit", pk, unit)


def _marked(request: HttpRequest, indicator: SchemeIndicator) -> tuple[SchemeIndicator, Decimal | None, str]:
    given = request.POST.get(f"points-{indicator.pk}", "").strip()
    try:
        points = Decimal(given) if given else None
    except InvalidOperation as error:
        raise BadInput("assessment.points", name=indicator.name[:40], most=indicator.points.normalize()) from error
    return indicator, points, request.POST.get(f"ground-{indicator.pk}", "")


@page("traits", "edit")
@require_POST
def note_traits(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    """What conditions ask for and nobody has said yet: a number, or yes or no."""
    own = standing(request)
    _, place = _at(request, pk, unit, "traits", "edit")
    values = [(name, _trait(given)) for name, given in zip(
        request.POST.getlist("name"), request.POST.getlist("value"), strict=False
    ) if given.strip()]  # fmt: skip
    services.note_traits(own.actor, place, values)
    return redirect("evidence:assessed-unit", pk, unit)


def _trait(given: str) -> float | bool:
    if given in ("yes", "no"):
        return given == "yes"
    try:
        return float(given)
    except ValueError as error:
        raise BadInput("trait.no_number", given=given[:20]) from error
