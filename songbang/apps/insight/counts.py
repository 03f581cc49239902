"""A set of figures as pages ask it: sums over the units in reach, and which comparison may be made of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from songbang.apps.insight.models import FigureSet
from songbang.core.calendar import Period

Number = int | float | None


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure on both sides. `lacking_*`: units that state the one side and not the other: no comparison then.

    `like_*`: the sums over those units that state both; the same as the figure itself where it is comparable.
    """

    value: Number
    baseline: Number
    lacking_value: tuple[str, ...] = ()
    lacking_baseline: tuple[str, ...] = ()
    like_value: Number = None
    like_baseline: Number = None

    @property
    def known(self) -> bool:
        return self.value is not None or self.baseline is not None

    @property
    def comparable(self) -> bool:
        whole = self.value is not None and self.baseline is not None
        return whole and not self.lacking_value and not self.lacking_baseline

    @property
    def change(self) -> float | None:
        """The change as a share; None where it may not be said or the baseline is 0."""
        return _share(self.value, self.baseline) if self.comparable else None

    @property
    def like_change(self) -> float | None:
        """The change among the units that state both periods."""
        return _share(self.like_value, self.like_baseline)

    @property
    def difference(self) -> Number:
        if self.value is None or self.baseline is None or not self.comparable:
            return None
        return self.value - self.baseline


UNKNOWN = Compared(None, None)


def _share(value: Number, baseline: Number) -> float | None:
    if value is None or not baseline:
        return None
    return (value - baseline) / baseline


def compared(sides: Mapping[str, Sequence[Any]], codes: Collection[str]) -> Compared:
    """The sum over the units of `codes`, as contract `report.md` sums: what is not stated adds nothing.

    >>> compared({"a": [3, 2], "b": [4, None]}, {"a", "b"}).comparable
    False
    >>> compared({"a": [3, 2], "b": [4, None]}, {"a", "b"}).like_change
    0.5
    """
    found = {code: sides[code] for code in codes if code in sides}
    both = [pair for pair in found.values() if None not in pair]
    return Compared(
        _sum(pair[0] for pair in found.values()),
        _sum(pair[1] for pair in found.values()),
        tuple(sorted(code for code, pair in found.items() if pair[0] is None)),
        tuple(sorted(code for code, pair in found.items() if pair[1] is None)),
        _sum(pair[0] for pair in both),
        _sum(pair[1] for pair in both),
    )


def _sum(numbers: Any) -> Number:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


class Counts:
    """The figures of one set, over the units `codes`."""

    def __init__(self, figures: FigureSet, codes: frozenset[str]) -> None:
        self.set, self.codes = figures, codes
        self._summed: dict[str, dict[str, float]] = {}

    def total(self, figure: str, part: str = "") -> Compared:
        return compared(self.set.figures.get(figure, {}).get(part, {}), self.codes)

    def at(self, figure: str, code: str, part: str = "") -> Compared:
        """As `total` of one unit: pages ask this of every figure of every unit."""
        pair = self.set.figures.get(figure, {}).get(part, {}).get(code) if code in self.codes else None
        if pair is None:
            return UNKNOWN
        value, base = pair
        lacking = ((code,) if value is None else (), (code,) if base is None else ())
        like = pair if None not in pair else (None, None)
        return Compared(value, base, *lacking, *like)

    def parts(self, figure: str, name: str) -> dict[str, Compared]:
        """By issuer level or line: value → figure."""
        found = [part for part in self.set.figures.get(figure, {}) if part.startswith(f"{name}=")]
        return {part.partition("=")[2]: self.total(figure, part) for part in found}

    def issuers(self, figure: str = "") -> list[tuple[str, list[str], Compared]]:
        """The bodies that ask most of the units in reach; of one figure or of everything."""
        told = self.set.by_issuer.get(figure, ()) if figure else self.set.issuers
        found = [(one["name"], one["names"], compared(one["units"], self.codes)) for one in told]
        known = [one for one in found if one[2].known]
        return sorted(known, key=lambda one: (-(one[2].value or 0), one[0]))

    @cached_property
    def periods(self) -> tuple[Period, Period]:
        return Period.parse(self.set.period), Period.parse(self.set.baseline)

    def months(self, figure: str) -> list[tuple[int, Number, Number]]:
        """Month by month of the period, with the one at the same place of the baseline: (month, value, baseline)."""
        period, baseline = self.periods
        then = [self._month(figure, *month) for month in baseline.months()]
        now = [(month, self._month(figure, year, month)) for year, month in period.months()]
        return [(month, value, then[at] if at < len(then) else None) for at, (month, value) in enumerate(now)]

    def _month(self, figure: str, year: int, month: int) -> Number:
        if figure not in self._summed:
            self._summed[figure] = self._sums_by_month(figure)
        return self._summed[figure].get(f"{year:04}-{month:02}")

    def _sums_by_month(self, figure: str) -> dict[str, float]:
        """Month → the sum over the units in reach: all months in one pass."""
        sums: dict[str, float] = {}
        for code, months in self.set.monthly.get(figure, {}).items():
            if code in self.codes:
                for month, amount in months.items():
                    sums[month] = sums.get(month, 0) + amount
        return sums
