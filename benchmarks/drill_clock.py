"""A clock that the drill sets, for all processes that are begun with it; the machine's own is left alone.

What a process asks the system for the time of day is answered by a small library that is loaded before all others
(LD_PRELOAD) and adds the seconds that stand in a file, at once when they change: as when somebody sets the machine's
clock. Monotonic clocks, by which programs wait, stay as they are, as they do then.(Debian's `faketime` was tried:
unless it fakes those too, version 0.9.10 makes every sleep of Python 3.11 an error.)
"""

from __future__ import annotations

import shutil
import struct
import subprocess
from datetime import datetime, timedelta, timezone
from pathlib import Path

from songbang.cli.clock import now

HERE = timezone(timedelta(hours=8))
BEGIN = 6
SOURCE = r"""
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>
static volatile long *added;
__attribute__((constructor)) static void begin(void) {
    const char *name = getenv("SONGBANG_DRILL_CLOCK");
    int file = name ? open(name, O_RDONLY) : -1;
    if (file < 0) return;
    void *place = mmap(0, sizeof(long), PROT_READ, MAP_SHARED, file, 0);
    if (place != MAP_FAILED) added = place;
    close(file);
}
int clock_gettime(clockid_t which, struct timespec *told) {
    int failed = syscall(SYS_clock_gettime, which, told);
    if (!failed && added && (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE)) told->tv_sec += *added;
    return failed;
}
int gettimeofday(struct timeval *told, void *zone) {
    struct timespec exact;
    clock_gettime(CLOCK_REALTIME, &exact);
    if (told) { told->tv_sec = exact.tv_sec; told->tv_usec = exact.tv_nsec / 1000; }
    return 0;
}
time_t time(time_t *told) {
    struct timespec exact;
    clock_gettime(CLOCK_REALTIME, &exact);
    if (told) *told = exact.tv_sec;
    return exact.tv_sec;
}
"""


def can_be_made() -> bool:
    return shutil.which("cc") is not None


class Clock:
    """What the processes take for the time; at first the next Monday, 06:00."""

    def __init__(self, folder: Path) -> None:
        self.place, self.library = folder / "clock", folder / "clock.so"
        source = folder / "clock.c"
        source.write_text(SOURCE, "utf-8")
        subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", str(self.library), str(source)], check=True)
        today = now().replace(tzinfo=HERE)
        monday = today + timedelta(days=-today.weekday() % 7 or 7)
        begin = monday.replace(hour=BEGIN, minute=0, second=0, microsecond=0)
        self.offset = 0
        self.place.write_bytes(struct.pack("l", 0))
        self.step(int((begin - today).total_seconds()))

    def step(self, seconds: int) -> None:
        """Forward, or back where negative. Written in place: the file is mapped."""
        self.offset += seconds
        with self.place.open("r+b") as out:
            out.write(struct.pack("l", self.offset))

    def now(self) -> datetime:
        return now().replace(tzinfo=HERE) + timedelta(seconds=self.offset)

    def to_hour(self) -> None:
        """The next full hour."""
        at = self.now()
        then = (at + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0)
        self.step(int((then - at).total_seconds()) + 1)

    def environment(self) -> dict[str, str]:
        """What a process must be begun with."""
        return {"LD_PRELOAD": str(self.library), "SONGBANG_DRILL_CLOCK": str(self.place)}
