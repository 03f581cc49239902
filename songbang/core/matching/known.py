"""A record with everything read from it, ready to be compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from songbang.core.matching.numbers import Number
from songbang.core.matching.titles import Title
from songbang.core.matching.values import Record


@dataclass(slots=True, eq=False)
class Known:
    """`place` is the record's position among all (`records`); days are proleptic ordinals; `issuer` is a key."""

    place: int
    records: Sequence[Record]
    title: Title
    number: Number | None
    issuer: str | None
    received: int | None
    issued: int | None

    @property
    def record(self) -> Record:
        return self.records[self.place]

    @property
    def day(self) -> int | None:
        return self.received if self.received is not None else self.issued

    def days_from(self, other: Known) -> int | None:
        """Days between the receipts; between the documents' own days where a receipt is not stated; None if neither."""
        if self.received is not None and other.received is not None:
            return abs(self.received - other.received)
        if self.issued is not None and other.issued is not None:
            return abs(self.issued - other.issued)
        return None
