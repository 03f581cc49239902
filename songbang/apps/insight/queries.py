"""Reads of rows, figures and units, each kept within what the standing reaches."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q, Subquery, Sum
from django.db.models.functions import Left
from django.db.models.lookups import In

from songbang.apps.insight.models import AskedNames, FigureSet
from songbang.apps.intake.models import Import, RegisterRow
from songbang.apps.intake.tallying import edition
from songbang.apps.units.holding import Standing
from songbang.apps.units.models import Unit
from songbang.core.measuring import TimeTable

LIVE = Q(live__in=(True,))
"""The rows that count. Not `live=True`: Django writes that as a bare column, which SQLite does not look up by index."""
ISSUER_INDEXED = 100
"""So many characters of an issuer are in PostgreSQL's index of rows (migration 0003 of intake)."""
_FIRST_ROWS = ("documents", "meetings", "inspections", "forms", "visits")


@dataclass(frozen=True, slots=True)
class RowsState:
    """What the rows of a territory are now: a digest that changes with them, and about how many they are."""

    digest: str
    rows: int


def rows_state(territory: str) -> RowsState:
    """Two queries over imports and units, none over rows: rows change with their imports only. What sums are made by
    belongs to it: figures of another version are computed again."""
    imports = Import.objects.filter(territory=territory, state__in=("accepted", "undone")).aggregate(
        imports=Count("pk"), last=Max("pk"), sum_counted=Sum("counted"), sum_rejected=Sum("rejected"),
        sum_version=Sum("version"), accepted=Max("accepted_at"), undone=Max("undone_at"),
        live=Sum("counted", filter=Q(state="accepted")),
    )  # fmt: skip
    units = Unit.objects.filter(territory=territory).aggregate(
        units=Count("pk"), sum_cadres=Sum("cadres"), sum_version=Sum("version")
    )
    told = repr((sorted(imports.items()), sorted(units.items()), TimeTable.load(), edition()))
    return RowsState(hashlib.sha256(told.encode()).hexdigest(), imports["live"] or 0)


@dataclass(frozen=True, slots=True)
class Place:
    """A unit as pages show it."""

    code: str
    name: str
    level: str
    parent: str | None
    cadres: int | None


class Places:
    """The units of the territory that a right reaches, in the order of their codes. One query (a town: a few more)."""

    def __init__(self, standing: Standing, resource: str, action: str) -> None:
        within = standing.within(resource, action, unit="code")
        found = Unit.objects.filter(within).exclude(level="department").values_list(
            "code", "name", "level", "parent__code", "cadres"
        )  # fmt: skip
        self.by_code = {row[0]: Place(*row) for row in found.order_by("code")}

    def __contains__(self, code: str) -> bool:
        return code in self.by_code

    def name(self, code: str) -> str:
        place = self.by_code.get(code)
        return place.name if place else code

    @property
    def names(self) -> Mapping[str, str]:
        return {code: place.name for code, place in self.by_code.items()}

    def under(self, code: str) -> frozenset[str]:
        """The unit and all below it."""
        found, grew = {code}, True
        while grew:
            more = {place.code for place in self.by_code.values() if place.parent in found} - found
            found, grew = found | more, bool(more)
        return frozenset(found)

    def codes(self, unit: str | None, *, exact: bool = False) -> frozenset[str]:
        if unit is None:
            return frozenset(self.by_code)
        return frozenset({unit}) if exact else self.under(unit)

    def at(self, level: str) -> list[Place]:
        return [place for place in self.by_code.values() if place.level == level]


def last_day(territory: str, before: date) -> date | None:
    """The last day before `before` on which something happened; one query that walks no rows."""
    latest = {
        f"last_{kind}": Subquery(
            RegisterRow.objects.filter(LIVE, territory=territory, register=kind, day__lt=before)
            .order_by("-day").values("day")[:1]
        )
        for kind in _FIRST_ROWS
    }  # fmt: skip
    found = Unit.objects.filter(territory=territory).annotate(**latest).values_list(*latest)[:1]
    days = [day for row in found for day in row if day is not None]
    return max(days, default=None)


def figure_set(territory: str, period: str, baseline: str, issuer: str = "") -> FigureSet | None:
    """What is kept by issuer and figure is read when it is asked for: it is large, and most pages do without."""
    found = FigureSet.objects.defer("by_issuer")
    return found.filter(territory=territory, period=period, baseline=baseline, issuer=issuer).first()


def stored_names(standing: Standing) -> AskedNames | None:
    return AskedNames.objects.filter(territory=standing.territory, department=standing.unit.code).first()


def rows_within(standing: Standing, names: list[str] | None) -> Any:
    """The live rows that the standing may see. A department sees the rows of its own names (`names`) alone."""
    rows = RegisterRow.objects.filter(LIVE, standing.within("rows", "view"))
    if standing.reach("rows", "view") == "asked":
        rows = rows.filter(of_issuers(names or []))
    return rows


def of_issuers(names: Collection[str]) -> Any:
    """The filter of rows by issuer as written, so that the index of each kind of database finds them."""
    return Q(issuer__in=names) & In(Left("issuer", ISSUER_INDEXED), sorted({name[:ISSUER_INDEXED] for name in names}))
