"""What notes say of the time of a form's lines: 人员、户数为年末数, 01—06行为年末数, 机构均为12月31日时点数.

A grammar of such notes: its characters are its syntax. What a line says of its own time goes before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from songbang.core.filling.codes import codes_in
from songbang.core.filling.head import Head
from songbang.core.filling.lexicon import EVERY, any_in, clean, words
from songbang.core.filling.measures import Measure
from songbang.core.filling.slots import Slot
from songbang.core.filling.spans import Span, month_end, spans_in, tags_in

_LABELLED = re.compile(r"^[^:,;]{0,8}:")
_NUMBERED = re.compile(r"^(?:\d+[.．]|\d+、(?!\d)|[一二三四五六七八九十]+、|[①-⑳]|\(\d+\))")
_WHAT = r"^(?P<what>[^:=]{0,40}?)(?:均|都|一律|统一|全部)*(?:为|按|填报?|指|取|以|是)"
_TOLD = r"(?:数|拥有量|保有量|实有|时点|在册|存量|人数|统计|持证|为准|$)"
_AT_END = re.compile(rf"{_WHAT}(?:\d{{4}}年?|(?:报告期|本|当|各)?[年期季月]度?)[末底](?:最后一[天日])?{_TOLD}")
_AT_DAY = re.compile(rf"{_WHAT}(?:学年初)?\(?(?:(\d{{4}})年)?(\d{{1,2}})月(\d{{1,2}})日\)?{_TOLD}")
_IN_TIME = re.compile(
    rf"{_WHAT}(?:报告期)?[本当各全](?P<time>月|季|年|期)[度内]?[^末底初中]{{0,12}}[数额次](?:填报|填列|填写|统计)?$"
)
_IN_SPAN = re.compile(
    rf"{_WHAT}(?P<span>\d{{4}}[^:=末底初日]*?(?:学年度?|月(?:累计)?|年(?:全年|累计|发生)))(?:期间)?数?$"
)
_FROM_TO = re.compile(
    rf"{_WHAT}(\d{{4}})年(\d{{1,2}})月(?:(\d{{1,2}})日)?(?:至|到|[-—–~～])(\d{{4}})年(\d{{1,2}})月(?:(\d{{1,2}})日)?"
    r"(?:期间|之间|止)?[^:=末底初]{0,6}$"
)
_ADDED_UP = re.compile(
    rf"{_WHAT}(?:自|从)?(?:年初|1月|一月|[本当今]年|年内|1[-—–~～至](?=[本当]|报告期))[^:=]{{0,14}}"
    "累计(?:发生|实际|完成)?[数额量次]*(?:填报|填列|统计|计算)?$"
)
_TIMES = {"月": "month", "季": "quarter", "年": "year", "期": "this"}
_LATEST = re.compile(_WHAT)
_THIS = re.compile(r"^本期(?:是)?[指为].*\d月")
_CODES = re.compile(r"^(?:指标)?(?:代码|编号|编码|序号|行次|行号|栏次)?为?第?\d+(?:[-—–~～至到]\d+)?[项行栏列]?$")
_EXCEPT = re.compile("除(.+)外$")
_AS_WHAT = re.compile("(?:均|都)?(?:为|按|填).*$")
"""除在册户数为期末数外: which lines are other, and what they are."""
_ALL = re.compile(
    "(?:除|其余|其他|其它|以上|上述|各项).*(?:外|指标|数据|项目?)$|^(?:其余|其他|其它|本表)|^各项$|^(?:存量|时点)(?:指标|数)$|统计时点$|^(?:各项|所有|全部)?数据$"
)
"""除注明“本月”者外均为月末时点数: whatever the lines do not tell of themselves."""
_SCHOOL_STARTS = 9
NAMED, COUNTED = 2, 1


@dataclass(frozen=True)
class Lines:
    """The lines that notes speak of: by words of their labels (EVERY for all), by their numbers, but for some."""

    words: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    but: frozenset[str] = frozenset()

    def hold(self, slot: Slot, unit: Measure | None) -> int:
        """NAMED where a note names a cell's line, COUNTED where it names what the line counts in, or all; else 0."""
        label, column = clean(slot.row.label), clean(slot.path[-1]) if slot.path else ""
        if any(word in label or word in column for word in self.but):
            return 0
        if (slot.row.code or slot.code) in self.codes:
            return NAMED
        broad = words()["counted_by_note"]
        wholes = [clean(row.label) for row in slot.row.above if not row.heading and row.measure == slot.row.measure]
        if any(word not in broad and word in one for word in self.words for one in (label, *wholes)):
            return NAMED  # 保育员 of the 教职工 that it names
        over = "|".join(clean(one) for one in (*(r.label for r in slot.row.above if r.heading), *slot.path))
        counted = any(
            word == EVERY
            or word in label
            or (unit is not None and unit.dimension in broad.get(word, ()))
            or (word in over and len(word) > 1)
            for word in self.words
        )
        return COUNTED if counted else 0


class Noted:
    """What the notes of a form say of time; `on` is the day that it is filled."""

    def __init__(self, head: Head, on: date | None = None) -> None:
        clauses = list(_clauses(head.notes))
        self.at_end = _lines(match["what"] for clause in clauses if (match := _AT_END.match(clause)))
        self.in_time = [
            (_lines([match["what"]]), _TIMES[match["time"]]) for clause in clauses if (match := _IN_TIME.match(clause))
        ]
        self.added_up = _lines(match["what"] for clause in clauses if (match := _ADDED_UP.match(clause)))
        self.days = [
            (_lines([match["what"]]), day)
            for clause in clauses
            if (match := _AT_DAY.match(clause)) and (day := _day(match, head, on))
        ]
        self.spans = [
            (_lines([match["what"]]), span)
            for clause in clauses
            if (match := _IN_SPAN.match(clause)) and (span := spans_in(match["span"])[0])
        ]
        self.spans[:0] = [
            (_lines([match["what"]]), span)
            for clause in clauses
            if (match := _FROM_TO.match(clause)) and (span := _from_to(match))
        ]
        self.names_period = any(_THIS.match(clause) for clause in clauses)
        self.latest = _lines(
            match["what"] for clause in clauses if any_in(clause, "latest") and (match := _LATEST.match(clause))
        )

    def day_of(self, slot: Slot, unit: Measure | None) -> tuple[date | None, int]:
        """The day of which a note says that a cell tells, and how plainly it names the cell."""
        found = [(day, held) for lines, day in self.days if (held := lines.hold(slot, unit))]
        return max(found, key=lambda one: one[1], default=(None, 0))

    def adds_up(self, slot: Slot, unit: Measure | None) -> int:
        """How plainly a note says of a cell's line that it adds up what came about since the year began (本表填报年初至
        报告期末的累计数); 0 where one says of it that it is what there is at the end."""
        held = self.added_up.hold(slot, unit)
        return held if held > self.at_end.hold(slot, unit) else 0

    def span_of(self, slot: Slot) -> Span | None:
        """The span in which a note says that what it names, a line or a column, came about: 毕业人数为2023/2024学年数,
        毕业生数为2023年9月1日至2024年8月31日."""
        column = clean(slot.path[-1]) if slot.path else ""
        return next(
            (
                span
                for lines, span in self.spans
                if lines.hold(slot, None) == NAMED or any(word in column for word in lines.words if len(word) > 2)
            ),
            None,
        )

    def time_of(self, slot: Slot) -> str:
        """In what time a note that names a cell's line, or a heading over it, says that it came about: month for 享受
        人数为当月实际发放人数."""
        code = slot.row.code or slot.code
        if told := next((tag for lines, tag in self.in_time if code and code in lines.codes), ""):
            return told
        labels = "|".join(clean(label) for label in (slot.row.label, *slot.path))
        named = ((word, tag) for lines, tag in self.in_time for word in lines.words if len(word) > 1)
        return next((tag for word, tag in named if word in labels and word not in words()["counted_by_note"]), "")

    def asks_latest(self, slot: Slot) -> bool:
        """Whether a note asks the latest figure of a cell's line. What is added to a form (补充资料) stands in later
        tables."""
        if EVERY in self.latest.words:
            return False
        added = slot.table > 0 and bool(self.latest.words & frozenset(words()["added_words"]))
        return added or bool(self.latest.hold(slot, None) and self.at_end.hold(slot, None) != NAMED)


def _clauses(notes: Iterable[str]) -> Iterator[str]:
    without = words()["all_but"] + ","
    for note in notes:
        for sentence in re.split("[;。]", clean(note)):
            bare = _NUMBERED.sub("", _LABELLED.sub("", sentence))
            yield from bare.replace(without, without[:-1]).split(",")


def _lines(subjects: Iterable[str]) -> Lines:
    names: set[str] = set()
    codes: set[str] = set()
    but: set[str] = set()
    for subject in subjects:
        if told := _EXCEPT.search(subject):
            parts = (_AS_WHAT.sub("", part) for part in _parts(told[1]))
            but |= {part for part in parts if len(part) > 1 and words()["marked"] not in part}
        if _ALL.search(subject):
            names.add(EVERY)
            continue
        for part in _parts(subject):
            if _CODES.match(part):
                codes |= codes_in(part)
            elif _ALL.search(part):
                names.add(EVERY)
            elif tags_in(part)[1] not in ("", "月", words()["number_of"]):
                names.add(part)
    return Lines(frozenset(names), frozenset(codes), frozenset(but))


def _parts(subject: str) -> list[str]:
    return [part for part in re.split("[、和及与]", re.sub(words()["and_others"], "", subject)) if part]


def _from_to(match: re.Match[str]) -> Span | None:
    """The whole months from one day to another, a school year by the name that its papers have."""
    year, month, day, to_year, to_month, to_day = (int(told) if told else 0 for told in match.groups()[1:])
    if not (1 <= month <= 12 and 1 <= to_month <= 12) or day > 1:
        return None
    first, last = date(year, month, 1), month_end(to_year, to_month)
    if first >= last or to_day not in (0, last.day):
        return None
    school = (month, to_month, to_year - year) == (_SCHOOL_STARTS, _SCHOOL_STARTS - 1, 1)
    return Span(first, last, f"{year}/{to_year}" if school else f"{year}-{month:02}:{to_year}-{to_month:02}")


def _day(match: re.Match[str], head: Head, on: date | None) -> date | None:
    """The day that a note names: of the year that it says, else the last such day."""
    last = on or (head.period.last if head.period else None)
    month, day = int(match[3]), int(match[4])
    if match[2] is None and last is None:
        return None
    year = int(match[2]) if match[2] else last.year - ((month, day) > (last.month, last.day))  # type: ignore[union-attr]
    try:
        return date(year, month, day)
    except ValueError:
        return None
