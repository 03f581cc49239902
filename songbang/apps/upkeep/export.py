"""The star tables (`core.measuring.star`) written as Parquet, by territory and month: only what changed since.

What a month's file was made from is told by the imports that have rows in it: per import how many, and the highest key
among them. Rows are never changed and keys never given twice, so that equal numbers are equal rows; this holds for one
course of the database, which the journal's chain proves (`_before`). A restored or another database makes all anew.

A file is named after its state, is written beside its place and put there whole; nothing counts before the new manifest
replaces the old. An export that is broken off leaves the former one as it was, and the next takes up what lies there.
"""

from __future__ import annotations

import hashlib
import json
import os
from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.db import connection, transaction
from django.db.models import Count, Max, TextField
from django.db.models.functions import Cast, Substr

from songbang.apps.intake.facts import live_table
from songbang.apps.intake.models import Import, RegisterRow
from songbang.apps.journal.models import Entry
from songbang.apps.units.models import Unit
from songbang.core.errors import NotFound
from songbang.core.measuring.star import (
    EDITION,
    ISSUER_SCHEMA,
    MANIFEST,
    TIME_SCHEMA,
    UNIT_SCHEMA,
    Manifest,
    Part,
    alone,
    files_of,
    read_manifest,
    territories_of,
)

COURSE = "course.json"
TABLES = ("deliveries", "units", "issuers", "time")
AT_ONCE = 500
"""Imports whose months are asked for by one query."""

Imports = dict[str, dict[str, Any]]
"""Import → its territory, `rows` ([how many, highest key]), and the same of each of its `months`."""


@dataclass(slots=True)
class Exported:
    """How many files were written and how many left as they are; how many deliveries there are in all."""

    written: int = 0
    kept: int = 0
    deliveries: int = 0


def export_star(folder: Path) -> Exported:
    """Bring the folder up to date with the database, as it is at one moment, while others read and write both.

    Raises `Conflict` ("star.running") where another export writes there; `Unreadable` ("star.unreadable") where what
    lies there is none of ours.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with alone(folder), _one_moment():
        before, course = _before(folder)
        made = _Making(folder, before, course)
        made.deliveries()
        made.units()
        made.issuers()
        made.time()
        put(folder / MANIFEST, lambda path: path.write_text(json.dumps(made.manifest.as_json()), "utf-8"))
        _sweep(folder, before, made.manifest)
    return made.done


@contextmanager
def _one_moment() -> Iterator[None]:
    """All reads see one state, and keep nobody from writing."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":  # `atomic` would take the right to write for all that time
        _execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            _execute("ROLLBACK")
    else:
        with transaction.atomic(durable=True):
            _execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _before(folder: Path) -> tuple[Manifest, str]:
    """The export there is, without what it was made from where that is not of this database's course; and the name of
    the course.

    The journal's last entry is noted before anything is written: whatever lies in the folder was made no later. As
    long as that entry stands in the journal, nothing that the files were made from was undone by a restore.
    """
    last = Entry.objects.order_by("-pk").values_list("pk", "digest").first() or (0, "")
    try:
        manifest = read_manifest(folder)
    except NotFound:
        manifest = Manifest()
    path = folder / COURSE
    known: dict[str, Any] = {"entry": 0, "digest": "", "course": ""}
    if path.exists():
        known = json.loads(path.read_text("utf-8"))
    goes_on = Entry.objects.filter(pk=known["entry"], digest=known["digest"]).exists()
    course: str = known["course"] if goes_on else _digest((known, last))
    if manifest.made_from.get("course") != course:
        manifest.made_from = {}
    note = {"entry": last[0], "digest": last[1], "course": course}
    put(path, lambda place: place.write_text(json.dumps(note), "utf-8"))
    return manifest, course


def _digest(told: object) -> str:
    return hashlib.sha256(repr((EDITION, told)).encode()).hexdigest()[:16]


class _Making:
    """One export: the new manifest grows table by table."""

    def __init__(self, folder: Path, before: Manifest, course: str) -> None:
        self.folder, self.before, self.course = folder, before, course
        self.imports = _imports_now(before.made_from.get("imports", {}))
        self.manifest = Manifest({table: {} for table in TABLES}, {"course": course, "imports": self.imports})
        self.done = Exported()

    def _part(self, table: str, place: str, told: object, make: Callable[[], pa.Table]) -> None:
        """The file of a place that was made from what is `told`: the one that lies there, else a new one."""
        state = _digest((self.course, told))
        file = "/".join(filter(None, (table, place, f"part-{state}.parquet")))
        path = self.folder / file
        if path.exists():
            self.done.kept += 1
        else:
            found = make()
            put(path, lambda beside: pq.write_table(found, beside, compression="zstd"))
            self.done.written += 1
        self.manifest.tables[table][place] = Part(file, pq.read_metadata(path).num_rows, state)

    def deliveries(self) -> None:
        places: dict[tuple[str, str], list[tuple[str, int, int]]] = defaultdict(list)
        for key, told in self.imports.items():
            for month, (rows, highest) in told["months"].items():
                places[told["territory"], month].append((key, rows, highest))
        for (territory, month), sources in sorted(places.items()):
            expected = sum(rows for _, rows, _ in sources)
            self._part(
                "deliveries", f"territory={territory}/month={month}", sorted(sources),
                partial(_month_of, territory, month, expected),
            )  # fmt: skip
            self.done.deliveries += expected

    def units(self) -> None:
        found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        names = ("code", "name", "level", "parent__code", "cadres", "valid_from", "valid_to")
        for territory, *told in Unit.objects.order_by("code").values_list("territory", *names):
            found[territory].append(tuple(told))
        for territory, lines in sorted(found.items()):
            self._part("units", f"territory={territory}", lines, partial(_table, lines, UNIT_SCHEMA))

    def issuers(self) -> None:
        for territory in territories_of(self.manifest):
            files = files_of(self.manifest, self.folder, "deliveries", territory=territory)
            names = [Path(file).name for file in files]
            self._part("issuers", f"territory={territory}", names, partial(_issuers_in, files))

    def time(self) -> None:
        months = sorted({month for told in self.imports.values() for month in told["months"]})
        if months:
            ends = months[0], months[-1]
            self._part("time", "", ends, partial(_days, *ends))


def _imports_now(before: Imports) -> Imports:
    """What each import that counts has; the months are asked only of those that have other rows than before."""
    accepted = Import.objects.filter(state="accepted")
    territory = dict(accepted.values_list("pk", "territory"))
    rows = RegisterRow.objects.filter(taken__in=accepted.values("pk")).order_by()
    now: Imports = {}
    changed = []
    for key, count, highest in rows.values_list("taken_id").annotate(n=Count("pk"), highest=Max("pk")):
        known = before.get(str(key))
        if known and known["rows"] == [count, highest]:
            now[str(key)] = known
        else:
            now[str(key)] = {"territory": territory[key], "rows": [count, highest], "months": {}}
            changed.append(key)
    for at in range(0, len(changed), AT_ONCE):
        some = RegisterRow.objects.filter(taken__in=changed[at : at + AT_ONCE]).order_by()
        by_month = some.annotate(month=Substr(Cast("day", TextField()), 1, 7)).values_list("taken_id", "month")
        for key, month, count, highest in by_month.annotate(n=Count("pk"), highest=Max("pk")):
            now[str(key)]["months"][month] = [count, highest]
    return now


def _month_of(territory: str, month: str, expected: int) -> pa.Table:
    year, number = int(month[:4]), int(month[5:])
    first, last = date(year, number, 1), date(year, number, monthrange(year, number)[1])
    found = live_table(territory, first=first, last=last)
    if found.num_rows != expected:
        raise AssertionError(f"{territory} {month}: {found.num_rows} rows count, their imports have {expected}")
    return found


def _table(lines: list[tuple[Any, ...]], schema: pa.Schema) -> pa.Table:
    columns = list(zip(*lines, strict=True)) or [()] * len(schema)
    return pa.Table.from_arrays([pa.array(column, f.type) for column, f in zip(columns, schema, strict=True)],
                                schema=schema)  # fmt: skip


def _issuers_in(files: list[str]) -> pa.Table:
    """From three columns of the territory's deliveries, which are read a file at a time."""
    asked = ["issuer", "issuer_level", "day"]
    counts = [("day", "count"), ("day", "min"), ("day", "max")]
    parts = [
        pq.read_table(file, columns=asked, partitioning=None).group_by(asked[:2]).aggregate(counts) for file in files
    ]
    whole = pa.concat_tables(parts).group_by(asked[:2]).aggregate(
        [("day_count", "sum"), ("day_min", "min"), ("day_max", "max")]
    )  # fmt: skip
    named = whole.filter(pc.is_valid(whole["issuer"])).rename_columns(ISSUER_SCHEMA.names)
    return named.sort_by([("issuer", "ascending"), ("issuer_level", "ascending")]).cast(ISSUER_SCHEMA)


def _days(first: str, last: str) -> pa.Table:
    """Every day of the months from the first to the last."""
    day, end = date.fromisoformat(f"{first}-01"), date.fromisoformat(f"{last}-01")
    lines = []
    while day < end or (day.year, day.month) == (end.year, end.month):
        week = day.isocalendar()
        lines.append((day, day.year, (day.month + 2) // 3, f"{day:%Y-%m}", week.week, week.weekday))
        day += timedelta(days=1)
    return _table(lines, TIME_SCHEMA)


def put(path: Path, write: Callable[[Path], object]) -> None:
    """Write beside the place, then put there whole: a file that lies in its place is complete, also after a crash."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    write(beside)
    with beside.open("rb") as stream:
        os.fsync(stream.fileno())
    beside.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _sweep(folder: Path, before: Manifest, now: Manifest) -> None:
    """Take away what neither this export nor the one before names: whoever reads that one still finds its files."""
    named = {part.file for manifest in (before, now) for parts in manifest.tables.values() for part in parts.values()}
    for table in TABLES:
        for path in sorted((folder / table).rglob("*"), reverse=True):
            if path.is_dir():
                if not any(path.iterdir()):
                    path.rmdir()
            elif path.relative_to(folder).as_posix() not in named:
                path.unlink()
