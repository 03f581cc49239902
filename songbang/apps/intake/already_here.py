"""What the base has already given for a demand in words: told by the app that keeps it, asked by the one that weighs.

Apps side by side never import each other; this is where they meet (as in `form_studies`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class AlreadyHere:
    """A piece of evidence that a unit gave, and the words by which it answers the demand."""

    unit: str
    title: str
    words: tuple[str, ...]


Asked = Callable[[str, tuple[str, ...], str, date], list[AlreadyHere]]
_asked: list[Asked] = []


def register(ask: Asked) -> None:
    """`ask(territory, codes of units, the demand in words, the day)` → what these units hold for it."""
    if ask not in _asked:
        _asked.append(ask)


def already_here(territory: str, units: tuple[str, ...], words: str, day: date) -> list[AlreadyHere]:
    """What the units hold for the demand, at most a few pieces each."""
    return [found for ask in _asked for found in ask(territory, units, words, day)]
