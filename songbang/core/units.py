"""The units of a district: towns and streets, functional areas, villages and communities, and how people name them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Level = Literal["county", "town", "village"]


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit. `code` has 6, 9 or 12 characters; `aliases` are short and old names; `cadres` is a head count."""

    code: str
    name: str
    level: Level
    aliases: tuple[str, ...] = ()
    parent: str | None = None
    cadres: int | None = None


class UnitTree:
    """All units of the district, by code."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.units = {unit.code: unit for unit in units}

    def __getitem__(self, code: str) -> Unit:
        return self.units[code]

    def at(self, level: Level) -> list[Unit]:
        """The units of one level, in the order given."""
        return [unit for unit in self.units.values() if unit.level == level]
