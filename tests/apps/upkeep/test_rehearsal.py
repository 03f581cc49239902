"""The newest backup is restored to a scratch place: what cannot be restored is told before it is needed."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from songbang.apps.journal.services import SYSTEM
from songbang.apps.units import services
from songbang.apps.upkeep import doctor
from songbang.apps.upkeep.backup import back_up, newest, rehearse
from songbang.apps.upkeep.digest import database_digest
from songbang.core.errors import Conflict, Unreadable
from tests.apps.upkeep.test_backup import DISTRICT, _with_manifest, own_database

__all__ = ["own_database"]


@pytest.fixture
def archive(own_database: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    services.import_units(SYSTEM, DISTRICT, "330402")
    kept = settings.KEPT_FILES / "330402" / "abc"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"a register")
    folder = tmp_path / "backups"
    folder.mkdir()
    monkeypatch.setattr(settings, "BACKUPS", folder)
    back_up(folder / "monday.tgz")
    return folder / "monday.tgz"


def _told() -> list[str]:
    return [finding.code for finding in doctor._backup_restorable()]


def test_a_sound_backup_is_restored_beside_and_nothing_stays(archive: Path) -> None:
    before = (database_digest(), sorted(settings.HOME.rglob("*")), connection.settings_dict["NAME"])
    assert rehearse(archive).digest == before[0]
    assert (database_digest(), sorted(settings.HOME.rglob("*")), connection.settings_dict["NAME"]) == before
    assert _told() == []


def test_a_backup_that_is_cut_short_changed_or_lacks_files_is_told(archive: Path) -> None:
    whole = archive.read_bytes()
    _with_manifest(archive, digest="0" * 64)
    with pytest.raises(Conflict, match=r"backup\.digest"):
        rehearse(archive)
    _with_manifest(archive, files=2)
    assert _told() == ["backup.files"]
    archive.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Unreadable, match=r"backup\.unreadable"):
        rehearse(archive)
    assert _told() == ["backup.unreadable"]
    assert database_digest()  # the office itself is where it was


def test_without_room_it_is_said_that_nothing_was_tried(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "UNPACKED", 2**60)
    assert _told() == ["doctor.backup_untried"]


def test_the_newest_of_the_folder_is_tried(archive: Path) -> None:
    back_up(archive.with_name("tuesday.tgz"))
    assert newest(archive.parent) == archive.with_name("tuesday.tgz")
