"""Demands, for programs: an OA system asks before it sends."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Schema
from ninja.responses import Status
from pydantic import Field

from songbang.apps.demands import passing, queries, studied, weighing
from songbang.apps.demands.models import Demand
from songbang.apps.demands.requesting import issuer_of
from songbang.apps.units.access import standing
from songbang.apps.units.holding import Standing
from songbang.apps.units.models import Unit
from songbang.apps.units.operations import Cursor, Key, Limit, Page, Routes
from songbang.core.demand import Demand as DemandFacts
from songbang.core.demand import read_demand
from songbang.core.errors import BadInput
from songbang.ui.cursors import read_cursor, write_cursor

router = Routes("demands")
GIVEN_HERE = ("approvals", "filed")
"""What the door's own posts give; a demand that states them states them in vain."""


class DemandIn(Schema):
    """A demand, as the contract `demand.md` has it."""

    demand: dict[str, Any] = Field(description="The demand: kind, title, issued_on, targets, details …")


class VerdictOut(Schema):
    """The verdict, as the contract has it."""

    verdict: str
    on: date
    rulebook: str
    findings: list[dict[str, Any]]
    looked_at: list[str]
    not_checked: list[dict[str, Any]]


class DemandOut(Schema):
    """A demand at the door: where it stands, its number once it has one, and its newest verdict."""

    id: int
    kind: str
    title: str | None
    state: str
    number: str | None
    expires_on: date | None
    verdict: VerdictOut | None
    ignored: list[str] = Field(description="Fields stated in vain: approvals and filing are the posts'.")


def _read(asker: Standing, told: dict[str, Any]) -> tuple[DemandFacts, list[str]]:
    """The demand as its unit may ask it: it is its issuer, and asks units that there are."""
    told = dict(told)
    ignored = [name for name in GIVEN_HERE if told.pop(name, None)]
    facts = read_demand({**told, "issuer": issuer_of(asker.unit)})
    codes = {one.code for one in facts.targets if one.code}
    known = set(Unit.objects.filter(territory=asker.territory, code__in=codes).values_list("code", flat=True))
    unknown = [one.name or one.code or "?" for one in facts.targets if one.code not in known]
    if unknown:
        raise BadInput("request.units_unknown", path="demand.targets", names=unknown)
    return facts, ignored


@router.writes("/demands/weigh", "demands", "view", response=VerdictOut)
def weigh_demand(request: HttpRequest, told: DemandIn) -> Any:
    """Weigh a demand by the installation's record and rulebook. Nothing of it is kept."""
    asker = standing(request)
    facts, _ = _read(asker, told.demand)
    study = studied.study_told(studied.study_here(asker.territory, asker.unit.code, facts, None))
    return VerdictOut(**weighing.weigh_here(facts, asker.territory, study=study).verdict.as_json())


@router.writes("/demands", "demands", "ask", response={201: DemandOut})
def ask_demand(request: HttpRequest, told: DemandIn) -> Any:
    """Ask for a demand: it is registered, weighed, and goes its way to posts or to its number."""
    asker = standing(request)
    facts, ignored = _read(asker, told.demand)
    if not facts.title or not facts.targets:
        lacking = "title" if not facts.title else "targets"
        raise BadInput("demand.field_missing", path=f"demand.{lacking}")
    demand = passing.ask_facts(asker, facts)
    return Status(201, DemandOut(**_told(demand, ignored)))


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


def _told(demand: Demand, ignored: list[str] | None = None) -> dict[str, Any]:
    verdict = max(demand.verdicts.all(), key=lambda one: one.pk, default=None)  # fetched beforehand for a list
    return {
        "id": demand.pk, "kind": demand.kind, "title": demand.title, "state": demand.state,
        "number": demand.number or None, "expires_on": demand.expires_on,
        "verdict": json.loads(verdict.content) if verdict else None, "ignored": ignored or [],
    }  # fmt: skip
