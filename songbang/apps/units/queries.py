"""Reads of units and accounts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from songbang.apps.units.holding import Standing
from songbang.apps.units.models import Account, Holding, Unit
from songbang.core.units import Level, UnitTree
from songbang.core.units import Unit as UnitFacts

DEMO_PASSWORD = "songbang-demo"
"""Shown on the log-in page, in demo mode only."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A unit in the tree, and how deep it lies."""

    unit: Unit
    depth: int


def tree(standing: Standing) -> list[Shown]:
    """The units within reach, each under its parent. One query."""
    units = list(Unit.objects.filter(standing.within("units", "view", unit="code")).order_by("code"))
    below: dict[int | None, list[Unit]] = defaultdict(list)
    known = {unit.pk for unit in units}
    for unit in units:
        below[unit.parent_id if unit.parent_id in known else None].append(unit)
    shown: list[Shown] = []

    def walk(parent: int | None, depth: int) -> None:
        for unit in below[parent]:
            shown.append(Shown(unit, depth))
            walk(unit.pk, depth + 1)

    walk(None, 0)
    return shown


def holds(account: Account, holding: int) -> bool:
    return Holding.objects.filter(account=account, pk=holding).exists()


def demo_accounts() -> list[Holding]:
    """One account for each role, for the demo's log-in page."""
    return list(Holding.objects.filter(account__username__startswith="demo-").select_related("account", "unit"))


_FACT_LEVELS: dict[str, Level] = {"county": "county", "town": "town", "village": "village"}


def unit_tree(territory: str) -> UnitTree:
    """The district's units as core knows them, with every name they bear or bore. Two queries."""
    units = Unit.objects.filter(territory=territory, level__in=_FACT_LEVELS).prefetch_related("names").order_by("pk")
    codes = dict(Unit.objects.filter(territory=territory).values_list("pk", "code"))
    return UnitTree(
        UnitFacts(
            unit.code, unit.name, _FACT_LEVELS[unit.level],
            tuple(dict.fromkeys(name.name for name in unit.names.all() if name.name != unit.name)),
            codes.get(unit.parent_id or 0), unit.cadres,
        )
        for unit in units
    )  # fmt: skip
