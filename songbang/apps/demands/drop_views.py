"""Dropping a draft: a file comes in, and the request form comes up filled with what it says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from songbang.apps.demands import drafting, queries
from songbang.apps.demands.models import Draft
from songbang.apps.intake import keeping
from songbang.apps.intake.acts import bounded
from songbang.apps.intake.bringing import chunks
from songbang.apps.units.access import page, standing
from songbang.core.errors import BadInput
from songbang.core.words import message
from songbang.ui.middleware import language_of


@csrf_exempt
@page("demands", "ask")
@require_POST
@bounded
def drop(request: HttpRequest) -> HttpResponse:
    """Files come in, each a draft of its own; the first is shown."""
    asker = standing(request)
    files = request.FILES.getlist("files")
    if not files:
        raise BadInput("drop.no_file")
    drafts = [
        drafting.drop(asker, _last_part(str(file.name)), keeping.lay_down(asker.territory, chunks(file)))
        for file in files
    ]
    return redirect("demands:draft", drafts[0].pk)


def _last_part(name: str) -> str:
    return keeping.clean_path(name).rpartition("/")[2][-200:] or "?"


@page("demands", "ask")
@require_POST
def also(request: HttpRequest, pk: int) -> HttpResponse:
    """A further draft out of the same document."""
    asker = standing(request)
    found = queries.draft_of(asker, pk)
    made = drafting.draft_also(asker, found, request.POST.get("kind", ""), language_of(request))
    return redirect("demands:draft", made.pk)


def _asked(account: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    """What the document asks, by name, with the sentence that says so."""
    evidence = account.get("evidence") or {}
    asks = account.get("asks") or {}
    return [(name, evidence[f"asks.{name}"]) for name, wanted in asks.items() if wanted and f"asks.{name}" in evidence]


def reading_shown(request: HttpRequest, draft: Draft) -> dict[str, Any]:
    """What the page of a draft says of its file: waiting, why it failed, what else it asks."""
    failed = draft.reading == drafting.FAILED
    language = language_of(request)
    told = message(draft.account["code"], draft.account["parameters"], language) if failed else None
    return {
        "waiting": draft.reading == drafting.WAITING, "unread": told, "also": list(drafting.also_of(draft)),
        "lost": [message(code, {"file": draft.file_name}, language) for code in draft.account.get("lost", ())],
        "attachments": draft.account.get("attachments", ()),
        "asked": _asked(draft.account), "duties": draft.account.get("village_duties", ()),
        "contradictions": draft.account.get("contradictions", ()),
    }  # fmt: skip
