"""What a whole text says of itself: number, title, issuer, day, versions, and whether it passes another text on.

Only what matching needs, from the text alone, however badly scanned. Reading documents with care is `reading`'s job;
what a caller knows better (`Record`'s own fields) comes before what is found here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import numpy as np

from songbang.core.matching.fulltext import FullText, prepare
from songbang.core.matching.values import Record
from songbang.core.matching.writing import digits, folded, table, uniform, whole_number
from songbang.core.matching.written import Written
from songbang.core.text import without_blanks

_TOP = 14
_D = "0-9OoDlI丨|ZSB"
_NUMBER = re.compile(rf"([一-鿿]{{2,14}}[(\[]?[12Z][{_D}]{{3}}年?[)\]])第?([{_D}]{{1,5}})号")
_ONE_OR_TWO = r"([一二三四五六七八九十\d]{1,3})"
_DAY = re.compile(rf"([12]\d{{3}}|[一二][〇零O0一二三四五六七八九]{{3}})年{_ONE_OR_TWO}月{_ONE_OR_TWO}日")
_ARTICLE = re.compile(r"^(?:第[一1][章条编]|一、|[(]一[)])")
_RECIPIENTS = re.compile(r"^.{2,}[:：]$")
_MARKS = re.compile(r"[，。；：、？！:;,.]")
_PATTERNS = ("relays", "relays_below", "prints", "prints_below", "title_start", "title_end", "masthead")


@dataclass(frozen=True, slots=True)
class Head:
    """None or empty: not found. `versions` are all days named at the head of a law (adopted, amended), latest last;
    `signed` is the organ that stands above the day."""

    number: str | None = None
    title: str = ""
    issued_on: date | None = None
    versions: tuple[date, ...] = ()
    relays: bool = False
    prints: bool = False
    signed: str | None = None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    said = table()["texts"]
    return {name: re.compile(folded(said[name])) for name in _PATTERNS}


def title_end() -> re.Pattern[str]:
    """The words with which titles end (folded)."""
    return _patterns()["title_end"]


@dataclass(frozen=True, slots=True)
class Headed:
    """A record with the gaps in its fields filled from its text."""

    record: Record
    head: Head
    text: FullText


def read_heads(records: Written) -> dict[int, Headed]:
    """Prepare the texts of those records that have one, by the records' places."""
    return {place: _headed(records[place]) for place in np.flatnonzero(records.texts()).tolist()}


def _headed(record: Record) -> Headed:
    text = prepare(record.text or "")
    head = read_head(text.lines)
    filled = replace(
        record,
        title=record.title or head.title,
        number=record.number or head.number,
        issued_on=record.issued_on or head.issued_on,
    )
    return Headed(filled, head, text)


def read_head(lines: Sequence[str]) -> Head:
    """Read the head and the signature of a text, given its lines without furniture.

    >>> read_head(["关于召开例会的通知", "南安委办〔2019〕22号", "各镇：", "定于7月开会。", "2019年7月8日"]).number
    '南安委办(2019)22号'
    """
    plain = [without_blanks(line) for line in lines]
    top = plain[:_TOP]
    number = next((match for line in top if len(line) <= 30 and (match := _NUMBER.search(uniform(line)))), None)
    title = _title(top)
    start = _start_of_body(plain)
    cover = folded("".join(plain[: start + 12]))[:700]
    signed, day = _signed(plain[start:])
    return Head(
        number[0] if number else None,
        title,
        day,
        tuple(sorted(_days("".join(top)[:600]))),
        bool(_patterns()["relays"].search(folded(title)) or _patterns()["relays_below"].search(cover)),
        bool(_patterns()["prints"].search(folded(title)) or _patterns()["prints_below"].search(cover)),
        signed,
    )


def _title(top: Sequence[str]) -> str:
    """From the line that begins as titles begin to the one that ends as they end; mastheads and stamps stay outside."""
    for at, line in enumerate(top[:_TOP]):
        if _RECIPIENTS.match(line) or _ARTICLE.match(line) or len(line) > 70:
            break
        if _patterns()["title_end"].search(folded(line)) and not _is_number(line):
            return "".join(top[_first_of_title(top, at) : at + 1])
    return next((line for line in top if _looks_like_title(line)), "")


def _looks_like_title(line: str) -> bool:
    """Whether a line begins as titles begin, though a scan spoilt its end."""
    match = _patterns()["title_start"].search(folded(line))
    return match is not None and 8 <= len(line) <= 60 and match.start() <= 14 and line[-1] not in "。；;"


def _first_of_title(top: Sequence[str], last: int) -> int:
    """The line with which a title begins that ends on `last`: the nearest that says 关于, 转发, 印发; else that one.

    A line of the same width before it, or the beginning of a bracket that ends here, belongs to it too.
    """
    for at in range(last, max(-1, last - 4), -1):
        if _is_number(top[at]) or _patterns()["masthead"].search(folded(top[at])):
            break
        if _patterns()["title_start"].search(folded(top[at])):
            return at
    return last - 1 if last and _carries_on(top[last - 1], top[last]) else last


def _carries_on(before: str, line: str) -> bool:
    """Whether a title without 关于 was broken over two lines: the first is long, the second hardly a title alone."""
    return (
        len(line) < 8
        and len(before) >= 15
        and not _is_number(before)
        and not _patterns()["masthead"].search(folded(before))
    )


def _is_number(line: str) -> bool:
    return len(line) <= 30 and bool(_NUMBER.search(line))


def _start_of_body(lines: Sequence[str]) -> int:
    for at, line in enumerate(lines[:30]):
        if _RECIPIENTS.match(line) or _ARTICLE.match(line):
            return at
    return min(1, len(lines))


def _signed(lines: Sequence[str]) -> tuple[str | None, date | None]:
    """The organ and the day below it in a line of its own: a cover note's before its attachment's."""
    for at, line in enumerate(lines):
        match = _DAY.search(line)
        if match and match.end() == len(line.rstrip("。 ")) and len(line) - len(match[0]) <= 2:
            above = lines[at - 1] if at else ""
            return above if 3 <= len(above) <= 24 and not _MARKS.search(above) else None, _day(match)
    return None, None


def _days(text: str) -> set[date]:
    return {day for match in _DAY.finditer(text) if (day := _day(match))}


def _day(match: re.Match[str]) -> date | None:
    month, day = whole_number(match[2]), whole_number(match[3])
    try:
        return date(int(digits(match[1])), month or 0, day or 0)
    except ValueError:
        return None
