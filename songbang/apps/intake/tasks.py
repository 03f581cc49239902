"""Jobs of intake, and ordering them. Ordered in the act's own transaction, so that neither stands without the other."""

from __future__ import annotations

from django.db import transaction
from django_tasks import task
from django_tasks.base import TaskContext

from songbang.apps.intake.room import Room
from songbang.ui import wall

MOST_ATTEMPTS = 3


@task(takes_context=True)
@wall.of("intake.Import")
def read_imports(context: TaskContext, keys: list[int]) -> None:
    """Read imports one after another. Those that an earlier attempt finished are left as they are."""
    from songbang.apps.intake import reading  # services order jobs, and readings call services

    with Room() as room:
        for key in keys:
            if context.attempt > MOST_ATTEMPTS:
                reading.give_up(key)
            else:
                reading.read_import(key, room)


def order_reading(keys: list[int]) -> None:
    """One job for all of `keys`."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("order_reading() outside the act's transaction")
    read_imports.enqueue(keys)
