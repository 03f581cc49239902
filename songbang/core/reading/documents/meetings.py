"""The meeting that a document calls: name, day, time, length, place, who is to come."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from songbang.core.reading.clocks import read_duration, read_slot
from songbang.core.reading.documents.asks import Asked, sentences
from songbang.core.reading.documents.deadlines import read_numerals
from songbang.core.reading.documents.values import Line, Meeting
from songbang.core.reading.documents.words import bare, pattern
from songbang.core.reading.documents.writing import close_up

_LABELS = ("time", "place", "who", "length")
_SECTION_LINES = 4


def meeting_name(lines: Sequence[Line]) -> tuple[Line | None, str]:
    """The meeting that the first sentences say is to be held, and the line that says so."""
    for line in lines:
        for said in sentences([line]):
            match = pattern("meeting.called").search(bare(said.text))
            if match:
                name = match["name"]
                start = bare(line.text).find(name)
                return line, _original(line.text, start, len(name)) or name
    return None, ""


def _original(text: str, start: int, length: int) -> str:
    """The characters of the text itself that a stretch of its bare form stands for."""
    solid = [char for char in text if not char.isspace()]
    return "".join(solid[start : start + length]) if len(solid) == len(bare(text)) else ""


def find_meeting(
    lines: Sequence[Line], title: str | None, day: date | None, year: int | None
) -> tuple[Meeting, dict[str, Asked]]:
    """The meeting and, by field, the words that say so. `day` is the document's own, `year` that of days without."""
    sections = {name: found for name in _LABELS if (found := _section(lines, name)) is not None}
    line, name = meeting_name(lines)
    values: dict[str, Any] = {}
    reasons: dict[str, Asked] = {}
    named = pattern("meeting.of_title").search(title or "")
    if named:
        values["name"], reasons["name"] = named["name"], Asked(title or "", 1)
    elif line is not None:
        values["name"], reasons["name"] = name, Asked(line.text, line.page)
    _when(values, reasons, sections, lines, day, year)
    for field_name in ("place", "who"):
        if field_name in sections and sections[field_name].text:
            values[field_name], reasons[field_name] = _trimmed(sections[field_name].text), sections[field_name]
    if "place" not in values:
        _place(values, reasons, lines)
    _how(values, reasons, sections, lines)
    return Meeting(**values), reasons


def _section(lines: Sequence[Line], name: str) -> Asked | None:
    """What follows a label (会议时间), on its line or under it up to the next heading."""
    for number, line in enumerate(lines):
        match = pattern(f"meeting.{name}").match(bare(line.text))
        if match is None:
            continue
        rest = match["rest"].strip(":。")
        if rest:
            return Asked(rest, line.page)
        following: list[str] = []
        for after in lines[number + 1 : number + 1 + _SECTION_LINES]:
            text = bare(after.text)
            if pattern("meeting.heading").match(text):
                break
            following.append(text)
        return Asked("".join(following), line.page)
    return _inline(lines, name)


def _inline(lines: Sequence[Line], name: str) -> Asked | None:
    """A label within a paragraph of several (text copied without its line breaks)."""
    for line in lines:
        match = pattern(f"meeting.{name}_inline").search(bare(line.text))
        if match:
            return Asked(match["rest"].strip(":。,;"), line.page)
    return None


def _trimmed(text: str) -> str:
    return close_up(text).strip(":：。；;，,")


def _when(
    values: dict[str, Any], reasons: dict[str, Asked], sections: Mapping[str, Asked], lines: Sequence[Line],
    day: date | None, year: int | None,
) -> None:  # fmt: skip
    """Day and time: under the label, else in the sentence that calls the meeting."""
    said = [sections["time"]] if "time" in sections else []
    said += [s for s in sentences(lines) if pattern("meeting.calls").search(bare(s.text))]
    for reason in said:
        text = read_numerals(bare(reason.text))
        match = pattern("meeting.day").search(text)
        if match is None:
            continue
        found = _day(match, day, year)
        if found:
            values["day"], reasons["day"] = found, reason
        slot = read_slot(pattern("meeting.weekday").sub("", _clock_words(text[match.end() :])))
        if slot.start is not None:
            values["starts"], reasons["starts"] = f"{slot.start // 60:02d}:{slot.start % 60:02d}", reason
            if slot.minutes and slot.end is not None:
                values["minutes"], reasons["minutes"] = slot.minutes, reason
        return


def _clock_words(text: str) -> str:
    match = pattern("meeting.clock").search(text)
    return match[0] if match else ""


def _day(match: re.Match[str], day: date | None, year: int | None) -> date | None:
    named = int(match["y"]) if match["y"] else year
    if named is None:
        return None
    try:
        found = date(named, int(match["m"]), int(match["d"]))
        if day and not match["y"] and found < day and day.month - found.month > 6:
            found = found.replace(year=named + 1)
    except ValueError:
        return None
    return found


def _place(values: dict[str, Any], reasons: dict[str, Asked], lines: Sequence[Line]) -> None:
    for reason in sentences(lines):
        match = pattern("meeting.held_at").search(bare(reason.text))
        if match:
            values["place"], reasons["place"] = match["place"], reason
            return


def _how(
    values: dict[str, Any], reasons: dict[str, Asked], sections: Mapping[str, Asked], lines: Sequence[Line]
) -> None:
    """Length of the meeting, and whether it is held over video."""
    for reason in ([sections["length"]] if "length" in sections else []) + list(sentences(lines)):
        match = pattern("meeting.lasts").search(bare(reason.text)) or (
            re.search(r"(?P<length>.+)", reason.text) if reason is sections.get("length") else None
        )
        slot = read_duration(match["length"]) if match else None
        if slot and slot.minutes:
            values["minutes"], reasons["minutes"] = slot.minutes, reason
            break
    for reason in sentences(lines):
        if pattern("meeting.video").search(bare(reason.text)):
            values["video"], reasons["video"] = True, reason
            return
