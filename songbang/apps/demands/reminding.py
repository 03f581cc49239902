"""Reminders: a step that nobody decided by its day is said again, every working day, to the post and to who asked."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from songbang.apps.demands import flow
from songbang.apps.demands.models import Move, Step
from songbang.apps.demands.passing import posts_of
from songbang.apps.demands.services import locked, subject
from songbang.apps.demands.tasks import order_reminder
from songbang.apps.journal.services import SYSTEM, Actor, record
from songbang.apps.units.models import Holding
from songbang.apps.units.sending import may_send, post
from songbang.core.words import labels
from songbang.ui import clock

OVERDUE = "overdue"
MOST = 5
"""So often a step is reminded of; it stays on its post's page until it is decided."""


def remind(key: int) -> bool:
    """Whether the step was reminded of: it is open, its demand waits for it, and its time has passed."""
    step = _noted(key)
    if step is not None and may_send():
        words = labels("zh-Hans")["reminders"]
        told = {"title": step.demand.title or "", "desk": labels("zh-Hans")["door_desks"][step.desk]}
        for code in _concerned(step):
            post(code, words["title"].format(**told), words["body"].format(**told, due=_said(step)))
    return step is not None


def _said(step: Step) -> str:
    return timezone.localtime(step.due_at).strftime("%Y-%m-%d %H:%M")


@transaction.atomic
def _noted(key: int) -> Step | None:
    found = Step.objects.filter(pk=key).values_list("demand_id", flat=True).first()
    demand = locked(found) if found else None
    step = Step.objects.select_related("demand__by", "demand__unit").get(pk=key) if demand else None
    if demand is None or step is None or step.state != "open" or demand.state != "passing":
        return None
    now = clock.now()
    if step.due_at > now:
        return None
    Move.objects.create(demand=demand, act=OVERDUE, state=demand.state, at=now, desk=step.desk)
    actor = Actor(SYSTEM.name, territory=demand.territory)
    record(actor, "demand.overdue", subject(demand), after={"desk": step.desk, "due_at": step.due_at.isoformat()})
    if Move.objects.filter(demand=demand, act=OVERDUE, desk=step.desk, at__gte=step.opened_at).count() < MOST:
        order_reminder(key, flow.due_at(timezone.localtime(now), 1) + timedelta(minutes=1))
    return step


def _concerned(step: Step) -> Collection[str]:
    """Codes of the units of those who may decide, and of who asks."""
    demand = step.demand
    deciders = posts_of(demand.territory, clock.today()).may(step.desk, demand.by.username if demand.by else "")
    held = Holding.objects.filter(role="approver", unit__territory=demand.territory, account__username__in=deciders)
    codes = set(held.values_list("unit__code", flat=True))
    return sorted(codes | ({demand.unit.code} if demand.unit else set()))
