"""Many register files at once, read elsewhere: for samples of the size of a district over years.

What a reading leaves behind is written without one: files, sources, imports that count, rows, journal entries. Each
chunk is one transaction, so that a run that is stopped leaves whole files only.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from songbang.apps.intake import seen, storing, tallying
from songbang.apps.intake.models import Import, KeptFile, Source
from songbang.apps.intake.told import LINE
from songbang.apps.journal.services import SYSTEM, Actor, record
from songbang.apps.units.models import Unit
from songbang.ui import clock

CHUNK = 20_000
"""Rows from which on a chunk is written."""
_CELLS = LINE.index("cells")
_MORE_CACHE = "PRAGMA cache_size = -262144"
"""256 MB: the indexes of a million rows are written all over."""


@dataclass(slots=True)
class Brought:
    """One file: what its reading would have said (`unit`, `name`, `header`, `account`), and its rows."""

    told: dict[str, Any]
    rows: list[list[Any]] = field(default_factory=list)

    def content(self) -> bytes:
        """The file as csv, as somebody could have brought it."""
        out = io.StringIO()
        csv.writer(out).writerows([self.told["header"], *(row[_CELLS] for row in self.rows)])
        return out.getvalue().encode("utf-8-sig")


def take_in(lines: Iterable[str], territory: str) -> Iterator[int]:
    """Files told as lines of JSON: an object for each file, then a list (`told.LINE`) for each of its rows. All rows
    count at once. Gives how many rows are there after each chunk."""
    units = dict(Unit.objects.filter(territory=territory).values_list("code", "pk"))
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(_MORE_CACHE)
    total = 0
    for chunk in _chunks(_files(lines)):
        _write(chunk, territory, units)
        total += sum(len(file.rows) for file in chunk)
        yield total


def _files(lines: Iterable[str]) -> Iterator[Brought]:
    file: Brought | None = None
    for line in lines:
        told = json.loads(line)
        if isinstance(told, dict):
            if file is not None:
                yield file
            file = Brought(told)
        elif file is not None:
            file.rows.append(told)
    if file is not None:
        yield file


def _chunks(files: Iterable[Brought]) -> Iterator[list[Brought]]:
    chunk: list[Brought] = []
    rows = 0
    for file in files:
        chunk.append(file)
        rows += len(file.rows)
        if rows >= CHUNK:
            yield chunk
            chunk, rows = [], 0
    if chunk:
        yield chunk


@transaction.atomic
def _write(chunk: Sequence[Brought], territory: str, units: dict[str, int]) -> None:
    now = clock.now()
    kept = _keep([file.content() for file in chunk], territory)
    sources = Source.objects.bulk_create(
        Source(territory=territory, unit_id=units[file.told["unit"]], name=file.told["name"]) for file in chunk
    )
    imports = Import.objects.bulk_create(
        Import(
            source=source, file=content, territory=territory, state="accepted", made_at=now, accepted_at=now,
            account=file.told["account"], counted=len(file.rows),
        )
        for file, source, content in zip(chunk, sources, kept, strict=True)
    )  # fmt: skip
    storing.insert_rows(
        (taken.pk, territory, True, *storing.as_stored(row))
        for file, taken in zip(chunk, imports, strict=True)
        for row in file.rows
    )
    tallying.tally([taken.pk for taken in imports], live=True, territory=territory)
    actor = Actor(SYSTEM.name, territory=territory)
    for taken in imports:
        seen.index(taken)
        record(actor, "import.accepted", f"import:{taken.pk}", after={"state": "accepted", "counted": taken.counted})


def _keep(contents: Sequence[bytes], territory: str) -> list[KeptFile]:
    """The contents in their places, in their order; what is there already, or comes twice, is kept once. Not forced to
    disk file by file, as `keeping.lay_down` does: it can be made anew."""
    folder = settings.KEPT_FILES / territory
    folder.mkdir(parents=True, exist_ok=True)
    by_digest = {hashlib.sha256(content).hexdigest(): content for content in contents}
    there = set(KeptFile.objects.filter(territory=territory, sha256__in=by_digest).values_list("sha256", flat=True))
    for sha256 in by_digest.keys() - there:
        (folder / sha256).write_bytes(by_digest[sha256])
    KeptFile.objects.bulk_create(
        KeptFile(territory=territory, sha256=sha256, size=len(content), kept_at=clock.now())
        for sha256, content in by_digest.items()
        if sha256 not in there
    )
    found = {kept.sha256: kept for kept in KeptFile.objects.filter(territory=territory, sha256__in=by_digest)}
    return [found[hashlib.sha256(content).hexdigest()] for content in contents]
