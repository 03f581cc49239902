"""`songbang doctor`: each thing that may be amiss is told by its code; a sound office is told sound."""

from __future__ import annotations

import io
import json
import tarfile
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from songbang.apps.intake import tasks
from songbang.apps.intake.keeping import lay_down, note_kept
from songbang.apps.journal.models import Entry
from songbang.apps.journal.services import SYSTEM, record
from songbang.apps.units.models import Account
from songbang.apps.upkeep import doctor, lamps, probes
from songbang.apps.upkeep.backup import Manifest
from songbang.ui import clock
from songbang.ui.passwords import Argon2Hasher
from tests.apps.units.places import account, logged_in, make_places


@pytest.fixture
def office(db: Any, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office that lacks nothing."""
    monkeypatch.setattr(Argon2Hasher, "memory_cost", 64)
    monkeypatch.setattr(doctor, "LEAST_FREE", 0)
    settings.HOME, settings.KEPT_FILES = tmp_path, tmp_path / "files"
    settings.BACKUPS = tmp_path / "backups"
    settings.BACKUPS.mkdir()
    _backup(settings.BACKUPS / "last.tgz", clock.now())
    checks = tuple(check for check in doctor.CHECKS if check.__name__ != "_backup_restorable")
    monkeypatch.setattr(doctor, "CHECKS", checks)  # tests/apps/upkeep/test_rehearsal.py has a database of its own
    settings.ALLOWED_HOSTS, settings.HTTPS, settings.DEMO, settings.OIDC_ISSUER = ["127.0.0.1"], False, False, ""
    make_places()
    for role in ("administrator", "supervisor", "auditor"):
        account(role)
    note_kept("330402", lay_down("330402", [b"a register"]))
    return tmp_path


def _backup(path: Path, made_at: datetime) -> None:
    """A file that tells of a backup, and nothing else of it."""
    manifest = json.dumps(asdict(Manifest("0", made_at.isoformat(), "sqlite", [], 0, ""))).encode()
    entry = tarfile.TarInfo("manifest.json")
    entry.size = len(manifest)
    with tarfile.open(path, "w:gz") as tar:
        tar.addfile(entry, io.BytesIO(manifest))


def _told() -> set[str]:
    return {finding.code for finding in doctor.examine()} - {"font.missing"}


def test_a_sound_office_is_told_sound(office: Path) -> None:
    assert _told() == set()


def test_what_settings_leave_open_is_told(office: Path, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["127.0.0.1", "songbang.example"]
    assert _told() == {"doctor.no_https"}
    settings.DEMO = True
    assert _told() == {"doctor.no_https", "doctor.demo_reachable"}
    settings.HTTPS, settings.DEMO = True, False
    settings.OIDC_ISSUER, settings.OIDC_RP_CLIENT_ID, settings.OIDC_RP_CLIENT_SECRET = "https://sso.example", "us", ""
    assert _told() == {"doctor.oidc_incomplete"}


def test_a_key_that_others_can_read_and_a_full_disk_are_told(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (office / "secret.key").write_text("x")
    (office / "secret.key").chmod(0o644)
    monkeypatch.setattr(doctor, "LEAST_FREE", 2**70)
    assert _told() == {"doctor.key_readable", "doctor.disk"}


def test_a_file_that_is_gone_is_told(office: Path) -> None:
    next(path for path in (office / "files").rglob("*") if path.is_file()).unlink()
    assert _told() == {"doctor.files_missing"}


def test_jobs_that_nobody_works_off_are_told(office: Path) -> None:
    tasks.read_imports.enqueue([])
    assert _told() == set()
    DBTaskResult.objects.update(enqueued_at=clock.now() - timedelta(minutes=16))
    assert _told() == {"doctor.jobs_wait"}


def test_a_job_that_was_ordered_for_an_hour_waits_from_that_hour_on(office: Path) -> None:
    """Ordered yesterday for this morning, it is not late at once."""
    tasks.read_imports.using(run_after=clock.now() - timedelta(minutes=1)).enqueue([])
    DBTaskResult.objects.update(enqueued_at=clock.now() - timedelta(days=1))
    assert _told() == set()
    DBTaskResult.objects.update(run_after=clock.now() - timedelta(minutes=16))
    assert _told() == {"doctor.jobs_wait"}


def test_missing_people_are_told(office: Path) -> None:
    Account.objects.update(is_active=False)
    assert _told() == {"doctor.no_administrator", "doctor.role_missing"}


def test_a_backup_that_is_missing_old_or_nowhere_is_told(office: Path, settings: Any) -> None:
    _backup(office / "backups" / "last.tgz", clock.now() - timedelta(hours=30))
    assert _told() == {"doctor.backup_old"}
    (office / "backups" / "last.tgz").unlink()
    assert _told() == {"doctor.no_backup"}
    settings.BACKUPS = None
    assert _told() == {"doctor.backups_unset"}


def test_a_clock_that_was_set_back_is_told(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    latest = Entry.objects.order_by("-id").values_list("at", flat=True)[0]
    monkeypatch.setattr(doctor.clock, "now", lambda: latest - timedelta(minutes=1))
    assert _told() == {"doctor.clock"}
    with transaction.atomic():
        record(SYSTEM, "test.act", "thing:1")  # under the clock that was set back: the last entry seems right
    assert _told() == {"doctor.clock"}


def test_jobs_that_were_given_up_are_told_for_a_week(office: Path) -> None:
    tasks.read_imports.enqueue([])
    DBTaskResult.objects.update(status="FAILED", finished_at=clock.now())
    assert _told() == {"doctor.jobs_failed"}
    DBTaskResult.objects.update(finished_at=clock.now() - timedelta(days=8))
    assert _told() == set()


def _lit() -> dict[str, str]:
    return {lamp.part: lamp.colour for lamp in lamps.lamps("en")}


def test_the_page_shows_what_wants_something_first_with_what_to_do(
    office: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ALLOWED_HOSTS, settings.HTTPS = ["testserver"], True  # so the client of these tests names the site
    monkeypatch.setattr(probes, "worker_alive", lambda: True)
    assert set(_lit().values()) == {"green"}
    client = logged_in("administrator")
    assert "一切正常" in client.get("/health/").content.decode()
    _backup(office / "backups" / "last.tgz", clock.now() - timedelta(hours=30))
    monkeypatch.setattr(probes, "worker_alive", lambda: False)
    assert list(_lit().items())[:2] == [("jobs", "red"), ("backups", "yellow")]
    page = client.get("/health/").content.decode()
    assert "songbang work" in page
    assert page.index("后台工作") < page.index("30 小时") < page.index("数据库")


def test_the_page_proves_the_newest_entries_of_the_journal(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lamps, "NEWEST", 2)
    assert _lit()["journal"] == "green"
    latest = Entry.objects.order_by("-id")[0]
    forged = Entry(id=latest.id + 1, at=latest.at, actor="x", act="x", subject="x", previous="0" * 64, digest="1" * 64)
    forged.save(force_insert=True)
    assert _lit()["journal"] == "red"
