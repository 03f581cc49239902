"""What is known of one cell, and what one answer tells of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from songbang.core.filling.facts import Fact
from songbang.core.filling.ledger import Match

NOTHING = Fraction(0)


@dataclass(frozen=True)
class Verdict:
    """What is known of a cell. `value` in the cell's measure; `grain` half a unit of its last place."""

    status: str = "unknown"
    value: Fraction | str | None = None
    shown: tuple[Fraction | str, ...] = ()
    facts: tuple[Fact, ...] = ()
    transform: str | None = None
    confidence: float = 0.0
    grain: Fraction = NOTHING
    continues: Fraction | None = None
    """The figure of the form's last round from which this one goes on, where its words only come near."""
    alone: bool = False
    """Whether it is told in words that only come near, and could mean nothing else."""
    refused: Match | None = None
    """The answer that speaks of the cell, but is far out of the size of what the form's own issues said."""

    @property
    def known(self) -> bool:
        return self.status in ("held", "derived")

    @property
    def as_of(self) -> date | None:
        return max((fact.as_of for fact in self.facts), default=None)


UNKNOWN = Verdict()


@dataclass(frozen=True)
class Figure:
    """What an answer tells of a cell, in the cell's measure."""

    match: Match
    value: Fraction | str
    grain: Fraction
    converted: bool
    day: date
