"""What an installation lacks, as findings with a cure. Each check is one function and changes nothing."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Callable, Iterator

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from matplotlib import font_manager

from songbang.apps.journal.services import broken_entries
from songbang.apps.units.models import Account, Unit
from songbang.core.findings import Finding

LEAST_FREE = 2 * 2**30
"""Bytes that should be free where the database lies."""
_FONTS = ("Noto Sans CJK", "Noto Sans SC", "Source Han", "WenQuanYi", "SimHei", "Microsoft YaHei", "PingFang")


def examine() -> list[Finding]:
    """Everything that is amiss; empty where nothing is."""
    if not _reachable():
        return [Finding("doctor.database", "error", "", parameters={"vendor": connection.vendor})]
    return [finding for check in CHECKS for finding in check()]


def _reachable() -> bool:
    try:
        connection.ensure_connection()
    except DatabaseError:
        return False
    return True


def _migrations() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        yield Finding("doctor.migrations", "error", "", parameters={"count": len(missing)})


def _home() -> Iterator[Finding]:
    free = shutil.disk_usage(settings.HOME).free
    if free < LEAST_FREE:
        yield Finding("doctor.disk", "warning", "", parameters={"free": free // 2**20})
    key = settings.HOME / "secret.key"
    if key.exists() and key.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield Finding("doctor.key_readable", "warning", str(key))


def _tables_there() -> bool:
    return Account._meta.db_table in connection.introspection.table_names()


def _people() -> Iterator[Finding]:
    if not _tables_there():
        return
    if not Account.objects.filter(holdings__role="administrator", is_active=True).exists():
        yield Finding("doctor.no_administrator", "error", "")
    if not Unit.objects.exists():
        yield Finding("doctor.no_units", "warning", "")


def _journal() -> Iterator[Finding]:
    if not _tables_there():
        return
    broken = next(broken_entries(), None)
    if broken:
        yield Finding("doctor.journal", "error", "", parameters={"entry": broken.id})


def _fonts() -> Iterator[Finding]:
    names = {font.name for font in font_manager.fontManager.ttflist}
    if not any(name.startswith(_FONTS) for name in names):
        yield Finding("font.missing", "warning", "")


CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (_migrations, _home, _people, _journal, _fonts)
