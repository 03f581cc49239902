"""Compile the planning's search and keep the machine code beside the package, so that no user's first plan waits.

Called by `make setup`; takes twenty seconds once, and nothing when nothing changed. Without it the first plan of an
installation compiles for itself.
"""

from __future__ import annotations

import shutil
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from songbang.core.planning.annealing import Budget
from songbang.core.planning.compiled import folder
from songbang.core.planning.grain_board import GrainMeeting, GrainProblem, solve_grains
from songbang.core.planning.planner import prepare


def main() -> None:
    kept = folder()
    for old in kept.parent.glob("compiled-*"):
        if old != kept:
            shutil.rmtree(old, ignore_errors=True)
    with ProcessPoolExecutor(2) as pool:  # they share no code
        for done in (pool.submit(prepare), pool.submit(_compile_grains)):
            done.result()
    if not Path(kept).is_dir():
        print(f"songbang: {kept} cannot be written; the planning is compiled for each user", file=sys.stderr)


def _compile_grains() -> None:
    now = Budget(lambda: 0.0, 1.0, rounds=2)
    solve_grains(GrainProblem((GrainMeeting(1, 1, ("a",), ()),), {1: 2}, ("a", "a")), now, 1)


if __name__ == "__main__":
    main()
