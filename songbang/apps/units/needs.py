"""Needs that base units publish, for those who plan visits; and the visits that answer one, for those who published it.

The app that keeps the needs registers its reader when the site starts, and so does the app that keeps the visits;
each asks here and imports nothing of the other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Need:
    """What a unit needs, in its own words. `key` is what a visit names it by."""

    key: str
    unit: str
    """Code of the unit."""
    unit_name: str
    title: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """A visit that answers a need; without a moment until it is announced to the base."""

    organiser: str
    title: str
    starts_at: datetime | None


Published = Callable[[str], Sequence[Need]]
"""The open published needs of a territory."""
Answering = Callable[[str], Sequence[Answer]]
"""The announced visits that answer the need of a key."""
_published: list[Published] = []
_answering: list[Answering] = []


def publish_by(reader: Published) -> None:
    if reader not in _published:
        _published.append(reader)


def answer_by(reader: Answering) -> None:
    if reader not in _answering:
        _answering.append(reader)


def published(territory: str) -> list[Need]:
    """Open needs of the territory's base units, by unit, the oldest first."""
    found = [need for reader in _published for need in reader(territory)]
    return sorted(found, key=lambda need: (need.unit, need.since, need.key))


def answers(key: str) -> list[Answer]:
    return [answer for reader in _answering for answer in reader(key)]
