"""What machines ask: alive, ready, metrics; nothing of anybody in the answers, and nothing to whom it is not for."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from songbang.apps.intake import jobs, tasks
from songbang.apps.upkeep import probes
from songbang.ui import clock
from tests.apps.units.places import account, logged_in, make_places

SQLITE = connection.vendor == "sqlite"


@pytest.fixture
def office(db: Any, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probes, "LEAST_FREE", 0)
    settings.HOME = tmp_path


def _ready() -> tuple[int, set[str]]:
    """Status, and what is not there."""
    answer = Client().get("/health/ready")
    return answer.status_code, {name for name, there in answer.json()["checks"].items() if not there}


def test_alive_is_answered_without_a_database() -> None:
    answer = Client().get("/health/live")  # without the mark `db`, pytest-django refuses any question to the database
    assert (answer.status_code, answer.json(), answer["Cache-Control"]) == (200, {"live": True}, "no-store")


def test_ready_while_a_worker_lives_and_not_after(office: None) -> None:
    with jobs._named_worker():
        assert jobs.living_workers() == 1
        assert _ready() == (200, set())
    assert jobs.living_workers() == 0
    assert _ready() == ((503, {"worker"}) if SQLITE else (200, set()))


def test_a_full_disk_a_missing_migration_and_a_dead_database_are_told(
    office: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with jobs._named_worker():
        monkeypatch.setattr(probes, "LEAST_FREE", 2**70)
        assert _ready() == (503, {"disk"})
        monkeypatch.setattr(probes, "_known_migrations", lambda: {("units", "9999_of_tomorrow")})
        assert _ready() == (503, {"disk", "migrations", "worker"})

        def dead(*_: Any) -> Any:
            raise DatabaseError("password=hidden")

        with monkeypatch.context() as meanwhile:
            meanwhile.setattr(probes.connection, "cursor", dead)
            answer = Client().get("/health/ready")
        assert answer.status_code == 503
        assert "hidden" not in answer.content.decode()
        assert not answer.json()["checks"]["database"]


def _metrics(**headers: str) -> Any:
    return Client().get("/metrics", headers=headers)


def test_metrics_tell_pages_jobs_and_journal_and_nothing_of_anybody(office: None) -> None:
    make_places()
    account("town")
    logged_in("town").get("/overview/?q=secret-word")
    tasks.read_imports.enqueue([])
    told = _metrics().content.decode()
    for line in ('songbang_answer_seconds_count{page="insight:overview",status="200"}',
                 'songbang_jobs{queue="default",state="ready"} 1.0', "songbang_journal_last_entry",
                 "songbang_job_oldest_waiting_seconds", "songbang_clock_behind_seconds 0.0",
                 'songbang_ready{thing="database"} 1.0'):  # fmt: skip
        assert line in told, told
    assert "secret-word" not in told


def test_a_clock_that_stands_before_the_journal_is_counted(office: None, monkeypatch: pytest.MonkeyPatch) -> None:
    make_places()
    account("town")
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() - timedelta(hours=2))
    told = _metrics().content.decode()
    behind = next(line for line in told.splitlines() if line.startswith("songbang_clock_behind_seconds"))
    assert 7000 < float(behind.split()[-1]) < 7300


def test_metrics_are_for_this_machine_past_no_proxy_or_for_the_token(office: None, settings: Any) -> None:
    assert _metrics().status_code == 200
    assert _metrics(x_forwarded_for="203.0.113.5").status_code == 404
    assert Client(REMOTE_ADDR="203.0.113.5").get("/metrics").status_code == 404
    settings.METRICS_TOKEN = "a-token"
    assert _metrics().status_code == 404
    assert _metrics(authorization="Bearer a-tokem").status_code == 404
    assert _metrics(authorization="Bearer a-token", x_forwarded_for="203.0.113.5").status_code == 200


COUNTING = """
import os, sys
import django
django.setup()
from songbang.ui.metrics import answers, counted
from prometheus_client import generate_latest
for _ in range(2):
    if os.fork() == 0:
        answers().labels("home", "200").observe(0.02)
        os._exit(0)
    os.wait()
sys.stdout.write(generate_latest(counted()).decode())
"""


def test_what_several_processes_counted_is_added_up(tmp_path: Path) -> None:
    told = {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "songbang.settings"}
    ran = subprocess.run(
        [sys.executable, "-c", COUNTING], env={**os.environ, **told}, capture_output=True, text=True, check=True
    )
    assert 'songbang_answer_seconds_count{page="home",status="200"} 2.0' in ran.stdout
