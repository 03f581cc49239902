"""A form for many units: its sheets are parted among processes, since the filling of one asks no other.

Not its job: what is made of a filled sheet; the caller's `work` does that where the sheet was filled, so that only
what is kept of it comes back.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import accumulate, islice
from multiprocessing.connection import wait
from pathlib import Path
from typing import TypeVar

from songbang.core.filling.elements import folder_used, use_folder
from songbang.core.filling.facts import Fact, Places
from songbang.core.filling.fill import Form
from songbang.core.filling.grid import Grid

R = TypeVar("R")
Work = Callable[[Form, list[str]], R]
"""What is made of (some sheets of the form, some units): a function of a module or a `partial` of one."""
AT_ONCE = 20
"""Units after which what was made is handed on."""
MOST_PROCESSES = 8
"""Each holds what is known of the whole district: some 200 MB."""
_AHEAD = 2
"""Times that many are under way before the first are taken."""
_WORTH = 60_000
"""Fields of a form times units from which on further processes gain more than their beginning takes (some 5 s)."""
_READING = 40
"""A field's reading takes as long as its filling for so many units."""
log = logging.getLogger("songbang.filling")


@dataclass(frozen=True)
class Asking:
    """A form's sheets, and what is known on the day."""

    grids: Sequence[Grid]
    facts: list[Fact] = field(repr=False)
    places: Places = field(repr=False)
    on: date

    @cached_property
    def form(self) -> Form:
        return Form(list(self.grids), self.facts, self.places, self.on)


def each_of_many(
    asking: Asking, units: Sequence[str], work: Work[R], *, cores: int | None = None
) -> Iterator[tuple[list[str], list[R]]]:
    """Fill a form for every unit, some at a time: (those units, what `work` made of each part of the sheets, in the
    sheets' order). `cores`: how many processes at most; None: as many as this one may use.

    A process that dies takes nothing with it: what it was to do is done here.
    """
    shares = [Asking(part, asking.facts, asking.places, asking.on) for part in _parted(asking.grids, units, cores)]
    some = [list(units[start : start + AT_ONCE]) for start in range(0, len(units), AT_ONCE)]
    if len(shares) == 1:
        yield from ((codes, [work(asking.form, codes)]) for codes in some)
        return
    with ExitStack() as stack:
        pools = [stack.enter_context(_begun(share)) for share in shares]
        waiting, left = list[list[Future[R]]](), iter(some)
        for codes in some:
            for following in islice(left, _AHEAD - len(waiting)):
                waiting.append([_asked(pool, work, following) for pool in pools])
            told = zip(shares, waiting.pop(0), strict=True)
            yield codes, [_answer(share, asked, work, codes) for share, asked in told]


def _parted(grids: Sequence[Grid], units: Sequence[str], cores: int | None) -> list[Sequence[Grid]]:
    """The sheets in as many parts, one after another, as there are cores to fill them; each part as much as another."""
    sizes = [max(grid.rows * grid.columns - len(grid.texts), 1) for grid in grids]
    most = min(cores or len(os.sched_getaffinity(0)), len(grids), MOST_PROCESSES)
    if most < 2 or sum(sizes) * (len(units) + _READING) < _WORTH:
        return [grids]
    parts: list[list[Grid]] = [[] for _ in range(most)]
    for grid, size, done in zip(grids, sizes, accumulate(sizes), strict=True):
        parts[int((done - size / 2) / sum(sizes) * most)].append(grid)
    return [part for part in parts if part]


# -- processes -------------------------------------------------------------------------------------------------------

_own: list[Asking] = []
"""What this process fills, where it was begun for that."""


@contextmanager
def _begun(share: Asking) -> Iterator[ProcessPoolExecutor]:
    """A process for one part of the sheets; who leaves it early does not wait for what was not begun.

    It is begun anew, not forked: a job's own process holds threads and the database.
    """
    pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), _begin, (share, folder_used()))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(share: Asking, elements: Path | None) -> None:
    use_folder(elements)
    gc.disable()  # what is read now stays, and is not looked through again and again
    _own[:] = [share]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the group; who began this process ends it
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A parent that was killed cannot end its processes, and these would wait for work for good."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _worked(work: Work[R], units: list[str]) -> R:
    made = work(_own[0].form, units)
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
    return made


def _asked(pool: ProcessPoolExecutor, work: Work[R], units: list[str]) -> Future[R]:
    try:
        return pool.submit(_worked, work, units)
    except BrokenProcessPool as error:
        dead: Future[R] = Future()
        dead.set_exception(error)
        return dead


def _answer(share: Asking, asked: Future[R], work: Work[R], units: list[str]) -> R:
    try:
        return asked.result()
    except BrokenProcessPool:
        log.warning("a process that filled %s sheets died; they are filled here", len(share.grids))
        return work(share.form, units)
