"""The auditor's page: the journal, filtered; what stood before and after each act; whether the chain holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from songbang.apps.insight.forms import JournalForm
from songbang.apps.journal.models import Entry
from songbang.apps.journal.services import Broken, broken_entries
from songbang.apps.units.access import page, standing
from songbang.core.words import labels
from songbang.ui import exports, wall
from songbang.ui.middleware import language_of

PER_PAGE = 50
MOST_EXPORTED = 100_000
MOST_BROKEN = 20
_COLUMNS = ("id", "at", "actor", "role", "address", "act", "subject", "before", "after", "digest")


@page("journal", "view")
def see_journal(request: HttpRequest) -> HttpResponse:
    """Who did what, the latest first. Acts that belong to no territory (log-ins of nobody, set-up) are shown too."""
    own = standing(request)
    form = JournalForm(request.GET)
    form.is_valid()
    entries = Entry.objects.filter(Q(territory=own.territory) | Q(territory="")).filter(_narrowed(form.cleaned_data))
    if "as" in request.GET:
        return _exported(request, entries)
    before = request.GET.get("before", "")
    if before.isdigit():
        entries = entries.filter(pk__lt=int(before))
    found = list(entries.order_by("-pk")[: PER_PAGE + 1])
    told = {name: value for name, value in request.GET.items() if name in form.fields and value}
    checked = "check" in request.GET
    context = {
        "entries": found[:PER_PAGE], "more": found[PER_PAGE - 1].pk if len(found) > PER_PAGE else None, "told": told,
        "told_query": urlencode(told),
        "acts": labels(language_of(request))["acts"], "checked": checked, "broken": _broken() if checked else [],
        "count": _count() if checked else 0,
    }  # fmt: skip
    return render(request, "insight/journal.html", context)


def _narrowed(told: dict[str, Any]) -> Q:
    exact = {name: told[name] for name in ("actor", "act", "subject") if told.get(name)}
    narrowed = Q(**exact)
    if told.get("first"):
        narrowed &= Q(at__gte=_midnight(told["first"]))
    if told.get("last"):
        narrowed &= Q(at__lt=_midnight(told["last"] + timedelta(days=1)))
    return narrowed


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _count() -> int:
    with wall.everywhere():
        return Entry.objects.count()


def _broken() -> list[Broken]:
    with wall.everywhere():  # one chain for all districts
        return list(islice(broken_entries(), MOST_BROKEN))


def _exported(request: HttpRequest, entries: Any) -> HttpResponse:
    words = labels(language_of(request))["journal_page"]

    def lines() -> Iterator[list[Any]]:
        for entry in entries.order_by("pk")[:MOST_EXPORTED].iterator(chunk_size=2000):
            at = timezone.localtime(entry.at).isoformat(sep=" ", timespec="seconds")
            yield [entry.pk, at, entry.actor, entry.role, entry.address, entry.act, entry.subject,
                   _told(entry.before), _told(entry.after), entry.digest]  # fmt: skip

    return exports.answer(request.GET["as"], words["title"], [words[name] for name in _COLUMNS], lines())


def _told(content: Any) -> str:
    return "" if content is None else json.dumps(content, ensure_ascii=False, sort_keys=True)
