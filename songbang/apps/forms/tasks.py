"""Jobs of forms, run by `songbang work`."""

from __future__ import annotations

from django.db import transaction
from django_tasks import task
from django_tasks.base import TaskContext

from songbang.ui import wall

MOST_ATTEMPTS = 3


@task(takes_context=True)
@wall.of("forms.Template")
def study_template(context: TaskContext, key: int) -> None:
    """Read a template and study it for the units that it would go to."""
    from songbang.apps.forms import working

    working.study(key, give_up=context.attempt > MOST_ATTEMPTS)


@task(takes_context=True)
@wall.of("forms.Round")
def make_papers(context: TaskContext, key: int) -> None:
    """Make the papers of a round, one for each of its units."""
    from songbang.apps.forms import working

    working.make_papers(key, give_up=context.attempt > MOST_ATTEMPTS)


def order_study(key: int) -> None:
    _inside()
    study_template.enqueue(key)


def order_papers(key: int) -> None:
    _inside()
    make_papers.enqueue(key)


def _inside() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a job is ordered in the act's own transaction")
