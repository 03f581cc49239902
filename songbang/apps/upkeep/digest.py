"""One digest over everything the database holds, the same on SQLite and PostgreSQL."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any

from django.apps import apps
from django.apps.registry import Apps
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader

PASSING = frozenset(
    {
        "sessions.session",
        "axes.accessattempt",
        "axes.accesslog",
        "axes.accessfailurelog",
        "contenttypes.contenttype",
        "auth.permission",
    }
)
"""Tables that hold nothing worth keeping: they may differ after a restore."""


def database_digest(registry: Apps = apps) -> str:
    """SHA-256 over every row of every kept table, in order of table and key.

    `registry` says which tables there are: those of this version, or (`models_at`) those of an earlier schema.
    """
    total = hashlib.sha256()
    for model in kept_models(registry):
        total.update(f"\n{model._meta.label_lower}\n".encode())
        for row in _rows(model):
            total.update(json.dumps(row, ensure_ascii=False, sort_keys=True, default=_told).encode())
    return total.hexdigest()


def kept_models(registry: Apps = apps) -> list[type[models.Model]]:
    """Every table that a backup keeps, by name."""
    found = [
        model
        for model in registry.get_models(include_auto_created=True)
        if model._meta.label_lower not in PASSING and model._meta.managed and not model._meta.proxy
    ]
    return sorted(found, key=lambda model: model._meta.label_lower)


def models_at(migrations: Iterable[str]) -> Apps:
    """The tables as they are where these migrations (`app.name`) are applied and no others."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    nodes = [node for node in (_node(name) for name in migrations) if node in loader.graph.nodes]
    # `project_state` lists the plan to each node; the leaves among the applied ones reach all others.
    return loader.project_state(sorted(nodes)).apps


def applied_migrations() -> list[str]:
    """The migrations that the database has, as `app.name`."""
    return sorted(f"{app}.{name}" for app, name in MigrationLoader(connection).applied_migrations)


def _node(name: str) -> tuple[str, str]:
    app, _, migration = name.partition(".")
    return app, migration


def _rows(model: type[models.Model]) -> Iterator[dict[str, Any]]:
    columns = [field.attname for field in model._meta.concrete_fields]
    yield from model._base_manager.order_by("pk").values(*columns).iterator(chunk_size=2000)


def _told(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, memoryview | bytes):
        return hashlib.sha256(value).hexdigest()
    return value.isoformat() if isinstance(value, date) else str(value)
