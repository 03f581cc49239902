"""Between a stored demand and core's: columns, the contract's JSON, the value that rules weigh."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from songbang.apps.demands.models import Demand
from songbang.core.demand import Body, demand_json
from songbang.core.demand import Demand as DemandFacts
from songbang.core.demand.kinds import DetailsOf
from songbang.core.demand.shapes import read_as

PLAIN = ("title", "text", "line", "plan_item", "filed", "minutes", "forwards")
DAYS = ("issued_on", "notified_on", "due_on")
LISTS = ("basis", "targets", "channels", "approvals", "grounds")
OBJECTS = ("issuer", "details")
COLUMNS = ("kind", *PLAIN, *DAYS, *LISTS, *OBJECTS)
BODY = ("name", "level", "body", "code")


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
    return told_of([getattr(demand, name) for name in COLUMNS])


def told_of(values: Sequence[Any]) -> dict[str, Any]:
    """The same of the values of `COLUMNS`, as a query gives them."""
    return {
        name: value.isoformat() if name in DAYS else value
        for name, value in zip(COLUMNS, values, strict=True)
        if value not in (None, [], {})
    }


def facts_of(told: Mapping[str, Any]) -> DemandFacts:
    """A stored demand's JSON as core's value. It was checked when it came in; the units asked, which are many, are
    taken as they are."""
    targets = tuple(_body(*(one.get(name) for name in BODY)) for one in told.get("targets") or ())
    kind = told["kind"]
    details = read_as(DetailsOf[kind], told.get("details") or {}, "demand.details")
    return read_as(DemandFacts, told, "demand", details=details, targets=targets)


@lru_cache(maxsize=8192)
def _body(name: str | None, level: Any, body: Any, code: str | None) -> Body:
    return Body(name, level, body, code)
