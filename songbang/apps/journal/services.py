"""Writing the journal, and proving that nobody has changed it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction

from songbang.apps.journal.models import Entry
from songbang.ui import clock, wall

FIRST = "0" * 64
_LOCK = 7_305_001
"""PostgreSQL advisory lock: the chain grows by one entry at a time. SQLite's IMMEDIATE transactions do that already."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, in which role, from which address."""

    name: str
    role: str = ""
    address: str | None = None
    territory: str = ""


SYSTEM = Actor("system")


def record(
    actor: Actor,
    act: str,
    subject: str,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> Entry:
    """Write one entry, inside the transaction of the act itself, so that neither stands without the other."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("record() outside the act's transaction")
    with wall.everywhere():  # one chain for all districts
        return _chained(actor, act, subject, before, after)


def _chained(
    actor: Actor, act: str, subject: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> Entry:
    _alone()
    last = Entry.objects.order_by("-id").values_list("digest", flat=True).first()
    entry = Entry(
        territory=actor.territory, at=clock.now(), actor=actor.name, role=actor.role, address=actor.address, act=act,
        subject=subject, before=dict(before) if before else None, after=dict(after) if after else None,
        previous=last or FIRST,
    )  # fmt: skip
    entry.digest = digest_of(entry)
    entry.save(force_insert=True)
    return entry


def _alone() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def digest_of(entry: Entry) -> str:
    """SHA-256 over the entry's content and the digest of the one before it."""
    told = [
        entry.previous, entry.territory, _moment(entry.at), entry.actor, entry.role, entry.address or "", entry.act,
        entry.subject, entry.before, entry.after,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


@dataclass(frozen=True, slots=True)
class Head:
    """An entry and its digest, by which all entries up to it are fixed; written `12:` and 64 hexadecimal digits."""

    id: int
    digest: str

    def __str__(self) -> str:
        return f"{self.id}:{self.digest}"


def head() -> Head:
    """The newest entry; `0` and zeros where there is none. Kept outside, it shows later what was changed."""
    with wall.everywhere():  # one chain for all districts
        found = Entry.objects.order_by("-id").values_list("id", "digest").first()
    return Head(*found) if found else Head(0, FIRST)


def stands(kept: Head) -> bool:
    """Whether the journal still has the entry of a head that was kept outside. Whoever rewrites the whole journal, with
    chain and triggers, is found by this and by nothing inside."""
    if kept.id == 0:
        return kept.digest == FIRST
    return Entry.objects.filter(pk=kept.id, digest=kept.digest).exists()


@dataclass(frozen=True, slots=True)
class Broken:
    """An entry at which the chain does not hold: `changed` (its own content) or `missing` (what came before it)."""

    id: int
    how: str


def broken_entries(newest: int | None = None) -> Iterator[Broken]:
    """Walk the whole chain, or its `newest` entries; nothing is yielded where it holds."""
    previous: str | None = FIRST
    entries = Entry.objects.order_by("id")
    if newest is not None:
        first = Entry.objects.order_by("-id").values_list("id", flat=True)[newest - 1 : newest].first()
        if first is not None:
            entries, previous = entries.filter(id__gte=first), None  # what came before is not looked at
    for entry in entries.iterator(chunk_size=2000):
        if previous is not None and entry.previous != previous:
            yield Broken(entry.id, "missing")
        if digest_of(entry) != entry.digest:
            yield Broken(entry.id, "changed")
        previous = entry.digest
