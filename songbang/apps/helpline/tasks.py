"""Jobs of the help line: clocks that run out."""

from __future__ import annotations

from datetime import datetime

from django_tasks import task

from songbang.ui import wall


@task
@wall.of("helpline.Matter")
def escalate(pk: int) -> None:
    """What nobody signed in time goes to the tier above."""
    from songbang.apps.helpline import services

    services.escalate_late(pk)


def order_escalation(pk: int, at: datetime) -> None:
    """In the act's own transaction: it is due with the matter, or not at all."""
    escalate.using(run_after=at).enqueue(pk)
