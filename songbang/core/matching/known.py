"""A record with everything read from it, ready to be compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from songbang.core.matching.issuers import Issuers, key
from songbang.core.matching.numbers import Number, parse_number
from songbang.core.matching.titles import Title, read_title
from songbang.core.matching.values import Record


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """`place` is the record's position among those given; days are proleptic ordinals; `issuer` is a key.

    `order` sorts records by day (0: none stated), then place.
    """

    place: int
    record: Record
    title: Title
    number: Number | None
    issuer: str | None
    received: int | None
    issued: int | None
    order: tuple[int, int]

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


def read_records(records: Sequence[Record]) -> tuple[list[Known], Issuers]:
    """Read every record, with the issuers' names in the records helping to read the titles."""
    stated = [key(record.issuer) if record.issuer else None for record in records]
    names = frozenset(name for name in stated if name and len(name) > 1)
    read: dict[str, Title] = {}
    for record in records:
        if record.title not in read:
            read[record.title] = read_title(record.title, names)
    titles = [read[record.title] for record in records]
    numbers = [_number(record, title) for record, title in zip(records, titles, strict=True)]
    issuers = Issuers(
        _seen(stated, titles, numbers), ((title.core, name) for title, name in zip(titles, stated, strict=True))
    )
    return [
        Known(place, record, title, number, _issuer(name, title, number, issuers), *_days(record, place))
        for place, (record, title, number, name) in enumerate(zip(records, titles, numbers, stated, strict=True))
    ], issuers


def _seen(
    stated: Iterable[str | None], titles: Iterable[Title], numbers: Iterable[Number | None]
) -> list[tuple[str, Number | None]]:
    rows = zip(stated, titles, numbers, strict=True)
    return [(name, number) for said, title, number in rows for name in {said, _named(title)} if name]


def _named(title: Title) -> str | None:
    return key(title.issuer) if title.issuer else None


def _number(record: Record, title: Title) -> Number | None:
    """The number of the column, its gaps filled from the one in the title."""
    column = parse_number(record.number) if record.number else None
    inside = parse_number(title.number) if title.number else None
    return inside if column is None or (inside and inside.whole and not column.whole) else column


def _issuer(stated: str | None, title: Title, number: Number | None, issuers: Issuers) -> str | None:
    return stated or _named(title) or (issuers.of_code(number.code) if number else None)


def _days(record: Record, place: int) -> tuple[int | None, int | None, tuple[int, int]]:
    received = record.received_on.toordinal() if record.received_on else None
    issued = record.issued_on.toordinal() if record.issued_on else None
    day = received if received is not None else issued
    return received, issued, (day or 0, place)
