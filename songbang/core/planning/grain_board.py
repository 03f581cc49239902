"""The public constraint set on the search's board."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from songbang.core.errors import Conflict
from songbang.core.planning import grain_moves
from songbang.core.planning.annealing import Budget, Cooling, anneal
from songbang.core.planning.grain_rules import GrainRules, GrainState, empty_state


@dataclass(frozen=True, slots=True)
class GrainMeeting:
    """A meeting's id, its length in grains, and who must and who would like to come."""

    id: int
    length: int
    required: tuple[str, ...]
    preferred: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GrainProblem:
    """Meetings, rooms (id → capacity) and the day of each grain."""

    meetings: tuple[GrainMeeting, ...]
    rooms: Mapping[int, int]
    day_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GrainPlan:
    """Meeting → (grain, room), with its hard, medium and soft score (0 or below)."""

    places: Mapping[int, tuple[int, int]]
    score: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Taste:
    """How a board cools: temperatures in soft points, and what a shared grain of a preferred person costs in them.

    `medium` rises from its first to its last value; a required person's grain costs `hard` times as much.
    """

    cooling: Cooling
    medium: tuple[float, float]
    hard: float = 5.0


PATIENT = (
    Taste(Cooling(1500.0, 50.0, 20_000), (1000.0, 3000.0), 3.0),
    Taste(Cooling(400.0, 4.0, 20_000), (100.0, 400.0)),
)
"""Where people's wishes collide anyway: two tastes side by side, a thread each. The hot one does better on 200
meetings, the cold one on fewer."""
STRICT = (
    Taste(Cooling(300.0, 3.0, 20_000), (1000.0, 1000.0)),
    Taste(Cooling(400.0, 3.0, 20_000), (1500.0, 1500.0)),
)
"""Where the first plan already fulfils all wishes: never give that up."""
POLISH = Taste(Cooling(100.0, 2.0, 20_000), (3000.0, 3000.0))
POLISH_SHARE = 0.2


class GrainBoard:
    """Meetings on grains and rooms, ready to be annealed."""

    def __init__(self, rules: GrainRules) -> None:
        self.rules = rules
        meetings, rooms = rules.fits.shape
        self.state: GrainState = empty_state(meetings, rooms, len(rules.day_to))
        self.taste = POLISH

    def begin(self) -> None:
        """Put every meeting somewhere: those that few rooms hold first. Raises `Conflict` ("plan.no_room_for_all")."""
        choice = self.rules.fits.sum(axis=1)
        size = self.rules.pairs.sum(axis=(1, 2)) * self.rules.length
        for order in (np.lexsort((-size, choice)), np.lexsort((-self.rules.length, choice))):
            self._clear()
            if grain_moves.first_places(self.rules, self.state, order):
                grain_moves.keep_best(self.state)
                return
        raise Conflict("plan.no_room_for_all")

    def _clear(self) -> None:
        for counted in (self.state.starts, self.state.ends, self.state.cost):
            counted[:] = 0
        self.state.at[:] = -1

    def sow(self, seed: int) -> None:
        grain_moves.sow(seed)

    def roam(self, temperature: float, done: float, steps: int) -> None:
        first, last = self.taste.medium
        medium = first * (last / first) ** done
        grain_moves.roam(self.rules, self.state, (medium * self.taste.hard, medium), temperature, steps)

    def rest(self) -> None:
        grain_moves.go_back(self.rules, self.state)

    def anneal(self, taste: Taste, budget: Budget, seed: int) -> tuple[int, int, int]:
        """Cool to this taste, then polish the best plan met; its hard, medium and soft cost."""
        for self.taste, part in ((taste, budget.part(1 - POLISH_SHARE)), (POLISH, budget)):
            anneal(self, self.taste.cooling, part, seed)
        hard, medium, soft = (int(level) for level in self.state.best)
        return hard, medium, soft


def solve_grains(problem: GrainProblem, budget: Budget, seed: int) -> GrainPlan:
    """The best plan found within the budget. Raises `Conflict` when the rooms cannot hold all meetings."""
    rules = _rules(problem)
    boards = (GrainBoard(rules), GrainBoard(rules))
    for board in boards:
        board.begin()
    tastes = PATIENT if boards[0].state.best[1] else STRICT
    with ThreadPoolExecutor(len(boards)) as threads:
        runs = [
            threads.submit(board.anneal, taste, budget, seed + i)
            for i, (board, taste) in enumerate(zip(boards, tastes, strict=True))
        ]
        costs = [run.result() for run in runs]
    best = boards[costs.index(min(costs))].state
    rooms = list(problem.rooms)
    places = {
        meeting.id: (int(start), rooms[int(room)])
        for meeting, start, room in zip(problem.meetings, best.best_start, best.best_room, strict=True)
    }
    hard, medium, soft = (-level for level in min(costs))
    return GrainPlan(places, (hard, medium, soft))


def _rules(problem: GrainProblem) -> GrainRules:
    capacities = list(problem.rooms.values())
    needs = [len(meeting.required) + len(meeting.preferred) for meeting in problem.meetings]
    firsts, lasts = _day_ends(problem.day_of)
    return GrainRules(
        np.array([meeting.length for meeting in problem.meetings], np.int64),
        _pairs(problem.meetings),
        np.array([sum(max(0, other - capacity) for other in capacities) for capacity in capacities], np.int64),
        np.array([[need <= capacity for capacity in capacities] for need in needs]),
        firsts, lasts,
    )  # fmt: skip


def _day_ends(day_of: Sequence[str]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for grain, day in enumerate(day_of):
        first.setdefault(day, grain)
        last[day] = grain + 1
    return np.array([first[day] for day in day_of], np.int64), np.array([last[day] for day in day_of], np.int64)


def _pairs(meetings: Sequence[GrainMeeting]) -> npt.NDArray[np.int16]:
    """n x n x 2: persons required in both, and persons in both of whom one attendance at least is preferred."""
    persons = {person: i for i, person in enumerate(sorted({p for m in meetings for p in m.required + m.preferred}))}
    required, preferred = (np.zeros((len(meetings), len(persons)), np.int16) for _ in range(2))
    for i, meeting in enumerate(meetings):
        for person in meeting.required:
            required[i, persons[person]] += 1
        for person in meeting.preferred:
            preferred[i, persons[person]] += 1
    hard = required @ required.T
    anyone = (required + preferred) @ (required + preferred).T
    return np.ascontiguousarray(np.stack([hard, anyone - hard], axis=2).astype(np.int16))
