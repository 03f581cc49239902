"""Acts of campaigns. Each is one transaction with its journal entry."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from songbang.apps.journal.services import SYSTEM, Actor, record
from songbang.apps.oversight import facts, tasks
from songbang.apps.oversight.itinerary import days_of, laid_out, ordered
from songbang.apps.oversight.models import Campaign, Member, Visit
from songbang.apps.oversight.states import campaign_after
from songbang.apps.units.models import Account, Unit
from songbang.core.assessing.sampling import draw
from songbang.core.errors import BadInput, Conflict, NotFound
from songbang.ui import clock

STRONGEST = {"refuse": 3, "needs_approval": 2, "admit_with_changes": 1, "admit": 0}


@dataclass(frozen=True, slots=True)
class Order:
    """What a body says of its campaign."""

    title: str
    first: date
    last: date
    checks: Sequence[Mapping[str, str]]
    plan_item: str = ""
    ground: str = ""
    joint_with: Sequence[str] = ()


def subject(campaign: Campaign) -> str:
    return f"campaign:{campaign.pk}"


@transaction.atomic
def plan_campaign(actor: Actor, body: Unit, order: Order, team: Sequence[Account], *, by: Account | None) -> Campaign:
    """A campaign as it would go to the door. Raises `BadInput` where it ends before it begins or looks for nothing."""
    if order.last < order.first:
        raise BadInput("campaign.ends_before")
    if not order.checks:
        raise BadInput("campaign.no_checks")
    if not order.plan_item.strip() and not order.ground.strip():
        raise BadInput("campaign.no_ground")
    made = Campaign.objects.create(
        territory=body.territory, body=body, title=order.title, first=order.first, last=order.last,
        checks=[dict(one) for one in order.checks], plan_item=order.plan_item.strip(), ground=order.ground.strip(),
        joint_with=list(order.joint_with), made_by=by, made_at=clock.now(),
    )  # fmt: skip
    Member.objects.bulk_create(Member(campaign=made, account=account) for account in team)
    after = {"title": made.title, "team": [account.username for account in team], "plan_item": made.plan_item}
    record(actor, "campaign.planned", subject(made), after=after)
    return made


def locked(pk: int, version: int | None = None) -> Campaign:
    """The campaign, for changing. Raises `NotFound`, `Conflict` ("campaign.changed")."""
    found = Campaign.objects.select_for_update(of=("self",)).select_related("body").filter(pk=pk).first()
    if found is None:
        raise NotFound("campaign.not_found", id=pk)
    if version is not None and found.version != version:
        raise Conflict("campaign.changed")
    return found


@transaction.atomic
def draw_sample(
    actor: Actor, pk: int, version: int, level: str, size: int, *, seed: str = "", on: date
) -> Campaign:  # fmt: skip
    """Draw the units; drawn again with the same seed it is the same sample. The seed stands in the journal.

    Every member of the team is barred from units where they hold a post or a role.
    """
    campaign = locked(pk, version)
    campaign.state = campaign_after(campaign.state, "draw")
    campaign.seed = seed or secrets.token_hex(4)
    drawn = draw(facts.candidates(campaign, level), size, seed=campaign.seed, on=on)
    campaign.drawn = {
        "level": level, "size": size, "on": on.isoformat(), "units": list(drawn.units), "places": dict(drawn.places),
        "passed_over": [list(one) for one in drawn.passed_over],
    }  # fmt: skip
    campaign.version += 1
    campaign.save()
    campaign.visits.all().delete()
    _lay_out(campaign, drawn.units)
    campaign.verdict = facts.verdict_on(campaign)
    campaign.save(update_fields=("verdict",))
    after = {"seed": campaign.seed, "units": list(drawn.units), "verdict": campaign.verdict.get("verdict")}
    record(actor, "campaign.drawn", subject(campaign), after=after)
    tasks.plan_itinerary.enqueue(campaign.seed, campaign.pk)
    return campaign


def _lay_out(campaign: Campaign, codes: Sequence[str]) -> None:
    """The itinerary: units of one town on one day, in the office's working days of the campaign."""
    units = ordered(list(Unit.objects.filter(code__in=codes).select_related("parent")))
    days = days_of(campaign.first, campaign.last)
    if not days:
        raise BadInput("campaign.no_days")
    a_day = -(-len(units) // len(days))
    Visit.objects.bulk_create(
        Visit(campaign=campaign, unit=unit, day=days[place // a_day], place=place) for place, unit in enumerate(units)
    )


def plan_itinerary(pk: int, seed: str, rounds: int | None = None) -> None:
    """The visits of the sample drawn by `seed` get their hours. Those that cannot be placed keep their day alone."""
    campaign = Campaign.objects.select_related("body__parent").filter(pk=pk, state="planned", seed=seed).first()
    if campaign is None:
        return
    visits = [(one.unit, one.day) for one in campaign.visits.select_related("unit__parent").order_by("place")]
    _keep_hours(pk, seed, laid_out(campaign, visits, rounds))


@transaction.atomic
def _keep_hours(pk: int, seed: str, hours: Mapping[str, datetime]) -> None:
    campaign = locked(pk)
    if campaign.state != "planned" or campaign.seed != seed:
        return
    visits = list(campaign.visits.select_related("unit").order_by("place"))
    for visit in visits:
        visit.starts_at = hours.get(visit.unit.code)
        visit.day = timezone.localdate(visit.starts_at) if visit.starts_at else visit.day
    visits.sort(key=lambda visit: (visit.day, visit.starts_at is None, visit.starts_at or clock.now(), visit.place))
    for place, visit in enumerate(visits):
        visit.place = place
    Visit.objects.bulk_update(visits, ("starts_at", "day", "place"))
    record(SYSTEM, "campaign.laid_out", subject(campaign), after={"placed": len(hours), "of": len(visits)})


@transaction.atomic
def start(actor: Actor, pk: int, version: int) -> Campaign:
    """It goes out, if the door lets it. Raises `Conflict` ("campaign.refused") with the articles that forbid it."""
    campaign = locked(pk, version)
    campaign.state = campaign_after(campaign.state, "start")
    if not campaign.visits.exists():
        raise BadInput("campaign.no_sample")
    campaign.verdict = facts.verdict_on(campaign)
    if STRONGEST[campaign.verdict["verdict"]] >= STRONGEST["refuse"]:
        raise Conflict("campaign.refused", why="；".join(one["why"] for one in campaign.verdict["findings"]))
    _go(actor, campaign, "started", verdict=campaign.verdict["verdict"])
    return campaign


def _go(actor: Actor, campaign: Campaign, act: str, **after: Any) -> None:
    campaign.version += 1
    campaign.save()
    record(actor, f"campaign.{act}", subject(campaign), after={"state": campaign.state, **after})


@transaction.atomic
def call_off(actor: Actor, pk: int, version: int) -> Campaign:
    campaign = locked(pk, version)
    campaign.state = campaign_after(campaign.state, "call_off")
    _go(actor, campaign, "called_off")
    return campaign


@transaction.atomic
def close(actor: Actor, pk: int, version: int) -> Campaign:
    """Over. Raises `Conflict` ("campaign.unsigned") while a finding is still a draft."""
    campaign = locked(pk, version)
    campaign.state = campaign_after(campaign.state, "close")
    if Visit.objects.filter(campaign=campaign, findings__state="draft").exists():
        raise Conflict("campaign.unsigned")
    _go(actor, campaign, "closed")
    return campaign
