"""Jobs of the calendar, run by `songbang work`."""

from __future__ import annotations

from django_tasks import task
from django_tasks.base import TaskContext

from songbang.apps.agenda import notices, planning
from songbang.ui import clock, wall

MOST_ATTEMPTS = 3


@task(takes_context=True)
@wall.of("agenda.WeekPlan")
def plan_week(context: TaskContext, key: int) -> None:
    """Compute the proposal for a week; one that failed three times says so on its page."""
    if context.attempt > MOST_ATTEMPTS:
        planning.give_up(key, "agenda.plan_failed")
    else:
        planning.run(key)


@task()
@wall.unwalled
def send_notices() -> None:
    """Send the notices that are due; what is not yet due waits for the next run."""
    notices.send_open(clock.now())
