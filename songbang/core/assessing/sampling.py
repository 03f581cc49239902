"""Whom a campaign visits: a stratified sample, aware of last visits, that anyone can draw again from its seed.

No generator of random numbers is carried along: a unit's lot is the digest of seed and code, so that a unit that is
added or taken away changes nobody else's lot.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from songbang.core.errors import BadInput

RESTING = timedelta(days=60)
"""A unit that was inspected within this time is left alone while its stratum has others (inspection.repeated)."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that could be visited."""

    code: str
    stratum: str
    visited_on: date | None = None
    barred: str = ""
    """Why it may not be visited by this team (a conflict of interest); empty: it may."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The sample: its units in order of their lots, and what was passed over and why (`rested`, `barred`)."""

    seed: str
    units: tuple[str, ...]
    places: Mapping[str, int]
    """Stratum → units drawn from it."""
    passed_over: tuple[tuple[str, str], ...]


def draw(candidates: Iterable[Candidate], size: int, *, seed: str, on: date) -> Drawn:
    """A sample of `size` units, each stratum with its share, at least one of each where the size allows.

    Raises `BadInput` ("sample.too_large") where fewer may be visited than are asked for.
    """
    everyone = sorted(candidates, key=lambda one: _lot(seed, one.code))
    free = [one for one in everyone if not one.barred]
    if size > len(free):
        raise BadInput("sample.too_large", asked=size, there=len(free))
    strata: dict[str, list[Candidate]] = {}
    for one in free:
        strata.setdefault(one.stratum, []).append(one)
    places = shares({name: len(units) for name, units in strata.items()}, size)
    drawn: list[str] = []
    passed = [(one.code, one.barred) for one in everyone if one.barred]
    for name in sorted(strata):
        taken, rested = _of_stratum(strata[name], places[name], on)
        drawn += taken
        passed += [(code, "rested") for code in rested]
    return Drawn(seed, tuple(sorted(drawn, key=lambda code: _lot(seed, code))), places, tuple(sorted(passed)))


def _lot(seed: str, code: str) -> str:
    return hashlib.sha256(f"{seed}/{code}".encode()).hexdigest()


def _of_stratum(units: list[Candidate], size: int, on: date) -> tuple[list[str], list[str]]:
    """The first of the rested-enough by lot; those visited lately fill up, the longest ago first."""
    fresh = [one for one in units if one.visited_on is None or on - one.visited_on > RESTING]
    late = sorted((one for one in units if one not in fresh), key=lambda one: one.visited_on or date.min)
    ordered = [*fresh, *late]
    taken = [one.code for one in ordered[:size]]
    lots = [one.code for one in units[:size]]
    return taken, [code for code in lots if code not in taken]


def shares(sizes: Mapping[str, int], size: int) -> dict[str, int]:
    """Places a stratum gets: one each where there are enough, the rest by largest remainder, none beyond its units."""
    least = 1 if size >= len(sizes) else 0
    places = dict.fromkeys(sizes, least)
    left, whole = size - least * len(sizes), sum(sizes.values())
    claims = {name: max(0.0, size * units / whole - least) for name, units in sizes.items()} if whole else {}
    total = sum(claims.values())
    for name in sizes:
        places[name] += min(int(left * claims[name] / total) if total else 0, sizes[name] - places[name])
    while sum(places.values()) < size:
        name = max(
            (one for one in sizes if places[one] < sizes[one]),
            key=lambda one: (size * sizes[one] / whole - places[one], one),
        )
        places[name] += 1
    return places
