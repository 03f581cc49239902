"""What came about in a year beside all that there is of it until then: 本年开放档案, and 累计开放档案 in a line below.

Where a form has a line for each, an answer that says 累计 and not since when (累计开放档案) is of the second.
"""

from __future__ import annotations

from functools import lru_cache

from songbang.core.filling.asked import Asked
from songbang.core.filling.lexicon import Wording, any_in, clean, wording
from songbang.core.filling.pieces import pieces_of

_ANY_YEAR = 2000
_ALL, _YEAR = "to_date", "year"


def of_all_until_then(asked: Asked) -> bool:
    """Whether a cell asks for all that there is until a day: its line says 累计, and is one of what there is."""
    return asked.kind != "flow" and _ALL in asked.tags


def of_one_year(asked: Asked) -> bool:
    return asked.kind == "flow" and _YEAR in asked.tags and _ALL not in asked.tags


@lru_cache(maxsize=65536)
def tells_all_until_then(indicator: str) -> bool:
    """Whether a label that names a thing says 累计 of it, and neither of which months nor since when."""
    return any(
        _in_all(wording(piece, _ANY_YEAR)) and not any_in(clean(piece), "since") for piece in pieces_of(indicator)
    )


def _in_all(told: Wording) -> bool:
    return bool(told.tokens) and _ALL in told.tags and _YEAR not in told.tags and not told.span
