"""What is known of a unit beside its evidence: facts that it gave, told by the app that keeps them; rows of registers.

Apps side by side never import each other; this is where they meet (as in `already_here`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from songbang.apps.intake.models import RegisterRow
from songbang.apps.units.models import Unit

SHOWING = ("meetings", "inspections", "pledges", "visits", "signboards", "digital")
"""Registers whose rows tell what a unit did or has; a document or form that it received shows nothing of that."""
MOST_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class Known:
    """Something known of a unit. `key` stays the same for the same thing: `fact:12`, `row:<origin>`."""

    key: str
    title: str
    text: str = ""
    day: date | None = None
    valid_to: date | None = None
    source: str = ""
    """Where it stands: the form, or file, sheet and row."""


Tell = Callable[[Unit], list[Known]]
_tell: list[Tell] = []


def register(tell: Tell) -> None:
    """`tell` gives what an app knows of a unit, in one query."""
    if tell not in _tell:
        _tell.append(tell)


def facts_of(unit: Unit) -> list[Known]:
    """The facts that apps keep of a unit."""
    return [found for tell in _tell for found in tell(unit)]


def rows_of(unit: Unit) -> list[Known]:
    """Rows of the unit's registers that tell what it did or has, the newest. One query."""
    found = RegisterRow.objects.filter(
        territory=unit.territory, live__in=(True,), register__in=SHOWING, unit=unit.code
    ).order_by("-day", "-pk")  # fmt: skip
    return [
        Known(f"row:{row.row}", row.name, day=row.day, source=row.row.replace("#", " ").strip())
        for row in found.only("row", "name", "day")[:MOST_ROWS]
    ]
