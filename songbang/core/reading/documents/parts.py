"""Where the parts of a document lie: head, number, title, recipients, body, signature, imprint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from songbang.core.reading.documents.values import Line
from songbang.core.reading.documents.words import bare, pattern, table
from songbang.core.reading.documents.writing import (
    ends_like_title,
    is_body,
    kind_end,
    names_in,
    read_number,
    read_written_day,
)

_HEAD_LINES = 40
_LONGEST_RECIPIENTS = 500
_LONGEST_TITLE_LINE = 60
_SIGNERS = 10
Span = range


@dataclass
class Parts:
    """Indexes into `lines` (paragraphs). A span may be empty, an index None: not found."""

    lines: list[Line]
    texts: list[str]
    """The same, bare."""
    number: int | None = None
    number_of: str | None = None
    order: int | None = None
    """The line of `…令` over 第N号."""
    heads: list[int] = field(default_factory=list)
    """Lines of the red head, or of the issuer's name over the title."""
    title: Span = range(0)
    recipients: Span = range(0)
    body: Span = range(0)
    signature: list[int] = field(default_factory=list)
    day: int | None = None
    attachments: list[int] = field(default_factory=list)
    imprint: Span = range(0)
    meta: dict[int, str] = field(default_factory=dict)
    """Lines of the head that are neither: secrecy, urgency, signer, label …"""


def find_parts(paragraphs: Sequence[Line]) -> Parts:
    """Part the paragraphs of a document. Any text may be given; what it does not have stays empty."""
    lines = _opened_recipients(paragraphs)
    parts = Parts(lines, [bare(line.text) for line in lines])
    zone = _zone(parts.texts)
    _classify(parts, zone)
    _find_number(parts, zone)
    end = _find_recipients(parts, zone)
    _find_title(parts, end)
    start = max([parts.recipients.stop, parts.title.stop, *(i + 1 for i in (parts.number,) if i is not None)])
    _find_end(parts, min(start, len(lines)))
    return parts


# -- the head ---------------------------------------------------------------------------------------------------------


def _zone(texts: Sequence[str]) -> int:
    """How many lines may belong to the head: up to the first sentence or numbered heading."""
    for number, text in enumerate(texts[:_HEAD_LINES]):
        if "。" in text or ";" in text[:-1] or _numbered(text):
            return number
    return min(len(texts), _HEAD_LINES)


def _numbered(text: str) -> bool:
    return pattern("numbered").match(text) is not None


def _classify(parts: Parts, zone: int) -> None:
    """Name the lines of the head by what stands in them; those of the red head are kept as `heads`."""
    for number, text in enumerate(parts.texts[:zone]):
        label = _label_of(text, parts.lines[number])
        if label == "head":
            parts.heads.append(number)
        elif label == "order" and parts.order is None:
            parts.order = number
        if label:
            parts.meta[number] = label


_LABELS = (
    ("copy_number", "copy_number"), ("secrecy_label", "secrecy"), ("urgency_label", "urgency"),
    ("subject_words", "label"), ("head_labels", "label"), ("main_sent", "label"), ("issue", "issue"),
    ("pass_note", "note"), ("dated_note", "note"), ("note", "note"), ("red_head", "head"), ("red_head_split", "head"),
)  # fmt: skip


def _label_of(text: str, line: Line) -> str | None:
    for name, label in _LABELS:
        if pattern(name).match(text):
            return label
    if pattern("secrecy").match(text) and len(text) < 16:
        return "secrecy"
    if pattern("urgency").search(text) and len(text) < 8:
        return "urgency"
    if pattern("signer").search(text) and read_number(pattern("signer").sub("", text)) is None and len(text) < 50:
        return "signer"
    if pattern("order_head").match(text):
        return "order"
    if read_written_day(_after_name(line.text)) or read_written_day(text):
        return "day"
    if _subject_words(line.text):
        return "label"
    return None


def _after_name(text: str) -> str:
    """The last column of a line of columns."""
    pieces = text.replace("\u3000", "  ").replace("\t", "  ").rsplit("  ", 1)
    return pieces[1] if len(pieces) == 2 else text


def _subject_words(text: str) -> bool:
    """主题词 at the top of older documents: some short words in a row, the last one a kind."""
    words = text.replace("\u3000", " ").split()
    if len(words) < 3 or any(len(word) > 8 for word in words) or sum(len(word) == 1 for word in words) * 2 > len(words):
        return False
    return words[-1] in table()["kinds"] and not any(pattern("title_word").search(word) for word in words)


def _find_number(parts: Parts, zone: int) -> None:
    for number in range(min(zone + 1, len(parts.texts))):
        found = read_number(_number_text(parts.texts[number]))
        if found is None and parts.meta.get(number) in (None, "order"):
            found = _order_number(parts, number)
        if found:
            parts.number, parts.number_of = number, found
            return


def _number_text(text: str) -> str:
    """The number's part of a line that holds signer, secrecy or urgency too."""
    text = pattern("signer").sub("", text)
    return text


def _order_number(parts: Parts, number: int) -> str | None:
    """第706号 under …令, or 2019年第3号 under 公告."""
    match = pattern("number.order").fullmatch(parts.texts[number])
    if match is None:
        return None
    year = f"{match['year']}年" if match["year"] else ""
    if match["code"]:
        parts.order = number
        return f"{match['code']}{year}第{match['serial']}号"
    above = parts.texts[number - 1] if number else ""
    if pattern("order_head").match(above):
        return f"{above}{year}第{match['serial']}号"
    return f"{year}第{match['serial']}号" if kind_end(above) else None


# -- recipients -------------------------------------------------------------------------------------------------------


def _opened_recipients(paragraphs: Sequence[Line]) -> list[Line]:
    """Recipients that stand on one line with the first sentence are parted from it."""
    lines: list[Line] = []
    for number, line in enumerate(paragraphs):
        before, mark, after = line.text.replace(":", "：").partition("：")
        named = bare(before)
        if number < _HEAD_LINES and mark and len(after.strip()) > 12 and "。" not in named and _addressed(named):
            cut = len(before) + 1
            lines += [replace(line, text=line.text[:cut]), replace(line, text=line.text[cut:])]
        else:
            lines.append(line)
    return lines


def _addressed(named: str) -> bool:
    """Whether it names recipients without doubt: all of a kind of bodies, or several bodies."""
    if not 2 < len(named) <= _LONGEST_RECIPIENTS or pattern("no_recipients").search(named):
        return False
    return pattern("collective").match(named) is not None and pattern("organ").search(named) is not None


def _find_recipients(parts: Parts, zone: int) -> int:
    """Set the recipients; returns where the title must have ended."""
    for end in range(min(zone + 1, len(parts.texts))):
        text = parts.texts[end]
        if not text.endswith(":"):
            continue
        if end in parts.meta or _numbered(text):
            continue
        start = _recipients_start(parts, end)
        named = "".join(parts.texts[start : end + 1]).rstrip(":")
        if _could_be_recipients(named):
            parts.recipients = range(start, end + 1)
            return start
        return end
    return zone


def _recipients_start(parts: Parts, end: int) -> int:
    """The first line of the recipients that end on line `end`: after number or title."""
    after = [n for n in range(end) if n == parts.number or n in parts.meta or ends_like_title(_whole_end(parts, n))]
    if after:
        start = max(after) + 1
        if sum(len(text) for text in parts.texts[start : end + 1]) <= _LONGEST_RECIPIENTS:
            return min(start, end)
    start = end
    while start > 0 and parts.texts[start - 1].endswith(("、", ",")):
        start -= 1
    return start


def _could_be_recipients(named: str) -> bool:
    if not 1 < len(named) <= _LONGEST_RECIPIENTS or pattern("no_recipients").search(named):
        return False
    return any(pattern(name).search(named) for name in ("organ", "persons", "collective"))


# -- the title --------------------------------------------------------------------------------------------------------


def _find_title(parts: Parts, end: int) -> None:
    """The title's lines among those before `end`: after the number, or before it as on web pages."""
    styled = [number for number, line in enumerate(parts.lines[:_HEAD_LINES]) if line.titled and parts.texts[number]]
    free = [n for n in range(end) if n not in parts.meta and n != parts.number and _may_be_title(parts, n)]
    if styled and not any(ends_like_title(parts.texts[n]) for n in free):
        parts.title = range(styled[0], styled[-1] + 1)
        return
    cut = parts.number if parts.number is not None else -1
    before, after = [n for n in free if n < cut], [n for n in free if n > cut]
    chosen = _run(parts, after)
    if before and not _titled(parts, chosen):
        chosen = _run(parts, before)
    issuing = _issuer_line(parts, chosen)
    if issuing:
        parts.heads.append(issuing[0])
        chosen = range(issuing[0] + 1, chosen.stop)
    named = [n for n in before if n not in chosen and is_body(parts.texts[n])]
    parts.heads += [n for n in named if n not in parts.heads]
    parts.title = chosen if _titled(parts, chosen) or parts.recipients or parts.number is not None else range(0)
    if parts.order is not None and not _titled(parts, parts.title):
        parts.title = range(0)


def _may_be_title(parts: Parts, number: int) -> bool:
    text = parts.texts[number]
    return not pattern("not_a_title").search(text) and parts.lines[number].place != "table"


def _titled(parts: Parts, span: Span) -> bool:
    """Whether lines together read as a title."""
    text = "".join(parts.texts[n] for n in span)
    return bool(text) and (ends_like_title(text) or pattern("title_word").search(text) is not None)


def _run(parts: Parts, free: Sequence[int]) -> Span:
    """The lines in a row that end as a title does; else the first row of lines."""
    rows = _rows(free)
    for row in rows:
        last = next((n for n in reversed(row) if _ends_title(parts, n)), None)
        if last is not None:
            return range(_title_start(parts, row[0], last), last + 1)
    short = [row for row in rows if all(len(parts.texts[n]) <= _LONGEST_TITLE_LINE for n in row)]
    return range(short[0][0], short[0][-1] + 1) if short else range(0)


def _ends_title(parts: Parts, number: int) -> bool:
    follows = parts.texts[number + 1] if number + 1 < len(parts.texts) else ""
    goes_on = pattern("continues_title").match(follows) and len(follows) < _LONGEST_TITLE_LINE and "。" not in follows
    return ends_like_title(_whole_end(parts, number)) and not goes_on


def _whole_end(parts: Parts, number: int) -> str:
    """A line with the one above it where it is but the last character or two of a word (通 / 知)."""
    text = parts.texts[number]
    return text if len(text) > 2 or number == 0 else parts.texts[number - 1] + text


def _title_start(parts: Parts, first: int, last: int) -> int:
    """A name of a brief or of minutes over the title does not belong to it."""
    start = first
    for number in range(first, last):
        text = parts.texts[number]
        if (pattern("brief_head").search(text) or pattern("minutes_head").search(text)) and number + 1 <= last:
            following = "".join(parts.texts[number + 1 : last + 1])
            if pattern("title_word").search(following) or ends_like_title(following):
                parts.heads.append(number)
                start = number + 1
    return start


def _rows(free: Sequence[int]) -> list[list[int]]:
    rows: list[list[int]] = []
    for number in free:
        if rows and rows[-1][-1] == number - 1:
            rows[-1].append(number)
        else:
            rows.append([number])
    return rows


def _issuer_line(parts: Parts, title: Span) -> list[int]:
    """The issuer's name on a line of its own right under a number that has no red head over it: it stands for the head.

    (Over the number, or with the number under the title, such a line is the title's beginning.)
    """
    if len(title) < 2 or parts.heads or parts.number is None or parts.number != title[0] - 1:
        return []
    first, second = parts.texts[title[0]], parts.texts[title[1]]
    named = is_body(first) and pattern("issuer_in_title").search(first) is None
    return [title[0]] if named and pattern("after_issuer").match(second) else []


# -- the end ----------------------------------------------------------------------------------------------------------


def _find_end(parts: Parts, start: int) -> None:
    imprint = _imprint_start(parts, start)
    begins = _attachment_begins(parts, start, imprint)
    _find_signature(parts, start, imprint, begins)
    stops = [n for n in (*parts.signature, parts.day, begins, imprint) if n is not None]
    stop = min(stops, default=len(parts.lines))
    parts.body = range(start, max(stop, start))
    parts.imprint = range(imprint, len(parts.lines))
    parts.attachments = _listed(parts)


def _imprint_start(parts: Parts, start: int) -> int:
    """The first line of 抄送 and 印发 at the end."""
    last = len(parts.texts)
    for number in range(start, len(parts.texts)):
        text = parts.texts[number]
        if pattern("copied").match(text) or _printed_day(text):
            return number
    return last


def _printed_day(text: str) -> bool:
    return len(text) < 60 and pattern("printed_on").search(text) is not None


def _attachment_begins(parts: Parts, start: int, stop: int) -> int | None:
    return next((n for n in range(start, stop) if pattern("attachment_begins").match(parts.texts[n])), None)


def _find_signature(parts: Parts, start: int, imprint: int, begins: int | None) -> None:
    """The first day that stands alone under names; else a name alone at the end."""
    days = [n for n in range(start, imprint) if parts.lines[n].place != "table" and signed_day(parts.lines[n].text)]
    for number in days:
        names = _names_above(parts, number, start)
        signed = signed_day(parts.lines[number].text)
        if names or (signed and signed[0]):
            parts.signature, parts.day = names, number
            return
    before = [n for n in days if begins is None or n < begins]
    if before:
        parts.day = before[-1]
        return
    last = (begins if begins is not None else imprint) - 1
    while last >= start and pattern("note").match(parts.texts[last]):
        last -= 1
    if last >= start and is_body(parts.texts[last]):
        parts.signature = _names_above(parts, last + 1, start)


def signed_day(text: str) -> tuple[str, str] | None:
    """(name, day) of a line that is a day, with a name before it or without; None where it is none."""
    plain = text.strip()
    if len(bare(plain)) > 60:
        return None
    if read_written_day(plain):
        return "", plain
    match = pattern("day_at_end").search(plain)
    if match is None or read_written_day(match["day"]) is None:
        return None
    name = plain[: match.start()].strip()
    return (name, match["day"]) if is_body(bare(name)) else None


def _names_above(parts: Parts, number: int, start: int) -> list[int]:
    names: list[int] = []
    for above in range(number - 1, max(start, number - _SIGNERS) - 1, -1):
        text = parts.texts[above]
        officer = pattern("people_officers").match(text) is not None
        if not (officer or all(is_body(bare(name)) for name in names_in(parts.lines[above].text))):
            break
        if pattern("recipients_like").match(text) or parts.lines[above].place == "table":
            break
        names.insert(0, above)
    return names


def _listed(parts: Parts) -> list[int]:
    """Lines of the list of attachments between body and signature."""
    first = next((n for n in parts.body if pattern("attachment_list").match(parts.texts[n])), None)
    if first is None:
        return []
    listed = [first]
    for number in range(first + 1, parts.body.stop):
        if not pattern("attachment_item").match(parts.texts[number]):
            break
        listed.append(number)
    return listed
