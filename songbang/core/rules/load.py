"""The burden of a unit in a week, against what it can bear."""

from __future__ import annotations

from datetime import date, timedelta

from songbang.core.demand.values import Body
from songbang.core.rules.book import Rule
from songbang.core.rules.case import Answer, Case, Found, Lacks, Piece, check
from songbang.core.rules.durations import minutes_of
from songbang.core.rules.history import Register, held_on

WEEK = timedelta(days=6)


def carried(case: Case, history: Register, unit: Body, monday: date) -> int:
    """Minutes of what is on record for the unit in the week; what tells no minutes adds none."""
    return history.minutes_on(unit, monday, monday + WEEK, but=case.demand)


@check("any.load")
def load(case: Case, rule: Rule) -> Answer:
    limits = [(unit, most) for unit in case.demand.targets if (most := case.unit_limit(rule, unit)) is not None]
    if not limits:
        return Lacks("context.units")
    own, history = minutes_of(case.demand), case.known.history
    if own is None or history is None:
        return Lacks("minutes" if own is None else "context.history")
    day = held_on(case.demand) or case.on
    monday = day - timedelta(days=day.weekday())
    for unit, most in limits:
        total = carried(case, history, unit, monday) + own
        if total > most:
            said = {"units": [unit.name], "week": monday, "free": _free(case, rule, unit, monday, most - own)}
            return Found(total, most, said=said)
    return None


def _free(case: Case, rule: Rule, unit: Body, monday: date, room: float) -> object:
    """The next week in which the unit could bear it, as a piece; nothing where none of those looked at is free."""
    history = case.known.history
    assert history is not None
    for count in range(1, rule.settings["weeks_ahead"] + 1):
        week = monday + timedelta(days=7 * count)
        if carried(case, history, unit, week) <= room:
            return Piece("free", {"week": week})
    return ""
