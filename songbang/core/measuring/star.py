"""The star tables as exported: which Parquet files hold them, and the tables that a backend makes of these.

`deliveries` has the columns of `registers.ROW_SCHEMA`; `territory` and `month` stand in its folders' names. `units`,
`issuers` and `time` lie around it: a delivery's `unit`, `issuer` and `day` are their keys. Only what the manifest names
counts: other files beside these are of an export that was broken off, or of the one before. Writing them is the
office's job (`apps/upkeep/export.py`).
"""

from __future__ import annotations

import fcntl
import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from songbang.core.errors import Conflict, NotFound, Unreadable

MANIFEST, LOCK = "manifest.json", ".lock"
EDITION = 1
"""Of the files' layout: another one is read by nobody who knows this one alone, and written anew by the office."""

UNIT_SCHEMA = pa.schema([
    ("unit", pa.string()), ("name", pa.string()), ("level", pa.string()), ("parent", pa.string()),
    ("cadres", pa.int32()), ("valid_from", pa.date32()), ("valid_to", pa.date32()),
])  # fmt: skip
ISSUER_SCHEMA = pa.schema([
    ("issuer", pa.string()), ("issuer_level", pa.string()), ("deliveries", pa.int64()),
    ("first_on", pa.date32()), ("last_on", pa.date32()),
])  # fmt: skip
"""An issuer as written, by the level that was read for it."""
TIME_SCHEMA = pa.schema([
    ("day", pa.date32()), ("year", pa.int32()), ("quarter", pa.int32()), ("month", pa.string()),
    ("iso_week", pa.int32()), ("weekday", pa.int32()),
])  # fmt: skip
"""Every day from the first delivery to the last; `month` as `2019-03`, `weekday` 1 for Monday."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a table: its place in the folder, its rows, and what it was made from."""

    file: str
    rows: int
    state: str


@dataclass(slots=True)
class Manifest:
    """The files of one whole export: table → place (`territory=330402/month=2019-03`) → file."""

    tables: dict[str, dict[str, Part]] = field(default_factory=dict)
    made_from: dict[str, Any] = field(default_factory=dict)
    """What the writer has to know to tell what changed since."""

    def as_json(self) -> dict[str, Any]:
        tables = {
            name: {place: [part.file, part.rows, part.state] for place, part in sorted(parts.items())}
            for name, parts in sorted(self.tables.items())
        }
        return {"edition": EDITION, "tables": tables, "made_from": self.made_from}


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else writes to the folder meanwhile. Raises `Conflict` ("star.running") where somebody does."""
    with (folder / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Conflict("star.running", folder=str(folder)) from error
        yield


def read_manifest(folder: Path) -> Manifest:
    """Raises `NotFound` ("star.missing") where nothing was exported to the folder; `Unreadable` ("star.unreadable")
    where its manifest cannot be read or is of another edition."""
    path = folder / MANIFEST
    if not path.exists():
        raise NotFound("star.missing", folder=str(folder))
    try:
        told = json.loads(path.read_text("utf-8"))
        edition, tables, made_from = told["edition"], told["tables"], told["made_from"]
        read = {name: {place: Part(*part) for place, part in parts.items()} for name, parts in tables.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable("star.unreadable", folder=str(folder), reason=str(error)) from error
    if edition != EDITION:
        raise Unreadable("star.unreadable", folder=str(folder), reason=f"edition {edition}")
    return Manifest(read, made_from)


def territories_of(manifest: Manifest) -> list[str]:
    """Whose deliveries were exported."""
    return sorted({keys_of(place)["territory"] for place in manifest.tables.get("deliveries", {})})


def files_of(
    manifest: Manifest, folder: Path, table: str, *, territory: str | None = None, months: Collection[str] | None = None
) -> list[str]:
    """The files to read: of one territory, of some months, else all. What is left out is not even opened."""
    wanted = []
    for place, part in sorted(manifest.tables.get(table, {}).items()):
        keys = keys_of(place)
        if territory in (None, keys.get("territory")) and (months is None or keys.get("month") in months):
            wanted.append(str(folder / part.file))
    return wanted


def keys_of(place: str) -> Mapping[str, str]:
    """What the names of a file's folders say.

    >>> keys_of("territory=330402/month=2019-03")
    {'territory': '330402', 'month': '2019-03'}
    """
    return {name: value for name, _, value in (step.partition("=") for step in place.split("/")) if value}
