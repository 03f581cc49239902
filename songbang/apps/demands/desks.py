"""Writes of posts and delegations, each with its journal entry."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction

from songbang.apps.demands.desk_queries import approvers, colleagues
from songbang.apps.demands.models import Delegation, Desk
from songbang.apps.journal.services import record
from songbang.apps.units.holding import Standing
from songbang.core.errors import BadInput, NotFound
from songbang.ui import clock


@transaction.atomic
def give(standing: Standing, said: Mapping[str, Any]) -> Desk:
    """An approver holds a post from a day on. Raises `BadInput` ("desk.no_approver")."""
    account = next((one for one in approvers(standing) if one.pk == said["account"]), None)
    if account is None:
        raise BadInput("desk.no_approver")
    held = Desk.objects.create(
        territory=standing.territory, name=said["name"], account=account, valid_from=said["valid_from"]
    )
    after = {"desk": held.name, "account": account.username, "from": held.valid_from.isoformat()}
    record(standing.actor, "desk.given", f"desk:{held.pk}", after=after)
    return held


@transaction.atomic
def end(standing: Standing, pk: int) -> None:
    """From today on the account holds the post no longer. Open steps go to who is left (`flow.who_may`)."""
    held = Desk.objects.select_for_update().filter(territory=standing.territory, pk=pk).first()
    if held is None:
        raise NotFound("desk.not_here", id=pk)
    held.valid_to = clock.today() - timedelta(days=1)
    held.save(update_fields=["valid_to"])
    record(standing.actor, "desk.ended", f"desk:{held.pk}", after={"until": held.valid_to.isoformat()})


@transaction.atomic
def delegate(standing: Standing, said: Mapping[str, Any]) -> Delegation:
    """Another approver decides in one's place. Raises `BadInput` ("desk.no_approver", "desk.days_turned")."""
    to = next((one for one in colleagues(standing) if one.pk == said["to"]), None)
    if to is None:
        raise BadInput("desk.no_approver")
    if said["last"] < said["first"]:
        raise BadInput("desk.days_turned")
    given = Delegation.objects.create(
        territory=standing.territory, holder=standing.account, to=to, first=said["first"], last=said["last"],
        ground=said["ground"], made_at=clock.now(),
    )  # fmt: skip
    after = {"to": to.username, "first": given.first.isoformat(), "last": given.last.isoformat()}
    record(standing.actor, "desk.delegated", f"delegation:{given.pk}", after=after)
    return given


@transaction.atomic
def end_delegation(standing: Standing, pk: int) -> None:
    given = Delegation.objects.filter(territory=standing.territory, holder=standing.account, pk=pk).first()
    if given is None:
        raise NotFound("desk.not_here", id=pk)
    given.ended_at = clock.now()
    given.save(update_fields=["ended_at"])
    record(standing.actor, "desk.delegation_ended", f"delegation:{given.pk}")
