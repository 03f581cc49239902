"""Clock times, time slots and durations as clerks write them: 上午9:30, 14:30-16:30, 半天, 约2小时, 1小时30分."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import lru_cache

from songbang.core.text import plain

HALF_DAY, WHOLE_DAY = 210, 420
_PART = r"(上午|早上|早晨|清晨|凌晨|中午|下午|午后|傍晚|晚上|夜间|晚|早|am|pm)?"
_CLOCK = re.compile(
    rf"{_PART}(?<![\d.])(\d{{1,2}})(?:[:：]([0-5]?\d)(?::[0-5]\d)?|\.([0-5]\d)(?!\d|个?小时|h|天)|[时点](?!长|间|段)(?:([0-5]?\d)分?(?!钟)|(半)|([一三])刻|整)?)(am|pm)?"
)
_TO = re.compile(r"^(?:[-—–~～至到]+|开始至|起至)$")
_AFTERNOON = {"下午", "午后", "傍晚", "晚上", "夜间", "晚", "pm"}
_NUMBER = r"(\d+(?:\.\d+)?|半|[一二两三四五六七八九十])"
_HOURS = re.compile(rf"{_NUMBER}个?(半)?(?:小时|钟头|个钟|h(?:ours?|rs?)?|时(?!\d?\d分))(半)?")
_HOUR_MINUTE = re.compile(r"(\d+)时(\d+)分")
_MINUTES = re.compile(r"(\d+(?:\.\d+)?)(?:分钟?|min(?:utes?|s)?|')")
_QUARTERS = re.compile(r"([一二两三123])刻钟?")
_CHINESE_HOUR = re.compile(r"(十[一二]?|[一二两三四五六七八九])(?=[点时](?![长间段候]))")
_DAYS = re.compile(rf"{_NUMBER}个?(?:工作)?(?:天|日)(半)?")
_BARE = re.compile(r"\d+(?:\.\d+)?")
_CHINESE = {c: float(n) for n, c in enumerate("〇一二三四五六七八九十")} | {"两": 2.0, "半": 0.5}
_PARTS_OF_DAY = {
    "上午": HALF_DAY, "下午": HALF_DAY, "半天": HALF_DAY, "半日": HALF_DAY, "一上午": HALF_DAY, "一下午": HALF_DAY,
    "整个上午": HALF_DAY, "整个下午": HALF_DAY, "一个上午": HALF_DAY, "一个下午": HALF_DAY,
    "全天": WHOLE_DAY, "一天": WHOLE_DAY, "整天": WHOLE_DAY, "一整天": WHOLE_DAY, "全日": WHOLE_DAY,
    "上午下午": WHOLE_DAY, "上、下午": WHOLE_DAY, "上下午": WHOLE_DAY,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slot:
    """What a cell says of a meeting's time, all in minutes (`start`, `end` since midnight). `exact` is False for parts
    of a day (半天), which give no clock time; 约2小时 is taken at its word.
    `trouble`: the cell says something that is no time at all (很长)."""

    start: int | None = None
    end: int | None = None
    minutes: int | None = None
    exact: bool = True
    trouble: bool = False

    @property
    def stated(self) -> bool:
        """An end or a duration is stated."""
        return self.end is not None or self.minutes is not None


NONE = Slot()
TROUBLE = Slot(trouble=True)


def read_clock(value: object) -> Slot:
    """A start or an end: `start` is set.

    >>> read_clock("下午2:00").start
    840
    """
    slot = read_slot(value)
    return slot if slot.start is not None or slot.trouble or slot.minutes is not None else NONE


def read_slot(value: object) -> Slot:
    """A time slot, or a single clock time (then only `start`).

    >>> read_slot("上午9:30-10:30"), read_slot("上午").minutes
    (Slot(start=570, end=630, minutes=60, exact=True, trouble=False), 210)
    """
    if isinstance(value, datetime | time):
        return Slot(start=value.hour * 60 + value.minute)
    if isinstance(value, timedelta):
        return Slot(start=int(value.total_seconds() // 60) % 1440)
    if isinstance(value, float) and 0 < value < 1:
        return Slot(start=round(value * 1440))
    return _slot_text(plain(str(value)).lower())


def read_duration(value: object, *, header_unit: str | None = None) -> Slot:
    """A duration; `header_unit` is `minutes` or `hours` where the header gives it, for bare numbers.

    >>> read_duration("1小时30分").minutes, read_duration("半天").exact, read_duration("很长").trouble
    (90, False, True)
    """
    if isinstance(value, time | datetime):
        return Slot(minutes=value.hour * 60 + value.minute)
    if isinstance(value, timedelta):
        return Slot(minutes=int(value.total_seconds() // 60))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _bare(float(value), header_unit)
    return _duration_text(plain(str(value)).lower(), header_unit)


def _bare(value: float, header_unit: str | None) -> Slot:
    """A number without a unit. Where the header gives none, 90 can only be minutes and 1.5 only hours."""
    if value <= 0:
        return TROUBLE if value else NONE
    if header_unit == "hours" or (header_unit is None and 0.5 <= value <= 8):
        return Slot(minutes=round(value * 60))
    if header_unit == "minutes" or value >= 10:
        return Slot(minutes=round(value))
    return TROUBLE


@lru_cache(maxsize=16384)
def _duration_text(words: str, header_unit: str | None) -> Slot:
    if words in _PARTS_OF_DAY:
        return Slot(minutes=_PARTS_OF_DAY[words], exact=False)
    bare = _BARE.fullmatch(words)
    if bare:
        return _bare(float(words), header_unit)
    slot = _slot_text(words)
    if slot.end is not None:
        return slot
    amount = _amount(words)
    if amount.minutes or slot.stated:
        return amount if amount.minutes else slot
    if re.fullmatch(r"\d{1,2}:[0-5]\d(?::[0-5]\d)?", words):
        hours, minutes = words.split(":")[:2]
        return Slot(minutes=int(hours) * 60 + int(minutes))
    return TROUBLE


def _amount(words: str) -> Slot:
    """The duration named in the words, or NONE."""
    if re.search(rf"{_NUMBER}[-—–~～至到]{_NUMBER}(?:个?小时|分)", words):
        return NONE  # 1-2小时 is no duration
    total, rest = 0.0, words
    together = _HOUR_MINUTE.search(rest)
    if together:
        return Slot(minutes=int(together[1]) * 60 + int(together[2]))
    for pattern, each in ((_DAYS, WHOLE_DAY), (_HOURS, 60), (_MINUTES, 1), (_QUARTERS, 15)):
        match = pattern.search(rest)
        if match:
            halves = sum(1 for group in match.groups()[1:] if group == "半")
            total += (_value(match[1]) + 0.5 * halves) * each
            rest = rest[: match.start()] + rest[match.end() :]
    days = _DAYS.search(words) is not None
    return Slot(minutes=round(total), exact=not days) if total else NONE


def _value(number: str) -> float:
    return _CHINESE[number] if number in _CHINESE else float(number)


@lru_cache(maxsize=16384)
def _slot_text(words: str) -> Slot:
    if words in _PARTS_OF_DAY:
        return Slot(minutes=_PARTS_OF_DAY[words], exact=False)
    words = _CHINESE_HOUR.sub(_hour, words)
    clocks = list(_CLOCK.finditer(words))
    if len(clocks) >= 2 and _TO.match(words[clocks[0].end() : clocks[1].start()]):
        return _span(clocks[0], clocks[1])
    if clocks:
        amount = _amount(words[: clocks[0].start()] + words[clocks[0].end() :])
        start = _minute(clocks[0], None)
        return TROUBLE if start is None else replace(amount, start=start)
    amount = _amount(words)
    return amount if amount.minutes else (NONE if not words else TROUBLE)


def _hour(match: re.Match[str]) -> str:
    return str(int(sum(_CHINESE[c] for c in match[1])))


def _span(first: re.Match[str], second: re.Match[str]) -> Slot:
    start, end = _minute(first, None), _minute(second, first[1])
    if start is None or end is None or end <= start:
        return TROUBLE
    return Slot(start, end, end - start)


def _minute(match: re.Match[str], inherited: str | None) -> int | None:
    part = match[1] or match[8] or inherited
    hour, minute = int(match[2]), int(match[3] or match[4] or match[5] or 0)
    if match[6]:
        minute = 30
    if match[7]:
        minute = 15 if match[7] == "一" else 45
    if (part in _AFTERNOON and hour < 12) or (part == "中午" and hour < 10):
        hour += 12
    return hour * 60 + minute if hour < 24 else None
