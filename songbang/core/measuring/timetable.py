"""The time table of minutes, kept as data in `minutes.yaml`: what one document, inspection, visit … costs a unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from songbang.core import rulebook
from songbang.core.errors import BadInput

FILE = "minutes.yaml"


@dataclass(frozen=True, slots=True)
class Entry:
    """Minutes that one act costs. `low` and `high` bound them and enter no figure; `source` says whence they come."""

    minutes: float
    low: float
    high: float
    source: str


@dataclass(frozen=True, slots=True)
class TimeTable:
    """One entry for each act that `burden.minutes` counts. `name` is what a report made with the table calls it."""

    name: str
    source: str
    document: Entry
    meeting_without_duration: Entry
    inspection: Entry
    pledge: Entry
    visit: Entry
    form_field: Entry
    form_without_number: Entry

    @classmethod
    def load(cls, folder: Path | None = None) -> TimeTable:
        """The table in `folder` if it has a `minutes.yaml`, else as shipped. Raises `BadInput`, see `from_words`.

        >>> table = TimeTable.load()
        >>> table.document.minutes, table.inspection.minutes, table.form_field.minutes
        (10, 210, 3)
        """
        return cls.from_words(rulebook.load(FILE, folder))

    @classmethod
    def from_words(cls, words: Any) -> TimeTable:
        """Read what the file says: `name`, `source`, `entries`.

        Raises `BadInput` "minutes.unreadable" (with `entry`) where an entry is missing, is no number, is negative, or
        lies outside its own bounds; "minutes.unknown_entry" where one is named that no figure uses.
        """
        entries = words.get("entries") if isinstance(words, Mapping) else None
        if not isinstance(entries, Mapping):
            raise BadInput("minutes.unreadable", file=FILE, entry="entries")
        if unknown := sorted(set(map(str, entries)) - set(ENTRY_NAMES)):
            raise BadInput("minutes.unknown_entry", file=FILE, entry=", ".join(unknown))
        read = {name: _entry(name, entries.get(name)) for name in ENTRY_NAMES}
        return cls(name=str(words.get("name", "")), source=str(words.get("source", "")), **read)


ENTRY_NAMES = (
    "document", "meeting_without_duration", "inspection", "pledge", "visit", "form_field", "form_without_number",
)  # fmt: skip


def _entry(name: str, words: Any) -> Entry:
    """One entry; bounds that are not given are the minutes themselves."""
    try:
        minutes = words["minutes"]
        low, high = words.get("low", minutes), words.get("high", minutes)
        sound = all(_is_number(number) for number in (minutes, low, high)) and 0 <= low <= minutes <= high
    except (TypeError, KeyError, AttributeError) as error:
        raise BadInput("minutes.unreadable", file=FILE, entry=name) from error
    if not sound:
        raise BadInput("minutes.unreadable", file=FILE, entry=name)
    return Entry(minutes, low, high, str(words.get("source", "")))


def _is_number(number: object) -> bool:
    return isinstance(number, int | float) and not isinstance(number, bool)
