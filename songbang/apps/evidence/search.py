"""Finding evidence by its words: one interface over SQLite's FTS5 and PostgreSQL's GIN."""

from __future__ import annotations

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from songbang.apps.evidence.models import Evidence
from songbang.apps.evidence.words import grams, pieces, runs


def note_words(evidence: Evidence) -> None:
    """Put the evidence's words into the index, in the place of those it had; in the act's own transaction."""
    text = " ".join((evidence.title, evidence.place, evidence.topic, evidence.name, evidence.text))
    forget_words(evidence.pk)
    sqlite = connection.vendor == "sqlite"
    told = " ".join(grams(text)) if sqlite else sorted(pieces(text))
    with connection.cursor() as cursor:
        column = "rowid" if sqlite else "id"
        cursor.execute(f"INSERT INTO evidence_words ({column}, words) VALUES (%s, %s)", [evidence.pk, told])


def forget_words(key: int) -> None:
    """Take the evidence out of the index."""
    column = "rowid" if connection.vendor == "sqlite" else "id"
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM evidence_words WHERE {column} = %s", [key])


def found(within: Q, text: str) -> QuerySet[Evidence]:
    """The evidence `within` that holds all runs of the text, newest first. A text without words narrows nothing."""
    kept = Evidence.objects.filter(within, withdrawn_at=None)
    asked = runs(text)
    if not asked:
        return kept
    if connection.vendor == "sqlite":
        return kept.filter(pk__in=RawSQL("SELECT rowid FROM evidence_words WHERE words MATCH %s", [_match(asked)]))
    words = sorted({piece for run in asked for piece in _longest(run)})
    return kept.filter(pk__in=RawSQL("SELECT id FROM evidence_words WHERE words @> %s", [words]))


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
