"""Back up and restore: database, kept files, keys, in one archive with a manifest.

SQLite is copied by its own online backup, PostgreSQL by pg_dump: both are consistent while the site is in use. Files
are kept by content and never changed, so that those copied after the database hold all that it names.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from songbang import __version__
from songbang.apps.upkeep.digest import database_digest
from songbang.core.errors import Conflict, Unreadable
from songbang.ui import clock

MANIFEST, DATABASE, KEY, FILES = "manifest.json", "database", "secret.key", "files"


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
        _copy_database(copy)
        kept = (
            sorted(path for path in settings.KEPT_FILES.rglob("*") if path.is_file())
            if settings.KEPT_FILES.exists()
            else []
        )
        manifest = Manifest(
            __version__, clock.now().isoformat(), connection.vendor, _applied(), len(kept), _digest_of_copy(copy)
        )
        archive = Path(scratch) / "archive"
        with tarfile.open(archive, "w:gz", compresslevel=5) as tar:
            _add(tar, MANIFEST, json.dumps(asdict(manifest), indent=1).encode(), Path(scratch))
            tar.add(copy, DATABASE)
            key = settings.HOME / KEY
            if key.exists():
                tar.add(key, KEY)
            for path in kept:
                tar.add(path, f"{FILES}/{path.relative_to(settings.KEPT_FILES).as_posix()}")
        archive.chmod(0o600)
        archive.replace(target)
    return manifest


def _add(tar: tarfile.TarFile, name: str, content: bytes, scratch: Path) -> None:
    path = scratch / name
    path.write_bytes(content)
    tar.add(path, name)


def _applied() -> list[str]:
    loader = MigrationLoader(connection)
    return sorted(f"{app}.{name}" for app, name in loader.applied_migrations)


def _copy_database(target: Path) -> None:
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with sqlite3.connect(target) as copy:
            connection.connection.backup(copy)
        copy.close()
        return
    _run(["pg_dump", "--format=custom", "--no-owner", f"--file={target}"])


def _digest_of_copy(copy: Path) -> str:
    """The digest of what was copied; PostgreSQL's dump cannot be looked into without restoring it: the live one."""
    if connection.vendor != "sqlite":
        return database_digest()
    original = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(copy)
    try:
        return database_digest()
    finally:
        connection.close()
        connection.settings_dict["NAME"] = original
        for left in (f"{copy}-wal", f"{copy}-shm"):
            Path(left).unlink(missing_ok=True)


def read_manifest(archive: Path) -> Manifest:
    """Raises `Unreadable` ("backup.unreadable") where the file is no backup."""
    try:
        with tarfile.open(archive, "r:gz") as tar:
            member = tar.extractfile(MANIFEST)
            told: dict[str, Any] = json.loads(member.read()) if member else {}
        return Manifest(**told)
    except (tarfile.TarError, OSError, KeyError, ValueError, TypeError) as error:
        raise Unreadable("backup.unreadable", file=str(archive), reason=str(error)) from error


def restore(archive: Path) -> Manifest:
    """Put the archive in place of what is there; what was there is kept beside it.

    Raises `Conflict` ("backup.newer", "backup.other_database", "backup.digest") and leaves everything as it was.
    """
    manifest = read_manifest(archive)
    _check(manifest)
    settings.HOME.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.HOME) as scratch:
        with tarfile.open(archive, "r:gz") as tar:
            tar.extractall(scratch, filter="data")
        _put_database(Path(scratch) / DATABASE, manifest)
        _put_files(Path(scratch))
    return manifest


def _check(manifest: Manifest) -> None:
    known = {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations or ()}
    newer = sorted(set(manifest.migrations) - known)
    if newer:
        raise Conflict("backup.newer", version=manifest.version, migrations=newer[:3])
    if manifest.vendor != connection.vendor:
        raise Conflict("backup.other_database", made=manifest.vendor, here=connection.vendor)


def _put_database(copy: Path, manifest: Manifest) -> None:
    if connection.vendor == "sqlite":
        if _digest_of_copy(copy) != manifest.digest:
            raise Conflict("backup.digest")
        place = Path(str(connection.settings_dict["NAME"]))
        connection.close()
        aside = f".before-{clock.now():%Y%m%d%H%M%S}"
        for path in (place, Path(f"{place}-wal"), Path(f"{place}-shm")):
            if path.exists():
                path.rename(f"{path}{aside}")
        shutil.move(copy, place)
        return
    _run(["pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", "--dbname", _name(), str(copy)])
    if database_digest() != manifest.digest:
        raise Conflict("backup.digest")


def _put_files(scratch: Path) -> None:
    for path in sorted((scratch / FILES).rglob("*")) if (scratch / FILES).exists() else ():
        if path.is_file():
            place = settings.KEPT_FILES / path.relative_to(scratch / FILES)
            place.parent.mkdir(parents=True, exist_ok=True)
            path.replace(place)
    if (scratch / KEY).exists():
        (scratch / KEY).chmod(0o600)
        (scratch / KEY).replace(settings.HOME / KEY)


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _run(command: Sequence[str]) -> None:
    """A PostgreSQL tool, told where to connect by its own environment variables."""
    told = connection.settings_dict
    variables = {
        "PGHOST": told["HOST"],
        "PGPORT": told["PORT"],
        "PGUSER": told["USER"],
        "PGPASSWORD": told["PASSWORD"],
        "PGDATABASE": told["NAME"],
    }
    environment = {**os.environ, **{name: str(value) for name, value in variables.items() if value}}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Unreadable("backup.tool", tool=command[0], reason=done.stderr.strip()[-400:])
