"""`kill -9` of server and worker at random points of an import, and what is found after a restart.

    python -m benchmarks.killing [--points 500] [--seed 1] [--home FOLDER] [--rooms]

An office of its own is made. In each round a process brings a register, reads it, lets it count, and undoes or mends
the one of the round before, as the site and its worker do; at a point drawn by the seed (the n-th statement, commit or
answer, before or after it) it is killed by SIGKILL. A second process then goes on as after a restart, and looks: every
act that was acknowledged is there, none is half done, the sums are those of the rows, the journal's chain holds.
`--together`: four processes do the same at once, and none is killed. `--rooms`: foreign files are opened in a process
apart, as they are in use, in every round; else in every tenth, since
starting one takes a second. Prints seed and points, a line a round where something is wrong, and exit status 1 then.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

ROWS = 60
Tell = Callable[[str, int], None]
"""Tells an act that was acknowledged, and its import."""
DISTRICT, TOWN = "330402", "330402103"


@dataclass(slots=True)
class Trap:
    """Counts points, and kills this process at the one that was drawn (0: at none)."""

    at: int = 0
    passed: int = 0
    last: str = ""

    def point(self, name: str) -> None:
        self.passed += 1
        self.last = name
        if self.passed == self.at:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, name: str, act: Callable[..., Any]) -> Callable[..., Any]:
        def trapped(*arguments: Any, **words: Any) -> Any:
            self.point(f"before {name}")
            result = act(*arguments, **words)
            self.point(f"after {name}")
            return result

        return trapped


@contextmanager
def set_up(trap: Trap) -> Iterator[None]:
    """Points at every statement and every commit."""
    from django.db import connection

    connection.ensure_connection()
    connection._commit = trap.around("commit", connection._commit)  # type: ignore[method-assign]

    def statement(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        trap.point(f"before {sql[:60]}")
        result = execute(sql, parameters, many, context)
        trap.point(f"after {sql[:60]}")
        return result

    with connection.execute_wrapper(statement):
        yield


@dataclass(slots=True)
class Round:
    """What a process told before it was killed: acts that it had acknowledged, and how many points it passed."""

    acknowledged: dict[str, int] = field(default_factory=dict)
    points: int = 0
    killed: bool = False


def in_a_process(act: Callable[[Tell], None]) -> Round:
    """Run `act` in a forked process; it tells acts by a pipe, line by line."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)

        def tell(name: str, value: int) -> None:
            os.write(writing, f"{json.dumps([name, value])}\n".encode())

        try:
            act(tell)
        except BaseException:  # noqa: BLE001 - a forked process never goes on as its parent
            sys.excepthook(*sys.exc_info())
            os._exit(1)
        os._exit(0)
    os.close(writing)
    told = Round()
    with os.fdopen(reading, encoding="utf-8") as stream:
        for line in stream:
            name, value = json.loads(line)
            if name == "points":
                told.points = value
            else:
                told.acknowledged[name] = value
    _, status = os.waitpid(pid, 0)
    told.killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    if not told.killed and status:
        raise SystemExit("a round failed by itself")
    return told


class Here:
    """Reads files in this process, in the place of a `Room`."""

    def __enter__(self) -> Here:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to close."""

    def read(self, job: Any) -> Any:
        from dataclasses import asdict

        from songbang.apps.intake.opening import read_file
        from songbang.apps.intake.room import Outcome

        out = Path(tempfile.mkdtemp(dir=os.environ["SONGBANG_HOME"]))
        told = {**asdict(job), "path": str(job.path), "out": str(out)}
        return Outcome(read_file(told), out)  # type: ignore[arg-type]


def register(turn: int) -> bytes:
    """A register of its own for each round, with one row that has to be mended."""
    lines = ["收文日期,来文单位,来文字号,文件标题"]
    lines += [
        f"2019-03-{n % 28 + 1:02},区民政局,南民〔2019〕{turn * 1000 + n}号,关于第{turn}批{n}号走访的通知"
        for n in range(ROWS)
    ]
    lines.append(f"很快,区民政局,南民〔2019〕{turn * 1000 + 999}号,关于第{turn}批报送名册的通知")
    return "\n".join(lines).encode()


def begin() -> None:
    """Tables, units, and who brings registers."""
    from django.core.management import call_command

    from songbang.apps.journal.services import SYSTEM
    from songbang.apps.units import services
    from songbang.apps.units.models import Unit as UnitRow
    from songbang.core.units import Unit

    call_command("migrate", verbosity=0)
    listed = [
        Unit(DISTRICT, "南湖区", "county"),
        Unit(TOWN, "新丰镇", "town", ("新丰",), DISTRICT, 98),
    ]
    services.import_units(SYSTEM, listed, DISTRICT)
    services.make_account(SYSTEM, "clerk", None, [("town", UnitRow.objects.get(code=TOWN))])


def work(turn: int, before: int | None, trap: Trap, room: bool, tell: Tell) -> None:
    """One round: what the site and its worker do, and what they acknowledge."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client

    from songbang.apps.intake import jobs, tasks
    from songbang.apps.intake.models import Import
    from songbang.apps.units.models import Account

    if not room:
        tasks.Room = Here  # type: ignore[assignment, misc]
    client = Client()
    client.force_login(Account.objects.get(), backend="songbang.apps.units.backends.AccountBackend")

    def post(act: str, path: str, told: dict[str, Any]) -> Any:
        answer = client.post(path, told, headers={"Accept": "application/json"})
        assert answer.status_code in (200, 302), (act, answer.status_code)
        return answer

    with set_up(trap):
        files = {"files": SimpleUploadedFile(f"{turn}.csv", register(turn))}
        answer = post("bring", "/imports/upload/", files)
        key = int(answer.json()["received"][0]["address"].rstrip("/").rpartition("/")[2])
        tell("bring", key)
        trap.point("answered")
        jobs.work_off(once=True)
        while Import.objects.filter(pk=key).exclude(stage="").exists():  # another worker has it
            time.sleep(0.05)
            jobs.work_off(once=True)
        tell("read", key)
        trap.point("worked")
        version = Import.objects.get(pk=key).version
        post("accept", f"/imports/{key}/accept/", {"version": version})
        tell("accept", key)
        trap.point("answered")
        older = Import.objects.filter(pk=before).first()
        if older is not None and older.state == "accepted":
            if turn % 2:
                post("undo", f"/imports/{before}/undo/", {"version": older.version})
                tell("undo", older.pk)
            else:
                mend(older, post)
                tell("mend", older.pk)
                jobs.work_off(once=True)
                tell("mended", older.pk)
        trap.point("end")
    tell("points", trap.passed)


def mend(older: Any, post: Callable[[str, str, dict[str, Any]], Any]) -> None:
    from songbang.apps.intake.models import RejectedRow

    reject = RejectedRow.objects.filter(taken=older, mended_at=None).first()
    if reject is not None:
        cells = {f"cell-{reject.pk}-day": "2019-04-01"}
        post("mend", f"/imports/{older.pk}/rejects/mend/", {"version": older.version, **cells})


def go_on(tell: Tell) -> None:
    """As after a restart: the worker takes up what was left."""
    from songbang.apps.intake import jobs, tasks

    tasks.Room = Here  # type: ignore[assignment, misc]
    jobs.work_off(once=True)


def wrongs(told: Round) -> list[str]:
    """What is not as it must be after a restart."""
    from songbang.apps.intake import keeping, tallying
    from songbang.apps.intake.models import Import
    from songbang.apps.journal.services import broken_entries

    found = [f"journal entry {broken.id} {broken.how}" for broken in broken_entries()]
    found += [f"sums of import {key}" for key in tallying.differing(DISTRICT)]
    for taken in Import.objects.select_related("file", "source"):
        found += _half_done(taken)
        if keeping.path_of(taken.file).stat().st_size != taken.file.size:
            found.append(f"file of import {taken.pk}")
    states = dict(Import.objects.values_list("pk", "state"))
    for act, key in told.acknowledged.items():
        if states.get(key) not in _AFTER[act]:
            found.append(f"{act} of import {key} was acknowledged, and it is {states.get(key)}")
    return found


_AFTER = {
    "bring": ("previewed", "accepted"), "read": ("previewed", "accepted"), "accept": ("accepted",),
    "undo": ("undone",), "mend": ("accepted",), "mended": ("accepted",),
}  # fmt: skip
"""Act → in which states its import may be after a restart."""


def _half_done(taken: Any) -> list[str]:
    """Rows, sums and journal of one import against its state."""
    from songbang.apps.intake.models import MonthTally, RegisterRow
    from songbang.apps.journal.models import Entry

    rows = Counter(RegisterRow.objects.filter(taken=taken).values_list("live", flat=True))
    live = taken.state == "accepted"
    acts = Counter(Entry.objects.filter(subject=f"import:{taken.pk}").values_list("act", flat=True))
    found = []
    if taken.stage or taken.state in ("waiting", "reading"):
        found.append(f"import {taken.pk} is left {taken.state} {taken.stage}")
    if rows[not live] or rows[live] != taken.counted or taken.counted not in (ROWS, ROWS + 1):
        found.append(f"import {taken.pk} is {taken.state} of {taken.counted} rows: {dict(rows)} are there")
    if MonthTally.objects.filter(taken=taken, live=not live).exists():
        found.append(f"sums of import {taken.pk} count otherwise than its rows")
    expected = {"import.received": 1, "import.accepted": int(taken.state in ("accepted", "undone"))}
    expected["import.undone"] = int(taken.state == "undone")
    found += [f"import {taken.pk}: {act} {acts[act]} times" for act, n in expected.items() if acts[act] != n]
    return found


def looked(told: Round) -> list[str]:
    """`wrongs`, found in a process of its own."""
    reading, writing = os.pipe()

    def look(tell: Tell) -> None:
        go_on(tell)
        os.write(writing, json.dumps(wrongs(told)).encode())

    in_a_process(look)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as stream:
        found: list[str] = json.loads(stream.read())
    return found


def run(points: int, seed: int, *, rooms: bool) -> int:
    """Rounds until so many were killed; how many of them left something wrong."""
    rng = Random(seed)
    in_a_process(lambda tell: begin())
    before: int | None = None
    longest, failed, turn = 0, 0, 0
    killed: list[int] = []
    while len(killed) < points:
        trap = Trap(rng.randrange(1, longest + 1) if turn > 1 else 0)  # the first two tell how many points there are
        told = in_a_process(partial(work, turn, before, trap, rooms or turn % 10 == 5))
        longest = max(longest, told.points)
        killed += [trap.at] if told.killed else []
        found = looked(told)
        if found:
            failed += 1
            print(f"round {turn}, killed at point {trap.at}: {'; '.join(found)}")
        before, turn = told.acknowledged.get("bring"), turn + 1
    print(f"seed {seed}: killed in {points} of {turn} rounds, at points {killed} of {longest}; wrong after {failed}")
    return failed


def together(processes: int, rounds: int) -> int:
    """So many processes bring, read, accept and undo at once, none killed; how much is wrong. A process that is told
    that the database is locked, or anything else, ends the run."""
    in_a_process(lambda tell: begin())
    running = [_apart(partial(_rounds, number, rounds)) for number in range(processes)]
    failed = [pid for pid in running if os.waitpid(pid, 0)[1]]
    found = looked(Round())
    print(f"{processes} processes, {rounds} rounds each: {len(failed)} failed, {len(found)} wrong {found[:3]}")
    return len(failed) + len(found)


def _apart(act: Callable[[], None]) -> int:
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        try:
            act()
        except BaseException:  # noqa: BLE001 - a forked process never goes on as its parent
            sys.excepthook(*sys.exc_info())
            os._exit(1)
        os._exit(0)
    return pid


def _rounds(number: int, rounds: int) -> None:
    before: int | None = None
    for turn in range(rounds):
        acknowledged: dict[str, int] = {}
        work(number * 1000 + turn, before, Trap(), False, acknowledged.__setitem__)
        before = acknowledged["bring"]


def warm_up() -> None:
    """Load once, before the processes part, what each of them would load."""
    from django.urls import reverse

    import songbang.apps.intake.opening
    import songbang.apps.intake.tasks
    import songbang.core.words
    from songbang.core.reading.lexicon import load_lexicon

    reverse("home")
    load_lexicon()
    songbang.core.words.labels("zh-Hans")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.killing", description=__doc__.partition("\n")[0])
    parser.add_argument("--points", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--rooms", action="store_true")
    parser.add_argument(
        "--together", type=int, metavar="ROUNDS", help="kill nobody: four processes, so many rounds each"
    )
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="songbang-killing-") as scratch:
        os.environ["SONGBANG_HOME"] = str(given.home or scratch)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "songbang.settings")
        os.environ["SONGBANG_HOSTS"] = "testserver"
        (Path(os.environ["SONGBANG_HOME"]) / "static").mkdir(parents=True, exist_ok=True)
        import django

        django.setup()
        warm_up()
        if given.together:
            sys.exit(1 if together(4, given.together) else 0)
        sys.exit(1 if run(given.points, given.seed, rooms=given.rooms) else 0)


if __name__ == "__main__":
    main()
