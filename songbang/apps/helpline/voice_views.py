"""Voices: one tap on a demand, free words, what may be shown; guidance; causes under matters."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from songbang.apps.helpline import forms, guiding, hearing, queries, services
from songbang.apps.helpline.models import Matter, cause_kinds
from songbang.apps.intake.models import RegisterRow
from songbang.apps.units.access import page, standing
from songbang.apps.units.holding import Standing
from songbang.apps.units.telling import tell
from songbang.core.errors import SongbangError
from songbang.core.voices.anonymity import Voice, quarter_of
from songbang.core.words import message
from songbang.ui import clock
from songbang.ui.middleware import language_of


@page("voices", "view")
@require_safe
def voices(request: HttpRequest) -> HttpResponse:
    """What enough voices said: by who asked and by kind, in whole quarters; matters in free words."""
    own = standing(request)
    issuer = own.unit.name if own.role == "department" else None
    quarter = quarter_of(clock.today())
    context = {
        "heard": hearing.heard(own.territory, issuer=issuer), "may_speak": own.may("voices", "give"),
        "matters": hearing.suggestions(own.territory, (quarter,)),
    }  # fmt: skip
    return render(request, "helpline/voices.html", context)


@page("voices", "give")
@require_POST
def suggest(request: HttpRequest) -> HttpResponse:
    own = standing(request)
    hearing.suggest(own.account, own.territory, request.POST.get("text", ""))
    return render(request, "helpline/thanks.html")


def _row(own: Standing, pk: int) -> RegisterRow:
    within = own.within("voices", "give")
    found = RegisterRow.objects.filter(within, pk=pk, live__in=(True,)).first()
    if found is None:
        raise Http404("row.not_found")
    return found


@page("voices", "give")
def about_row(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap on something that was asked of the unit: needed, clear, how long, asked before."""
    own = standing(request)
    row = _row(own, pk)
    context: dict[str, Any] = {"row": row, "minutes": hearing.MINUTES}
    if request.method == "POST":
        form = forms.VoiceForm(request.POST)
        if form.is_valid():
            about = hearing.About(f"row:{row.row}", own.territory, row.issuer or "", row.register)
            try:
                hearing.hear(own.account, about, Voice(**form.cleaned_data))
            except SongbangError as error:
                context["trouble"] = message(error.code, error.parameters, language_of(request))
                return render(request, "helpline/about.html", context, status=409)
            return render(request, "helpline/thanks.html")
    return render(request, "helpline/about.html", context)


@page("help", "assign")
@require_safe
def causes(request: HttpRequest) -> HttpResponse:
    """Matters that several units raised, and what lies under them."""
    return render(request, "helpline/causes.html", _causes(request))


def _causes(request: HttpRequest) -> dict[str, Any]:
    own = standing(request)
    return {"alike": queries.alike(own), "causes": queries.causes(own), "kinds": cause_kinds()}


@page("help", "assign")
@require_POST
def note_cause(request: HttpRequest) -> HttpResponse:
    own, form = standing(request), forms.CauseForm(request.POST)
    keys = [int(key) for key in request.POST.getlist("matters") if key.isdigit()]
    under = Matter.objects.filter(territory=own.territory, pk__in=keys)
    if not form.is_valid() or not under:
        return render(request, "helpline/causes.html", {**_causes(request), "form": form}, status=400)
    services.note_cause(own.actor, own.territory, **form.cleaned_data, matters=under)
    return redirect("helpline:causes")


@page("help", "assign")
@require_POST
def settle_cause(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of it, told from where rules and lists are changed, or from here."""
    own = standing(request)
    try:
        services.settle_cause(own.actor, queries.cause_of(own, pk).pk, request.POST.get("outcome", ""))
    except SongbangError as error:
        words = message(error.code, error.parameters, language_of(request))
        return render(request, "helpline/causes.html", {**_causes(request), "trouble": words}, status=409)
    return redirect("helpline:causes")


@page("guidance", "view")
@require_safe
def threads(request: HttpRequest) -> HttpResponse:
    own = standing(request)
    return render(request, "helpline/threads.html", {
        "threads": queries.threads_of(own), "may_open": own.may("guidance", "answer"),
    })  # fmt: skip


@page("guidance", "answer")
@require_POST
def open_thread(request: HttpRequest) -> HttpResponse:
    own, form = standing(request), forms.ThreadForm(request.POST)
    if not form.is_valid():
        return redirect("helpline:threads")
    made = guiding.open_thread(own.actor, own.unit, **form.cleaned_data)
    return redirect("helpline:thread", made.pk)


@page("guidance", "view")
@require_safe
def thread(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "helpline/thread.html", _thread(request, pk))


def _thread(request: HttpRequest, pk: int) -> dict[str, Any]:
    own = standing(request)
    found = queries.thread_of(own, pk)
    return {
        "thread": found, "questions": queries.questions_of(own, found), "own": own.unit.pk,
        "may_ask": own.may("guidance", "ask") and found.closed_at is None,
        "may_answer": own.may("guidance", "answer") and found.body_id == own.unit.pk,
    }  # fmt: skip


@page("guidance", "ask")
@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    own = standing(request)
    guiding.ask(own.actor, own.unit, queries.thread_of(own, pk), request.POST.get("text", ""))
    return redirect("helpline:thread", pk)


@page("guidance", "answer")
@require_POST
def answer(request: HttpRequest, pk: int, key: int) -> HttpResponse:
    own = standing(request)
    queries.thread_of(own, pk)
    form = forms.ThreadForm()
    try:
        guiding.answer(own.actor, own.unit, key, request.POST.get("text", ""))
    except SongbangError as error:
        form = forms.ThreadForm(request.POST)
        form.is_valid()
        status = tell(request, form, error)
        return render(request, "helpline/thread.html", {**_thread(request, pk), "form": form}, status=status)
    return redirect("helpline:thread", pk)
