"""Columns that an issue of the form names by their innermost headings alone: 鸭 / 1—本季 / 本期 below 出栏（产量）.

Where these stand over one column only, what stands over them need not be said.
"""

from __future__ import annotations

from collections.abc import Callable

from songbang.core.filling.lexicon import Wording
from songbang.core.filling.unsaid import Tokens

LENGTHS = frozenset(("month", "quarter", "year", "to_date"))


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
    """How long a time labels name."""
    return frozenset(tag for label in labels for tag in read(label).tags) & LENGTHS
