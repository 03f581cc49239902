"""What the study of a form's template tells the door: registered by the app that studies, asked by the one that weighs.

Apps side by side never import each other; this is where they meet.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class StudiedField:
    """One cell of a template. `held_by` names who gave it before where every unit's figure is known, else None."""

    name: str
    unit: str
    explanation: str
    held_by: str | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class FormStudy:
    """A template as it was studied: for `form.already-held`, `form.unexplained`, `form.relayed-unchanged`."""

    template: int
    title: str
    number: str
    units: int
    asked: int
    known: int
    minutes_before: float
    minutes_after: float
    relayed_unchanged: bool | None
    """Whether it names a body above the one that asks as its maker; None where it names none."""
    fields: tuple[StudiedField, ...] = field(default=())


Asked = Callable[[str, str, str], FormStudy | None]
_asked: list[Asked] = []


def register(ask: Asked) -> None:
    """`ask(territory, issuer's unit code, title or form number)` → the newest study, or None."""
    if ask not in _asked:
        _asked.append(ask)


def study_of(territory: str, issuer: str, name: str) -> FormStudy | None:
    """The newest study of a template of that title or number of one issuer; None where there is none."""
    return next((found for ask in _asked if (found := ask(territory, issuer, name))), None)
