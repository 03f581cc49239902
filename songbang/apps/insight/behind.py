"""Which rows stand behind a figure: core's definitions turned into filters of the database.

A definition's condition is written over an Ibis table; here it meets columns that answer with `Q`s instead, so that
what is counted and what is shown can never be two things.
"""

from __future__ import annotations

from functools import reduce
from operator import and_, or_
from typing import Any, cast

from django.db.models import Q

from songbang.apps.insight.models import Behind, FigureSet
from songbang.core.calendar import Period
from songbang.core.measuring import TimeTable
from songbang.core.measuring.definitions import PARTS, Part, burden

PAIRED = frozenset(part.figure for part in PARTS if part.timing == "paired")
BURDEN = "burden.minutes"


class _Condition:
    """A condition that was built; only `&` goes on from it."""

    def __init__(self, q: Q) -> None:
        self.q = q

    def __and__(self, other: _Condition) -> _Condition:
        return _Condition(self.q & other.q)


class _Column(_Condition):
    """A column: by itself "it is true"."""

    def __init__(self, name: str) -> None:
        super().__init__(Q(**{name: True}))
        self.name = name

    def __invert__(self) -> _Condition:
        return _Condition(Q(**{self.name: False}))

    def __eq__(self, other: object) -> Any:
        return _Condition(Q(**{self.name: other}))

    __hash__ = object.__hash__

    def notnull(self) -> _Condition:
        return _Condition(Q(**{f"{self.name}__isnull": False}))

    def isnull(self) -> _Condition:
        return _Condition(Q(**{f"{self.name}__isnull": True}))


class _Columns:
    def __getitem__(self, name: str) -> _Column:
        return _Column(name)


def parts_of(figure: str, minutes: TimeTable) -> list[Part]:
    """The parts that add up to the figure; empty where there is no such figure."""
    return [part for part in (*PARTS, *burden(minutes)) if part.figure == figure]


def contributes(part: Part, period: Period) -> Q:
    """The rows that a part counts or sums in a period."""
    met = Q(register=part.register) & _meets(part, period)
    needed = [Q(**{f"{column}__isnull": False}) for column in part.needs]
    where = [cast(_Condition, part.where(cast(Any, _Columns()))).q] if part.where else []
    return reduce(and_, [*needed, *where], met)


def _meets(part: Part, period: Period) -> Q:
    if part.timing == "stock":
        return Q(day__lte=period.last) & (Q(closed_on__isnull=True) | Q(closed_on__gt=period.last))
    column = "closed_on" if part.timing == "removed" else "day"
    return Q(**{f"{column}__range": (period.first, period.last)})


def rows_behind(figure: str, side: str, period: Period, minutes: TimeTable, figures: FigureSet | None) -> Q:
    """The filter of the rows behind a figure on one side. Figures in pairs have theirs stored with the set."""
    if figure in PAIRED:
        stored = Behind.objects.filter(figures=figures, figure=figure, side=side) if figures else Behind.objects.none()
        return Q(pk__in=stored.values("row"))
    parts = parts_of(figure, minutes)
    if figure == BURDEN:  # every row of six registers, whatever it weighs
        registers = sorted({part.register for part in parts})
        return Q(register__in=registers) & Q(day__range=(period.first, period.last))
    return reduce(or_, (contributes(part, period) for part in parts))


def columns_of(figure: str) -> frozenset[str]:
    """The columns of a row that decide whether it counts, the day always."""
    found = {"day"}
    for part in PARTS:
        if part.figure == figure:
            found |= {*part.needs, *([part.sums] if part.sums else [])}
            found |= {"closed_on"} if part.timing == "removed" else set()
            found |= (
                {"digital_class"} if part.figure.startswith("digital.") and part.where and not part.needs else set()
            )
    return frozenset(found)
