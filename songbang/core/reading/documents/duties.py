"""What a document lays on villages and communities, sentence by sentence.

A sentence is a duty where it names them (各村, 村委会, 网格员 …) and what they must do, and nothing takes
that back: leave (可以), praise, help, what is done already, what they need not do any more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from songbang.core import rulebook
from songbang.core.reading.documents.asks import Asked, sentences
from songbang.core.reading.documents.values import Line
from songbang.core.reading.documents.words import bare

MOST = 12


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = rulebook.load("documents_duties.yaml")["village_duties"]
    holes = {"{unit}": table["unit"], "{must}": table["must"]}
    return tuple(re.compile("|".join(_filled(one, holes) for one in table[part])) for part in ("any", "never"))  # type: ignore[return-value]


def _filled(pattern: str, holes: dict[str, str]) -> str:
    for hole, inside in holes.items():
        pattern = pattern.replace(hole, f"(?:{inside})")
    return f"(?:{pattern})"


def find_village_duties(lines: Sequence[Line]) -> list[Asked]:
    """The sentences that lay something on villages, in order, not more than `MOST`."""
    return list(_found(lines))[:MOST]


def _found(lines: Sequence[Line]) -> Iterator[Asked]:
    duty, never = _patterns()
    for reason in sentences(lines):
        if duty.search(never.sub("#", bare(reason.text))):
            yield reason
