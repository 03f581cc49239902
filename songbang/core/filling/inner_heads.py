"""Columns that an issue of the form names by their innermost headings alone: 鸭 / 1—本季 / 本期 below 出栏（产量）.

Where these stand over one column only, what stands over them need not be said.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from songbang.core.filling.lexicon import Wording
from songbang.core.filling.unsaid import Tokens

if TYPE_CHECKING:
    from songbang.core.filling.saying import Said

_LENGTHS = frozenset(("month", "quarter", "year", "to_date"))


def inner_heads(paths: dict[int, tuple[str, ...]], read: Callable[[str], Wording]) -> dict[int, tuple[str, ...]]:
    """Column → the fewest innermost of its headings that stand over no other, of those under a heading that names a
    thing.

    They say how long a time is meant: 本期 alone is said of what there is too.
    """
    found = {}
    for column, path in paths.items():
        others = [other for at, other in paths.items() if at != column]
        ends = (path[-n:] for n in range(1, len(path)))
        alone = next((end for end in ends if not any(other[-len(end) :] == end for other in others)), ())
        over = path[: len(path) - len(alone)]
        if alone and lengths(alone, read) and any(read(label).tokens for label in over):
            found[column] = alone
    return found


def lengths(labels: tuple[str, ...], read: Callable[[str], Wording]) -> Tokens:
    """How long a time labels name, by their words (本季) or their months (1—6月)."""
    told = [read(label) for label in labels]
    tags = frozenset(tag for one in told for tag in one.tags) & _LENGTHS
    return tags | frozenset(f"months:{one.span.months}" for one in told if one.span)


def lengths_told(said: Said) -> Tokens:
    """The same of what an answer says."""
    return (said.tags & _LENGTHS) | frozenset([f"months:{said.months}"] if said.until else [])
