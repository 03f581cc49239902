"""When units are visited: neighbours on one day; then by the planner, to the hour, around what the calendar holds.

To the planner the team is one person, and each visit a meeting on its day that one of the unit's people attends: so the
team is nowhere twice at once, and a unit whose people are at a meeting is visited at another hour. The minutes of a
visit hold the way to the next unit; which units share a day is decided before, by town.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from songbang.apps.agenda import facts as calendar
from songbang.apps.oversight.models import Campaign
from songbang.apps.units.models import Unit
from songbang.core import rulebook
from songbang.core.planning.annealing import Budget
from songbang.core.planning.problem import Meeting, Person, Problem
from songbang.core.rules import workdays

ENOUGH = 600.0
"""Seconds where rounds bound the search, so that a slow machine finds the same."""
TEAM = "\x00team"
"""The team as a person; no label of a real one begins so."""


def ordered(units: Sequence[Unit]) -> list[Unit]:
    """By town, then by code: neighbours have neighbouring codes."""
    return sorted(units, key=lambda unit: (unit.code[:9], unit.code))


def days_of(first: date, last: date) -> list[date]:
    """The working days of the campaign; weekdays in a year that is not decreed yet."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [day for day in days if (workdays.is_working(day) if workdays.decreed(day) else day.weekday() < 5)]


def laid_out(
    campaign: Campaign, visits: Sequence[tuple[Unit, date]], rounds: int | None = None
) -> dict[str, datetime]:  # fmt: skip
    """Unit's code → when on its day the team comes, for those that could be placed. `rounds`: instead of the time, for
    tests."""
    from songbang.core.planning.planner import make_plan, prepare  # the engines take two seconds, which no page needs

    told = rulebook.load("planning.yaml")["campaign"]
    problem = problem_of(campaign, visits, int(told["minutes"]))
    if not problem.days:
        return {}
    prepare()
    seconds = float(told["seconds"]) if rounds is None else ENOUGH
    budget = Budget(time.monotonic, time.monotonic() + seconds, rounds)
    made: dict[str, Any] = make_plan(problem, budget, seed=campaign.pk)
    ours = {_id(unit): unit.code for unit, _ in visits}
    placed = {one["id"]: datetime.fromisoformat(one["start"]) for one in made["meetings"]}
    return {code: calendar.aware(placed[key]) for key, code in ours.items() if key in placed}


def problem_of(campaign: Campaign, visits: Sequence[tuple[Unit, date]], minutes: int) -> Problem:
    """The visits of a campaign among all that stands in the calendar on its days."""
    days = calendar.days_of(campaign.first, campaign.last)
    hosts = {unit.pk for unit, _ in visits}
    known = calendar.week_of(campaign.territory, days, (), open_too=False, hosts=hosts).problem
    home = campaign.body.parent if campaign.body.level == "department" and campaign.body.parent else campaign.body
    working = frozenset(days_of(campaign.first, campaign.last))
    ours = (
        Meeting(
            _id(unit), unit.name, minutes, False, (TEAM,),
            tuple(filter(None, [tuple(one.id for one in known.people if one.unit == unit.code)])),
            (), 1, (day, day), (), False, None, None,
        )
        for unit, day in visits
    )  # fmt: skip
    return replace(
        known,
        no_meeting_days=known.no_meeting_days | {day for day in days if day not in working},
        places={**known.places, home.code: home.name},
        people=(*known.people, Person(TEAM, campaign.body.code, "-", home.code, False)),
        meetings=(*known.meetings, *ours),
    )


def _id(unit: Unit) -> str:
    return f"visit {unit.code}"
