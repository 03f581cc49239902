"""What a report tells beside the registers: given by the apps that keep it, asked by the one that writes reports.

Apps side by side never import each other; this is where they meet (as in `already_here`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Part = Literal["field", "voice"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """For which report: `units` None for a whole territory; `first` to `last` both count, `on` is the report's day."""

    territory: str
    units: frozenset[str] | None
    first: date
    last: date
    on: date
    earlier: date | None = None
    """First day of the last report's time: findings from then on are followed up."""


Tell = Callable[[Wanted], Any]
_tell: dict[Part, Tell] = {}


def register(part: Part, tell: Tell) -> None:
    """`tell` gives the part as `core.reporting.beside` has it, or None where there is nothing to tell."""
    _tell[part] = tell


def parts(wanted: Wanted) -> dict[Part, Any]:
    """Every part that there is."""
    return {part: tell(wanted) for part, tell in _tell.items()}
