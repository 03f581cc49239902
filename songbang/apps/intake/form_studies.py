"""What the study of a form's template tells the door: registered by the app that studies, asked by the one that weighs.

Apps side by side never import each other; this is where they meet.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from songbang.apps.intake.models import KeptFile
from songbang.apps.units.models import Account, Unit


@dataclass(frozen=True, slots=True)
class StudiedField:
    """One cell of a template. `held_by` names who gave it before where every unit's figure is known, else None."""

    name: str
    unit: str
    explained: bool
    held_by: str | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class FormStudy:
    """A template as it was studied: for `form.already-held`, `form.unexplained`, `form.relayed-unchanged`."""

    template: int
    title: str
    number: str
    level: str
    """Of the units over which it was studied."""
    units: int
    asked: int
    known: int
    minutes_before: float
    minutes_after: float
    relayed_unchanged: bool | None
    """Whether it names a body above the one that asks as its maker; None where it names none."""
    fields: tuple[StudiedField, ...] = field(default=())


Asked = Callable[[str, str, str, int | None], FormStudy | None]
Ordered = Callable[[Unit, Account, str, KeptFile], None]
_asked: list[Asked] = []
_ordered: list[Ordered] = []


def register(ask: Asked, order: Ordered) -> None:
    """`ask(territory, issuer's unit code, title or form number, key of the kept file)` → the newest study, or None;
    `order(unit, account, name of the file, file)` has a workbook studied, in the caller's transaction."""
    if ask not in _asked:
        _asked.append(ask)
        _ordered.append(order)


def study_of(territory: str, issuer: str, name: str, file: int | None = None) -> FormStudy | None:
    """The newest study of one issuer's template: of this very file, else of that title or number; None without one."""
    return next((found for ask in _asked if (found := ask(territory, issuer, name, file))), None)


def order_study(unit: Unit, by: Account, name: str, file: KeptFile) -> None:
    """Have a workbook that came in at another door studied."""
    for order in _ordered:
        order(unit, by, name, file)
