"""One digest over everything the database holds, the same on SQLite and PostgreSQL."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from django.apps import apps
from django.db import models

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


def database_digest() -> str:
    """SHA-256 over every row of every kept table, in order of table and key."""
    total = hashlib.sha256()
    for model in kept_models():
        total.update(f"\n{model._meta.label_lower}\n".encode())
        for row in _rows(model):
            total.update(json.dumps(row, ensure_ascii=False, sort_keys=True, default=_told).encode())
    return total.hexdigest()


def kept_models() -> list[type[models.Model]]:
    """Every table that a backup keeps, by name."""
    found = [model for model in apps.get_models() if model._meta.label_lower not in PASSING and model._meta.managed]
    return sorted(found, key=lambda model: model._meta.label_lower)


def _rows(model: type[models.Model]) -> Iterator[dict[str, Any]]:
    columns = [field.attname for field in model._meta.concrete_fields]
    yield from model._default_manager.order_by("pk").values(*columns).iterator(chunk_size=2000)


def _told(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, date) else str(value)
