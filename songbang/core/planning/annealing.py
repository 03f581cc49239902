"""The search's frame, the same for every constraint set: cool, stop on time, keep the best.

A board knows its constraints and moves; the frame knows time, temperature and chance. Told a number of rounds, a run
is reproduced exactly from its seed; told seconds, it stops on time and what it finds depends on the machine's speed.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


class Board(Protocol):
    """A plan that can be changed in place."""

    def sow(self, seed: int) -> None:
        """Set the source of chance."""

    def roam(self, temperature: float, done: float, steps: int) -> None:
        """Try `steps` moves at this temperature; remember the best plan met. `done` is the share of the run behind."""

    def rest(self) -> None:
        """Go back to the best plan met."""


@dataclass(frozen=True, slots=True)
class Cooling:
    """Temperatures of the first and the last move, and how many moves make a round."""

    first: float
    last: float
    steps: int

    def at(self, done: float) -> float:
        """The temperature when this share (0 to 1) of the run is behind: it falls by an equal factor each round."""
        return self.first * math.exp(math.log(self.last / self.first) * min(1.0, done))


@dataclass(frozen=True, slots=True)
class Budget:
    """How long: until `clock` (in seconds, monotonic) passes `until`, or after `rounds`, whichever comes first."""

    clock: Callable[[], float]
    until: float
    rounds: int | None = None

    def left(self) -> float:
        return self.until - self.clock()

    def part(self, share: float) -> Budget:
        """A budget of this share of what is left."""
        now = self.clock()
        rounds = None if self.rounds is None else max(1, round(self.rounds * share))
        return Budget(self.clock, now + (self.until - now) * share, rounds)


def anneal(board: Board, cooling: Cooling, budget: Budget, seed: int) -> int:
    """Cool once from the first to the last temperature over the whole budget; returns the rounds made."""
    board.sow(seed)
    began, made = budget.clock(), 0
    whole = max(budget.until - began, 1e-9)
    while True:
        done = made / budget.rounds if budget.rounds else (budget.clock() - began) / whole
        if done >= 1.0 or budget.left() <= 0:
            break
        board.roam(cooling.at(done), done, cooling.steps)
        made += 1
    board.rest()
    return made
