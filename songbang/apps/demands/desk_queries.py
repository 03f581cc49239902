"""Reads of posts: what waits for whom."""

from __future__ import annotations

from dataclasses import dataclass

from songbang.apps.demands.models import Delegation, Desk, Step
from songbang.apps.demands.passing import posts_of
from songbang.apps.units.holding import Standing
from songbang.apps.units.models import Account
from songbang.ui import clock

MOST = 200


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open step that the person may decide. `blocked`: a countersignature is still out."""

    step: Step
    overdue: bool
    blocked: bool


def waiting_for(standing: Standing) -> list[Waiting]:
    """Open steps that the account may decide, by their clock. Queries do not grow with the steps."""
    now, today = clock.now(), clock.today()
    found = list(
        Step.objects.filter(territory=standing.territory, state="open", demand__state="passing")
        .select_related("demand__unit", "demand__by").order_by("due_at")[:MOST]
    )  # fmt: skip
    out = {step.asked_by_id for step in found if step.asked_by_id}
    posts, me = posts_of(standing.territory, today), standing.account.username
    return [
        Waiting(step, step.due_at < now, step.pk in out)
        for step in found
        if me in posts.may(step.desk, step.demand.by.username if step.demand.by else "")
    ]


def decided_by(standing: Standing) -> list[Step]:
    found = Step.objects.filter(territory=standing.territory, decided_by=standing.account)
    return list(found.select_related("demand").order_by("-decided_at")[:20])


def desks_of(standing: Standing) -> list[Desk]:
    today = clock.today()
    found = Desk.objects.filter(territory=standing.territory).exclude(valid_to__lt=today)
    return list(found.select_related("account").order_by("name", "pk"))


def approvers(standing: Standing) -> list[Account]:
    """Accounts of the territory that may hold a post."""
    held = {"holdings__role": "approver", "holdings__unit__territory": standing.territory}
    return list(Account.objects.filter(is_active=True, **held).distinct().order_by("username"))


def colleagues(standing: Standing) -> list[Account]:
    return [one for one in approvers(standing) if one.pk != standing.account.pk]


def delegations_of(standing: Standing) -> list[Delegation]:
    found = Delegation.objects.filter(territory=standing.territory, holder=standing.account, ended_at=None)
    return list(found.filter(last__gte=clock.today()).select_related("to"))
