"""What an office would look at: nesting, joining, principal or deputy, announced, fixed, conflicts in words."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest

from songbang.core.errors import BadInput
from songbang.core.planning.annealing import Budget
from songbang.core.planning.planner import make_plan
from songbang.core.planning.read_problem import read_problem
from songbang.core.planning.rest_days import is_worked, years_not_decreed
from tests.core.planning.small import MONDAY, TUESDAY, meeting, problem, visit


def planned(*meetings: dict[str, Any], visits: list[dict[str, Any]] | None = None, **fields: Any) -> dict[str, Any]:
    given = read_problem(problem(list(meetings), visits, **fields))
    return make_plan(given, Budget(time.monotonic, time.monotonic() + 8), 1, "en")


def test_two_meetings_of_one_person_away_from_home_are_nested_into_one_journey() -> None:
    plan = planned(meeting("a", headcount=30), meeting("b", headcount=30))
    assert plan["status"] == "optimal"
    assert plan["metrics"]["journeys"] == 1
    assert plan["meetings"][0]["nested_with"] == ["b"]
    assert any("1 journeys saved" in why for why in plan["meetings"][0]["why"])


def test_meetings_that_cannot_be_nested_take_a_journey_each() -> None:
    plan = planned(meeting("a", headcount=30), meeting("b", headcount=30, nestable=False))
    assert plan["metrics"]["journeys"] == 2


def test_of_principal_and_deputy_exactly_one_comes() -> None:
    plan = planned(meeting("a", required=[], one_of=[["p1", "p2"]]))
    assert len(plan["meetings"][0]["chosen"]) == 1


def test_visits_on_one_topic_to_one_unit_are_joined() -> None:
    plan = planned(visits=[visit("v"), visit("w"), visit("x", topic="water")])
    assert plan["visits"][0]["joined_with"] == ["w"]
    assert plan["visits"][0]["start"] == plan["visits"][1]["start"] != plan["visits"][2]["start"]
    assert plan["metrics"]["journeys"] == 2


def test_what_is_announced_moves_only_when_it_must() -> None:
    announced = {"start": f"{MONDAY}T15:00", "room": "hall"}
    plan = planned(meeting("a", announced=announced), meeting("b"))
    assert plan["metrics"]["moved_announced"] == 0
    busy = [{"person": "p1", "start": f"{MONDAY}T14:00", "end": f"{MONDAY}T17:00"}]
    plan = planned(meeting("a", announced=announced), busy=busy)
    assert plan["metrics"]["moved_announced"] == 1
    assert plan["unplaced"] == []


def test_two_fixed_meetings_that_need_one_person_at_once_are_told_apart() -> None:
    fixed = [{"start": f"{MONDAY}T10:00", "room": room} for room in ("hall", "small")]
    plan = planned(meeting("a", fixed=fixed[0]), meeting("b", fixed=fixed[1]))
    assert plan["status"] == "infeasible"
    (entry,) = plan["unplaced"]
    assert any("fixed" in line for line in entry["conflict"])
    assert any("p1" in line for line in entry["conflict"])
    assert entry["relax"]


@pytest.mark.parametrize(
    ("fields", "word", "way_out"),
    [
        ({"headcount": 500}, "room for 500", "larger room"),
        ({"window": ["2025-03-08", "2025-03-09"]}, "working day from", "outside"),
    ],
)
def test_a_minimal_conflict_names_the_cause_and_a_way_out(fields: dict[str, Any], word: str, way_out: str) -> None:
    plan = planned(meeting("a", **fields), meeting("b"))
    (entry,) = plan["unplaced"]
    assert entry["id"] == "a"
    assert len(entry["conflict"]) == 2
    assert word in entry["conflict"][1]
    assert way_out in entry["relax"][0]


def test_a_required_person_who_is_always_busy_is_named() -> None:
    busy = [{"person": "p1", "start": f"{day}T08:00", "end": f"{day}T18:00"} for day in (MONDAY, TUESDAY)]
    (entry,) = planned(meeting("a"), busy=busy)["unplaced"]
    assert any("p1 is busy" in line for line in entry["conflict"])


def test_weights_set_levels_against_each_other() -> None:
    announced = {"start": f"{MONDAY}T14:30", "room": "town"}
    meetings = [meeting("a", announced=announced, required=["p4"]), meeting("b", required=["p4"], headcount=30)]
    kept = planned(*meetings)
    moved = planned(*meetings, weights={"moved": 1, "journeys": 5})
    assert kept["metrics"]["moved_announced"] == 0
    assert moved["metrics"]["moved_announced"] == 1
    assert moved["metrics"]["journeys"] < kept["metrics"]["journeys"]


def test_rest_days_are_the_state_councils_and_later_years_weekdays() -> None:
    assert is_worked(date(2025, 2, 8))
    assert not is_worked(date(2025, 10, 1))
    assert is_worked(date(2031, 10, 1))
    assert years_not_decreed([date(2025, 1, 1), date(2031, 1, 1)]) == (2031,)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"days": ["2025-13-01"]}, "days[0]"),
        ({"hours": [["12:00", "09:00"]]}, "hours[0]"),
        ({"meetings": [meeting("a", required=["nobody"])]}, "meetings[0].required[0]"),
        ({"meetings": [meeting("a", minutes="60")]}, "meetings[0].minutes"),
        ({"meetings": [meeting("a"), meeting("a")]}, "meetings[1].id"),
        ({"meetings": [meeting("a", window=[TUESDAY, MONDAY])]}, "meetings[0].window"),
        ({"meetings": [meeting("a", after=["b"]), meeting("b", after=["a"])]}, "meetings[0].after"),
        ({"meetings": [meeting("a", fixed={"start": "soon"})]}, "meetings[0].fixed.start"),
        ({"rooms": [{"id": "r", "place": "moon", "capacity": 3}]}, "rooms[0].place"),
        ({"weights": {"joy": 1}}, "weights.joy"),
    ],
)
def test_bad_input_names_the_path_of_the_field(change: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_problem(problem([]) | change)
    assert caught.value.parameters["field"] == field
