"""The levels of bodies, from the centre down to the village."""

from __future__ import annotations

from typing import Literal, get_args

Level = Literal["centre", "province", "city", "county", "town", "village"]
LEVELS: tuple[Level, ...] = get_args(Level)


def above(one: Level, other: Level) -> bool:
    """Whether `one` stands above `other`.

    >>> above("city", "town"), above("town", "town")
    (True, False)
    """
    return LEVELS.index(one) < LEVELS.index(other)
