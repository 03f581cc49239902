"""A demand from JSON, checked at the edge: what comes out has the contract's shape and no contradictory days."""

from __future__ import annotations

from collections.abc import Mapping

from songbang.core.demand.kinds import DetailsOf
from songbang.core.demand.shapes import brief, read_as
from songbang.core.demand.values import KINDS, Demand
from songbang.core.errors import BadInput

_ORDERED = (("starts_at", "ends_at"), ("starts_on", "ends_on"))


def read_demand(given: object, path: str = "demand", *, orderly: bool = True) -> Demand:
    """The demand that `given` (JSON as read) states.

    Raises `BadInput`: "demand.wrong_shape", "demand.wrong_value", "demand.kind_missing", and, where `orderly`,
    "demand.ends_before_start"; each names the path of the field (`demand.details.ends_at`).
    """
    if not isinstance(given, Mapping):
        raise BadInput("demand.wrong_shape", path=path, given=brief(given), wanted="object")
    kind = given.get("kind")
    if kind is None:
        raise BadInput("demand.kind_missing", path=f"{path}.kind", allowed=list(KINDS))
    if kind not in KINDS:
        raise BadInput("demand.wrong_value", path=f"{path}.kind", given=brief(kind), allowed=list(KINDS))
    details = read_as(DetailsOf[kind], {} if given.get("details") is None else given["details"], f"{path}.details")
    demand = read_as(Demand, given, path, details=details)
    if orderly:
        _check_order(demand, path)
    return demand


def _check_order(demand: Demand, path: str) -> None:
    for first, last in _ORDERED:
        start, end = getattr(demand.details, first, None), getattr(demand.details, last, None)
        if start is not None and end is not None and end < start:
            raise BadInput("demand.ends_before_start", path=f"{path}.details.{last}", start=str(start), end=str(end))
