"""What a document wants of its recipients: a report, a plan of their own, a form, attendance, a ledger …

One sentence is one witness: it asks, and nothing in it says that it does not. Words and exceptions stand in
`documents.yaml` under `asks`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from songbang.core.reading.documents.values import ASKS, Line
from songbang.core.reading.documents.words import bare, table

_SENTENCE = re.compile(r"[^。；;！!]+[。；;！!]?")


@dataclass(frozen=True, slots=True)
class Asked:
    """The sentence that says so, as it stands, and its page."""

    text: str
    page: int


def sentences(lines: Sequence[Line]) -> Iterator[Asked]:
    """The sentences of a text; one that runs over the page's end has the page it begins on."""
    for line in lines:
        for match in _SENTENCE.finditer(line.text):
            if text := match[0].strip():
                yield Asked(text, line.page)


@cache
def _patterns(name: str) -> tuple[tuple[re.Pattern[str], ...], re.Pattern[str] | None]:
    entry = table()["asks"][name]
    never = "|".join(f"(?:{one})" for one in entry.get("never", ()))
    return tuple(re.compile(one) for one in entry["any"]), re.compile(never) if never else None


def find_asks(lines: Sequence[Line], title: str | None) -> dict[str, Asked]:
    """Name of the ask → the first sentence that asks it."""
    said = [Asked(title, 1)] if title else []
    said += list(sentences(lines))
    found = {name: reason for name in ASKS if (reason := _first(name, said)) is not None}
    if "attendance" in found and "meeting" not in found and not _called(said):
        del found["attendance"]
    return found


def _called(said: Sequence[Asked]) -> bool:
    return _first("gathering", said) is not None


def _first(name: str, said: Sequence[Asked]) -> Asked | None:
    wanted, never = _patterns(name)
    for reason in said:
        text = bare(reason.text)
        if never is not None:
            text = never.sub("#", text)
        if any(one.search(text) for one in wanted):
            return reason
    return None
