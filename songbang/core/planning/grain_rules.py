"""The public meeting-scheduling constraint set: hard, medium and soft cost of one meeting beside the others.

Time is counted in grains of 15 minutes over all days. Rooms never overlap, hold their meetings, and no meeting leaves
its day: moves that would break this are not made. What remains is a sum over pairs of meetings near each other.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from songbang.core.planning.compiled import compiled

Ints = npt.NDArray[np.int64]
BREAK, OVERLAP, NEAR = 100, 10, 2
"""Soft weights of two meetings without a break and of a shared grain; grains within which a change of room counts."""


class GrainRules(NamedTuple):
    """What never changes. Shapes: n meetings, r rooms, g grains."""

    length: Ints
    """n: grains that a meeting lasts"""
    pairs: npt.NDArray[np.int16]
    """n x n x 2: persons required in both; persons in both and preferred in at least one"""
    room_cost: Ints
    """r: sum of what larger rooms hold more"""
    fits: npt.NDArray[np.bool_]
    """n x r: the room holds the meeting"""
    day_from: Ints
    """g: first grain of the grain's day"""
    day_to: Ints
    """g: grain after the last of the grain's day"""


class GrainState(NamedTuple):
    """What moves change. `at`: the meeting in a room at a grain, or -1; `starts`, `ends` count meetings a grain."""

    start: Ints
    room: Ints
    at: npt.NDArray[np.int32]
    starts: Ints
    ends: Ints
    cost: Ints
    """3: hard, medium, soft of the current plan"""
    best: Ints
    """3: of the best"""
    best_start: Ints
    best_room: Ints
    ids: Ints
    """meetings of the move being tried, with their new and their old places"""
    to_start: Ints
    to_room: Ints
    from_start: Ints
    from_room: Ints


@compiled
def met(rules: GrainRules, state: GrainState, m: int, other: int, start: int, apart: bool) -> tuple[int, int, int]:
    """Cost between meeting `m` starting at `start` and another that is placed; `apart`: in different rooms."""
    end = start + rules.length[m]
    other_start = state.start[other]
    other_end = other_start + rules.length[other]
    shared = min(end, other_end) - max(start, other_start)
    required, medium = rules.pairs[m, other, 0], rules.pairs[m, other, 1]
    soft = 0
    if apart and start != other_start:
        gap = start - other_end if other_start < start else other_start - end
        if gap <= NEAR:
            soft = int(required) + int(medium)
    if shared <= 0:
        return 0, 0, soft
    return shared * int(required), shared * int(medium), soft + OVERLAP * shared


@compiled
def cost_of(rules: GrainRules, state: GrainState, m: int, start: int, room: int) -> tuple[int, int, int]:
    """Hard, medium and soft cost that meeting `m` (itself off the board) would bring at this grain and room."""
    end = start + rules.length[m]
    hard, medium = 0, 0
    soft = end - 1 + rules.room_cost[room] + BREAK * (state.ends[start] + state.starts[end])
    low, high = max(0, start - NEAR - 1), min(state.at.shape[1], end + NEAR + 1)
    for other_room in range(state.at.shape[0]):
        grain = low
        while grain < high:
            other = state.at[other_room, grain]
            if other < 0:
                grain += 1
                continue
            h, md, s = met(rules, state, m, other, start, other_room != room)
            hard, medium, soft = hard + h, medium + md, soft + s
            grain = state.start[other] + rules.length[other]
    return hard, medium, soft


@compiled
def is_free(rules: GrainRules, state: GrainState, m: int, start: int, room: int) -> bool:
    """The room holds the meeting, stands empty all along, and the meeting stays within its day."""
    if start < 0 or start >= rules.day_to.shape[0] or not rules.fits[m, room]:
        return False
    end = start + rules.length[m]
    if end > rules.day_to[start]:
        return False
    for grain in range(start, end):  # noqa: SIM110 (numba compiles no generator here)
        if state.at[room, grain] >= 0:
            return False
    return True


@compiled
def lift(rules: GrainRules, state: GrainState, m: int) -> None:
    """Take a meeting off the board."""
    start, room = state.start[m], state.room[m]
    end = start + rules.length[m]
    state.at[room, start:end] = -1
    state.starts[start] -= 1
    state.ends[end] -= 1
    h, md, s = cost_of(rules, state, m, start, room)
    state.cost[0] -= h
    state.cost[1] -= md
    state.cost[2] -= s


@compiled
def put(rules: GrainRules, state: GrainState, m: int, start: int, room: int) -> None:
    """Put a meeting, now off the board, on a free place."""
    h, md, s = cost_of(rules, state, m, start, room)
    state.cost[0] += h
    state.cost[1] += md
    state.cost[2] += s
    end = start + rules.length[m]
    state.at[room, start:end] = m
    state.starts[start] += 1
    state.ends[end] += 1
    state.start[m], state.room[m] = start, room


def empty_state(meetings: int, rooms: int, grains: int) -> GrainState:
    """A board with nothing on it."""

    def zeros(*shape: int) -> Any:
        return np.zeros(shape, np.int64)

    at = np.full((rooms, grains), -1, np.int32)
    return GrainState(
        zeros(meetings), zeros(meetings), at, zeros(grains + 2), zeros(grains + 2), zeros(3),
        np.full(3, np.iinfo(np.int64).max // 4), zeros(meetings), zeros(meetings),
        zeros(meetings), zeros(meetings), zeros(meetings), zeros(meetings), zeros(meetings),
    )  # fmt: skip
