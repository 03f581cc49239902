"""What the calendar asks of the door: whether a control number lets a body call or visit a unit.

The app that keeps the door registers its checker when the site starts (`guard`); apps beside it ask here and do not
import it. Without a door nothing is refused, and whoever asks can tell so from `stands`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from songbang.core.errors import Conflict


@dataclass(frozen=True, slots=True)
class Passage:
    """Who wants what of whom: codes of units, kind of demand, and the control number that is shown."""

    territory: str
    kind: str
    organiser: str
    units: tuple[str, ...]
    control_number: str


Checker = Callable[[Passage], None]
"""Raises `SongbangError` with the reason where the number does not let it pass."""
_guards: list[Checker] = []


def guard(checker: Checker) -> None:
    """From now on nothing passes without this checker's consent."""
    if checker not in _guards:
        _guards.append(checker)


def unguard(checker: Checker) -> None:
    _guards.remove(checker)


def stands() -> bool:
    """Whether there is a door at all."""
    return bool(_guards)


def check_passage(passage: Passage) -> None:
    """Raises what a checker raises; `Conflict` ("door.number_missing") where a door stands and no number is shown."""
    if _guards and not passage.control_number:
        raise Conflict("door.number_missing")
    for checker in _guards:
        checker(passage)
