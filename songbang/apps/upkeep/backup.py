"""Back up and restore: database, kept files, keys, in one archive with a manifest.

SQLite is copied by its own online backup, PostgreSQL by pg_dump of one snapshot: both are consistent while the site is
in use, and the digest is of that very state. Files are kept by content and never changed, so that those copied after
the database hold all that it names.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from songbang import __version__
from songbang.apps.upkeep.digest import applied_migrations, database_digest, models_at
from songbang.core.errors import Conflict, SongbangError, Unreadable
from songbang.ui import clock, wall

MANIFEST, DATABASE, FILES = "manifest.json", "database", "files"
KEYS = ("secret.key", "personal.key", "slips.key", "slips-sm2.key", "anchor.key", "anchor-sm2.key")
"""Of sessions and tokens; of personal data (`forms.sealing`); of slips on paper (`demands.checking`), which no other
key proves; of the journal's signed heads (`journal.anchors`)."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive holds. `migrations` are those applied; `digest` is that of `database_digest`."""

    version: str
    made_at: str
    vendor: str
    migrations: list[str]
    files: int
    digest: str


def back_up(target: Path) -> Manifest:
    """Write the archive; a half-written one never bears the name asked for."""
    with tempfile.TemporaryDirectory(dir=target.resolve().parent) as scratch:
        copy = Path(scratch) / DATABASE
        migrations, digest = _copy_database(copy)
        kept = sorted(_kept_files())
        manifest = Manifest(
            __version__, clock.now().isoformat(), connection.vendor, migrations, len(kept), digest
        )  # fmt: skip
        archive = Path(scratch) / "archive"
        with tarfile.open(archive, "w:gz", compresslevel=5) as tar:
            _add(tar, MANIFEST, json.dumps(asdict(manifest), indent=1).encode(), Path(scratch))
            tar.add(copy, DATABASE)
            for key in KEYS:
                if (settings.HOME / key).exists():
                    tar.add(settings.HOME / key, key)
            for path in kept:
                tar.add(path, f"{FILES}/{path.relative_to(settings.KEPT_FILES).as_posix()}")
        archive.chmod(0o600)
        archive.replace(target)
    return manifest


def _kept_files() -> Iterator[Path]:
    """The files that lie in their place; not those that are just coming in, of which no row knows yet."""
    for path in settings.KEPT_FILES.rglob("*") if settings.KEPT_FILES.exists() else ():
        if not path.name.startswith("part-") and path.is_file():
            yield path


def _add(tar: tarfile.TarFile, name: str, content: bytes, scratch: Path) -> None:
    path = scratch / name
    path.write_bytes(content)
    tar.add(path, name)


def _copy_database(target: Path) -> tuple[list[str], str]:
    """Copy the database as it is at one moment; its migrations, and its digest at that moment."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with sqlite3.connect(target) as copy:
            connection.connection.backup(copy)
        copy.close()
        with _at(target):
            return _migrations_and_digest()
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        _run([
            "pg_dump", "--format=custom", "--no-owner", "--no-acl", "--schema=public", "--enable-row-security",
            f"--snapshot={snapshot}",
            f"--file={target}",
        ])  # fmt: skip
        return _migrations_and_digest()


def _migrations_and_digest() -> tuple[list[str], str]:
    migrations = applied_migrations()
    return migrations, database_digest(models_at(migrations))


@contextmanager
def _at(place: Path) -> Iterator[None]:
    """Meanwhile the connection is to the SQLite file at `place`."""
    original = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(place)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = original
        for left in (f"{place}-wal", f"{place}-shm"):
            Path(left).unlink(missing_ok=True)


def read_manifest(archive: Path) -> Manifest:
    """Raises `Unreadable` ("backup.unreadable") where the file is no backup."""
    try:
        with tarfile.open(archive, "r:gz") as tar:
            member = tar.extractfile(MANIFEST)
            told: dict[str, Any] = json.loads(member.read()) if member else {}
        return Manifest(**told)
    except (tarfile.TarError, EOFError, zlib.error, OSError, KeyError, ValueError, TypeError) as error:
        raise Unreadable("backup.unreadable", file=str(archive), reason=str(error)) from error


def restore(archive: Path) -> Manifest:
    """Put the archive in place of what is there; what was there is kept beside it.

    An archive of an earlier schema is brought up to date by the next command that opens the site. Raises `Conflict`
    ("backup.newer", "backup.other_database", "backup.digest") and leaves everything as it was.
    """
    manifest = read_manifest(archive)
    _check(manifest)
    settings.HOME.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.HOME) as scratch:
        _unpack(archive, Path(scratch))
        aside = f"before_{clock.now():%Y%m%d%H%M%S%f}"
        if connection.vendor == "sqlite":
            _put_sqlite(Path(scratch) / DATABASE, manifest, aside)
        else:
            _put_postgresql(Path(scratch) / DATABASE, manifest, aside)
        _put_files(Path(scratch))
    return manifest


def newest(folder: Path) -> Path | None:
    """The file of the folder that was written last, if there is one."""
    files = [path for path in folder.iterdir() if path.is_file() and not path.name.startswith(".")]
    return max(files, key=lambda path: (path.stat().st_mtime, path.name), default=None)


def rehearse(archive: Path) -> Manifest:
    """Restore the archive to a scratch place, compare it with its manifest, and leave nothing behind.

    Raises what `restore` raises, and `Conflict` ("backup.files") where files are missing. Not inside a transaction.
    """
    manifest = read_manifest(archive)
    _check(manifest)
    with tempfile.TemporaryDirectory(dir=settings.HOME) as scratch:
        _unpack(archive, Path(scratch))
        held = sum(path.is_file() for path in (Path(scratch) / FILES).rglob("*"))
        if held != manifest.files:
            raise Conflict("backup.files", told=manifest.files, held=held)
        copy = Path(scratch) / DATABASE
        with _at(copy) if connection.vendor == "sqlite" else _scratch_database(copy):
            _check_digest(manifest)
    return manifest


def _extract(tar: tarfile.TarFile, member: tarfile.TarInfo, place: Path) -> None:
    """One file of an archive, under its own name below `place`, for its owner alone. By hand: the filter `data` of
    newer Pythons is not in the 3.11.2 of Debian 12."""
    target = (place / member.name).resolve()
    content = tar.extractfile(member) if member.isreg() and target.is_relative_to(place.resolve()) else None
    if content is None:
        raise tarfile.ExtractError(f"no plain file of a backup: {member.name}")
    target.parent.mkdir(parents=True, exist_ok=True)
    with content, target.open("wb") as out:
        shutil.copyfileobj(content, out)
    target.chmod(member.mode & 0o600)


def _unpack(archive: Path, place: Path) -> None:
    try:
        with tarfile.open(archive, "r:gz") as tar:
            for member in tar:
                _extract(tar, member, place)
    except (tarfile.TarError, EOFError, zlib.error, OSError) as error:
        raise Unreadable("backup.unreadable", file=str(archive), reason=str(error)) from error


@contextmanager
def _scratch_database(copy: Path) -> Iterator[None]:
    """Meanwhile the connection is to a database of PostgreSQL that holds the copy and is dropped afterwards. The role
    needs CREATEDB: without it `Unreadable` ("backup.tool") says so."""
    original, name = connection.settings_dict["NAME"], f"songbang_rehearsal_{secrets.token_hex(6)}"
    quoted = connection.ops.quote_name(name)
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {quoted} TEMPLATE template0")
    except DatabaseError as error:
        raise Unreadable("backup.tool", tool="CREATE DATABASE", reason=str(error).strip()) from error
    try:
        connection.close()
        connection.settings_dict["NAME"] = name
        _put_back(copy)
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = original
        with connection.cursor() as cursor:  # no FORCE: it refuses where autovacuum is in, a plain DROP sends it away
            cursor.execute(f"DROP DATABASE IF EXISTS {quoted}")


def _check(manifest: Manifest) -> None:
    known = {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations or ()}
    newer = sorted(set(manifest.migrations) - known)
    if newer:
        raise Conflict("backup.newer", version=manifest.version, migrations=newer[:3])
    if manifest.vendor != connection.vendor:
        raise Conflict("backup.other_database", made=manifest.vendor, here=connection.vendor)


def _check_digest(manifest: Manifest) -> None:
    if database_digest(models_at(manifest.migrations)) != manifest.digest:
        raise Conflict("backup.digest")


def _put_sqlite(copy: Path, manifest: Manifest, aside: str) -> None:
    with _at(copy):
        _check_digest(manifest)
    place = Path(str(connection.settings_dict["NAME"]))
    connection.close()
    for path in (place, Path(f"{place}-wal"), Path(f"{place}-shm")):
        if path.exists():
            path.rename(f"{path}.{aside}")
    shutil.move(copy, place)


def _put_postgresql(copy: Path, manifest: Manifest, aside: str) -> None:
    """What is there becomes the schema `aside`; it takes its name again where the archive cannot be put in place."""
    quoted = connection.ops.quote_name(aside)
    _execute(f"ALTER SCHEMA public RENAME TO {quoted}", "CREATE SCHEMA public")
    try:
        _put_back(copy)
        _check_digest(manifest)
    except SongbangError:
        _execute("DROP SCHEMA public CASCADE", f"ALTER SCHEMA {quoted} RENAME TO public")
        raise


def _put_back(copy: Path) -> None:
    _run(["pg_restore", "--no-owner", "--no-acl", "--single-transaction", "--exit-on-error",
          "--dbname", _name(), f"--use-list={_listing(copy)}", str(copy)])  # fmt: skip


def _listing(copy: Path) -> Path:
    """The archive's table of contents without the schema itself, which is there already."""
    listed = copy.with_name("listing")
    lines = _run(["pg_restore", "--list", str(copy)]).splitlines()
    listed.write_text("\n".join(line for line in lines if " SCHEMA - public " not in line), "utf-8")
    return listed


def _execute(*statements: str) -> None:
    """All or none."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _put_files(scratch: Path) -> None:
    for path in sorted((scratch / FILES).rglob("*")) if (scratch / FILES).exists() else ():
        if path.is_file():
            place = settings.KEPT_FILES / path.relative_to(scratch / FILES)
            place.parent.mkdir(parents=True, exist_ok=True)
            path.replace(place)
    for key in KEYS:
        if (scratch / key).exists():
            (scratch / key).chmod(0o600)
            (scratch / key).replace(settings.HOME / key)


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _run(command: Sequence[str]) -> str:
    """A PostgreSQL tool, told where to connect by its own environment variables; what it says."""
    told = connection.settings_dict
    variables = {
        "PGHOST": told["HOST"],
        "PGPORT": told["PORT"],
        "PGUSER": told["USER"],
        "PGPASSWORD": told["PASSWORD"],
        "PGDATABASE": told["NAME"],
        "PGOPTIONS": f"-c songbang.territory={wall.EVERYWHERE}",
    }
    environment = {**os.environ, **{name: str(value) for name, value in variables.items() if value}}
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise Unreadable("backup.tool", tool=command[0], reason=str(error)) from error
    if done.returncode:
        raise Unreadable("backup.tool", tool=command[0], reason=done.stderr.strip()[-400:])
    return done.stdout
