"""A record with everything read from it, ready to be compared."""

from __future__ import annotations

from dataclasses import dataclass

from songbang.core.matching.numbers import Number
from songbang.core.matching.titles import Title
from songbang.core.matching.values import Record


@dataclass(slots=True, eq=False)
class Known:
    """`place` is the record's position among those given; days are proleptic ordinals; `issuer` is a key."""

    place: int
    record: Record
    title: Title
    number: Number | None
    issuer: str | None
    received: int | None
    issued: int | None

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
