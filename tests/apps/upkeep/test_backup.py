"""A backup comes back whole, and what is newer or broken is refused."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from songbang.apps.journal.services import SYSTEM, broken_entries
from songbang.apps.units import services
from songbang.apps.units.models import Unit
from songbang.apps.upkeep.backup import back_up, read_manifest, restore
from songbang.apps.upkeep.digest import database_digest
from songbang.core.errors import Conflict, Unreadable
from songbang.core.units import Unit as UnitFacts

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "sqlite", reason="moves SQLite's file; pg_dump and pg_restore are not tested yet"
    ),
]
DISTRICT = [UnitFacts("330402", "南湖区", "county"), UnitFacts("330402103", "新丰镇", "town", (), "330402", 98)]


@pytest.fixture
def on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The test database as a file of its own, as an installation has it."""
    place = tmp_path / "home" / "songbang.sqlite3"
    place.parent.mkdir()
    import sqlite3

    connection.ensure_connection()
    with sqlite3.connect(place) as copy:
        connection.connection.backup(copy)
    copy.close()
    before = connection.settings_dict["NAME"]
    held = connection.connection
    connection.connection = None
    connection.settings_dict["NAME"] = str(place)
    monkeypatch.setattr(settings, "HOME", place.parent)
    monkeypatch.setattr(settings, "KEPT_FILES", place.parent / "files")
    yield place
    connection.close()
    connection.settings_dict["NAME"] = before
    connection.connection = held


def test_what_was_changed_after_the_backup_is_gone_after_the_restore_and_the_digest_is_equal(
    on_disk: Path, tmp_path: Path
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
    assert list(on_disk.parent.glob("songbang.sqlite3.before-*"))


def test_a_backup_of_a_newer_version_is_refused_and_nothing_changes(on_disk: Path, tmp_path: Path) -> None:
    services.import_units(SYSTEM, DISTRICT, "330402")
    back_up(tmp_path / "backup.tgz")
    digest = database_digest()
    _with_manifest(tmp_path / "backup.tgz", migrations=["units.9999_from_tomorrow"])
    with pytest.raises(Conflict, match=r"backup\.newer"):
        restore(tmp_path / "backup.tgz")
    assert database_digest() == digest


def test_a_backup_whose_content_was_changed_is_refused(on_disk: Path, tmp_path: Path) -> None:
    services.import_units(SYSTEM, DISTRICT, "330402")
    back_up(tmp_path / "backup.tgz")
    _with_manifest(tmp_path / "backup.tgz", digest="0" * 64)
    with pytest.raises(Conflict, match=r"backup\.digest"):
        restore(tmp_path / "backup.tgz")
    assert Unit.objects.count() == 2


def test_a_file_that_is_no_backup_is_named(tmp_path: Path) -> None:
    (tmp_path / "notes.tgz").write_bytes(b"no archive")
    with pytest.raises(Unreadable, match=r"backup\.unreadable"):
        read_manifest(tmp_path / "notes.tgz")


def _with_manifest(archive: Path, **changed: object) -> None:
    """The archive with another manifest."""
    with tarfile.open(archive, "r:gz") as tar:
        members = {member.name: tar.extractfile(member) for member in tar.getmembers()}
        content = {name: member.read() for name, member in members.items() if member}
    content["manifest.json"] = json.dumps({**json.loads(content["manifest.json"]), **changed}).encode()
    with tarfile.open(archive, "w:gz") as tar:
        for name, data in content.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
