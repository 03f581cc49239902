"""Jobs of the door, ordered in the act's own transaction."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskContext

from songbang.ui import clock, wall

MOST_ATTEMPTS = 3


@task()
@wall.of("intake.Import")
def read_history(key: int) -> None:
    """Bring an import's rows on record, or take them off."""
    from songbang.apps.demands.from_registers import renew_history  # it orders this job

    renew_history(key)


@task()
@wall.of("demands.Demand")
def lapse_demand(key: int) -> None:
    """A number that is past its last day expires."""
    from songbang.apps.demands.passing import lapse  # it orders this job

    lapse(key, clock.today())


@task()
@wall.of("demands.Call")
def call_outside(key: int) -> None:
    """Send a message of state to a caller outside; what fails is tried again by the queue."""
    from songbang.apps.demands.outside import send

    send(key)


@task()
@wall.of("demands.Step")
def remind_step(key: int) -> None:
    """A step whose clock has run out is reminded of, as long as it is open."""
    from songbang.apps.demands import reminding  # it orders this job

    reminding.remind(key)


@task(queue_name="long", takes_context=True)
@wall.of("demands.Trial")
def run_trial(context: TaskContext, key: int) -> None:
    """Go on with a trial of a limit."""
    from songbang.apps.demands import what_if  # it orders this job

    if context.attempt > MOST_ATTEMPTS:
        what_if.give_up(key)
    else:
        what_if.run(key)


@task(queue_name="long", takes_context=True)
@wall.of("demands.LeadSearch")
def search_leads(context: TaskContext, key: int) -> None:
    """Search a large record for leads."""
    from songbang.apps.demands import searching  # it orders this job

    if context.attempt > MOST_ATTEMPTS:
        searching.give_up(key)
    else:
        searching.run(key)


def order_search(key: int) -> None:
    search_leads.enqueue(key)


def order_reminder(key: int, after: datetime) -> None:
    remind_step.using(run_after=after).enqueue(key)


def order_trial(key: int) -> None:
    run_trial.enqueue(key)


def order_history(key: int) -> None:
    read_history.enqueue(key)


def order_lapse(key: int, after: Any) -> None:
    """On the morning after the last day."""
    morning = timezone.make_aware(datetime.combine(after + timedelta(days=1), datetime.min.time()))
    lapse_demand.using(run_after=morning).enqueue(key)


def order_call(key: int) -> None:
    call_outside.enqueue(key)
