"""Demands, for programs: an OA system asks before it sends."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Schema
from ninja.responses import Status
from pydantic import Field

from songbang.apps.demands import passing, queries, studied, weighing
from songbang.apps.demands.models import Demand
from songbang.apps.demands.policy import Matched, decided_by_lists
from songbang.apps.demands.requesting import issuer_of
from songbang.apps.units.access import standing
from songbang.apps.units.holding import Standing
from songbang.apps.units.models import Unit
from songbang.apps.units.operations import Cursor, Key, Limit, Page, Routes
from songbang.core.demand import Demand as DemandFacts
from songbang.core.demand import read_demand
from songbang.core.errors import BadInput
from songbang.ui import clock
from songbang.ui.cursors import read_cursor, write_cursor

router = Routes("demands")
GIVEN_HERE = ("approvals", "filed")
"""What the door's own posts give; a demand that states them states them in vain."""


class DemandIn(Schema):
    """A demand, as the contract `demand.md` has it."""

    demand: dict[str, Any] = Field(description="The demand: kind, title, issued_on, targets, details …")


class ListedOut(Schema):
    """The item of a list of the place that the demand is about, by its wording."""

    list: str
    place: int
    text: str
    clause: str
    share: float = Field(description="How much of the item's wording the demand says, 0 to 1.")


class VerdictOut(Schema):
    """The verdict, as the contract has it."""

    verdict: str
    on: date
    rulebook: str
    findings: list[dict[str, Any]]
    looked_at: list[str]
    not_checked: list[dict[str, Any]]


class WeighedOut(VerdictOut):
    """A verdict of what is not kept."""

    matched: list[ListedOut] = Field(description="What the lists of the place say of it; they decide, not the sender.")
    ignored: list[str] = Field(description="Fields stated in vain: what posts give, what lists decide.")


class DemandOut(Schema):
    """A demand at the door: where it stands, its number once it has one, and its newest verdict."""

    id: int
    kind: str
    title: str | None
    state: str
    number: str | None
    expires_on: date | None
    verdict: VerdictOut | None
    matched: list[ListedOut] = Field(description="What the lists of the place say of it; they decide, not the sender.")
    ignored: list[str] = Field(description="Fields stated in vain: what posts give, what lists decide.")


@dataclass(frozen=True, slots=True)
class _Read:
    """The demand as its unit may ask it."""

    facts: DemandFacts
    matched: list[Matched]
    ignored: list[str]


def _read(asker: Standing, told: dict[str, Any]) -> _Read:
    """It is its issuer, asks units that there are, and stands on the lists of the place where its wording does."""
    told = dict(told)
    ignored = [name for name in GIVEN_HERE if told.pop(name, None)]
    read_demand(told)  # whatever does not fit the contract is named before lists are looked at
    told["details"] = dict(told.get("details") or {})
    day = date.fromisoformat(told["issued_on"]) if told.get("issued_on") else clock.today()
    matched, overruled = decided_by_lists(told, asker.territory, day)
    facts = read_demand({**told, "issuer": issuer_of(asker.unit)})
    codes = {one.code for one in facts.targets if one.code}
    known = set(Unit.objects.filter(territory=asker.territory, code__in=codes).values_list("code", flat=True))
    unknown = [one.name or one.code or "?" for one in facts.targets if one.code not in known]
    if unknown:
        raise BadInput("request.units_unknown", path="demand.targets", names=unknown)
    return _Read(facts, matched, ignored + overruled)


@router.writes("/demands/weigh", "demands", "view", response=WeighedOut)
def weigh_demand(request: HttpRequest, told: DemandIn) -> Any:
    """Weigh a demand by the installation's record and rulebook. Nothing of it is kept."""
    asker = standing(request)
    read = _read(asker, told.demand)
    study = studied.study_told(studied.study_here(asker.territory, asker.unit.code, read.facts, None))
    verdict = weighing.weigh_here(read.facts, asker.territory, study=study).verdict.as_json()
    return WeighedOut(**verdict, matched=_listed(read), ignored=read.ignored)


def _listed(read: _Read) -> list[ListedOut]:
    return [ListedOut(**asdict(one)) for one in read.matched]


@router.writes("/demands", "demands", "ask", response={201: DemandOut})
def ask_demand(request: HttpRequest, told: DemandIn) -> Any:
    """Ask for a demand: it is registered, weighed, and goes its way to posts or to its number."""
    asker = standing(request)
    read = _read(asker, told.demand)
    if not read.facts.title or not read.facts.targets:
        lacking = "title" if not read.facts.title else "targets"
        raise BadInput("demand.field_missing", path=f"demand.{lacking}")
    demand = passing.ask_facts(asker, read.facts)
    return Status(201, DemandOut(**_told(demand, read)))


@router.reads("/demands", "demands", response=Page[DemandOut])
def list_demands(request: HttpRequest, after: Cursor = "", limit: Limit = 50) -> Any:
    """Demands within reach, the newest first."""
    keys = read_cursor("demands", after, int)
    found = queries.demands_before(standing(request), keys[0] if keys else None, limit + 1)
    following = write_cursor("demands", found[limit - 1].pk) if len(found) > limit else None
    return {"items": [_told(demand) for demand in found[:limit]], "next": following}


@router.reads("/demands/{key}", "demands", response=DemandOut)
def read_demand_at_door(request: HttpRequest, key: Key) -> Any:
    """One demand."""
    return _told(queries.demand_of(standing(request), key))


def _told(demand: Demand, read: _Read | None = None) -> dict[str, Any]:
    verdict = max(demand.verdicts.all(), key=lambda one: one.pk, default=None)  # fetched beforehand for a list
    return {
        "id": demand.pk, "kind": demand.kind, "title": demand.title, "state": demand.state,
        "number": demand.number or None, "expires_on": demand.expires_on,
        "verdict": json.loads(verdict.content) if verdict else None,
        "matched": _listed(read) if read else [], "ignored": read.ignored if read else [],
    }  # fmt: skip
