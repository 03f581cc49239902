"""What the search finds where the best is known, and on a district's week."""

from __future__ import annotations

import time
from typing import Any

from benchmarks.planning_weeks import sample_week
from songbang.core.planning.annealing import Budget
from songbang.core.planning.arrival import first_come_first_served
from songbang.core.planning.constraints import broken
from songbang.core.planning.layout import Layout
from songbang.core.planning.measures import count
from songbang.core.planning.read_problem import read_problem
from songbang.core.planning.search import SearchEngine

DAYS = [f"2025-03-0{day}" for day in range(3, 8)]


def rounds(made: int) -> Budget:
    return Budget(time.monotonic, time.monotonic() + 600, made)


def lines() -> dict[str, Any]:
    """Six lines call four people of their own four times a week each, in turn, so that arrival mixes them."""
    people = [
        {"id": f"p{line}{at}", "unit": f"33040210{at}", "post": "deputy", "home": f"t{at}"}
        for line in range(6) for at in range(4)
    ]  # fmt: skip
    meetings = [
        {
            "id": f"m{number}", "minutes": 45, "required": [f"p{number % 6}{at}" for at in range(4)],
            "window": [DAYS[0], DAYS[-1]], "nestable": True,
        }
        for number in range(24)
    ]  # fmt: skip
    return {
        "days": DAYS, "hours": [["08:30", "12:00"], ["14:00", "17:30"]],
        "places": [{"id": place} for place in ("hq", "t0", "t1", "t2", "t3")],
        "rooms": [{"id": "r1", "place": "hq", "capacity": 40}, {"id": "r2", "place": "hq", "capacity": 9}],
        "people": people, "meetings": meetings,
    }  # fmt: skip


def test_meetings_of_the_same_people_come_one_after_another_as_far_as_half_days_go() -> None:
    layout = Layout(read_problem(lines()))
    plan = SearchEngine().solve(layout, first_come_first_served(layout), rounds(100), 1).plan
    assert not broken(layout, plan)
    assert count(layout, plan)["journeys"] == 6 * 4  # each of the 24 people travels once
    assert count(layout, plan)["half_days"] == 6 * 4


def test_a_districts_week_has_three_tenths_fewer_journeys_after_a_second() -> None:
    layout = Layout(read_problem(sample_week(1)))
    arrival = first_come_first_served(layout)
    plan = SearchEngine().solve(layout, arrival, rounds(150), 1).plan
    before, after = count(layout, arrival), count(layout, plan)
    assert not broken(layout, plan)
    assert after["unplaced"] == 0
    assert after["journeys"] < before["journeys"] * 0.7
