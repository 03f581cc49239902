"""Which rows stand behind a figure: core's definitions turned into filters of the database (`intake.conditions`)."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import Q

from songbang.apps.insight.models import Behind, FigureSet
from songbang.apps.intake.conditions import takes
from songbang.core.calendar import Period
from songbang.core.measuring import TimeTable
from songbang.core.measuring.definitions import PARTS, Part, burden

PAIRED = frozenset(part.figure for part in PARTS if part.timing == "paired")
BURDEN = "burden.minutes"


def parts_of(figure: str, minutes: TimeTable) -> list[Part]:
    """The parts that add up to the figure; empty where there is no such figure."""
    return [part for part in (*PARTS, *burden(minutes)) if part.figure == figure]


def contributes(part: Part, period: Period) -> Q:
    """The rows that a part counts or sums in a period."""
    return Q(register=part.register) & _meets(part, period) & takes(part)


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
