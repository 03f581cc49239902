"""Workers: each hour they take away what has had its day, and nothing else; they outlive their database; those that
end are begun anew."""

from __future__ import annotations

import threading
import time
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.test import Client
from django_tasks_db.models import DBTaskResult

from songbang.apps.intake import jobs, tasks
from songbang.apps.upkeep.tidying import tidy
from songbang.cli import serve_command
from songbang.ui import clock
from tests.apps.units.places import account, logged_in, make_places

pytestmark = pytest.mark.django_db


def test_sessions_that_ended_old_jobs_and_old_failures_go_and_all_else_stays() -> None:
    make_places()
    account("town")
    logged_in("town")
    stays = logged_in("town")
    Client().post("/log-in/", {"username": "town", "password": "wrong"})
    tasks.read_imports.enqueue([])
    jobs.work_off(once=True)
    assert tidy() == {"sessions": 0, "failures": 0, "jobs": 0}
    ended = Session.objects.exclude(session_key=stays.session.session_key)
    ended.update(expire_date=clock.now() - timedelta(seconds=1))
    DBTaskResult.objects.update(finished_at=clock.now() - timedelta(days=31))
    assert tidy() == {"sessions": 1, "failures": 0, "jobs": 1}
    assert stays.get("/overview/").status_code == 200


def test_a_worker_tidies_each_hour_also_where_the_clock_was_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    now, called = clock.now(), []
    monkeypatch.setattr(clock, "now", lambda: now)

    class Turns:
        """Stands in for the event that stops a worker: steps the clock in each pause."""

        def __init__(self) -> None:
            self.steps = [timedelta(minutes=30), timedelta(minutes=31), timedelta(days=-1), None]

        def is_set(self) -> bool:
            return not self.steps

        def wait(self, _: float) -> None:
            nonlocal now
            step = self.steps.pop(0)
            now += step or timedelta(0)

    jobs.work_off(stop=Turns(), hourly=lambda: called.append(now))  # type: ignore[arg-type]
    assert len(called) == 3


def test_a_worker_outlives_its_database_and_takes_up_under_a_new_name_what_it_had(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Found by the drill: both workers ended with the database, and nothing was read any more."""
    stop, names, real = threading.Event(), [], jobs._claim
    monkeypatch.setattr(jobs, "LOST_PAUSE", 0)
    monkeypatch.setattr(jobs.connection, "close", lambda: None)  # the test's transaction stands

    def claim(name: str, queues: object) -> None:
        names.append(name)
        if len(names) == 1:
            raise OperationalError("the connection is lost")
        assert not real(name, jobs.QUEUES)
        stop.set()

    monkeypatch.setattr(jobs, "_claim", claim)
    assert jobs.work_off(stop=stop) == 0
    assert len(set(names)) == 2
    names.clear()
    with pytest.raises(OperationalError):
        jobs.work_off(once=True)  # somebody waits for it, and is told


def test_a_worker_that_ended_is_begun_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve_command, "WATCHED_EACH", 0.02)
    workers = serve_command._Workers([["sleep", "60"], ["true"]])
    lasting, short = workers.running
    watching = threading.Thread(target=workers.watch)
    watching.start()
    while workers.running[1] is short:
        time.sleep(0.02)
    workers.stop.set()
    watching.join()
    assert workers.running[0] is lasting
    lasting.kill()
    for worker in workers.running:
        worker.wait()
