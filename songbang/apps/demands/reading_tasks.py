"""Jobs of the door, and ordering them in the act's own transaction."""

from __future__ import annotations

from django.db import transaction
from django_tasks import task
from django_tasks.base import TaskContext

from songbang.apps.intake.room import DOCUMENT_MEMORY, DOCUMENT_SECONDS, Room
from songbang.ui import wall

MOST_ATTEMPTS = 3


@task(takes_context=True)
@wall.of("demands.Draft")
def read_draft(context: TaskContext, key: int) -> None:
    """Read the file of a draft."""
    from songbang.apps.demands import drafting  # it orders jobs, and jobs call it

    if context.attempt > MOST_ATTEMPTS:
        drafting.give_up(key)
        return
    with Room(memory=DOCUMENT_MEMORY, seconds=DOCUMENT_SECONDS) as room:
        drafting.read_draft(key, room)


def order_draft(key: int) -> None:
    """One job for one draft."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("order_draft() outside the act's transaction")
    read_draft.enqueue(key)
