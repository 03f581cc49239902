"""A worker that is killed half-way leaves no half result; what it did is taken up again."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from songbang.apps.intake import jobs, tasks
from songbang.apps.intake.models import Import
from songbang.apps.units.models import Unit
from tests.apps.intake.making import DISTRICT, DOCUMENTS, HEADER, XINFENG, bring, fresh, workbook
from tests.tables import lay_tables

ROOT = Path(__file__).resolve().parents[3]
ROWS = 6000
BEGIN = f"""
import django; django.setup()
from tests.apps.intake.making import UNITS
from songbang.apps.intake import keeping, services
from songbang.apps.journal.services import SYSTEM
from songbang.apps.units import services as units
from songbang.apps.units.models import Unit
units.import_units(SYSTEM, UNITS, "{DISTRICT}")
laid = keeping.lay_down("{DISTRICT}", [open("big.xlsx", "rb").read()])
services.receive(SYSTEM, Unit.objects.get(code="{XINFENG}"), [("big.xlsx", laid)])
"""
WORK = "import django; django.setup(); from songbang.apps.intake import jobs; jobs.work_off(once=True)"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of its own, in which a long register waits to be read."""
    folder = tmp_path_factory.mktemp("begun")
    rows = [HEADER]
    rows += [(n, f"2019-03-{n % 28 + 1:02}", "区府办", f"南政办〔2019〕{n}号", f"第{n}批通知") for n in range(ROWS)]
    (folder / "big.xlsx").write_bytes(workbook(rows))
    assert _run(lay_tables(folder), BEGIN).wait() == 0
    return folder


@pytest.fixture
def home(begun: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(begun, tmp_path / "home"))


def _run(home: Path, code: str) -> subprocess.Popen[bytes]:
    told = {
        "SONGBANG_HOME": str(home),
        "SONGBANG_DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "songbang.settings",
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.Popen(
        [sys.executable, "-c", code], env={**os.environ, **told}, cwd=home, start_new_session=True
    )  # fmt: skip


def _asked(home: Path, question: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(home / "songbang.sqlite3", timeout=20) as base:
        return base.execute(question).fetchall()


def _state(home: Path) -> tuple[object, ...]:
    (found,) = _asked(
        home, "SELECT state, stage, counted, (SELECT count(*) FROM intake_registerrow) FROM intake_import"
    )
    return found


@pytest.mark.own_sqlite
@pytest.mark.parametrize("stage", ["reading", "storing"])
def test_a_worker_killed_half_way_leaves_nothing_half_done_and_another_goes_on(home: Path, stage: str) -> None:
    worker = _run(home, WORK)
    until = time.monotonic() + 120
    while _state(home)[1] != stage and time.monotonic() < until and worker.poll() is None:
        time.sleep(0.005)
    if stage == "storing":
        time.sleep(0.05)
    if worker.poll() is None:  # on a busy machine it may be done by now: what follows holds all the same
        os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()
    assert _state(home) in {("reading", stage, 0, 0), ("reading", "storing", 0, 0), ("previewed", "", ROWS, ROWS)}
    assert _run(home, WORK).wait() == 0
    assert _state(home) == ("previewed", "", ROWS, ROWS)
    assert _asked(home, "SELECT count(*) FROM journal_entry WHERE act = 'import.read'") == [(1,)]
    assert _asked(home, f"SELECT DISTINCT status FROM {DBTaskResult._meta.db_table}") == [("SUCCESSFUL",)]


@pytest.mark.django_db
def test_a_job_of_a_dead_worker_is_ready_again_and_one_of_a_living_is_left() -> None:
    tasks.read_imports.enqueue([0])
    DBTaskResult.objects.update(
        status=TaskResultStatus.RUNNING, started_at=timezone.now(), worker_ids=[f"{jobs._host()}:gone"]
    )
    assert jobs.take_up_again() == 1
    with jobs._named_worker() as name:
        DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, worker_ids=[name])
        assert jobs.take_up_again() == 0
    assert jobs.take_up_again() == 1


@pytest.mark.django_db
def test_a_job_that_fails_is_tried_again_later_and_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("songbang.apps.intake.reading.read_import", broken)
    monkeypatch.setattr("songbang.apps.intake.reading.give_up", broken)
    tasks.read_imports.enqueue([0])
    pauses = []
    for _ in range(6):
        jobs.work_off(once=True)
        job = DBTaskResult.objects.get()
        if job.status == TaskResultStatus.FAILED:
            break
        pauses.append(round((job.run_after - timezone.now()).total_seconds()))
        DBTaskResult.objects.update(run_after=timezone.now())
    assert pauses == [5, 10, 20]
    assert len(DBTaskResult.objects.get().worker_ids) == jobs.MOST_ATTEMPTS


@pytest.mark.django_db
def test_what_kills_every_reading_is_given_up(district: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = bring(workbook(DOCUMENTS))
    Import.objects.filter(pk=taken.pk).update(state="reading", stage="reading")
    tasks.read_imports.enqueue([taken.pk])
    DBTaskResult.objects.filter(status=TaskResultStatus.READY).update(worker_ids=["a:1", "a:2", "a:3"])
    jobs.work_off(once=True)
    assert (fresh(taken).state, fresh(taken).account["code"]) == ("failed", "import.gave_up")
