"""Days as clerks write them: 2019.7.3, 7月3日 under a year, 二〇一九年七月三日, 20190703, Excel serials, ranges.

The first day of a range is the day. What follows the day in the cell (a clock time, a time slot) is given back in
`rest`. Nothing is guessed: a number that could be two days is `unparseable`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal

from songbang.core.text import half_width, simplified

Trouble = Literal["missing", "unparseable", "impossible"]
FIRST_YEAR, LAST_YEAR = 1949, 2100
_EXCEL_EPOCH = date(1899, 12, 30)
_SERIALS = range(18264, 73051)  # 1950-01-01 .. 2099-12-31

_NUMERALS = {c: str(n) for n, c in enumerate("〇一二三四五六七八九")} | {
    "○": "0",
    "零": "0",
    "O": "0",
    "o": "0",
    "Ｏ": "0",
}
_CHINESE_YEAR = re.compile(r"([〇○零Oo一二三四五六七八九\d]{4}|[〇○零Oo一二三四五六七八九]{2})(?=\s*年)")
_CHINESE_COUNT = re.compile(r"(廿|卅|[一二三]?十)?([一二三四五六七八九])?(?=\s*[月日号])")
_TENS = {"廿": 20, "卅": 30, "十": 10, "一十": 10, "二十": 20, "三十": 30}

_SEP = r"\s*[年./\-—–_、,]\s*"
_FULL = re.compile(
    rf"(?<!\d)(\d{{4}}|\d{{2}}){_SEP}(\d{{1,2}})(?:\s*月份?\s*|\s*[./\-—–_、,]\s*)(\d{{1,2}})(?!\d)\s*[日号]?"
)
_RUN = re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)")
_MONTH_DAY = re.compile(r"(?<!\d)(\d{1,2})\s*(?:月份?|[./\-])\s*(\d{1,2})(?!\d)\s*[日号]?")
_DAY_ONLY = re.compile(r"(\d{1,2})\s*[日号]")
_RANGE_END = re.compile(
    r"^\s*(?:[-—–~～至到]+|、|和)\s*(?:(?:\d{4}|\d{2})\s*[年./\-]\s*)?(?:\d{1,2}\s*[月./\-]\s*)?\d{1,2}(?![\d:：时点])\s*[日号]?"
)
_MONTHS = re.compile(r"\d\s*(?:月份?)?\s*[-—–~～至到、]\s*\d{1,2}\s*月")
_MIDNIGHT = re.compile(r"^\s*T?0?0:00(?::00(?:\.0+)?)?\s*$")  # a day that a program wrote with an empty time
_WEEKDAY = re.compile(r"[（(]?(?:星期|周|礼拜)[一二三四五六日天][）)]?")
_DOUBT = re.compile(r"左右|前后|上旬|中旬|下旬|或|\?|约|之前|以前|前$|以后|之后|待定|不详")
_PREFIX = re.compile(r"^(?:于|自|从|定于|时间|日期|[:：'‘’\"“”.*\s（(])+")


@dataclass(frozen=True, slots=True)
class DayReading:
    """`day` or the trouble with it; `rest` is what the cell says after the day, `clock` the time of a date-time cell
    in minutes since midnight."""

    day: date | None
    trouble: Trouble | None = None
    rest: str = ""
    clock: int | None = None


MISSING = DayReading(None, "missing")
UNPARSEABLE = DayReading(None, "unparseable")
IMPOSSIBLE = DayReading(None, "impossible")


def read_day(value: object, *, year: int | None = None, month: int | None = None) -> DayReading:
    """The day that a cell states; `year` and `month` are those that title, sheet or file name, for cells without them.

    >>> read_day("2018.1.8至1.10").day.isoformat(), read_day("2018-01-03 13:30至14:30").rest
    ('2018-01-08', '13:30至14:30')
    """
    if isinstance(value, datetime):
        return DayReading(value.date(), clock=value.hour * 60 + value.minute or None)
    if isinstance(value, date):
        return DayReading(value)
    if isinstance(value, bool | time | timedelta):
        return UNPARSEABLE
    if isinstance(value, int | float):
        return _number(float(value))
    return _text(str(value), year, month)


def _number(value: float) -> DayReading:
    """A serial, or 20190703 typed as a number. 7.3 could be 7 March or 30 July's short form: not guessed."""
    whole = int(value)
    if value == whole and 19000101 <= whole <= 21001231:
        return _run(f"{whole:08d}")
    if whole in _SERIALS:
        minutes = round((value - whole) * 1440)
        return DayReading(_EXCEL_EPOCH + timedelta(days=whole), clock=minutes or None)
    return UNPARSEABLE


def _run(digits: str) -> DayReading:
    return _made(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))


def _made(year: int, month: int, day: int, rest: str = "") -> DayReading:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return UNPARSEABLE
    try:
        return DayReading(date(year, month, day), rest=rest)
    except ValueError:
        return IMPOSSIBLE


@lru_cache(maxsize=65536)
def _text(text: str, year: int | None, month: int | None) -> DayReading:
    words = simplified(half_width(text)).strip()
    if not words or not words.strip("-—–/\\*_. "):
        return MISSING
    words = _WEEKDAY.sub(" ", _PREFIX.sub("", _arabic(words)))
    if words.isdigit() and len(words) == 5 and int(words) in _SERIALS:
        return _number(float(words))
    for pattern, make in (
        (_RUN, _from_run),
        (_FULL, _from_full),
        (_MONTH_DAY, _from_month_day),
        (_DAY_ONLY, _from_day),
    ):
        match = pattern.match(words)
        if match:
            return _with_rest(make(match, year, month), words[match.end() :])
    return UNPARSEABLE


def _arabic(words: str) -> str:
    """Chinese numerals before 年 月 日 as Arabic ones."""
    words = _CHINESE_YEAR.sub(lambda m: "".join(_NUMERALS.get(c, c) for c in m[1]), words)
    return _CHINESE_COUNT.sub(_count, words)


def _count(match: re.Match[str]) -> str:
    tens, ones = match[1], match[2]
    if not tens and not ones:
        return match[0]
    return str(_TENS.get(tens or "", 0) + int(_NUMERALS.get(ones or "〇", "0")))


def _from_run(match: re.Match[str], year: int | None, month: int | None) -> DayReading:
    return _run("".join(match.groups()))


def _from_full(match: re.Match[str], year: int | None, month: int | None) -> DayReading:
    written = match[1]
    return _made(int(written) if len(written) == 4 else 2000 + int(written), int(match[2]), int(match[3]))


def _from_month_day(match: re.Match[str], year: int | None, month: int | None) -> DayReading:
    m, d = int(match[1]), int(match[2])
    if _made(year or 2000, m, d).trouble == "impossible":  # 2000 is a leap year: 2月29日 may exist, 2月30日 never
        return IMPOSSIBLE if m <= 12 or "月" in match[0] else UNPARSEABLE
    return _made(year, m, d) if year else UNPARSEABLE


def _from_day(match: re.Match[str], year: int | None, month: int | None) -> DayReading:
    return _made(year, month, int(match[1])) if year and month else UNPARSEABLE


def _with_rest(reading: DayReading, rest: str) -> DayReading:
    if reading.day is None:
        return reading
    rest = _MIDNIGHT.sub("", _RANGE_END.sub("", rest)).strip()
    if _DOUBT.search(rest):
        return UNPARSEABLE
    return DayReading(reading.day, rest=rest)


def year_named(text: str) -> int | None:
    """The one year that a title, sheet, file or folder name tells; None where it names none or several.

    >>> year_named("新丰镇2018年收文登记簿"), year_named("2018-2019年收文"), year_named("二〇一九年会议")
    (2018, None, 2019)
    """
    years = {int(y) for y in re.findall(r"(?<!\d)((?:19|20)\d{2})(?!\d)", _arabic(half_width(text)))}
    years |= {
        int(y) for y in re.findall(r"(?<!\d)((?:19|20)\d{2})(?:0[1-9]|1[0-2])(?:[0-3]\d)?(?!\d)", half_width(text))
    }
    years |= {2000 + int(y) for y in re.findall(r"(?<!\d)([012]\d)\s*年", _arabic(half_width(text)))}
    return years.pop() if len(years) == 1 else None


def month_named(text: str) -> int | None:
    """The one month that a title or sheet name tells (`7月`, `七月份`); None where it names none or several (1-3月)."""
    if _MONTHS.search(half_width(text)):
        return None
    months = {int(m) for m in re.findall(r"(?<!\d)(\d{1,2})\s*月", _arabic(half_width(text)))}
    months = {m for m in months if 1 <= m <= 12}
    return months.pop() if len(months) == 1 else None
