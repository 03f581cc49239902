"""The text of evidence, as far as its kind has one."""

from __future__ import annotations

from collections.abc import Iterable

from songbang.apps.evidence import services
from songbang.apps.evidence.kinds import ending_of
from songbang.apps.evidence.models import Evidence
from songbang.apps.intake import keeping
from songbang.apps.intake.room import cells_of
from songbang.core.errors import Unreadable

TABLES = (".xlsx", ".xls", ".et", ".csv", ".ods")


def read_all(keys: Iterable[int], *, give_up: bool = False) -> None:
    """Read those that are still to be read; what cannot be is kept with the reason and found by its title."""
    for evidence in Evidence.objects.filter(pk__in=list(keys), stage="queued").select_related("file"):
        if give_up:
            services.note_text(evidence.pk, "", stage="failed", trouble={"code": "file.too_hard", "parameters": {}})
        else:
            _read(evidence)


def _read(evidence: Evidence) -> None:
    if evidence.file is None or ending_of(evidence.name) not in TABLES:
        services.note_text(evidence.pk, "", stage="no_text")
        return
    try:
        sheets = cells_of(keeping.path_of(evidence.file), evidence.name)
    except Unreadable as error:
        trouble = {"code": error.code, "parameters": {key: str(value) for key, value in error.parameters.items()}}
        services.note_text(evidence.pk, "", stage="failed", trouble=trouble)
        return
    text = "\n".join(" ".join(filter(None, row)) for _, rows in sheets for row in rows)
    services.note_text(evidence.pk, text, stage="read")
