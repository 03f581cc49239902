"""figures.json as a value to ask: what a figure is now, what it was, and which comparison may be made of it.

Reads only; recomputes nothing but sums and shares of what the figures themselves state.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

from songbang.core.calendar import Period
from songbang.core.reporting.report import figure_key
from songbang.core.units import Unit


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as figures.json states it; None where the registers do not decide it."""

    id: str
    scope: Mapping[str, str]
    value: float | None
    baseline: float | None
    comparable: bool
    rows: int | None = None
    """How many rows are behind the value; None where figures.json does not list them."""

    @property
    def key(self) -> str:
        return figure_key(self.id, dict(self.scope))

    @property
    def change(self) -> Fraction | None:
        """(value - baseline) / baseline, exactly; None where the two may not be compared or the baseline is 0."""
        if not self.comparable or self.value is None or not self.baseline:
            return None
        return Fraction(self.value) / Fraction(self.baseline) - 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison that may be made. `units` is empty when it is of the whole figure, else the units that it covers:
    those whose registers state both periods. `change` is None where the baseline is 0."""

    value: float
    baseline: float
    units: tuple[Unit, ...] = ()

    @property
    def change(self) -> Fraction | None:
        return Fraction(self.value) / Fraction(self.baseline) - 1 if self.baseline else None


@dataclass(frozen=True, slots=True)
class Ratio:
    """`part` of `whole`, the whole taken over those units only whose registers state the part."""

    part: float
    whole: float
    key: str
    units: tuple[Unit, ...] = ()
    """The units that the whole is taken over; empty where the figures are not told by unit."""

    @property
    def share(self) -> Fraction:
        return Fraction(self.part) / Fraction(self.whole)


@dataclass(frozen=True)
class Figures:
    """All figures of one report, with the units and everything else that figures.json holds beside them."""

    raw: Mapping[str, Any] = field(repr=False)

    @cached_property
    def period(self) -> Period:
        return Period.parse(self.raw["period"])

    @cached_property
    def baseline(self) -> Period:
        return Period.parse(self.raw["baseline"])

    @cached_property
    def units(self) -> dict[str, Unit]:
        """The units by code, in the order given."""
        return {row["code"]: _unit(row) for row in self.raw.get("units", ())}

    @cached_property
    def _by_key(self) -> dict[str, Figure]:
        return {figure.key: figure for figure in map(_figure, self.raw["figures"])}

    def get(self, figure_id: str, **scope: str) -> Figure | None:
        """The figure, or None where figures.json does not have it (null in both periods)."""
        return self._by_key.get(figure_key(figure_id, scope))

    def total_ids(self) -> list[str]:
        """The ids that have a figure over all units, imbalances apart, in the order given."""
        totals = [figure.id for figure in self._by_key.values() if not figure.scope]
        return [figure_id for figure_id in totals if not figure_id.endswith(".imbalance")]

    def value(self, figure_id: str, **scope: str) -> float | None:
        figure = self.get(figure_id, **scope)
        return figure.value if figure else None

    def by_unit(self, figure_id: str, **scope: str) -> list[tuple[Unit, Figure]]:
        """The figure at each unit that has it, in the order of the units."""
        found = ((unit, self.get(figure_id, unit=code, **scope)) for code, unit in self.units.items())
        return [(unit, figure) for unit, figure in found if figure]

    def comparison(self, figure_id: str, **scope: str) -> Comparison | None:
        """The honest year on year: of the whole where it is comparable, else of the units that state both periods."""
        whole = self.get(figure_id, **scope)
        if not whole:
            return None
        if whole.comparable and whole.value is not None and whole.baseline is not None:
            return Comparison(whole.value, whole.baseline)
        both = [(unit, f.value, f.baseline) for unit, f in self.by_unit(figure_id, **scope) if f.comparable]
        known = [(unit, value, base) for unit, value, base in both if value is not None and base is not None]
        if not known:
            return None
        return Comparison(sum(v for _, v, _ in known), sum(b for _, _, b in known), tuple(u for u, _, _ in known))

    def changes(self, figure_id: str) -> list[tuple[Unit, Figure, Fraction]]:
        """How the figure changed at each town-level unit where that may be said, highest first."""
        towns = [(unit, figure) for unit, figure in self.by_unit(figure_id) if unit.level == "town"]
        known = [(unit, figure, figure.change) for unit, figure in towns]
        return sorted(((u, f, c) for u, f, c in known if c is not None), key=lambda row: -row[2])

    def ratio(self, figure_id: str, of: Sequence[str]) -> Ratio | None:
        """The figure against the sum of the figures `of`; None where either is not known or the whole is 0."""
        part = self.get(figure_id)
        if not part or part.value is None:
            return None
        units = tuple(self.stating(figure_id))
        scopes: list[dict[str, str]] = [{"unit": unit.code} for unit in units] or [{}]
        wholes = [self.value(one, **scope) for scope in scopes for one in of]
        whole = sum(value for value in wholes if value is not None)
        return Ratio(part.value, whole, part.key, units) if whole else None

    def mean(self, figure_id: str) -> Ratio | None:
        """The figure's sum over the rows that state a number at all (forms without one would lower the mean)."""
        figure = self.get(figure_id)
        if not figure or figure.value is None or not figure.rows:
            return None
        return Ratio(figure.value, figure.rows, figure.key)

    def stating(self, figure_id: str) -> list[Unit]:
        """The units whose registers decide the figure for the period."""
        return [unit for unit, figure in self.by_unit(figure_id) if figure.value is not None]

    def one_sided(self, figure_id: str) -> tuple[list[Unit], list[Unit]]:
        """The units that lack the figure for the period only, and those that lack it for the baseline only."""
        pairs = self.by_unit(figure_id)
        return (
            [unit for unit, f in pairs if f.value is None and f.baseline is not None],
            [unit for unit, f in pairs if f.value is not None and f.baseline is None],
        )

    def month(self, figure_id: str, unit: str, month: str) -> int | None:
        """Rows of one month (`2019-01`): 0 where the unit's registers cover the period without such a row."""
        months = self.raw.get("monthly", {}).get(figure_id, {}).get(unit, {})
        if month in months:
            return int(months[month])
        return 0 if self.value(figure_id, unit=unit) is not None else None


def _unit(row: Mapping[str, Any]) -> Unit:
    return Unit(row["code"], row["name"], row["level"], (), row.get("parent"), row.get("cadres"))


def _figure(row: Mapping[str, Any]) -> Figure:
    rows = len(row["rows"]) if "rows" in row else None
    return Figure(row["id"], row["scope"], row["value"], row["baseline"], bool(row["comparable"]), rows)
