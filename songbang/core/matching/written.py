"""The rows of one run as they were written, whatever holds them, and each of their fields as a column.

Records in a list (`Listed`) are the one way of holding them; a table of columns (`arrow.Table`) is the other: there
no record is made before somebody asks for it.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Literal, cast, overload

import numpy as np

from songbang.core.matching.joins import Flags, Ints, ints, told_apart
from songbang.core.matching.plain_numbers import Lines
from songbang.core.matching.values import Record

Repeated = Literal["title", "issuer", "channel", "group"]
Stated = Literal["id", "title", "issuer", "number"]
Day = Literal["received_on", "issued_on"]


class Written(Sequence[Record]):
    """Rows, one by one as records and all together as columns."""

    @abstractmethod
    def apart(self, name: Repeated) -> tuple[Ints, list[str | None]]:
        """A field of which many rows bear the same value: the different values, and of each row the place among
        them."""

    @abstractmethod
    def numbers(self) -> Lines:
        """The numbers; empty where none is stated."""

    @abstractmethod
    def days(self, name: Day) -> Ints:
        """Proleptic ordinals, 0 where none is stated."""

    @abstractmethod
    def texts(self) -> Flags:
        """Whether a row has a whole text."""

    @abstractmethod
    def several(self, name: Stated, places: Ints) -> list[str | None]:
        """One field of some rows."""

    def ids(self, places: Ints) -> list[str]:
        """The ids of some rows."""
        return cast(list[str], self.several("id", places))


class Listed(Written):
    """Records in a list."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = list(records)

    def apart(self, name: Repeated) -> tuple[Ints, list[str | None]]:
        return told_apart(map(attrgetter(name), self._records))

    def numbers(self) -> Lines:
        return Lines([number or "" for number in map(attrgetter("number"), self._records)])

    def days(self, name: Day) -> Ints:
        return ints([day.toordinal() if day else 0 for day in map(attrgetter(name), self._records)])

    def texts(self) -> Flags:
        return np.fromiter(map(bool, map(attrgetter("text"), self._records)), dtype=np.bool_, count=len(self))

    def several(self, name: Stated, places: Ints) -> list[str | None]:
        return list(map(attrgetter(name), map(self._records.__getitem__, places.tolist())))

    @overload
    def __getitem__(self, place: int) -> Record: ...
    @overload
    def __getitem__(self, place: slice) -> list[Record]: ...
    def __getitem__(self, place: int | slice) -> Record | list[Record]:
        return self._records[place]

    def __len__(self) -> int:
        return len(self._records)
