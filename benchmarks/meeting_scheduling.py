"""The public meeting-scheduling benchmark, solved with the product's own search.

    python -m benchmarks.meeting_scheduling FILE --seconds N --solution OUT.csv [--seed 1]

Prints `hard medium soft`. OUT.csv holds `meeting_id,start_grain_index,room_id`. The seconds count from the start of
the program, compiling included.
"""

from __future__ import annotations

import time

BEGAN = time.monotonic()

import argparse  # noqa: E402 (the clock starts before the slow imports)
import csv  # noqa: E402
import json  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from songbang.core.planning.annealing import Budget  # noqa: E402
from songbang.core.planning.grain_board import GrainMeeting, GrainPlan, GrainProblem, solve_grains  # noqa: E402

CLOSING = 0.3
"""Seconds kept back for writing."""


def _ref(value: Any) -> str:
    return str(value["@id"] if isinstance(value, dict) else value)


def read_instance(path: Path) -> GrainProblem:
    """The problem in a public instance file. Given assignments are ignored: none of the files pins a meeting."""
    content = json.loads(path.read_text("utf-8"))
    meetings = tuple(
        GrainMeeting(
            meeting["id"], meeting["durationInGrains"],
            tuple(_ref(attendance["person"]) for attendance in meeting["requiredAttendanceList"]),
            tuple(_ref(attendance["person"]) for attendance in meeting["preferredAttendanceList"]),
        )
        for meeting in content["meetingList"]
    )  # fmt: skip
    rooms = {room["id"]: room["capacity"] for room in content["roomList"]}
    grains = sorted(content["timeGrainList"], key=lambda grain: int(grain["grainIndex"]))
    return GrainProblem(meetings, rooms, tuple(_ref(grain["day"]) for grain in grains))


def write_solution(plan: GrainPlan, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["meeting_id", "start_grain_index", "room_id"])
        rows.writerows([meeting, *place] for meeting, place in plan.places.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--solution", type=Path, required=True)
    asked = parser.parse_args()
    budget = Budget(time.monotonic, BEGAN + asked.seconds - CLOSING)
    plan = solve_grains(read_instance(asked.file), budget, asked.seed)
    write_solution(plan, asked.solution)
    print(*plan.score)


if __name__ == "__main__":
    main()
