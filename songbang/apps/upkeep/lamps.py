"""The administrator's ten seconds: one lamp a part of the office, from the quick ones of the doctor's checks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from songbang.apps.journal.services import broken_entries
from songbang.apps.upkeep import doctor, probes
from songbang.core.findings import Finding
from songbang.core.words import Language, Message, message

Colour = Literal["red", "yellow", "green"]
COLOURS: tuple[Colour, ...] = ("red", "yellow", "green")
NEWEST = 1000
"""Entries of the journal that the page proves; `songbang doctor` proves all."""


@dataclass(frozen=True, slots=True)
class Lamp:
    """One part of the office: red wants something now, yellow soon; `told` says what."""

    part: str
    colour: Colour
    told: list[Message]


def lamps(language: Language) -> list[Lamp]:
    """Those that want something first."""
    lit = [_lamp(part, list(chain.from_iterable(check() for check in checks)), language) for part, checks in PARTS]
    return sorted(lit, key=lambda lamp: COLOURS.index(lamp.colour))


def _lamp(part: str, findings: list[Finding], language: Language) -> Lamp:
    levels = {finding.level for finding in findings}
    colour: Colour = "red" if "error" in levels else "yellow" if "warning" in levels else "green"
    told = [message(found.code, {"file": found.file, **found.parameters}, language) for found in findings]
    return Lamp(part, colour, told)


def _newest_entries() -> Iterator[Finding]:
    broken = next(broken_entries(NEWEST), None)
    if broken:
        yield Finding("doctor.journal", "error", "", parameters={"entry": broken.id})


def _worker() -> Iterator[Finding]:
    if not probes.worker_alive():
        yield Finding("doctor.no_worker", "error", "")


PARTS: tuple[tuple[str, tuple[Callable[[], Iterator[Finding]], ...]], ...] = (
    ("database", (doctor.migrations,)),
    ("disk", (doctor.home,)),
    ("jobs", (_worker, doctor.jobs_waiting, doctor.failed_jobs)),
    ("journal", (_newest_entries, doctor.stepped_clock)),
    ("backups", (doctor.backup_age, doctor.tools)),
    ("people", (doctor.people, doctor.roles)),
    ("settings", (doctor.unsafe_settings,)),
)
