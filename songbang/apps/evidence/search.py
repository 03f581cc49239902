"""Finding evidence by its words: one interface over SQLite's FTS5 and PostgreSQL's GIN."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from songbang.apps.evidence.models import Evidence
from songbang.apps.evidence.words import grams, pieces, runs

LOOKED_AT = 4_000
_KEY = {"sqlite": "rowid", "postgresql": "id"}


def note_words(evidence: Evidence) -> None:
    """Put the evidence's words into the index, in the place of those it had; in the act's own transaction."""
    text = " ".join((evidence.title, evidence.place, evidence.topic, evidence.name, evidence.text))
    forget_words(evidence.pk)
    sqlite = connection.vendor == "sqlite"
    told = " ".join(grams(text)) if sqlite else sorted(pieces(text))
    with connection.cursor() as cursor:
        key = _KEY[connection.vendor]
        cursor.execute(f"INSERT INTO evidence_words ({key}, words) VALUES (%s, %s)", [evidence.pk, told])


def forget_words(key: int) -> None:
    """Take the evidence out of the index."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM evidence_words WHERE {_KEY[connection.vendor]} = %s", [key])


def found(within: Q, text: str) -> QuerySet[Evidence]:
    """The evidence `within` that holds all runs of the text. A text without words narrows nothing."""
    return _found(within, text, None)


def newest(within: Q, text: str, most: int) -> list[int]:
    """Keys of the newest `most` pieces that hold all runs of the text, newest first.

    First only the newest that the index names are looked at: what most pieces hold is found there, and no list of them
    all is made. One query, or two.
    """
    for looked_at in (LOOKED_AT, None):
        keys = list(_found(within, text, looked_at).order_by("-pk").values_list("pk", flat=True)[:most])
        if len(keys) == most:
            break
    return keys


def _found(within: Q, text: str, looked_at: int | None) -> QuerySet[Evidence]:
    kept = Evidence.objects.filter(within, withdrawn_at=None)
    asked = runs(text)
    if not asked:
        return kept
    bound = f" ORDER BY {_KEY[connection.vendor]} DESC LIMIT {looked_at:d}" if looked_at else ""
    if connection.vendor == "sqlite":
        told: Any = _match(asked)
        return kept.filter(pk__in=RawSQL(f"SELECT rowid FROM evidence_words WHERE words MATCH %s{bound}", [told]))
    words = sorted({piece for run in asked for piece in _longest(run)})
    return kept.filter(pk__in=RawSQL(f"SELECT id FROM evidence_words WHERE words @> %s{bound}", [words]))


def _match(asked: list[str]) -> str:
    """Each run as a phrase of its pairs; of a single character the beginning of a pair."""
    return " AND ".join(f'"{run}"*' if len(run) == 1 else f'"{" ".join(_pairs(run))}"' for run in asked)


def _pairs(run: str) -> list[str]:
    pairs = grams(run)
    return pairs[:-1] if len(pairs) > 1 else pairs


def _longest(run: str) -> set[str]:
    """The pieces of a run that say most: its threes, or itself."""
    told = pieces(run)
    longest = max(map(len, told))
    return {piece for piece in told if len(piece) == longest}
