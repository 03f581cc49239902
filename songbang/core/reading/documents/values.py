"""What is read of a document: lines as they stand in the file, then the elements with the words they came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Day
from typing import Any, Literal

Place = Literal["body", "margin", "table", "box"]
ASKS = ("report", "supporting_document", "form", "meeting", "attendance", "ledger", "pledge", "app")


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, or one printed line where the format knows no paragraphs (`printed`).

    `left` and `right` are where it begins and ends, `size` its height, all as parts of the page's width (0: not known).
    `margin` lines are headers and footers: they are kept apart from the text.
    """

    text: str
    page: int = 1
    place: Place = "body"
    printed: bool = False
    left: float = 0.0
    right: float = 0.0
    size: float = 0.0
    titled: bool = False
    """The file's own style says that this is the title."""


@dataclass(frozen=True, slots=True)
class Content:
    """A file opened. `stated` holds what it says of itself beside its text (the header table of a web page)."""

    lines: tuple[Line, ...]
    pages: int
    by: str
    stated: Mapping[str, str] = field(default_factory=dict)
    lost: tuple[str, ...] = ()
    """Codes of what could not be read of it (`document.page_unread`), for people to be told."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words from which a value was read, and the page they stand on, counted from 1."""

    text: str
    page: int


@dataclass(frozen=True, slots=True)
class Meeting:
    """The meeting that a document calls: what it says of day, time, length, place and who is to come."""

    name: str | None = None
    day: Day | None = None
    starts: str | None = None
    """HH:MM."""
    minutes: int | None = None
    place: str | None = None
    who: str | None = None
    video: bool | None = None


Since = Literal["receipt", "issue", "now", "meeting", "task", "every", "today", "tomorrow", "weekday", "until"]
Every = Literal["daily", "weekly", "monthly", "quarterly", "yearly"]
What = Literal[
    "weekday", "impossible_day", "ends_before_start", "meeting_before_issue", "due_before_issue", "two_meeting_days",
    "printed_before_issue", "number_of_other_year", "names_after_meeting",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Term:
    """`count` of days (`working` days where it says so) after `since`; or how often (`every`); or the place in the week
    (`count` days from Monday of the document's week); or a `day` that is written. `said`: its sentence."""

    since: Since
    said: Evidence
    words: str
    count: int = 0
    working: bool = False
    every: Every | None = None
    day: Day | None = None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """`first` and `second` are what the document says at one place and another; `said` its sentence."""

    what: What
    first: str
    second: str
    said: Evidence


@dataclass(frozen=True, slots=True)
class Elements:
    """What an official document says of itself; None where it does not, or where it cannot be told."""

    number: str | None = None
    title: str | None = None
    issuer: str | None = None
    """Several issuers are parted by 、, the leading one first."""
    date: Day | None = None
    kind: str | None = None
    main_recipients: str | None = None
    copied_to: str | None = None
    secrecy: str | None = None
    urgency: str | None = None
    signer: str | None = None
    attachments: tuple[str, ...] = ()
    """Their names as the document lists them."""
    asks: frozenset[str] = frozenset()
    """Which of `ASKS` it wants of its recipients."""
    deadlines: tuple[Day, ...] = ()
    meeting: Meeting | None = None
    village_duties: tuple[Evidence, ...] = ()
    """The sentences that lay something on villages and communities."""
    terms: tuple[Term, ...] = ()
    """Times by which something is due that name no day."""
    contradictions: tuple[Contradiction, ...] = ()
    """Days that cannot all be right."""
    characters: int = 0
    """Not blank, punctuation included, without page numbers."""
    body_characters: int | None = None
    """The same between recipients and signature; None where these are not found."""
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    """By name of the value; what is asked as `asks.report`, the deadlines as `deadlines.0`, … , a meeting's fields as
    `meeting.day`."""


@dataclass(frozen=True, slots=True)
class Document(Elements):
    """A document read: its elements, its text (a paragraph a line), pages, and which reader opened it."""

    file: str = ""
    sha256: str = ""
    text: str = ""
    pages: int = 1
    by: str = ""
    lost: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The contract's line (`read.md`)."""
        plain = ("number", "title", "issuer", "date", "kind", "main_recipients", "copied_to", "secrecy", "urgency",
                 "signer")  # fmt: skip
        told: dict[str, Any] = {"file": self.file, "sha256": self.sha256}
        told |= {name: getattr(self, name) for name in plain}
        told["date"] = self.date.isoformat() if self.date else None
        told |= {
            "characters": {"all": self.characters, "body": self.body_characters},
            "pages": self.pages,
            "attachments": list(self.attachments),
            "asks": {name: name in self.asks for name in ASKS},
            "asks_for_report": "report" in self.asks,
            "asks_for_supporting_document": "supporting_document" in self.asks,
            "deadlines": [day.isoformat() for day in self.deadlines],
            "meeting": _meeting_json(self.meeting),
            "village_duties": [{"text": one.text, "page": one.page} for one in self.village_duties],
            "terms": [_term_json(one) for one in self.terms],
            "contradictions": [
                {
                    "what": one.what,
                    "first": one.first,
                    "second": one.second,
                    "text": one.said.text,
                    "page": one.said.page,
                }
                for one in self.contradictions
            ],
            "text": self.text,
            "by": self.by,
            "evidence": {name: {"text": found.text, "page": found.page} for name, found in self.evidence.items()},
        }
        return told


def _term_json(one: Term) -> dict[str, Any]:
    return {
        "since": one.since, "count": one.count, "working": one.working, "every": one.every,
        "day": one.day.isoformat() if one.day else None, "words": one.words, "text": one.said.text,
        "page": one.said.page,
    }  # fmt: skip


def _meeting_json(meeting: Meeting | None) -> dict[str, Any] | None:
    if meeting is None:
        return None
    return {
        "name": meeting.name,
        "day": meeting.day.isoformat() if meeting.day else None,
        "starts": meeting.starts,
        "minutes": meeting.minutes,
        "place": meeting.place,
        "who": meeting.who,
        "video": meeting.video,
    }
