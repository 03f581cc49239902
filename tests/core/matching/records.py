"""Invented records for the tests of matching."""

from __future__ import annotations

from datetime import date
from itertools import count

from songbang.core.matching import Pair, Record, match_records

_ids = count(1)


def record(
    title: str, number: str | None = None, issuer: str | None = None, day: str | None = None, **more: str
) -> Record:
    """A record received on `day` (ISO), with an id of its own."""
    received = date.fromisoformat(day) if day else None
    return Record(
        f"r{next(_ids):04d}", title, number, issuer, received, None, more.get("channel"), more.get("group", "")
    )


def pair(a: Record, b: Record) -> Pair | None:
    """The pair that two records make, compared with each other alone."""
    found = match_records([a, b])
    return found[0] if found else None


def relation(a: Record, b: Record) -> str | None:
    """How the two stand to each other; None: unrelated."""
    found = pair(a, b)
    return found.relation if found else None
