"""What an installation lacks, as findings with a cure. Each check is one function and changes nothing."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from songbang.apps.intake import tallying
from songbang.apps.intake.models import Import, KeptFile
from songbang.apps.journal.services import broken_entries
from songbang.apps.units.models import Account, Unit
from songbang.apps.upkeep import probes
from songbang.apps.upkeep.backup import newest, rehearse
from songbang.core.errors import SongbangError
from songbang.core.findings import Finding
from songbang.core.words import labels
from songbang.ui import clock, sm2, walls

LEAST_FREE = 2 * 2**30
"""Bytes that should be free where the database lies."""
BACKUP_AGE = timedelta(hours=26)
"""A backup each night may be a little late."""
STEP = timedelta(seconds=2)
"""So far the clocks of several machines may be apart."""
LATELY = timedelta(days=7)
UNPACKED = 8
"""So many times its size an archive may take when it is unpacked."""
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
_FONTS = ("Noto Sans CJK", "Noto Sans SC", "Source Han", "WenQuanYi", "SimHei", "Microsoft YaHei", "PingFang")


def examine() -> list[Finding]:
    """Everything that is amiss; empty where nothing is."""
    if not probes.reachable():
        return [Finding("doctor.database", "error", "", parameters={"vendor": connection.vendor})]
    return [finding for check in CHECKS for finding in check()]


def migrations() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        yield Finding("doctor.migrations", "error", "", parameters={"count": len(missing)})


def home() -> Iterator[Finding]:
    free = shutil.disk_usage(settings.HOME).free
    if free < LEAST_FREE:
        yield Finding("doctor.disk", "warning", "", parameters={"free": free // 2**20})
    if not os.access(settings.HOME, os.W_OK | os.X_OK):
        yield Finding("doctor.home_unwritable", "error", str(settings.HOME))
    key = settings.HOME / "secret.key"
    if key.exists() and key.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield Finding("doctor.key_readable", "warning", str(key))


def unsafe_settings() -> Iterator[Finding]:
    """What is set so that it works and yet is not safe, or not whole."""
    reached = sorted(set(settings.ALLOWED_HOSTS) - LOOPBACK)
    if reached and not settings.HTTPS:
        yield Finding("doctor.no_https", "warning", "", parameters={"hosts": reached})
    if settings.DEMO and reached:
        yield Finding("doctor.demo_reachable", "error", "", parameters={"hosts": reached})
    if settings.OIDC_ISSUER:
        needed = {"SONGBANG_OIDC_CLIENT_ID": settings.OIDC_RP_CLIENT_ID}
        needed["SONGBANG_OIDC_CLIENT_SECRET"] = settings.OIDC_RP_CLIENT_SECRET
        lacking = [name for name, value in needed.items() if not value]
        if lacking:
            yield Finding("doctor.oidc_incomplete", "error", "", parameters={"settings": lacking})


def tools() -> Iterator[Finding]:
    """What backups need of the machine, and the national algorithms where they are asked for."""
    lacking = [tool for tool in ("pg_dump", "pg_restore") if shutil.which(tool) is None]
    if connection.vendor == "postgresql" and lacking:
        yield Finding("doctor.no_backup_tools", "warning", "", parameters={"tools": lacking})
    if settings.CIPHERS == "sm" and not sm2.available():
        yield Finding("sm2.unavailable", "warning", "", parameters={"reason": "openssl"})


def second_wall() -> Iterator[Finding]:
    """Whether PostgreSQL itself keeps territories apart, and our role is one that it holds."""
    lacking = sorted(walls.lacking())
    if lacking:
        yield Finding("doctor.walls", "error", "", parameters={"count": len(lacking), "tables": lacking[:3]})
    if walls.passed_by():
        yield Finding("doctor.wall_passed", "warning", "", parameters={"role": connection.settings_dict["USER"]})


def _tables_there() -> bool:
    return Account._meta.db_table in connection.introspection.table_names()


def people() -> Iterator[Finding]:
    if not _tables_there():
        return
    if not Account.objects.filter(holdings__role="administrator", is_active=True).exists():
        yield Finding("doctor.no_administrator", "error", "")
    if not Unit.objects.exists():
        yield Finding("doctor.no_units", "warning", "")


def roles() -> Iterator[Finding]:
    """Roles without which nobody reads the whole district, or the journal."""
    if not _tables_there() or not Unit.objects.exists():
        return
    held = set(Account.objects.filter(is_active=True).values_list("holdings__role", flat=True))
    for role in ("supervisor", "auditor"):
        if role not in held:
            yield Finding("doctor.role_missing", "note", "", parameters={"role": labels("zh-Hans")["roles"][role]})


def _files() -> Iterator[Finding]:
    """Registers that were brought and do not lie in their place, or are shorter than they were."""
    if not _tables_there():
        return
    missing = 0
    for territory, digest, size in KeptFile.objects.values_list("territory", "sha256", "size").iterator():
        path = settings.KEPT_FILES / territory / digest
        missing += not path.is_file() or path.stat().st_size != size
    if missing:
        yield Finding("doctor.files_missing", "error", str(settings.KEPT_FILES), parameters={"count": missing})


def jobs_waiting() -> Iterator[Finding]:
    """Jobs that wait although they might have begun: nobody works them off."""
    if DBTaskResult._meta.db_table not in connection.introspection.table_names():
        return
    waiting = probes.waiting_long()
    if waiting:
        minutes = int(probes.LONG_WAITING.total_seconds() // 60)
        yield Finding("doctor.jobs_wait", "warning", "", parameters={"count": waiting, "minutes": minutes})


def failed_jobs() -> Iterator[Finding]:
    """Jobs that were given up lately, after all their attempts."""
    if DBTaskResult._meta.db_table not in connection.introspection.table_names():
        return
    since = clock.now() - LATELY
    failed = DBTaskResult.objects.failed().filter(finished_at__gte=since).count()
    if failed:
        yield Finding("doctor.jobs_failed", "warning", "", parameters={"count": failed, "days": LATELY.days})


def stepped_clock() -> Iterator[Finding]:
    """A clock that stands earlier than the newest entries of the journal."""
    if not _tables_there():
        return
    latest, now = probes.latest_moment(), clock.now()
    if latest and latest > now + STEP:
        told = [timezone.localtime(at).isoformat(sep=" ", timespec="seconds") for at in (now, latest)]
        yield Finding("doctor.clock", "error", "", parameters={"now": told[0], "entry": told[1]})


def backup_age() -> Iterator[Finding]:
    """Whether there is a backup, and of yesterday at the latest."""
    if settings.BACKUPS is None:
        yield Finding("doctor.backups_unset", "note", "")
        return
    if not settings.BACKUPS.is_dir() or newest(settings.BACKUPS) is None:
        yield Finding("doctor.no_backup", "error", str(settings.BACKUPS))
        return
    made = probes.last_backup()
    if made and clock.now() - made > BACKUP_AGE:
        hours = int((clock.now() - made).total_seconds() // 3600)
        yield Finding("doctor.backup_old", "warning", str(settings.BACKUPS), parameters={"hours": hours})


def _backup_restorable() -> Iterator[Finding]:
    """Restores the newest backup to a scratch place."""
    archive = newest(settings.BACKUPS) if settings.BACKUPS and settings.BACKUPS.is_dir() else None
    if archive is None:
        return
    needed = archive.stat().st_size * UNPACKED
    if shutil.disk_usage(settings.HOME).free < needed:
        yield Finding("doctor.backup_untried", "warning", str(archive), parameters={"needed": needed // 2**20})
        return
    try:
        rehearse(archive)
    except SongbangError as error:
        yield Finding(error.code, "error", str(archive), parameters=dict(error.parameters))


def _journal() -> Iterator[Finding]:
    if not _tables_there():
        return
    broken = next(broken_entries(), None)
    if broken:
        yield Finding("doctor.journal", "error", "", parameters={"entry": broken.id})


def _sums() -> Iterator[Finding]:
    """Adds up all rows that count, and compares with the sums from which figures are read."""
    if not _tables_there():
        return
    differing = [key for territory in _territories() for key in tallying.differing(territory)]
    if differing:
        about: dict[str, object] = {"imports": len(differing), "first": differing[0]}
        yield Finding("doctor.sums", "error", "", parameters=about)


def make_sums_again() -> int:
    """Make the sums anew of all imports whose sums differ from their rows; how many."""
    return sum(tallying.make_again(territory) for territory in _territories())


def _territories() -> list[str]:
    found = Import.objects.filter(state="accepted").order_by("territory").values_list("territory", flat=True)
    return list(found.distinct())


def _fonts() -> Iterator[Finding]:
    from matplotlib import font_manager  # loaded here: nothing else of the site draws

    names = {font.name for font in font_manager.fontManager.ttflist}
    if not any(name.startswith(_FONTS) for name in names):
        yield Finding("font.missing", "warning", "")


CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    migrations, second_wall, home, unsafe_settings, tools, people, roles, _files, jobs_waiting, failed_jobs,
    stepped_clock, _journal, backup_age, _backup_restorable, _sums, _fonts,
)  # fmt: skip
