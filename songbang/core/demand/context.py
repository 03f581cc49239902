"""What the base already carries: earlier demands, the year's plan, the units with their traits and limits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from songbang.core.demand.levels import Level
from songbang.core.demand.reading import read_demand
from songbang.core.demand.shapes import brief, read_as
from songbang.core.demand.values import Demand, Kind
from songbang.core.errors import BadInput

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One item of an annual plan."""

    id: str | None = None
    title: str | None = None
    kind: Kind | None = None
    issuer: str | None = None
    year: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the base. `limits`: what this unit can bear, by rule id."""

    code: str | None = None
    name: str | None = None
    level: Level | None = None
    cadres: int | None = None
    traits: tuple[str, ...] = ()
    limits: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StudiedCell:
    """A cell of a form as it was studied. `held_by`, `as_of`: who gave it for every unit, and since when at least."""

    name: str | None = None
    unit: str | None = None
    explained: bool | None = None
    held_by: str | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Study:
    """The form itself, held against all that the base has given. `relayed_unchanged` None: it does not show."""

    title: str | None = None
    cells: tuple[StudiedCell, ...] = ()
    relayed_unchanged: bool | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What a demand is held against. None: not given, so that what needs it cannot be checked."""

    history: tuple[Demand, ...] | None = None
    plan: tuple[PlanItem, ...] | None = None
    units: tuple[Unit, ...] | None = None
    study: Study | None = None


def read_context(given: object, path: str = "context") -> Context:
    """The context from JSON. Raises `BadInput` with the path of what does not fit."""
    if given is None:
        return Context()
    if not isinstance(given, Mapping):
        raise BadInput("demand.wrong_shape", path=path, given=brief(given), wanted="object")
    return Context(
        _each(given, "history", path, lambda part, where: read_demand(part, where, orderly=False)),
        _each(given, "plan", path, lambda part, where: read_as(PlanItem, part, where)),
        _each(given, "units", path, _unit),
        None if given.get("study") is None else read_as(Study, given["study"], f"{path}.study"),
    )


def _each(given: Mapping[str, object], name: str, path: str, read: Callable[[object, str], T]) -> tuple[T, ...] | None:
    parts = given.get(name)
    if parts is None:
        return None
    if not isinstance(parts, list | tuple):
        raise BadInput("demand.wrong_shape", path=f"{path}.{name}", given=brief(parts), wanted="list")
    return tuple(read(part, f"{path}.{name}[{place}]") for place, part in enumerate(parts))


def _unit(given: object, path: str) -> Unit:
    limits = given.get("limits") if isinstance(given, Mapping) else {}
    limits = {} if limits is None else limits
    if not isinstance(limits, Mapping):
        raise BadInput("demand.wrong_shape", path=f"{path}.limits", given=brief(limits), wanted="object")
    return read_as(Unit, given, path, limits={rule: _limit(rule, limits[rule], path) for rule in limits})


def _limit(rule: str, given: object, path: str) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise BadInput("demand.wrong_shape", path=f"{path}.limits.{rule}", given=brief(given), wanted="number")
    return given
