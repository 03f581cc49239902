"""Django's `migrate`, which then sees to the walls between territories (`songbang.ui.walls`)."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import connections, transaction

from songbang.ui import wall, walls


class Command(migrate.Command):
    """No migration of its own: a table of a later version gets its wall with its migration, and cannot be forgotten."""

    def handle(self, *args: Any, **options: Any) -> None:
        with wall.everywhere():
            super().handle(*args, **options)
            with transaction.atomic(using=options["database"]):
                walls.raise_walls(connections[options["database"]])
