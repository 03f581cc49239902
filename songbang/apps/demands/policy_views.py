"""Pages of what a place has decided: plans and their use, lists, the rulebook and its changes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from songbang.apps.demands import policies, policy_forms, policy_queries
from songbang.apps.demands.models import LISTS
from songbang.apps.intake.asked_changes import asked_changes
from songbang.apps.units import opening
from songbang.apps.units.access import page, standing
from songbang.apps.units.telling import tell
from songbang.core.demand import KINDS
from songbang.core.errors import BadInput, SongbangError
from songbang.ui import clock
from songbang.ui.middleware import language_of

READER = "songbang.apps.demands.opening"


@page("plans", "view")
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """The year's plan, and how far it is used."""
    return render(request, "demands/plans.html", plan_context(request))


def plan_context(request: HttpRequest, form: Any = None, refused: list[Any] | None = None) -> dict[str, Any]:
    asker = standing(request)
    year = _year(request.GET.get("year"))
    kind = request.GET.get("kind", "")
    items = policy_queries.plan(asker, year, kind if kind in KINDS else "")
    return {
        "items": items, "year": year, "kind": kind, "kinds": KINDS, "years": policy_queries.plan_years(asker, year),
        "may_edit": asker.may("plans", "edit"), "one_in_one_out": policy_queries.one_in_one_out(asker),
        "form": form or policy_forms.ItemForm(), "refused": refused or [],
    }  # fmt: skip


def _year(text: str | None) -> int:
    return int(text) if text and text.isdigit() and 1990 <= int(text) <= 2100 else clock.today().year


@page("plans", "edit")
@require_POST
def take_plan(request: HttpRequest) -> HttpResponse:
    """A plan comes in from a workbook; lines that cannot be taken are named."""
    asker, form = standing(request), policy_forms.PlanFileForm(request.POST, request.FILES)
    status, refused = 400, []
    if form.is_valid():
        try:
            read = _read("plan", form.cleaned_data["file"])
            refused = read["refused"]
            policies.take_plan(
                asker.actor, asker.territory, read["lines"], form.cleaned_data["year"], form.cleaned_data["issuer"]
            )
            if not refused:
                return redirect("demands:plans")
            status = 200
        except SongbangError as error:
            status = tell(request, form, error)
    return render(request, "demands/plans.html", plan_context(request, form, refused), status=status)


def _read(kind: str, file: UploadedFile[bytes]) -> dict[str, Any]:
    if (file.size or 0) > opening.MOST_SIZE:
        raise BadInput("list.too_large", file=file.name, most=opening.MOST_SIZE // 2**20)
    return opening.ask(kind, file.read(), str(file.name), reader=READER)


@page("plans", "edit")
@require_POST
def add_item(request: HttpRequest) -> HttpResponse:
    """One more item; where one in means one out, with the one that goes."""
    asker, form = standing(request), policy_forms.ItemForm(request.POST)
    status = 400
    if form.is_valid():
        said = dict(form.cleaned_data)
        try:
            policies.add_item(asker, {key: said[key] for key in said if key != "out"}, said["out"])
            return redirect("demands:plans")
        except SongbangError as error:
            status = tell(request, form, error)
    return render(request, "demands/plans.html", plan_context(request, form), status=status)


@page("plans", "edit")
@require_POST
def plan_rule(request: HttpRequest) -> HttpResponse:
    """One in, one out: on or off."""
    policies.set_one_in_one_out(standing(request), request.POST.get("on") == "1")
    return redirect("demands:plans")


@page("lists", "view")
@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    """Every list as it stands on a day."""
    return render(request, "demands/lists.html", _list_context(request))


def _list_context(request: HttpRequest, form: Any = None, refused: list[Any] | None = None) -> dict[str, Any]:
    asker, day = standing(request), _day(request.GET.get("on"))
    name = request.GET.get("list", "")
    return {
        "lists": policy_queries.lists_on(asker, day), "names": LISTS, "day": day,
        "may_edit": asker.may("lists", "edit"),
        "edition": policy_queries.edition(asker, name, day) if name in LISTS else None, "name": name,
        "editions": policy_queries.editions(asker, name) if name in LISTS else [],
        "form": form or policy_forms.ListFileForm(), "refused": refused or [],
        "asked": asked_changes(asker.territory, "list") if asker.may("lists", "edit") else [],
    }  # fmt: skip


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return clock.today()


@page("lists", "edit")
@require_POST
def take_list(request: HttpRequest) -> HttpResponse:
    """A new edition of a list from a workbook."""
    asker, form = standing(request), policy_forms.ListFileForm(request.POST, request.FILES)
    status = 400
    if form.is_valid():
        said = form.cleaned_data
        try:
            read = _read("list", said["file"])
            policies.take_list(
                asker.actor,
                asker.territory,
                said["name"],
                read["lines"],
                said["valid_from"],
                said["source"],
                asker.account,
            )
            return redirect("demands:lists")
        except SongbangError as error:
            status = tell(request, form, error)
    return render(request, "demands/lists.html", _list_context(request, form), status=status)


@page("rules", "view")
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """What is in force on a day, with what the place has set and suspended; what changed since another."""
    return render(request, "demands/rules.html", rules_context(request))


def rules_context(request: HttpRequest, form: Any = None) -> dict[str, Any]:
    asker, day = standing(request), _day(request.GET.get("on"))
    since = _day(request.GET["since"]) if request.GET.get("since") else None
    may_edit = asker.may("rules", "edit")
    return {
        "day": day, "since": since, "rules": policy_queries.rules_on(asker, day, language_of(request)),
        "changed": policy_queries.changed_between(asker, since, day) if since else [],
        "may_edit": may_edit, "open": policy_queries.open_changes(asker), "form": form or policy_forms.ChangeForm(),
        "asked": asked_changes(asker.territory, "rule") if may_edit else [],
    }  # fmt: skip


@page("rules", "edit")
@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    """A limit, an adoption or a suspension is proposed; a second person confirms it."""
    asker, form = standing(request), policy_forms.ChangeForm(request.POST)
    status = 400
    if form.is_valid():
        try:
            policies.propose(asker, form.cleaned_data)
            return redirect("demands:rules")
        except SongbangError as error:
            status = tell(request, form, error)
    return render(request, "demands/rules.html", rules_context(request, form), status=status)


@page("rules", "edit")
@require_POST
def settle_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm a change that another proposed, or drop it."""
    asker = standing(request)
    if request.POST.get("act") == "confirm":
        policies.confirm(asker, pk)
    elif request.POST.get("act") == "drop":
        policies.drop(asker, pk)
    else:
        raise BadInput("step.act_unclear")
    return redirect("demands:rules")
