"""The public meeting-scheduling rules counted plainly, pair by pair: judges any plan, whoever made it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import combinations

from songbang.core.planning.grain_board import GrainMeeting, GrainProblem

Places = Mapping[int, tuple[int, int]]
"""Meeting → (grain, room)."""
BREAK, OVERLAP, NEAR = 100, 10, 2


def score_of(problem: GrainProblem, places: Places) -> tuple[int, int, int]:
    """Hard, medium and soft, 0 or below. Every meeting must have a place."""
    total: Counter[str] = Counter()
    for meeting in problem.meetings:
        total.update(alone(problem, meeting, *places[meeting.id]))
    for a, b in combinations(problem.meetings, 2):
        total.update(pair(a, b, places))
    return -total["hard"], -total["medium"], -total["soft"]


def alone(problem: GrainProblem, meeting: GrainMeeting, start: int, room: int) -> dict[str, int]:
    """Overtime, the end of the day, the room's size; how late; larger rooms that stand empty."""
    last, capacity = start + meeting.length - 1, problem.rooms[room]
    hard = max(0, len(meeting.required) + len(meeting.preferred) - capacity)
    if last >= len(problem.day_of):
        hard += last
    elif problem.day_of[last] != problem.day_of[start]:
        hard += 1
    return {"hard": hard, "soft": last + sum(max(0, other - capacity) for other in problem.rooms.values())}


def pair(a: GrainMeeting, b: GrainMeeting, places: Places) -> dict[str, int]:
    """One room or one person twice at once; overlaps; no break in between; a person who changes rooms."""
    (start_a, room_a), (start_b, room_b) = places[a.id], places[b.id]
    end_a, end_b = start_a + a.length, start_b + b.length
    shared = max(0, min(end_a, end_b) - max(start_a, start_b))
    both = len({*a.required} & {*b.required})
    anyone = len({*a.required, *a.preferred} & {*b.required, *b.preferred})
    gap = start_b - end_a if start_a < start_b else start_a - end_b
    changes = room_a != room_b and start_a != start_b and gap <= NEAR
    return {
        "hard": shared * (both + (room_a == room_b)),
        "medium": shared * (anyone - both),
        "soft": OVERLAP * shared + BREAK * ((end_a == start_b) + (end_b == start_a)) + anyone * changes,
    }
