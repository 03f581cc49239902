"""The product's search and Timefold (Java) side by side on a public meeting-scheduling instance.

    python -m benchmarks.meeting_opponent FILE... --seconds N [--timefold WHEEL_OR_FOLDER_OF_JARS] [--seed 1]

Timefold's jars are those of its Python wheel: `pip download timefold --no-deps`, then name the file. Needs a Java 17
compiler. Where either is missing the table says "not run". Both plans are scored by the same code, Timefold's from the
places that it writes. Seconds of the wall are given to both; the CPU seconds that each took are printed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.meeting_scheduling import read_instance
from benchmarks.meeting_scores import score_of
from scripts.compile_planning import main as compile_planning
from songbang.core.planning.annealing import Budget
from songbang.core.planning.grain_board import GrainProblem, solve_grains

SOURCE = Path(__file__).resolve().parent / "timefold" / "Opponent.java"


def jars_in(given: Path | None, folder: Path) -> str | None:
    """The class path of Timefold's jars from a wheel or a folder; None where there is none, or no Java compiler."""
    if given is None or not given.exists() or not shutil.which("javac"):
        return None
    if given.is_file():
        with zipfile.ZipFile(given) as wheel:
            wheel.extractall(folder, [name for name in wheel.namelist() if name.endswith(".jar")])
        given = folder
    return os.pathsep.join(str(jar) for jar in sorted(given.rglob("*.jar"))) or None


def as_numbers(problem: GrainProblem) -> Iterator[str]:
    """The instance in lines of numbers, as the Java program reads it."""
    days = {day: number for number, day in enumerate(dict.fromkeys(problem.day_of))}
    people: dict[str, int] = {}
    yield from (f"room {id_} {capacity}" for id_, capacity in problem.rooms.items())
    yield from (f"grain {index} {days[day]}" for index, day in enumerate(problem.day_of))
    for meeting in problem.meetings:
        yield f"meeting {meeting.id} {meeting.length} {len(meeting.required) + len(meeting.preferred)}"
        for required, listed in ((1, meeting.required), (0, meeting.preferred)):
            yield from (f"attendance {people.setdefault(person, len(people))} {required}" for person in listed)


def run_timefold(problem: GrainProblem, classes: str, seconds: float, seed: int) -> tuple[int, int, int] | None:
    """Hard, medium and soft of the plan that Timefold found; None where the time did not do to place everything."""
    program = ["java", "-cp", classes, "Opponent", str(round(seconds * 1000)), str(seed)]
    made = subprocess.run(program, input="\n".join(as_numbers(problem)), stdout=subprocess.PIPE, text=True, check=True)
    rows = [tuple(map(int, line.split()[1:])) for line in made.stdout.splitlines() if line.startswith("place ")]
    places = {meeting: (grain, room) for meeting, grain, room in rows}
    return score_of(problem, places) if len(places) == len(problem.meetings) else None


def compare(file: Path, classes: str | None, seconds: float, seed: int) -> None:
    """Print both plans' scores."""
    problem, now = read_instance(file), time.monotonic()
    began = os.times()
    ours = solve_grains(problem, Budget(time.monotonic, now + seconds), seed).score
    between = os.times()
    print(file.name, f"songbang {ours}", f"{between.user - began.user:.0f} s of CPU", end="; ", flush=True)
    if not classes:
        print("timefold not run: no jars were named, or there is no Java compiler", flush=True)
        return
    theirs = run_timefold(problem, classes, seconds, seed)
    took = os.times().children_user - between.children_user
    print(f"timefold {theirs or 'did not place everything'}, {took:.0f} s of CPU", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--timefold", type=Path)
    asked = parser.parse_args()
    compile_planning()  # as Timefold's time begins when its program runs, ours begins when it is compiled
    with tempfile.TemporaryDirectory() as folder:
        classes = jars_in(asked.timefold, Path(folder))
        if classes:
            subprocess.run(["javac", "-nowarn", "-cp", classes, "-d", folder, str(SOURCE)], check=True)
            classes = os.pathsep.join((folder, classes))
        for file in asked.files:
            compare(file, classes, asked.seconds, asked.seed)


if __name__ == "__main__":
    main()
