"""Counts of voices that cannot be parted into persons, whatever filters and days are held against each other.

Three rules together. Voices are counted in fixed cells only (a quarter by who asked, or by kind: never crossed, never
by unit or day). A cell is shown from `LEAST` voices on and grows in steps: a new count is let out only when `LEAST`
more have come, so that two looks differ by none or by at least so many. A total adds up what is shown, so that nothing
that is held back follows from it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

LEAST = 5
Cell = TypeVar("Cell", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Voice:
    """One person's taps on one demand; None: not said. `minutes` is a bracket's upper end."""

    needed: bool | None = None
    clear: bool | None = None
    twice: bool | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What of a cell is let out: how many voices, how many of them said yes to each question, the median of minutes."""

    voices: int
    yes: Mapping[str, int]
    said: Mapping[str, int]
    minutes: int | None


def quarter_of(day: date) -> str:
    """The quarter that a day lies in, such as 2025Q1."""
    return f"{day.year}Q{(day.month + 2) // 3}"


def let_out(count: int) -> int:
    """How many of the first `count` voices of a cell are shown: whole steps of `LEAST`."""
    return count - count % LEAST


def shown(voices: Sequence[Voice]) -> Shown | None:
    """What is shown of a cell, its voices in order of arrival; None below the least number.

    A question is shown only over answers that come in whole steps as well.
    """
    heard = voices[: let_out(len(voices))]
    if not heard:
        return None
    said: dict[str, int] = {}
    yes: dict[str, int] = {}
    for name in ("needed", "clear", "twice"):
        answers = [answer for voice in heard if (answer := getattr(voice, name)) is not None]
        answers = answers[: let_out(len(answers))]
        if answers:
            said[name], yes[name] = len(answers), sum(answers)
    minutes = sorted(voice.minutes for voice in heard if voice.minutes is not None)
    enough = len(minutes) >= LEAST
    return Shown(len(heard), yes, said, minutes[len(minutes) // 2] if enough else None)


def cells(voices: Iterable[tuple[Cell, Voice]]) -> dict[Cell, Shown]:
    """The cells that are shown, each by itself; those with too few voices are not there, not even as a zero."""
    heard: dict[Cell, list[Voice]] = {}
    for cell, voice in voices:
        heard.setdefault(cell, []).append(voice)
    told = {cell: shown(said) for cell, said in heard.items()}
    return {cell: what for cell, what in told.items() if what is not None}


def total(told: Iterable[Shown]) -> int:
    """Voices of the cells that are shown. Of those that are not, nothing is added."""
    return sum(one.voices for one in told)
