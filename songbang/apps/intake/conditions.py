"""Core's conditions on rows turned into filters of the database.

A definition's condition is written over an Ibis table; here it meets columns that answer with `Q`s instead, so that
what is counted, what is kept by month and what is shown can never be two things.
"""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import Any, cast

from django.db.models import Q

from songbang.core.measuring.definitions import Part


class _Condition:
    """A condition that was built; only `&` goes on from it."""

    def __init__(self, q: Q) -> None:
        self.q = q

    def __and__(self, other: _Condition) -> _Condition:
        return _Condition(self.q & other.q)


class _Column(_Condition):
    """A column: by itself "it is true"."""

    def __init__(self, name: str) -> None:
        super().__init__(Q(**{name: True}))
        self.name = name

    def __invert__(self) -> _Condition:
        return _Condition(Q(**{self.name: False}))

    def __eq__(self, other: object) -> Any:
        return _Condition(Q(**{self.name: other}))

    __hash__ = object.__hash__

    def notnull(self) -> _Condition:
        return _Condition(Q(**{f"{self.name}__isnull": False}))

    def isnull(self) -> _Condition:
        return _Condition(Q(**{f"{self.name}__isnull": True}))


class _Columns:
    def __getitem__(self, name: str) -> _Column:
        return _Column(name)


def has(columns: tuple[str, ...]) -> Q:
    """Rows whose sheets have these columns."""
    return Q(**{f"{column}__isnull": False for column in columns})


def takes(part: Part) -> Q:
    """The rows of its register that a part counts or sums, whenever they are."""
    where = [cast(_Condition, part.where(cast(Any, _Columns()))).q] if part.where else []
    return reduce(and_, where, has(part.needs))
