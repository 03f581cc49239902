"""The elements of an official document, each with the words and the page it was read from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from songbang.core.reading.documents.asks import Asked, find_asks
from songbang.core.reading.documents.contradictions import Dated, find_contradictions
from songbang.core.reading.documents.deadlines import find_deadlines
from songbang.core.reading.documents.duties import find_village_duties
from songbang.core.reading.documents.meetings import find_meeting, meeting_name
from songbang.core.reading.documents.parts import Parts, find_parts, signed_day
from songbang.core.reading.documents.terms import find_terms
from songbang.core.reading.documents.values import Evidence, Line
from songbang.core.reading.documents.words import bare, pattern, table
from songbang.core.reading.documents.writing import (
    close_up,
    is_body,
    kind_of,
    names_in,
    read_number,
    read_written_day,
    without_trial_mark,
)

_QUOTED = re.compile(r"《([^《》]{2,80})》")
_EVIDENCE = 240
_YEAR = re.compile(r"〔(\d{4})〕")


@dataclass
class _Found:
    """Values and evidence while they are gathered."""

    parts: Parts
    values: dict[str, Any] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)

    def set(self, name: str, value: Any, lines: Iterable[int]) -> None:
        self.say(name, value, [self.parts.lines[n] for n in lines])

    def say(self, name: str, value: Any, lines: Sequence[Line]) -> None:
        if value in (None, "", ()) or name in self.values:
            return
        self.values[name] = value
        shown = " ".join(line.text.strip() for line in lines)[:_EVIDENCE]
        self.evidence[name] = Evidence(shown, lines[0].page if lines else 1)


def find_elements(paragraphs: Sequence[Line], stated: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Fields of `Elements` from the paragraphs of a text; `stated` is what the file says of itself beside it."""
    parts = find_parts(paragraphs)
    found = _Found(parts)
    _stated(found, stated or {})
    found.set("number", parts.number_of, [parts.number] if parts.number is not None else [])
    _head_marks(found)
    _title(found)
    _recipients(found)
    _issuer(found)
    _day(found)
    _copied(found)
    _kind(found)
    _attachments(found)
    _asked(found)
    _contradicting(found)
    counts = {
        "characters": sum(len(_solid(line.text)) for line in parts.lines),
        "body_characters": _body_characters(parts),
    }
    return found.values | counts | {"evidence": found.evidence}


def _solid(text: str) -> str:
    return "".join(text.split())


def _body_characters(parts: Parts) -> int | None:
    if not parts.recipients and not parts.signature and parts.day is None:
        return None
    return sum(len(_solid(parts.lines[n].text)) for n in parts.body)


def _stated(found: _Found, stated: Mapping[str, str]) -> None:
    """What a page's header table says, in the forms that the elements have."""
    for name, text in stated.items():
        value: object = close_up(text)
        if name == "number":
            value = read_number(text) or close_up(text)
        elif name == "date":
            value = read_written_day(text)
        elif name == "issuer":
            value = "、".join(names_in(text.replace(" ", "　　")))
        found.say(name, value, [Line(text)])


def _head_marks(found: _Found) -> None:
    for number, label in found.parts.meta.items():
        text = found.parts.texts[number]
        if label in ("secrecy", "urgency"):
            _secrecy_and_urgency(found, number, text)
        if match := pattern("signer").search(text):
            found.set("signer", match["value"], [number])
    at = found.parts.number
    if at is not None and (match := pattern("signer").search(found.parts.texts[at])):
        found.set("signer", match["value"], [at])


def _secrecy_and_urgency(found: _Found, number: int, text: str) -> None:
    text = pattern("urgency_label").sub("", pattern("secrecy_label").sub("", text))
    if (match := pattern("secrecy").match(text)) and match["value"]:
        term = f"★{match['term']}" if match["term"] else ""
        found.set("secrecy", match["value"] + term, [number])
    if match := pattern("urgency").search(text):
        found.set("urgency", match["value"], [number])


# -- title, kind, recipients ------------------------------------------------------------------------------------------


def _title(found: _Found) -> None:
    parts = found.parts
    span: Iterable[int] = parts.title
    title = "".join(close_up(parts.lines[n].text) for n in parts.title)
    if not title and parts.order is not None:
        title, span = _proclaimed(parts)
    if not title and parts.heads and parts.number is not None:
        title, span = _named_head(parts)
    if title:
        found.set("title", without_trial_mark(title), span)
        return
    line, name = meeting_name(parts.lines[parts.body.start : parts.body.start + 3] if parts.body else parts.lines[:3])
    if line is not None:
        found.say("title", name, [line])


def _proclaimed(parts: Parts) -> tuple[str, list[int]]:
    """An order bears no title of its own: it is known by what it proclaims."""
    for number in list(parts.body)[:3]:
        match = _QUOTED.search(parts.lines[number].text)
        if match:
            return close_up(match[1]), [number]
    return "", []


def _named_head(parts: Parts) -> tuple[str, list[int]]:
    """Minutes and bulletins whose head is their title."""
    for number in parts.heads:
        if pattern("minutes_head").search(parts.texts[number]):
            return close_up(parts.lines[number].text), [number]
    return "", []


def _recipients(found: _Found) -> None:
    parts = found.parts
    if parts.recipients:
        text = "".join(close_up(parts.lines[n].text) for n in parts.recipients)
        found.set("main_recipients", text.rstrip("：:"), parts.recipients)
        return
    for number, text in enumerate(parts.texts):
        match = pattern("main_sent").match(text)
        if match and match["value"]:
            found.set("main_recipients", _list_text(parts.lines[number].text), [number])
            return


def _list_text(text: str) -> str:
    """What a list of bodies says after its label."""
    return close_up(text.replace(":", "：", 1).partition("：")[2]).rstrip("。.；;")


def _kind(found: _Found) -> None:
    parts = found.parts
    title = found.values.get("title")
    kind = kind_of(title) if title and parts.title else None
    if kind:
        lines = list(parts.title)
        found.set("kind", kind, lines[-1:] or [])
    elif parts.order is not None:
        found.set("kind", kind_of(parts.texts[parts.order]), [parts.order])
    elif parts.title or title is None:
        minutes = [n for n in parts.heads if pattern("minutes_head").search(parts.texts[n])]
        if minutes:
            found.set("kind", kind_of(parts.texts[minutes[0]]), minutes[:1])
    if "kind" not in found.values and title and not parts.title:
        found.say("kind", kind_of(title), [Line(title)] if parts.order is None and not _from_body(found) else [])


def _from_body(found: _Found) -> bool:
    """Whether the title was taken from a sentence (a meeting called), so that its end names no kind."""
    title: str = found.values["title"]
    return found.evidence["title"].text != title


# -- issuer and day ---------------------------------------------------------------------------------------------------


def _issuer(found: _Found) -> None:
    parts = found.parts
    signed = _signed_names(parts)
    head = _head_names(parts)
    titled = _names_in_title(found)
    if signed and titled != signed and _are_ends_of(signed, titled):  # a name that was broken over two lines
        found.set("issuer", "、".join(titled), parts.title)
    if head and signed and not _agree(head, signed) and len(signed) == 1 and not _is_end(head, signed[0]):
        found.set("issuer", "、".join(head), parts.heads)
    if signed:
        lines = parts.signature or ([parts.day] if parts.day is not None else [])
        found.set("issuer", "、".join(signed), lines)
    if head:
        found.set("issuer", "、".join(head), parts.heads)
    if parts.order is not None:
        match = pattern("order_issuer").match(parts.texts[parts.order])
        found.set("issuer", _without_state(match["issuer"]) if match else None, [parts.order])
    _issuer_of_title(found)
    _issuer_of_brief(found)


def _without_state(name: str) -> str:
    """国务院 for 中华人民共和国国务院; 中华人民共和国主席 stays."""
    if pattern("kept_prefix").match(name):
        return name
    return name.removeprefix(table()["order_prefix"])


def _agree(head: list[str], signed: list[str]) -> bool:
    return any(bare(name) in map(bare, signed) for name in head)


def _signed_names(parts: Parts) -> list[str]:
    names: list[str] = []
    for number in parts.signature:
        if not pattern("people_officers").match(parts.texts[number]):
            names += names_in(parts.lines[number].text)
    if parts.day is not None and (signed := signed_day(parts.lines[parts.day].text)) and signed[0]:
        names += names_in(signed[0])
    return list(dict.fromkeys(names))


def _head_names(parts: Parts) -> list[str]:
    """The issuers of the red head; several stand one a line, 文件 after the last or on its own."""
    names: list[str] = []
    for number in sorted(parts.heads):
        text = parts.texts[number]
        match = pattern("red_head").match(text)
        if match:
            begun = _begun_above(parts, number, match["issuer"])
            if begun and names[-1:] == [begun]:
                names.pop()
            names += names_in(begun + close_up(parts.lines[number].text)[: match.end("issuer")])
        elif is_body(text) and not pattern("brief_head").search(text) and not pattern("minutes_head").search(text):
            names += names_in(parts.lines[number].text)
    return list(dict.fromkeys(without_trial_mark(name) for name in names))


def _begun_above(parts: Parts, number: int, own: str) -> str:
    """The beginning of a red head that is broken over two lines: one of them is no whole name by itself."""
    above = number - 1
    if above < 0 or above in parts.meta or above in parts.title or above == parts.number:
        return ""
    text = parts.texts[above]
    two_names = is_body(text) and is_body(own)
    return "" if two_names or pattern("not_a_title").search(text) else close_up(parts.lines[above].text)


def _issuer_of_title(found: _Found) -> None:
    names = _names_in_title(found)
    if names:
        found.set("issuer", "、".join(names), found.parts.title)


def _names_in_title(found: _Found) -> list[str]:
    """The bodies that the title begins with, side by side on its first line or parted by 、."""
    title = found.values.get("title", "")
    first = found.parts.lines[found.parts.title[0]].text if found.parts.title else ""
    side_by_side = names_in(pattern("issuer_in_title").split(first)[0])
    if len(side_by_side) > 1 and title.startswith("".join(side_by_side)):
        return side_by_side
    for match in pattern("issuer_in_title").finditer(title):
        names = [name for whole in re.split("[、 ]", title[: match.start()]) for name in names_in(whole)]
        if names and all(is_body(bare(name)) for name in names):
            return names
    return []


def _is_end(head: list[str], name: str) -> bool:
    """Whether the head says the end of the name, or all of it in pieces: it was broken over two lines."""
    return name.endswith(head[0]) or "".join(head) == name


def _are_ends_of(short: list[str], names: list[str]) -> bool:
    """Whether each of `short` is one of the names or the end of one."""
    return len(names) >= len(short) and all(any(name.endswith(end) for name in names) for end in short)


def _issuer_of_brief(found: _Found) -> None:
    """The head of a brief: issuing body and day on one line."""
    for number, label in found.parts.meta.items():
        signed = signed_day(found.parts.lines[number].text) if label == "day" else None
        if signed and signed[0]:
            found.set("issuer", "、".join(names_in(signed[0])), [number])
            return


def _day(found: _Found) -> None:
    parts = found.parts
    if parts.day is not None:
        signed = signed_day(parts.lines[parts.day].text)
        found.set("date", read_written_day(signed[1]) if signed else None, [parts.day])
    for number, label in parts.meta.items():
        text = parts.texts[number]
        if label == "day":
            signed = signed_day(parts.lines[number].text)
            found.set("date", read_written_day(signed[1]) if signed else None, [number])
        elif label == "note" and pattern("dated_note").match(text):
            found.set("date", read_written_day(text), [number])


# -- the end, what is asked -------------------------------------------------------------------------------------------


def _copied(found: _Found) -> None:
    parts = found.parts
    for number in parts.imprint:
        if not pattern("copied").match(parts.texts[number]):
            continue
        lines = [number]
        while not parts.texts[lines[-1]].endswith("。") and lines[-1] + 1 < len(parts.texts):
            following = parts.texts[lines[-1] + 1]
            if pattern("copied").match(following) or pattern("printed_on").search(following):
                break
            lines.append(lines[-1] + 1)
        text = "".join(parts.lines[n].text for n in lines)
        found.set("copied_to", _list_text(text.partition("。")[0]), lines)
        return


def _attachments(found: _Found) -> None:
    parts = found.parts
    names = []
    for number in parts.attachments:
        text = close_up(parts.lines[number].text)
        first = pattern("attachment_list").match(text.replace("：", ":", 1))
        text = first["first"] if first else text
        item = pattern("attachment_item").match(text)
        names.append((item["name"] if item else text).strip())
    found.set("attachments", tuple(name for name in names if name), parts.attachments)


def _asked(found: _Found) -> None:
    parts = found.parts
    lines = [*parts.lines[parts.body.start : parts.imprint.start]] if parts.body else parts.lines
    asked = find_asks(lines, found.values.get("title"))
    found.values["asks"] = frozenset(asked)
    for name, reason in asked.items():
        found.evidence[f"asks.{name}"] = _as_evidence(reason)
    day, year = found.values.get("date"), _year_of(found)
    for number, (deadline, reason) in enumerate(find_deadlines(lines, day, year)):
        found.values["deadlines"] = (*found.values.get("deadlines", ()), deadline)
        found.evidence[f"deadlines.{number}"] = _as_evidence(reason)
    found.values["village_duties"] = tuple(_as_evidence(one) for one in find_village_duties(lines))
    found.values["terms"] = tuple(find_terms(lines, year))
    if "meeting" in asked:
        meeting, reasons = find_meeting(lines, found.values.get("title"), day, year)
        found.values["meeting"] = meeting
        found.evidence |= {f"meeting.{name}": _as_evidence(reason) for name, reason in reasons.items()}


def _contradicting(found: _Found) -> None:
    parts, values = found.parts, found.values
    lines = [*parts.lines[parts.body.start : parts.imprint.start]] if parts.body else parts.lines
    deadlines = [(day, found.evidence[f"deadlines.{place}"]) for place, day in enumerate(values.get("deadlines", ()))]
    known = Dated(
        values.get("date"), _year_of(found), values.get("number"), _printed(parts), deadlines, values.get("meeting")
    )
    values["contradictions"] = tuple(find_contradictions(lines, known))


def _printed(parts: Parts) -> tuple[date, Evidence] | None:
    """The day on which the imprint says that it was printed."""
    for number in parts.imprint:
        line = parts.lines[number]
        text = parts.texts[number]
        match = pattern("day").search(text) if pattern("printed_on").search(text) else None
        day = read_written_day(match["day"]) if match else None
        if day:
            return day, Evidence(line.text.strip()[:_EVIDENCE], line.page)
    return None


def _as_evidence(reason: Asked) -> Evidence:
    return Evidence(reason.text[:_EVIDENCE], reason.page)


def _year_of(found: _Found) -> int | None:
    """The year that days without one belong to: of the document's day, else of its number."""
    day: date | None = found.values.get("date")
    if day:
        return day.year
    match = _YEAR.search(found.values.get("number") or "")
    return int(match[1]) if match else None
