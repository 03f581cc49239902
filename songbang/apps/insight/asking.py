"""What a page was asked for: period, baseline and unit, read from the address and written into addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from urllib.parse import urlencode

from songbang.core.calendar import Period
from songbang.core.errors import BadInput

MOST_MONTHS = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """Two periods that do not overlap, and a unit: it and all under it, or (`exact`) it alone. None: all in reach."""

    period: Period
    baseline: Period
    unit: str | None = None
    exact: bool = False

    def side(self, name: str) -> Period:
        return self.baseline if name == "baseline" else self.period

    def query(self, **more: str | None) -> str:
        """The query of an address that asks the same, with more parameters; those that are None are left out."""
        added = _added(tuple(more.items()))
        return f"{_address(self)}&{added}" if added else _address(self)

    def at(self, unit: str | None, *, exact: bool = False) -> Asked:
        return replace(self, unit=unit, exact=exact)


@lru_cache(maxsize=4096)
def _added(more: tuple[tuple[str, str | None], ...]) -> str:
    return urlencode({name: value for name, value in more if value}, safe=":")


@lru_cache(maxsize=4096)
def _address(asked: Asked) -> str:
    """A page of a whole district writes each unit's address a dozen times."""
    told = {"period": str(asked.period), "baseline": str(asked.baseline), "unit": asked.unit}
    told["exact"] = "1" if asked.exact else None
    return urlencode({name: value for name, value in told.items() if value}, safe=":")


def default_periods(last_row: date, today: date) -> tuple[Period, Period]:
    """The year of the last row up to its last whole month, and the same months of the year before.

    >>> [str(period) for period in default_periods(date(2019, 8, 28), date(2019, 8, 30))]
    ['2019-01:2019-07', '2018-01:2018-07']
    >>> [str(period) for period in default_periods(date(2019, 8, 28), date(2026, 3, 1))]
    ['2019-01:2019-08', '2018-01:2018-08']
    """
    last = last_row.replace(day=1)
    if (today.year, today.month) <= (last.year, last.month):
        last = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    period = Period.parse(f"{last.year}-01:{last.year}-{last.month}")
    return period, year_before(period)


def year_before(period: Period) -> Period:
    """The same months one year (or as many years as it spans) earlier."""
    back = period.last.year - period.first.year + 1
    first, last = (f"{day.year - back:04}-{day.month:02}" for day in (period.first, period.last))
    return Period.parse(f"{first}:{last}")


def asked(told: Mapping[str, str], default: tuple[Period, Period]) -> Asked:
    """Read the address. Raises `BadInput` ("period.unreadable", "period.overlap", "figures.period_too_long")."""
    period = Period.parse(told["period"]) if told.get("period") else default[0]
    if told.get("baseline"):
        baseline = Period.parse(told["baseline"])
    else:
        baseline = year_before(period) if told.get("period") else default[1]
    check_periods(period, baseline)
    return Asked(period, baseline, told.get("unit") or None, told.get("exact") == "1")


def check_periods(period: Period, baseline: Period) -> None:
    """They must not overlap, and neither may be endless."""
    if period.first <= baseline.last and baseline.first <= period.last:
        raise BadInput("period.overlap", period=str(period), baseline=str(baseline))
    for one in (period, baseline):
        months = (one.last.year - one.first.year) * 12 + one.last.month - one.first.month + 1
        if months > MOST_MONTHS:
            raise BadInput("figures.period_too_long", period=str(one), most=MOST_MONTHS)
