"""What goes into matching and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

Relation = Literal["same", "forward", "revision", "recurring", "copy"]
Aspect = Literal["number", "date", "figure", "issuer", "month", "text"]


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a register of documents, as written there. None: not stated."""

    id: str
    title: str
    number: str | None = None
    issuer: str | None = None
    received_on: date | None = None
    issued_on: date | None = None
    channel: str | None = None
    """electronic, paper, unstated or None."""
    group: str = ""
    """Records are compared within one group only (the unit that keeps the register)."""
    text: str | None = None
    """The document's whole text, where there is one. It fills in what the other fields do not state."""


class Difference(NamedTuple):
    """One thing in which the two of a pair differ, each side as written."""

    what: Aspect
    a: str
    b: str


class Pair(NamedTuple):
    """Two records and how they stand to each other. `a` comes before `b` in the order of the records given."""

    a: str
    b: str
    relation: Relation
    score: float
    """0 to 1: how sure; 1 where number, title and issuer all agree."""
    why: tuple[str, ...]
    differs: tuple[Difference, ...] = ()
    derived: Literal["a", "b"] | None = None
    """Which of the two relays or revises the other."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a record belongs: both are ids of the first record of the cluster."""

    document: str
    """One sending: electronic, paper and sent again."""
    instrument: str
    """The document with every relay of it."""
