"""Working off jobs: one after another, tried again with growing pauses, taken up again when their worker died.

django-tasks keeps the jobs in the database; it neither retries nor notices a worker that was killed. A worker here
holds a lock on a file of its own for as long as it lives, which the system releases however it dies; a job that runs
under a worker whose lock is free is taken up again. A worker of another machine is taken for dead after an hour.
"""

from __future__ import annotations

import fcntl
import logging
import os
import secrets
import signal
import socket
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections, connection, transaction
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from songbang.ui import clock, wall

MOST_ATTEMPTS = 4
"""The last attempt of a reading gives up in good order (`tasks.MOST_ATTEMPTS`)."""
FIRST_PAUSE = timedelta(seconds=5)
FAR_AWAY = timedelta(hours=1)
HOUR = timedelta(hours=1)
QUEUES = ("default", "long")
"""People wait for what is in the first; what takes minutes is in the second, for a worker of its own."""
PAUSE = 0.5
"""Seconds between two looks at an empty queue."""
LOST_PAUSE = 2
"""Seconds between two looks for a database that went away."""
log = logging.getLogger("songbang.jobs")


def work_off(
    *,
    once: bool = False,
    stop: threading.Event | None = None,
    queues: Collection[str] = QUEUES,
    hourly: Callable[[], object] | None = None,
) -> int:
    """Run jobs of these queues until `stop` is set (`once`: until none is ready); how many were run. Between two jobs,
    and an hour after the last time, `hourly` is called."""
    turn = _Turns(stop or threading.Event(), queues, hourly)
    while not turn.stop.is_set():
        try:
            with _named_worker() as name:
                turn.work(name, once=once)
        except (OperationalError, InterfaceError):
            if once:
                raise
            # The database went away. Under a new name: what ran under the old one is taken up again.
            log.warning("the database is not there; looked for again in %s s", LOST_PAUSE)
            connection.close()
            turn.stop.wait(LOST_PAUSE)
        if once:
            break
    return turn.done


@dataclass(slots=True)
class _Turns:
    """A worker's turns: what it must look at between two jobs, and how many it did."""

    stop: threading.Event
    queues: Collection[str]
    hourly: Callable[[], object] | None
    done: int = 0
    last: datetime | None = None

    def work(self, name: str, *, once: bool) -> None:
        worker = _worker(name)
        while not self.stop.is_set():
            if not transaction.get_connection().in_atomic_block:  # a test holds its transaction open
                close_old_connections()
            take_up_again()
            self._each_hour()
            job = _claim(name, self.queues)
            if job is not None:
                with wall.within(wall.NOWHERE):  # a job that nobody walled sees nothing
                    worker.run_task(job)
                _try_later(job)
                self.done += 1
            elif once:
                return
            else:
                self.stop.wait(PAUSE)

    def _each_hour(self) -> None:
        now = clock.now()
        if self.hourly and (self.last is None or abs(now - self.last) >= HOUR):  # also where the clock was set back
            self.hourly()
            self.last = now


def stop_on_signal(stop: threading.Event) -> None:
    """The job under way is finished first."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())


def _worker(name: str) -> Any:
    return Worker(
        queue_names=["*"], interval=1, batch=False, backend_name="default", startup_delay=False, max_tasks=None,
        worker_id=name, excluded_queue_names=[],
    )  # fmt: skip


def _claim(name: str, queues: Collection[str]) -> DBTaskResult[Any, Any] | None:
    """The next job that is ready, now ours."""
    with transaction.atomic():
        ready = DBTaskResult.objects.ready().filter(queue_name__in=queues)
        job: DBTaskResult[Any, Any] | None = ready.select_for_update(skip_locked=True).first()
        if job is not None:
            job.claim(name)
    return job


def _try_later(job: DBTaskResult[Any, Any]) -> None:
    """A job that failed is ready again after a pause that grows."""
    attempts = len(job.worker_ids)
    if job.status == TaskResultStatus.FAILED and attempts < MOST_ATTEMPTS:
        _make_ready(job.pk, FIRST_PAUSE * 2 ** (attempts - 1))


def _make_ready(key: Any, pause: timedelta) -> None:
    DBTaskResult.objects.filter(pk=key).update(
        status=TaskResultStatus.READY, run_after=clock.now() + pause, finished_at=None
    )


def take_up_again() -> int:
    """Make ready the jobs whose worker is dead; how many there were."""
    running = list(DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING))
    dead = [job for job in running if _is_dead(job)]
    for job in dead:
        _make_ready(job.pk, timedelta(0))
    return len(dead)


def _is_dead(job: DBTaskResult[Any, Any]) -> bool:
    name = job.worker_ids[-1] if job.worker_ids else ""
    host, _, token = name.rpartition(":")
    if host != _host():
        return bool(job.started_at and job.started_at < clock.now() - FAR_AWAY)
    path = _folder() / token
    if not path.exists():
        return True
    with path.open("rb") as stream:
        return _lock(stream.fileno())


def _lock(handle: int) -> bool:
    """Whether nobody else holds the lock; released when the file is closed."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def living_workers() -> int:
    """How many workers of this machine live, busy or not."""
    return sum(_is_held(path) for path in _folder().iterdir())


def _is_held(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            fcntl.flock(stream, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except FileNotFoundError:  # a worker that just ended took it away
        return False
    return False


@contextmanager
def _named_worker() -> Iterator[str]:
    """A name for this worker, and the lock by which others see that it lives."""
    token = f"{os.getpid()}-{secrets.token_hex(8)}"
    path = _folder() / token
    with path.open("wb") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)  # waits for who just looks whether it is held
        try:
            yield f"{_host()}:{token}"
        finally:
            path.unlink(missing_ok=True)


def _folder() -> Path:
    folder: Path = settings.HOME / "workers"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _host() -> str:
    return socket.gethostname()[:40]
