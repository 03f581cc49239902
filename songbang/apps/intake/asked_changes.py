"""Changes of rules and lists that the base's matters ask for: told by the app that hears them, shown where both change.

Apps side by side never import each other; this is where they meet (as in `already_here`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["rule", "list"]


@dataclass(frozen=True, slots=True)
class AskedChange:
    """What lies under several matters, and what ought to change. `matters`: how many asked for it."""

    key: int
    title: str
    proposal: str
    matters: int


Tell = Callable[[str, Kind], list[AskedChange]]
_tell: list[Tell] = []


def register(tell: Tell) -> None:
    """`tell(territory, kind)` → what is still open."""
    if tell not in _tell:
        _tell.append(tell)


def asked_changes(territory: str, kind: Kind) -> list[AskedChange]:
    """Open changes of that kind, the most asked first."""
    return sorted((one for tell in _tell for one in tell(territory, kind)), key=lambda one: (-one.matters, one.key))
