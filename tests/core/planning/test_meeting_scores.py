"""The plain score of the public meeting-scheduling rules: the one published score, and the compiled search's own."""

from __future__ import annotations

import json
import re
from typing import Any

from benchmarks.meeting_opponent import as_numbers, jars_in
from benchmarks.meeting_scheduling import read_instance
from benchmarks.meeting_scores import score_of
from songbang.core.planning.annealing import Budget
from songbang.core.planning.grain_board import GrainMeeting, GrainProblem, solve_grains
from tests.conftest import needs_shared

SMALL = GrainProblem(
    tuple(GrainMeeting(n, 2 + n % 3, ("a", "b", "c")[n % 3 :], ("d", "a")[: 2 - n % 3]) for n in range(8)),
    {7: 4, 9: 6}, ("mon",) * 12 + ("tue",) * 12,
)  # fmt: skip


def number(named: Any) -> int:
    return int(re.sub(r"\D", "", str(named["@id"] if isinstance(named, dict) else named)))


def test_the_published_plan_has_its_published_score() -> None:
    file = needs_shared("data/meeting-scheduling/meetingscheduling-100-320-5.json")
    content = json.loads(file.read_text("utf-8"))
    problem = read_instance(file)
    rooms = {number(room): room["id"] for room in content["roomList"]}
    grains = {number(grain): grain["grainIndex"] for grain in content["timeGrainList"]}
    meetings = {number(meeting): meeting["id"] for meeting in content["meetingList"]}
    places = {
        meetings[number(one["meeting"])]: (grains[number(one["startingTimeGrain"])], rooms[number(one["room"])])
        for one in content["meetingAssignmentList"]
    }
    assert score_of(problem, places) == (-31, -391, -20353)


def test_the_search_counts_its_plan_as_the_plain_rules_do() -> None:
    plan = solve_grains(SMALL, Budget(lambda: 0.0, 1.0, rounds=2), 3)
    assert plan.score == score_of(SMALL, plan.places)
    assert plan.score[0] == 0


def test_the_opponent_gets_every_meeting_with_its_people_and_is_not_run_without_its_jars(tmp_path: Any) -> None:
    lines = list(as_numbers(SMALL))
    assert sum(line.startswith("meeting") for line in lines) == 8
    assert sum(line.startswith("attendance") for line in lines) == sum(
        len(m.required) + len(m.preferred) for m in SMALL.meetings
    )
    assert jars_in(None, tmp_path) is None
    assert jars_in(tmp_path, tmp_path) is None
