"""The text of evidence, as far as its kind has one: documents, scans and photographs of pages, tables."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from songbang.apps.evidence import services
from songbang.apps.evidence.kinds import ending_of
from songbang.apps.evidence.models import Evidence
from songbang.apps.intake import keeping
from songbang.apps.intake.room import DOCUMENT_MEMORY, DOCUMENT_SECONDS, Job, Room
from songbang.core.errors import Unreadable
from songbang.core.reading.documents.formats import ENDINGS as DOCUMENTS

TABLES = (".xlsx", ".xls", ".et", ".csv", ".ods")


def read_all(keys: Iterable[int], *, give_up: bool = False) -> None:
    """Read those that are still to be read; what cannot be is kept with the reason and found by its title."""
    waiting = Evidence.objects.filter(pk__in=list(keys), stage="queued").select_related("file")
    with Room(memory=DOCUMENT_MEMORY, seconds=DOCUMENT_SECONDS) as room:
        for evidence in waiting:
            if give_up:
                services.note_text(evidence.pk, "", stage="failed", trouble={"code": "file.too_hard", "parameters": {}})
            else:
                _read(evidence, room)


def _read(evidence: Evidence, room: Room) -> None:
    if evidence.file is None or ending_of(evidence.name) not in (*TABLES, *DOCUMENTS):
        services.note_text(evidence.pk, "", stage="no_text")
        return
    try:
        told = _told(evidence, room)
    except Unreadable as error:
        trouble = {"code": error.code, "parameters": {key: str(value) for key, value in error.parameters.items()}}
        services.note_text(evidence.pk, "", stage="failed", trouble=trouble)
        return
    text = told.pop("text")
    services.note_text(evidence.pk, text, stage="read" if text else "no_text", **told)


def _told(evidence: Evidence, room: Room) -> dict[str, Any]:
    """Its text, and of a document the title and day that it says of itself."""
    assert evidence.file is not None
    path, table = keeping.path_of(evidence.file), ending_of(evidence.name) in TABLES
    found = room.read(Job(path, evidence.name, evidence.name, (), [], wanted="cells" if table else "document"))
    if found.found == "cells":
        return {"text": "\n".join(" ".join(filter(None, row)) for _, rows in found.cells() for row in rows)}
    told = found.document()
    day = date.fromisoformat(told["date"]) if told.get("date") else None
    return {"text": told.get("text") or "", "title": told.get("title"), "effective_on": day}
