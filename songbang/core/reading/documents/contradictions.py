"""Days of a document that cannot all be right, each with the words that say so. Named, never mended."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from songbang.core import rulebook
from songbang.core.reading.clocks import read_slot
from songbang.core.reading.documents.asks import sentences
from songbang.core.reading.documents.deadlines import read_numerals
from songbang.core.reading.documents.values import Contradiction, Evidence, Line, Meeting
from songbang.core.reading.documents.words import bare

_WEEK = "一二三四五六日"
_LATE = 90
"""A day of a sentence without a year lies so far before the document's only by a slip of the year."""


@dataclass(frozen=True, slots=True)
class Dated:
    """What is known of a document's days."""

    day: date | None
    year: int | None
    number: str | None = None
    printed: tuple[date, Evidence] | None = None
    deadlines: Sequence[tuple[date, Evidence]] = ()
    meeting: Meeting | None = None


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rulebook.load("documents_duties.yaml")["contradictions"][name])


def find_contradictions(lines: Sequence[Line], known: Dated) -> list[Contradiction]:
    """Every contradiction, each kind and pair of days once."""
    found: dict[tuple[str, str, str], Contradiction] = {}
    for one in (*_of_head(known), *_in_text(lines, known), *_of_meeting(lines, known)):
        found.setdefault((one.what, one.first, one.second), one)
    return list(found.values())


def _of_head(known: Dated) -> Iterator[Contradiction]:
    day = known.day
    if day is None:
        return
    if known.printed and known.printed[0] < day:
        yield Contradiction("printed_before_issue", day.isoformat(), known.printed[0].isoformat(), known.printed[1])
    year = re.search(r"〔(\d{4})〕", known.number or "")
    if year and int(year[1]) != day.year and not (int(year[1]) == day.year - 1 and day.month == 1):
        yield Contradiction("number_of_other_year", year[1], day.isoformat(), Evidence(known.number or "", 1))


def _in_text(lines: Sequence[Line], known: Dated) -> Iterator[Contradiction]:
    for reason in _said(lines):
        text = read_numerals(bare(reason.text))
        for match in _pattern("dated").finditer(text):
            year = int(match["y"]) if match["y"] else known.year
            day = _made(year, int(match["m"]), int(match["d"]))
            if day is None:
                if year:
                    yield Contradiction("impossible_day", match[0], "", reason)
                continue
            rest = text[match.end() :]
            yield from _weekday(day, match[0], rest, reason, written=bool(match["y"]))
            yield from _due(day, match[0], text, rest, reason, known)


def _weekday(day: date, words: str, rest: str, reason: Evidence, *, written: bool) -> Iterator[Contradiction]:
    """A day without a year may be one of the next year, as in the notices on its holidays."""
    named = _pattern("weekday").match(rest)
    next_year = None if written else _made(day.year + 1, day.month, day.day)
    possible = [_WEEK[one.weekday()] for one in (day, next_year) if one]
    if named and named["weekday"].replace("天", "日") not in possible:
        yield Contradiction("weekday", words, f"{named[0].strip('()')}（{day.isoformat()}）", reason)


def _due(day: date, words: str, text: str, rest: str, reason: Evidence, known: Dated) -> Iterator[Contradiction]:
    """A day by which something is due that lies before the document's own."""
    if known.day is None or not _pattern("due_marks").match(rest) or _pattern("passed").search(text):
        return
    near = (known.day - day).days <= _LATE or words.startswith(str(day.year))
    if day < known.day and near:
        yield Contradiction("due_before_issue", known.day.isoformat(), words, reason)


def _of_meeting(lines: Sequence[Line], known: Dated) -> Iterator[Contradiction]:
    meeting = known.meeting
    if meeting is None:
        return
    for reason in _said(lines):
        text = read_numerals(bare(reason.text))
        if (span := _pattern("span").search(text)) and read_slot(span[0]).trouble:
            yield Contradiction("ends_before_start", span[0], "", reason)
    if meeting.day is not None:
        yield from _around(lines, meeting.day, known)


def _around(lines: Sequence[Line], held: date, known: Dated) -> Iterator[Contradiction]:
    if known.day and held < known.day:
        first = next((one for one in _said(lines) if _names(one, held)), Evidence("", 1))
        yield Contradiction("meeting_before_issue", known.day.isoformat(), held.isoformat(), first)
    for other, reason in _called_for(lines, known):
        if other != held:
            yield Contradiction("two_meeting_days", held.isoformat(), other.isoformat(), reason)
    for due, reason in known.deadlines:
        if due > held and _pattern("roster").search(bare(reason.text)):
            yield Contradiction("names_after_meeting", held.isoformat(), due.isoformat(), reason)


def _names(reason: Evidence, day: date) -> bool:
    return f"{day.month}月{day.day}日" in read_numerals(bare(reason.text))


def _called_for(lines: Sequence[Line], known: Dated) -> Iterator[tuple[date, Evidence]]:
    """Days on which the sentences that call the meeting say that it is held."""
    table = rulebook.load("documents.yaml")["meeting"]
    for reason in _said(lines):
        text = read_numerals(bare(reason.text))
        for match in re.finditer(table["called_on"], text):
            year = int(match["y"]) if match["y"] else known.year
            if day := _made(year, int(match["m"]), int(match["d"])):
                yield day, reason


def _said(lines: Sequence[Line]) -> Iterator[Evidence]:
    return (Evidence(one.text, one.page) for one in sentences(lines))


def _made(year: int | None, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year else None
    except ValueError:
        return None
