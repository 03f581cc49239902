"""By which days recipients must send or finish something."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from songbang.core.reading.dates import read_day
from songbang.core.reading.documents.asks import Asked, sentences
from songbang.core.reading.documents.values import Line
from songbang.core.reading.documents.words import pattern, table
from songbang.core.text import half_width, simplified, without_blanks

_LATE_MONTHS = 6


@cache
def _due() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in table()["deadlines"]["due"]))


@cache
def _never() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in table()["deadlines"]["never"]))


def find_deadlines(lines: Sequence[Line], day: date | None, year: int | None) -> list[tuple[date, Asked]]:
    """Days by which something is due, in order, each with its sentence. `day` is the document's own, `year` that of
    days without one; a sentence whose year cannot be told gives none."""
    found: dict[date, Asked] = {}
    for reason in sentences(lines):
        text = _plain(reason.text)
        if _never().search(text):
            continue
        named = re.search(r"([12]\d{3})年", text)
        for due in _days_in(text, day, year or (int(named[1]) if named else None)):
            if day is None or due >= day:
                found.setdefault(due, reason)
    return sorted(found.items())


def _plain(text: str) -> str:
    return read_numerals(without_blanks(simplified(half_width(text))))


def read_numerals(text: str) -> str:
    """六月底 as 6月底, 二〇一九年 as 2019年, 三月五日 as 3月5日."""
    return pattern("numerals").sub(_arabic, text)


def _arabic(match: re.Match[str]) -> str:
    reading = read_day(match[0] + {"年": "1月1日", "月": "1日", "日": ""}[match[0][-1]], year=2000, month=1)
    if reading.day is None:
        return match[0]
    value = {"年": reading.day.year, "月": reading.day.month, "日": reading.day.day}[match[0][-1]]
    return f"{value}{match[0][-1]}"


def _days_in(text: str, day: date | None, year: int | None) -> list[date]:
    """Each day due that the sentence names; a year named before holds for the days after it."""
    named = year
    days = []
    for match in _due().finditer(text):
        groups = {name: value for name, value in match.groupdict().items() if value}
        parts = {name.rstrip("_0123456789"): value for name, value in groups.items()}
        if "y" in parts:
            named = int(parts["y"])
        due = _one(parts, day, named, stated="y" in parts or named != year)
        if due:
            days.append(due)
    return days


def _one(parts: dict[str, str], day: date | None, year: int | None, *, stated: bool) -> date | None:
    if "next" in parts and year is not None and not stated:
        year, stated = year + 1, True
    if "monthly" in parts:
        return _next_monthly(int(parts["d"]) if "d" in parts else 31, day)
    if year is None:
        return None
    month = int(parts["m"]) if "m" in parts else 12 if "yearend" in parts else day.month if day else 0
    if "half" in parts:
        month = 6
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    due = _made(year, month, _day_of(parts, last))
    if due and day and not stated and due < day and (day.month - month) >= _LATE_MONTHS:
        due = _made(year + 1, month, _day_of(parts, calendar.monthrange(year + 1, month)[1]))
    return due


def _day_of(parts: dict[str, str], last: int) -> int:
    if "d" in parts:
        return int(parts["d"])
    return {"上": 10, "中": 20}.get(parts.get("third", ""), last)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _next_monthly(number: int, day: date | None) -> date | None:
    if day is None:
        return None
    first = day.replace(day=1)
    for _ in range(2):
        last = calendar.monthrange(first.year, first.month)[1]
        due = first.replace(day=min(number, last))
        if due >= day:
            return due
        first = (first + timedelta(days=32)).replace(day=1)
    return None
