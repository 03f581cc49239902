"""`songbang doctor`: each thing that may be amiss is told by its code; a sound office is told sound."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django_tasks_db.models import DBTaskResult

from songbang.apps.intake import tasks
from songbang.apps.intake.keeping import lay_down, note_kept
from songbang.apps.units.models import Account
from songbang.apps.upkeep import doctor
from songbang.ui import clock
from tests.apps.units.places import account, make_places


@pytest.fixture
def office(db: Any, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office that lacks nothing."""
    monkeypatch.setattr(PBKDF2PasswordHasher, "iterations", 1000)
    monkeypatch.setattr(doctor, "LEAST_FREE", 0)
    settings.HOME, settings.KEPT_FILES = tmp_path, tmp_path / "files"
    settings.ALLOWED_HOSTS, settings.HTTPS, settings.DEMO, settings.OIDC_ISSUER = ["127.0.0.1"], False, False, ""
    make_places()
    for role in ("administrator", "supervisor", "auditor"):
        account(role)
    note_kept("330402", lay_down("330402", [b"a register"]))
    return tmp_path


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


def test_missing_people_are_told(office: Path) -> None:
    Account.objects.update(is_active=False)
    assert _told() == {"doctor.no_administrator", "doctor.role_missing"}
