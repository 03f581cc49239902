"""Jobs of the ledger: files are read one after another, outside the request."""

from __future__ import annotations

from django_tasks import task
from django_tasks.base import TaskContext

from songbang.ui import wall

MOST_ATTEMPTS = 3


@task(takes_context=True)
@wall.of("evidence.Evidence")
def read_evidence(context: TaskContext, keys: list[int]) -> None:
    """Read the text of evidence; what an earlier attempt read is left as it is."""
    from songbang.apps.evidence import texts

    texts.read_all(keys, give_up=context.attempt > MOST_ATTEMPTS)


def order_reading(keys: list[int]) -> None:
    if keys:
        read_evidence.enqueue(keys)
