"""Between a stored demand and core's: columns, the contract's JSON, the value that rules weigh."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from songbang.apps.demands.models import Demand
from songbang.core.demand import Demand as DemandFacts
from songbang.core.demand import demand_json, read_demand

PLAIN = ("title", "text", "line", "plan_item", "filed", "minutes", "forwards")
DAYS = ("issued_on", "notified_on", "due_on")
LISTS = ("basis", "targets", "channels", "approvals", "grounds")
OBJECTS = ("issuer", "details")


def columns(facts: DemandFacts) -> dict[str, Any]:
    """The common columns and details of a demand, as the model bears them."""
    told = demand_json(facts)
    return {
        "kind": facts.kind,
        **{name: told.get(name) for name in PLAIN},
        **{name: getattr(facts, name) for name in DAYS},
        **{name: told.get(name, []) for name in LISTS},
        **{name: told.get(name, {}) for name in OBJECTS},
    }


def as_json(demand: Demand) -> dict[str, Any]:
    """The contract's JSON of a stored demand."""
    told: dict[str, Any] = {"kind": demand.kind}
    for name in (*PLAIN, *DAYS, *LISTS, *OBJECTS):
        value = getattr(demand, name)
        if value not in (None, [], {}):
            told[name] = value.isoformat() if name in DAYS else value
    return told


def facts_of(told: Mapping[str, Any]) -> DemandFacts:
    """A stored demand's JSON as core's value; it was checked when it came in."""
    return read_demand(told, orderly=False)
