"""What stands around a form's table: title, number, issuing body, approval, validity, period, notes.

A grammar of such lines: its characters are its syntax. The labels are in `filling.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest

from songbang.core.filling.codes import codes_in
from songbang.core.filling.grid import Grid
from songbang.core.filling.lexicon import EVERY, clean, words
from songbang.core.filling.measures import Measure, measure
from songbang.core.filling.spans import Span, month_end, school_start, spans_in, tags_in
from songbang.core.text import plain, without_blanks

_ISSUED = re.compile(r"^([^\d:]{2,20}?)(?:印制|制表|制)$")
_OF_A_DAY = re.compile(r"(\d{4})年\([^()]*?(\d{1,2})月(\d{1,2})日[^()]*\)")
"""2024年（学年初，9月1日）"""
_YEAR = 12
_FIGURES = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE_YEAR = re.compile("[一二][〇○零一二三四五六七八九]{3}(?=年)")
_COUNTED_BY = re.compile(
    r"(?:^|[;:。.\d,])([^\s,;:。.\d()=]{2,24}?)(?:均|都|一律)?以([^,;:。()\d]{2,30}?)数?(?:据|量)?为准"
)
_ENDING = 2
"""Signs of what only tells the kind of a figure (面积, 人数)."""
_SPACED = re.compile(r"(\d{4})\s*年\s*([1-4])\s*季")


@dataclass(frozen=True)
class Head:
    """The form's head; None where the form does not say."""

    title: str
    number: str | None
    organ: str | None
    approval: str | None
    valid_until: date | None
    period: Span | None
    lines: tuple[str, ...]
    notes: tuple[str, ...]
    findings: tuple[str, ...] = ()
    event: date | None = None
    """The day of the one event that it asks about (灾害过程：2024年7月11日洪涝); such a form has no period."""


def head_of(grid: Grid, table_rows: set[int]) -> Head:
    """Read the head from the rows above the tables, the notes from those below."""
    first = min(table_rows, default=grid.rows + 1)
    above = _lines(grid, range(1, first))
    event = _event(above)
    notes = tuple(text for row in range(first, grid.rows + 1) if row not in table_rows for _, text in grid.anchors(row))
    return Head(
        title=next((without_blanks(text) for text, _ in above if not _labelled(plain(text))), ""),
        number=plain(_said(above, "number") or "") or None,
        organ=_said(above, "organ") or _issuer(above),
        approval=_said(above, "approval"),
        valid_until=_valid(_said(above, "valid")),
        period=None if event else _meant(notes, above, _period(_dated(above), grid, table_rows)) or _noted(notes),
        event=event,
        lines=tuple(text for text, _ in above),
        notes=notes,
    )


def _lines(grid: Grid, rows: range) -> list[tuple[str, str]]:
    """Each text above the table with its right neighbour."""
    found = []
    for row in rows:
        texts = [text for _, text in grid.anchors(row)] + [""]
        found += [(texts[i], texts[i + 1]) for i in range(len(texts) - 1)]
    return found


def _all_labels() -> list[str]:
    return sorted((label for group in words()["labels"].values() for label in group), key=len, reverse=True)


def _labelled(text: str) -> bool:
    return ":" in text or "□" in text or text.startswith(tuple(_all_labels()))


def _said(lines: list[tuple[str, str]], group: str) -> str | None:
    stop = "|".join(map(re.escape, _all_labels()))
    for label in words()["labels"][group]:
        pattern = re.compile(rf"{label}:(.*?)(?=(?:{stop}):|$)")
        for text, beside in lines:
            match = pattern.search(plain(text))
            if match and (match[1] or beside):
                return _as_written(text, label, match[1]) or without_blanks(beside)
    return None


def _as_written(text: str, label: str, found: str) -> str:
    """The value with the characters of the original (full-width brackets stay)."""
    bare = without_blanks(text)
    at = plain(bare).find(f"{label}:") + len(label) + 1
    return bare[at : at + len(found)]


def _issuer(lines: list[tuple[str, str]]) -> str | None:
    pieces = [piece for text, _ in lines for piece in re.split(r"\s{2,}", text.strip())]
    return next((match[1] for piece in pieces if (match := _ISSUED.match(without_blanks(piece)))), None)


def _valid(text: str | None) -> date | None:
    if not text:
        return None
    if text.isdigit() and 30000 < int(text) < 80000:
        day = date(1899, 12, 30) + timedelta(int(text))
        return month_end(day.year, day.month)
    stamp = re.match(r"(\d{4})-(\d{2})-\d{2}", text)
    span, _ = spans_in(f"{stamp[1]}年{stamp[2]}月" if stamp else plain(text))
    return span.last if span else None


def _event(above: list[tuple[str, str]]) -> date | None:
    told = "|".join(words()["event"])
    for text, beside in above:
        found = re.search(rf"(?:{told}):?\D*(\d{{4}})年(\d{{1,2}})月(\d{{1,2}})日", plain(text + beside))
        if found:
            return date(*map(int, found.groups()))
    return None


def _dated(above: list[tuple[str, str]]) -> list[str]:
    """The texts above a table but those that stand beside 有效期至： and the like."""
    labels = [(clean(text), beside) for text, beside in above]
    no_day = {beside for text, beside in labels if text.endswith(":") and any(w in text for w in words()["dateless"])}
    return [text for text, _ in above if text not in no_day]


def in_figures(text: str) -> str:
    """A text with the years that it writes in Chinese figures written in ours.

    >>> in_figures("二〇二四年各组情况"), in_figures("二十四年")
    ('2024年各组情况', '二十四年')
    """
    return _CHINESE_YEAR.sub(lambda match: match[0].translate(_FIGURES), text)


def _period(above: list[str], grid: Grid, table_rows: set[int]) -> Span | None:
    stop = "|".join(words()["dateless"])
    for text in above:
        bare = _SPACED.sub(r"\1年\2季", in_figures(plain(text)))
        if told := _OF_A_DAY.search(bare):
            day = date(*map(int, told.groups()))
            return Span(day, day, day.isoformat())
        bare = re.sub(words()["issued_on"], "", re.split(stop, bare)[0])
        span = school_start(bare) or spans_in(bare)[0]
        if span:
            return _narrower(span, above) or span
    inside = (clean(text) for row in sorted(table_rows) for _, text in grid.anchors(row))
    return next((span for text in inside if (span := spans_in(text)[0])), None)


def _narrower(period: Span, above: list[str]) -> Span | None:
    """The months that stand alone above a table whose title names their year (2024年3—5月 below 2024年春季…)."""
    if period.months < _YEAR:
        return None
    for text in above:
        span, rest = spans_in(plain(text), period.last.year)
        months = span.months if span and not rest.strip("() ") else 0
        if span and 1 < months < _YEAR and period.first <= span.first and span.last <= period.last:
            return span
    return None


def _meant(notes: Iterable[str], above: list[tuple[str, str]], period: Span | None) -> Span | None:
    """The months that a note means (本年指1—10月), where the head names no more than the day until which it asks."""
    if period is None or not any(word in clean(text) for text, _ in above for word in words()["until"]):
        return period
    told = (re.search(words()["period_meant"], clean(note)) for note in notes)
    spans = (spans_in(match[1], period.last.year)[0] for match in told if match)
    return next((span for span in spans if span and span.last == period.last), period)


def _noted(notes: Iterable[str]) -> Span | None:
    """The whole time that the notes name where nothing else does (其余为2024年全年数)."""
    found = (re.search(words()["noted_year"], clean(note)) for note in notes)
    return next((spans_in(match[1])[0] for match in found if match), None)


def manners(head: Head) -> dict[str, str]:
    """What the notes say of how a line is told: 固定资产按净值填列 → {固定资产: 净值}."""
    return _told(head, words()["told_by"])


def kinds_told(head: Head) -> dict[str, str]:
    """What notes say whether a line tells what there is or what is permitted: 床位按实有（实际开放）数填报 →
    {床位: 实有}."""
    return _told(head, words()["told_as"])


def bases(head: Head) -> dict[str, str]:
    """Whose people the notes say that a line counts: 活产数按户籍口径填 → {活产数: 户籍}."""
    ways = words()["told_of"]
    return {label: ways[way] for label, way in _told(head, ways).items()} | _of_lines(head, ways) | _listed(head, ways)


def _listed(head: Head, ways: dict[str, str]) -> dict[str, str]:
    """The same of things that a note lists: 户数、人口、低保为12月31日数，户籍口径."""
    pattern = re.compile(
        rf"((?:[^\s,;:。、.\d()]{{2,8}}[、和及])+[^\s,;:。、.\d()]{{2,8}}?)(?:均|都)?(?:为|按|是|系)[^;:。]{{0,20}}?({'|'.join(ways)})"
    )
    found = (match for note in head.notes for match in pattern.finditer(clean(note)))
    return {label: ways[match[2]] for match in found for label in re.split("[、和及]", match[1])}


def _of_lines(head: Head, ways: dict[str, str]) -> dict[str, str]:
    """The same of lines by their numbers: 1至9项为户籍口径 → {1: 户籍, 2: 户籍, …}."""
    pattern = re.compile(
        rf"((?:第?\d+(?:[-—–~～至到]\d+)?[、,及和]?)+)(?:项|行|栏|指标)?(?:均|都)?(?:为|按|是|系){words()['told_where']}({'|'.join(ways)})"
    )
    found = (match for note in head.notes for match in pattern.finditer(clean(note)))
    return {code: ways[match[2]] for match in found for code in codes_in(match[1])}


def scopes(head: Head) -> dict[str, frozenset[str]]:
    """What notes say that a line counts or does not: 小学不含教学点 → {小学: {不含教学点}}."""
    marks = "|".join(words()["scope_marks"])
    pattern = re.compile(
        rf"(?:^|[,;:。、.])\s*([^\s,;:。、.\d()]{{2,12}}?)(?:中|均|都)?((?:{marks})[^,;:。()]{{2,12}})(?=[,;。]|$)"
    )
    found: dict[str, frozenset[str]] = {}
    for label, told in (match.groups() for note in head.notes for match in pattern.finditer(clean(note))):
        label = EVERY if re.fullmatch(words()["every_line"], label) else label
        found[label] = found.get(label, frozenset()) | {re.sub("[两三四]类$", "", told)}
    return found


def definitions(head: Head) -> dict[str, tuple[str, ...]]:
    """What notes say that a thing is, in pieces, or by what it is counted: 外出从业指在乡外从业6个月以上 → {外出从业:
    (在乡外从业6个月以上,)}; 义工队以注册数为准 → {义工队: (注册,)}; or which of its kind:
    公共厕所包括对外开放的全部公共厕所."""
    told = (
        r"(?:(?:是|均|系|仅)?指(?!标)(?P<what>[^;:。]{4,60})"
        r"|包括(?P<of_its_kind>[^;:。,、]{2,40}的(?:全部|所有)?(?P=name)))"
    )
    pattern = re.compile(rf"(?:^|[;:。.、\d])(?P<name>[^\s,;:。、.\d()=]{{2,12}}?){told}(?=[;。]|$)")
    found = (match for note in head.notes for match in pattern.finditer(clean(note)))
    found = (match for match in found if not tags_in(match["name"])[0] or tags_in(match["name"])[1])  # 本期指1月至6月
    meant = {match["name"]: tuple(re.split("[,、()]", match["what"] or match["of_its_kind"])) for match in found}
    for counted in (match for note in head.notes for match in _COUNTED_BY.finditer(clean(note))):
        meant |= {name: (*meant.get(name, ()), counted[2]) for name in re.split("[、和及]", counted[1])}
    return meant


def called(head: Head) -> dict[str, str]:
    """What notes say that a line is told by, where that is a name of the same thing: 占地面积按批准用地面积填报 →
    {占地面积: 批准用地面积}; 受灾人口按常住人口填报 says only of whom. Or which of it alone
    counts: 门牌只计院落、沿街门牌."""
    pattern = re.compile(
        r"(?:^|[;:。.\d,、])([^\s,;:。.\d()=按以]{2,12}?)(?:均|都|一律)?(?:按(?:照)?|以)([^\s,;:。.\d()=]{3,16}?)(?:填[列报写]?|统计|为准)(?=[;,。.、]|$)"
    )
    alone = re.compile(
        r"(?:^|[;:。.\d])([^\s,;:。、.\d()=]{2,12}?)(?:只|仅)(?:统计|计|填报?)([^\s,;:。.\d()=]{3,16}?)(?=[,;。]|$)"
    )
    found = (match for note in head.notes for one in (pattern, alone) for match in one.finditer(clean(note)))
    return {match[1]: match[2] for match in found if _of_one_thing(match[1], match[2])}


def _of_one_thing(name: str, other: str) -> bool:
    """Whether two names end alike and share a sign before that, or one is the end of the other."""
    alike = next((n for n in range(len(name), 0, -1) if other.endswith(name[-n:])), 0)
    rest = name[: len(name) - alike]
    shared = alike > _ENDING or not rest or bool({*rest} & {*other[: len(other) - alike]})
    return bool(alike) and other != name and shared


def _told(head: Head, ways: Iterable[str]) -> dict[str, str]:
    pattern = re.compile(
        rf"([^\s,;:。、.\d()]{{2,10}}?)均?按(?:照)?{words()['told_where']}({'|'.join(ways)})(?:\([^()]*\))?数?(?:计算)?(?:填[列报写]?|统计|计算|计)"
    )
    return {match[1]: match[2] for note in head.notes for match in pattern.finditer(clean(note))}


def listed_measures(head: Head) -> list[Measure]:
    """The units that a form names over its table: 单位：户、人."""
    lines = [clean(line) for line in head.lines]
    for line, beside in zip_longest(lines, lines[1:], fillvalue=""):
        named = line + beside if line.endswith("单位:") else line  # 计量单位： in one cell, 公里 in the next
        match = re.search(r"单位:([^:()]+)(?:\([\d.]+\))?\)?$", named)
        found = [unit for name in _names(match[1]) if (unit := measure(name))] if match else []
        if found:
            return found
    return []


def _names(listed: str) -> list[str]:
    """户、人 and 户/人 apart, 公斤/公顷 together."""
    names = re.split("[、,;]", listed)
    return [one for name in names for one in ([name] if measure(name) else name.split("/"))]


def ending_counts(label: str, listed: set[str]) -> str:
    """The dimension that a label's ending counts in (人数, 户数), where the form lists it."""
    bare = re.sub(words()["how_many"], "", label)
    ends = words()["counting_endings"].items()
    said = next((d for one in (label, bare) for ending, d in ends if one.endswith(ending)), "")
    return said if said in listed else ""
