"""Drafts that begin with a file: kept as it came, read in the room by a job, offered as a filled form.

The draft stands from the moment the file is kept. Where the file cannot be read the draft stays, and says why.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from songbang.apps.demands import services
from songbang.apps.demands.models import Draft
from songbang.apps.demands.proposing import Proposal, propose
from songbang.apps.demands.reading_tasks import order_draft
from songbang.apps.intake import keeping
from songbang.apps.intake.form_studies import order_study
from songbang.apps.intake.room import Job, Room
from songbang.apps.units.holding import Standing
from songbang.core.errors import NotFound, Unreadable
from songbang.core.words import Language
from songbang.ui import clock

WAITING, READ, FAILED = "waiting", "read", "failed"


@transaction.atomic
def drop(standing: Standing, name: str, laid: keeping.Laid) -> Draft:
    """A draft of the file that lies in its place; reading it is ordered in the same transaction."""
    kept = keeping.note_kept(standing.territory, laid)
    draft = services.begin_draft(standing.unit, standing.account, "document", {}, file=kept, file_name=name)
    draft.reading = WAITING
    draft.save(update_fields=["reading"])
    order_draft(draft.pk)
    return draft


def read_draft(pk: int, room: Room) -> None:
    """Read the file of a draft that waits for it. Nothing to do: nothing is done."""
    draft = Draft.objects.select_related("file").filter(pk=pk, reading=WAITING, open=True).first()
    if draft is None or draft.file is None:
        return
    path = keeping.path_of(draft.file)
    try:
        outcome = room.read(Job(path, draft.file_name, draft.file_name, (), [], wanted="document"))
        account = outcome.document()
        if not account.get("characters", {"all": 1})["all"]:
            raise Unreadable("document.no_text", file=draft.file_name)
    except Unreadable as error:
        fail(pk, error)
        return
    _fill(pk, account, propose(account))


def give_up(pk: int) -> None:
    """The file was tried too often."""
    draft = Draft.objects.filter(pk=pk, reading=WAITING).first()
    if draft is not None:
        fail(pk, Unreadable("file.too_hard", file=draft.file_name))


def fail(pk: int, error: Unreadable) -> None:
    """The draft stays as it is, with what is wrong with its file."""
    told = {"code": error.code, "parameters": {**error.parameters}}
    Draft.objects.filter(pk=pk).update(reading=FAILED, account=told, changed_at=clock.now())


@transaction.atomic
def _fill(pk: int, account: dict[str, Any], proposal: Proposal) -> None:
    """What was typed meanwhile stays; the rest is as the document says."""
    draft = Draft.objects.select_for_update(of=("self",)).select_related("unit", "by", "file").get(pk=pk)
    typed = {name: texts for name, texts in draft.values.items() if any(text.strip() for text in texts)}
    draft.values = {**proposal.values, **typed}
    draft.sources = {name: words for name, words in proposal.sources.items() if name not in typed}
    draft.kind = draft.kind if typed else proposal.kind
    draft.reading, draft.account, draft.changed_at = READ, account, clock.now()
    if "cells" in account and draft.file is not None:
        order_study(draft.unit, draft.by, draft.file_name, draft.file)
    draft.version += 1
    draft.save()


@transaction.atomic
def draft_also(standing: Standing, draft: Draft, kind: str, language: Language) -> Draft:
    """A further draft of the same document, of another kind that it asks. Raises `NotFound` where it asks none."""
    if draft.reading != READ or kind not in also_of(draft):
        raise NotFound("demand.not_here", id=kind)
    proposal = propose(draft.account, kind, language)
    made = services.begin_draft(
        standing.unit, standing.account, kind, proposal.values, sources=proposal.sources, file=draft.file,
        file_name=draft.file_name,
    )  # fmt: skip
    made.reading, made.account = READ, draft.account
    made.save(update_fields=["reading", "account"])
    return made


def also_of(draft: Draft) -> Iterable[str]:
    """Kinds of demands that the draft's document makes besides."""
    if draft.reading != READ or "cells" in draft.account:
        return ()
    return propose(draft.account, draft.kind).also
