"""A backup comes back whole, and what is newer or broken is refused; on SQLite and on PostgreSQL."""

from __future__ import annotations

import io
import json
import tarfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from songbang.apps.journal.services import SYSTEM, broken_entries
from songbang.apps.units import services
from songbang.apps.units.models import Person, Unit
from songbang.apps.upkeep.backup import _unpack, back_up, read_manifest, restore
from songbang.apps.upkeep.digest import database_digest
from songbang.core.errors import Conflict, Unreadable
from songbang.core.units import Unit as UnitFacts
from tests.tables import DATABASE, connected_to, copy_empty, empty_database, lay_tables, on_server

DISTRICT = [UnitFacts("330402", "南湖区", "county"), UnitFacts("330402103", "新丰镇", "town", (), "330402", 98)]
POSTGRESQL = connection.vendor == "postgresql"


def _lay(made: str) -> None:
    """A database of that name, or at that place, with tables and nothing in them; what was there is gone."""
    if POSTGRESQL:
        copy_empty(made)
    else:
        lay_tables(Path(made).parent)


@pytest.fixture
def own_database(
    django_db_setup: None, django_db_blocker: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """A database with tables and nothing in them for the test alone, outside any transaction, and a home."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setattr(settings, "HOME", home)
    monkeypatch.setattr(settings, "KEPT_FILES", home / "files")
    made = f"{empty_database()}_copy" if POSTGRESQL else str(home / DATABASE)
    with django_db_blocker.unblock():
        _lay(made)
        with connected_to(made):
            yield
        if POSTGRESQL:
            on_server(f"DROP DATABASE {made}")


def test_what_was_changed_after_the_backup_is_gone_after_the_restore_and_the_digest_is_equal(
    own_database: None, tmp_path: Path
) -> None:
    services.import_units(SYSTEM, DISTRICT, "330402")
    kept = settings.KEPT_FILES / "330402" / "abc"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"a register")
    digest = database_digest()
    manifest = back_up(tmp_path / "backup.tgz")
    assert manifest.digest == digest
    Unit.objects.filter(code="330402103").update(cadres=1)
    kept.unlink()
    restore(tmp_path / "backup.tgz")
    assert database_digest() == digest
    assert Unit.objects.get(code="330402103").cadres == 98
    assert kept.read_bytes() == b"a register"
    assert list(broken_entries()) == []
    assert _kept_aside() == 1


def _kept_aside() -> int:
    """How many former states lie beside the one that is used."""
    if not POSTGRESQL:
        return len(list(settings.HOME.glob("songbang.sqlite3.before_*")))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'before\\_%'")
        return int(cursor.fetchone()[0])


def test_after_a_restore_the_office_goes_on(own_database: None, tmp_path: Path) -> None:
    """Keys are given on from where they were, and the journal still refuses to be changed."""
    services.import_units(SYSTEM, DISTRICT, "330402")
    back_up(tmp_path / "backup.tgz")
    restore(tmp_path / "backup.tgz")
    services.import_units(SYSTEM, [*DISTRICT, UnitFacts("330402010", "南湖街道", "town", (), "330402", 7)], "330402")
    assert Unit.objects.count() == 3
    with pytest.raises(Exception, match="append-only"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM journal_entry")
    assert list(broken_entries()) == []


def test_a_backup_while_others_write_is_of_one_moment(own_database: None, tmp_path: Path) -> None:
    services.import_units(SYSTEM, DISTRICT, "330402")
    stop, written = threading.Event(), []
    name = connection.settings_dict["NAME"]

    def write() -> None:
        connections["default"].settings_dict["NAME"] = name
        while not stop.is_set():
            written.append(Person.objects.create(name=f"第{len(written)}人", territory="330402").pk)
        connections["default"].close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while len(written) < 3 and writer.is_alive():
            pass
        manifest = back_up(tmp_path / "backup.tgz")
    finally:
        stop.set()
        writer.join()
    assert written
    restore(tmp_path / "backup.tgz")
    assert database_digest() == manifest.digest
    kept = list(Person.objects.order_by("pk").values_list("pk", flat=True))
    assert kept == written[: len(kept)]


def test_a_backup_of_an_earlier_schema_is_restored_and_brought_up_to_date(own_database: None, tmp_path: Path) -> None:
    services.import_units(SYSTEM, DISTRICT, "330402")
    call_command("migrate", "units", "0003", verbosity=0)
    back_up(tmp_path / "backup.tgz")
    connection.close()
    _lay(connection.settings_dict["NAME"])  # the office of now
    restore(tmp_path / "backup.tgz")
    call_command("migrate", verbosity=0)
    assert sorted(Unit.objects.values_list("code", flat=True)) == ["330402", "330402103"]
    database_digest()


def test_a_backup_of_a_newer_version_is_refused_and_nothing_changes(own_database: None, tmp_path: Path) -> None:
    services.import_units(SYSTEM, DISTRICT, "330402")
    back_up(tmp_path / "backup.tgz")
    digest = database_digest()
    _with_manifest(tmp_path / "backup.tgz", migrations=["units.9999_from_tomorrow"])
    with pytest.raises(Conflict, match=r"backup\.newer"):
        restore(tmp_path / "backup.tgz")
    assert database_digest() == digest


def test_a_backup_whose_content_was_changed_is_refused_and_nothing_changes(own_database: None, tmp_path: Path) -> None:
    services.import_units(SYSTEM, DISTRICT, "330402")
    back_up(tmp_path / "backup.tgz")
    Unit.objects.filter(code="330402103").update(cadres=1)
    digest = database_digest()
    _with_manifest(tmp_path / "backup.tgz", digest="0" * 64)
    with pytest.raises(Conflict, match=r"backup\.digest"):
        restore(tmp_path / "backup.tgz")
    assert database_digest() == digest
    assert _kept_aside() == 0


def test_a_backup_of_another_kind_of_database_is_refused_with_the_way_out(own_database: None, tmp_path: Path) -> None:
    back_up(tmp_path / "backup.tgz")
    _with_manifest(tmp_path / "backup.tgz", vendor="oracle")
    with pytest.raises(Conflict, match=r"backup\.other_database"):
        restore(tmp_path / "backup.tgz")


def test_a_file_that_is_no_backup_is_named(tmp_path: Path) -> None:
    (tmp_path / "notes.tgz").write_bytes(b"no archive")
    with pytest.raises(Unreadable, match=r"backup\.unreadable"):
        read_manifest(tmp_path / "notes.tgz")


@pytest.mark.parametrize("name, kind", [("../outside", tarfile.REGTYPE), ("/etc/x", tarfile.REGTYPE),
                                        ("database", tarfile.SYMTYPE), ("database", tarfile.FIFOTYPE)])  # fmt: skip
def test_a_file_of_an_archive_that_leads_elsewhere_is_refused(name: str, kind: bytes, tmp_path: Path) -> None:
    entry = tarfile.TarInfo(name)
    entry.type, entry.linkname = kind, "/etc/passwd"
    with tarfile.open(tmp_path / "a.tgz", "w:gz") as tar:
        tar.addfile(entry, io.BytesIO(b""))
    (tmp_path / "inside").mkdir()
    with pytest.raises(Unreadable, match=r"backup\.unreadable"):
        _unpack(tmp_path / "a.tgz", tmp_path / "inside")
    assert not list((tmp_path / "inside").iterdir())
    assert not (tmp_path / "outside").exists()


def _with_manifest(archive: Path, **changed: Any) -> None:
    """The archive with another manifest."""
    with tarfile.open(archive, "r:gz") as tar:
        members = {member.name: tar.extractfile(member) for member in tar.getmembers()}
        content = {name: member.read() for name, member in members.items() if member}
    content["manifest.json"] = json.dumps({**json.loads(content["manifest.json"]), **changed}).encode()
    with tarfile.open(archive, "w:gz") as tar:
        for name, held in content.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(held)
            tar.addfile(entry, io.BytesIO(held))
