"""Plans of problems that nobody wrote by hand, judged by a checker that shares no code with the product."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from songbang.core.planning.annealing import Budget
from songbang.core.planning.arrival import first_come_first_served
from songbang.core.planning.engine import worth
from songbang.core.planning.layout import Layout
from songbang.core.planning.measures import count
from songbang.core.planning.planner import find_plan, make_plan
from songbang.core.planning.read_problem import read_problem
from tests.core.planning.checker import violations

WEEKS = (
    ["2025-03-03", "2025-03-04", "2025-03-05", "2025-03-06", "2025-03-07"],
    ["2025-01-26", "2025-01-27", "2025-01-28"],  # a make-up Sunday, a Monday, the eve of the Spring Festival
    ["2025-05-01", "2025-05-02"],  # nothing but holidays
    ["2027-02-05", "2027-02-06", "2027-02-08"],  # a year without a decree
)
HOURS = [["08:30", "12:00"], ["14:00", "17:30"]]
ROOMS = [{"id": "town", "place": "t1", "capacity": 20}, {"id": "hall", "place": "hq", "capacity": 60}]
PLACES = ("hq", "t1", "t2")
PEOPLE = [
    {"id": "d1", "unit": "330402", "post": "head", "home": "hq"},
    {"id": "a1", "unit": "330402101", "post": "principal", "home": "t1"},
    {"id": "a2", "unit": "330402101", "post": "deputy", "home": "t1"},
    {"id": "b1", "unit": "330402102", "post": "principal", "home": "t2"},
    {"id": "b2", "unit": "330402102", "post": "deputy", "home": "t2"},
    {"id": "v1", "unit": "330402101001", "post": "head", "home": "t1"},
]
GROUPS = ([], [["a1", "a2"]], [["b1", "b2"]], [["a1", "a2"], ["b1", "b2"]])


@some.composite
def meeting(draw: Any, number: int, days: list[str]) -> dict[str, Any]:
    first, last = sorted((draw(some.sampled_from(days)), draw(some.sampled_from(days))))
    groups = draw(some.sampled_from(GROUPS))
    grouped = {person for group in groups for person in group}
    free = [person["id"] for person in PEOPLE if person["id"] not in grouped]
    required = draw(some.lists(some.sampled_from(free), max_size=2, unique=True))
    day = draw(some.sampled_from(days))
    booked = {"start": f"{day}T{draw(some.sampled_from(['09:00', '10:30', '14:00', '12:30']))}", "room": "hall"}
    kind = draw(some.sampled_from(["free"] * 4 + ["fixed", "announced"]))
    return {
        "id": f"m{number}", "title": f"m{number}", "minutes": draw(some.sampled_from([20, 60, 90, 200])),
        "form": draw(some.sampled_from(["onsite", "onsite", "video"])), "required": required, "one_of": groups,
        "optional": [], "headcount": draw(some.sampled_from([3, 15, 45, 500])), "window": [first, last],
        "after": [f"m{number - 1}"] if number and draw(some.integers(0, 5)) == 0 else [],
        "nestable": draw(some.booleans()), "fixed": booked if kind == "fixed" else None,
        "announced": booked if kind == "announced" else None,
    }  # fmt: skip


@some.composite
def problem(draw: Any) -> dict[str, Any]:
    days = draw(some.sampled_from(WEEKS))
    meetings = [draw(meeting(number, days)) for number in range(draw(some.integers(1, 9)))]
    visits = [
        {
            "id": f"v{at}", "topic": draw(some.sampled_from(["roads", "care"])), "organiser": f"o{at}",
            "unit": draw(some.sampled_from(["330402101", "330402102"])), "minutes": 90, "window": [days[0], days[-1]],
            "joinable": draw(some.booleans()),
        }
        for at in range(draw(some.integers(0, 3)))
    ]  # fmt: skip
    busy = [
        {"person": draw(some.sampled_from(PEOPLE))["id"], "start": f"{day}T09:00", "end": f"{day}T11:00"}
        for day in draw(some.lists(some.sampled_from(days), max_size=3))
    ]
    legs = [
        {"from": a, "to": b, "minutes": draw(some.sampled_from([0, 10, 45]))}
        for a, b in (("hq", "t1"), ("hq", "t2"), ("t1", "t2"))
    ]
    return {
        "days": days, "hours": HOURS, "grain_minutes": draw(some.sampled_from([15, 30])),
        "no_meeting_days": draw(some.lists(some.sampled_from(days), max_size=1)), "places": [{"id": p} for p in PLACES],
        "travel": legs, "rooms": draw(some.sampled_from([ROOMS, ROOMS, ROOMS, ROOMS[1:]])),
        "people": PEOPLE, "busy": busy, "meetings": meetings, "visits": visits, "weights": {},
    }  # fmt: skip


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(problem())
def test_no_plan_breaks_a_hard_constraint_and_what_is_left_out_says_why(asked: dict[str, Any]) -> None:
    plan = make_plan(read_problem(asked), Budget(time.monotonic, time.monotonic() + 4, rounds=20), seed=1)
    assert not violations(asked, plan)
    for left in plan["unplaced"]:
        assert left["conflict"]
        assert left["relax"]


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(problem())
def test_a_searched_plan_is_never_worse_than_booking_in_order_of_arrival(asked: dict[str, Any]) -> None:
    layout = Layout(read_problem(asked))
    arrival = first_come_first_served(layout)
    found = find_plan(layout, arrival, Budget(time.monotonic, time.monotonic() + 3, rounds=20), seed=2).plan
    assert worth(count(layout, found), {}) <= worth(count(layout, arrival), {})


def month(seed: int) -> dict[str, Any]:
    """Four weeks of meetings of the same few people, none of them announced yet."""
    days = [f"2025-03-{day:02}" for day in (*range(3, 8), *range(10, 15), *range(17, 22), *range(24, 29))]
    meetings = [
        {
            "id": f"m{at}", "minutes": (30, 60, 90)[(at + seed) % 3], "form": "onsite",
            "required": ["d1"] if at % 3 else [], "one_of": GROUPS[1 + (at + seed) % 3],
            "headcount": 15, "nestable": at % 4 > 0, "window": [days[5 * (at % 4)], days[5 * (at % 4) + 4]],
        }
        for at in range(40)
    ]  # fmt: skip
    return {
        "days": days, "hours": HOURS, "places": [{"id": p} for p in PLACES], "rooms": ROOMS,
        "people": PEOPLE, "meetings": meetings,
    }  # fmt: skip


@pytest.mark.parametrize("trouble", ["cancelled", "busy"])
def test_a_month_planned_anew_after_one_change_moves_three_announced_meetings_at_most(trouble: str) -> None:
    asked = month(1)
    made = make_plan(read_problem(asked), Budget(time.monotonic, time.monotonic() + 8, rounds=60), seed=1)
    placed = {entry["id"]: {"start": entry["start"], "room": entry["room"]} for entry in made["meetings"]}
    assert len(placed) == len(asked["meetings"])
    again = {**asked, "meetings": [{**one, "announced": placed[one["id"]]} for one in asked["meetings"]]}
    if trouble == "cancelled":
        again["meetings"] = again["meetings"][1:]
    else:
        day = placed["m1"]["start"][:10]
        again["busy"] = [{"person": "d1", "start": f"{day}T08:00", "end": f"{day}T18:00"}]
    plan = make_plan(read_problem(again), Budget(time.monotonic, time.monotonic() + 8, rounds=200), seed=2)
    assert not plan["unplaced"]
    least = sum(placed[f"m{at}"]["start"][:10] == placed["m1"]["start"][:10] and at % 3 > 0 for at in range(40))
    assert plan["metrics"]["moved_announced"] <= (0 if trouble == "cancelled" else least)
