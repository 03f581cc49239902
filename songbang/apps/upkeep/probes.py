"""What machines ask of the office: is it alive, is it ready, how is it. Quick, and telling nothing of anybody."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Case, Count, F, Max, Min, When
from django.db.models.functions import Greatest
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from songbang.apps.intake import jobs
from songbang.apps.journal.models import Entry
from songbang.apps.upkeep.backup import newest, read_manifest
from songbang.core.errors import SongbangError
from songbang.ui import clock

if TYPE_CHECKING:
    from prometheus_client.metrics_core import GaugeMetricFamily, Metric

LEAST_FREE = 200 * 2**20
"""Bytes below which the office is not ready: a file that is brought might not fit. (`doctor` warns far earlier.)"""
NEWEST = 1000
"""Entries of the journal that are looked at for a clock that was set back."""
LONG_WAITING = timedelta(minutes=15)


def ready() -> dict[str, bool]:
    """Each thing without which the office does not work → whether it is there."""
    if not reachable():
        return {"database": False, "migrations": False, "disk": _room(), "worker": False}
    migrated = not missing_migrations()
    return {"database": True, "migrations": migrated, "disk": _room(), "worker": migrated and worker_alive()}


def reachable() -> bool:
    """Whether the database answers a question now; a connection that was lost is made anew."""
    try:
        if not connection.in_atomic_block:  # within a transaction that would end it
            connection.close_if_unusable_or_obsolete()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def missing_migrations() -> set[tuple[str, str]]:
    """Migrations of this version that the database lacks, as (app, name)."""
    return set(_known_migrations()) - set(MigrationRecorder(connection).applied_migrations())


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations or ())


def _room() -> bool:
    return settings.HOME.is_dir() and shutil.disk_usage(settings.HOME).free >= LEAST_FREE


def worker_alive() -> bool:
    """Whether somebody works off jobs: a worker of this machine lives, or (PostgreSQL: it may be another machine's)
    no job waits for long."""
    return bool(jobs.living_workers()) or (connection.vendor == "postgresql" and not waiting_long())


def waiting_long() -> int:
    """Jobs that might have begun long ago, and did not. One that was ordered for an hour waits from that hour on."""
    return int(_since_when().filter(since__lt=clock.now() - LONG_WAITING).count())


def _since_when() -> Any:
    """The ready jobs, as a QuerySet with the moment `since` which each might have begun."""
    at_once = When(run_after=get_date_max(), then=F("enqueued_at"))
    found = DBTaskResult.objects.ready().order_by()
    return found.annotate(since=Case(at_once, default=Greatest("run_after", "enqueued_at")))


def latest_moment() -> datetime | None:
    """The latest moment of the journal's newest entries. Not that of the last one: under a clock that was set back it
    is earlier than those before it, and nothing would seem wrong any more."""
    newest_entries = Entry.objects.order_by("-id").values("at")[:NEWEST]
    latest: datetime | None = newest_entries.aggregate(latest=Max("at"))["latest"]
    return latest


def last_backup() -> datetime | None:
    """When the newest backup of the folder was made, as it says itself; None without one that can be read."""
    archive = newest(settings.BACKUPS) if settings.BACKUPS and settings.BACKUPS.is_dir() else None
    try:
        return datetime.fromisoformat(read_manifest(archive).made_at) if archive else None
    except SongbangError:
        return None


class OfficeCollector:
    """The state of the office as gauges; asked of the database when they are read, once for all processes."""

    def collect(self) -> Iterator[Metric]:
        yield from _readiness()
        if reachable() and not missing_migrations():
            yield from _jobs()
            last = Entry.objects.order_by("-id").values_list("id", flat=True).first() or 0
            yield _gauge("songbang_journal_last_entry", "Number of the journal's newest entry.", last)
            behind = max(((latest_moment() or clock.now()) - clock.now()).total_seconds(), 0.0)
            yield _gauge("songbang_clock_behind_seconds", "So far the clock stands before the journal.", behind)
        made = last_backup()
        if made:
            age = (clock.now() - made).total_seconds()
            yield _gauge("songbang_backup_age_seconds", "Since the newest backup of SONGBANG_BACKUPS was made.", age)
        yield _gauge("songbang_disk_free_bytes", "Room where the office lies.", shutil.disk_usage(settings.HOME).free)
        yield _gauge("songbang_workers_alive", "Workers of this machine that live.", jobs.living_workers())


def _readiness() -> Iterator[Metric]:
    told = _gauge("songbang_ready", "1 for each thing that is there without which nothing works.", labels=["thing"])
    for thing, there in ready().items():
        told.add_metric([thing], float(there))
    yield told


def _jobs() -> Iterator[Metric]:
    told = _gauge("songbang_jobs", "Jobs by queue and state.", labels=["queue", "state"])
    counted = DBTaskResult.objects.exclude(status=TaskResultStatus.SUCCESSFUL).order_by()
    for row in counted.values("queue_name", "status").annotate(n=Count("pk")):
        told.add_metric([row["queue_name"], row["status"].lower()], row["n"])
    yield told
    oldest = _since_when().aggregate(first=Min("since"))["first"]
    waited = (clock.now() - oldest).total_seconds() if oldest else 0.0
    yield _gauge("songbang_job_oldest_waiting_seconds", "How long the oldest ready job has waited.", waited)


def _gauge(name: str, told: str, value: float | None = None, labels: list[str] | None = None) -> GaugeMetricFamily:
    from prometheus_client.metrics_core import GaugeMetricFamily

    return GaugeMetricFamily(name, told, value=value, labels=labels)
