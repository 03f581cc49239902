"""Time in the words of forms: 本年, 上季末, 1—9月, 二季度, 期初. A grammar: its characters are its syntax."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4}
_NOW = "今年"
_DASH = "[-—–－~～至到]+"
_TAGS: tuple[tuple[str, str], ...] = (
    ("before_start", r"[上去]年(?:年|期)?[末未底]|[上去]年12月(?:[末未底]|份?31日)"),
    ("last_year", r"[上去]年度"),
    (
        "back_year",
        r"上一?学年初(?!中)|上一?学年度?(?=[末底]?(?:$|[数/(总合小]))|上年同期[末底]?|去年同期[末底]?|上年同季[末底]?|去年同季[末底]?|上年同月[末底]?|去年同月[末底]?|上年|去年",
    ),
    ("back_period", r"上(?:一)?学期末|上期(?:期?[末底])?"),
    ("back_month_end", r"上(?:个)?月[末底]"),
    ("back_month", r"上(?:个)?月(?=$|数|实|份|\()|^上(?:个)?月(?![末底同初结转存余留])"),
    ("back_quarter_end", r"上(?:个)?季度?末"),
    ("back_quarter", r"上(?:个)?季度?(?=$|数|实|\()|^上(?:个)?季度?(?![末底同初结转存余留])"),
    ("to_back_quarter", rf"1{_DASH}上季度?(?:末|累计)?"),
    ("to_back_month", rf"1{_DASH}上月(?:末|累计)?"),
    (
        "to_date",
        rf"1{_DASH}[本同](?:季度?|月|期)|(?:自)?年初(?:累计|以来|[至到](?:本?[季月期]度?[末底]?|报告期末?|今)(?:累计)?)|[今本]年以来|本年累计|(?<![末底])累计(?!建档|建成|建立|注册|结[余存转]|余额|折旧|盈余|亏损|摊销)",
    ),
    ("end", r"本学期末|本?(?:年度?|季度?|月|期)(?:[、/]?(?:季度?|月)|\((?:季度?|月)\))?末|[年月]底|报告期末|季度?底"),
    ("start", r"(?:本)?(?:(?<!学)年|季|月|期)初"),
    ("quarter", r"本季度?|当季"),
    ("month", r"本月|当月|月内"),
    ("year", r"本年度?|当年度?|全年度?|年内|年度内"),
    ("this", r"(?:本|报告)期内|(?<![任务用效同工假学周孕限])期内|本期|报告期|本?学年初(?!中)"),
)
_MONTHS = re.compile(rf"(?:(\d{{4}})年|{_NOW})?(\d{{1,2}})月?(?:份)?{_DASH}(\d{{1,2}})月(?:份|累计)?")
_QUARTER = re.compile(rf"(?:(\d{{4}})年|{_NOW})?(?<!前)第?([一二三四1-4])(?:季度|季(?![末初节稻晚豆青花果沐]))")
_QUARTERS = re.compile(
    rf"(?:(\d{{4}})年|{_NOW})?(?:第?[1一])(?:季度?)?{_DASH}([2-4二三四])(?:季度|季(?![末初节稻晚]))(?:累计)?"
)
_HALF = re.compile(rf"(?:(\d{{4}})年|{_NOW})?(上半年|前三季度|下半年)")
_MONTHS_ON = rf"\d{{1,2}}月?{_DASH}\d{{1,2}}月"
_TIME_NAMED = (
    rf"(?:\d{{4}}年)?(?:(?:[1一]{_DASH})?(?:[本当今上去同前]?[年季月期]度?|[1-4一二三四]季度?|\d{{1,2}}月)"
    rf"|{_MONTHS_ON}|上半年|下半年|前三季度)(?:同[期季月]|累计)?[末底]?(?:累计)?数?"
)
"""A time, as one of the two that a change is taken between."""
THAN = re.compile(
    r"^(?:\d{4}年末?|\d{1,2}月末?)(?:较|比|与)(?:上年|去年|\d{4}年)?(?:\d{1,2}月)?(?:末|底)?|^(?:\d{4}年(?:[末底]|度)?)?(?:较|比|与|同)\d{4}年(?:[末底]|度)?(?:相)?(?:比较|比|对比)?|^(?:[年期季月]末)?(?:较|比|与)[年期季月]初(?:数|相比|对比)?|^(?:本[年期季月])?(?:较|比|与|同)?(?:上年|去年|上季度?|上月|上期)(?:同期|同季|同月|末|底)?(?:数|水平)?(?:相)?(?:比较|比|对比)?|^(?:本[年期季月]度?)?(?:累计)?(?:同比|环比)|^(?:本[年期季月])?累计"
    rf"|^{_TIME_NAMED}(?:较|比|与|同){_TIME_NAMED}(?:相)?(?:比较|比|对比)?|^{_TIME_NAMED}(?:同比|环比)"
)
"""What a difference is taken from (比上年同期增减)."""
_SCHOOL_YEAR = re.compile(rf"(\d{{4}})(?:/|{_DASH})(\d{{4}})学年度?(?!初(?!中)|末)")
_SCHOOL_START = re.compile(rf"(\d{{4}})(?:(?:/|{_DASH})(\d{{4}}))?学年度?初(?!中)")
_TERM = re.compile(r"(\d{4})年([春秋])季?学期(?![末初])")
_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_DAY = re.compile(r"(?<=\()(?:截[至止])?(\d{1,2})月(\d{1,2})日(?:止|时点数?|在册数?|实有数?)?(?=\))")
"""In brackets after what there was on it: 在册（9月30日）."""
_MONTH = re.compile(rf"(?:(\d{{4}})年|{_NOW}|(?<![\d年]))(\d{{1,2}})月(?:份)?(?!\d{{1,2}}日)")
_YEAR = re.compile(r"(\d{4})年度?")
_OR_END = re.compile(r"\([末或]\)")
"""What 本季（末） adds to 本季: its end, of what there is, as of all of it; or 上年同期（1—本季累计或季末）."""
_TAG = re.compile("|".join(f"(?P<{tag}>{pattern})" for tag, pattern in _TAGS))


_BEFORE_THEN = ("前", "以前", "之前", "底前", "末前", "底以前", "以后", "之后", "后建")


def month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


@lru_cache(maxsize=1 << 16)
def add_months(day: date, months: int) -> date:
    """The same day of another month, its last day where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def back(day: date, months: int) -> date:
    """As many months earlier; the end of a month stays an end of month."""
    last = day == month_end(day.year, day.month)
    moved = add_months(day, -months)
    return month_end(moved.year, moved.month) if last else moved


@dataclass(frozen=True, slots=True)
class Span:
    """From `first` to `last`, both counted, of `months` whole months; `label` as contract `fill` writes a period.

    `dated`: its year is written and not that of the form.
    """

    first: date
    last: date
    label: str
    dated: bool = field(default=False, compare=False, repr=False)

    @property
    def months(self) -> int:
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1

    def earlier(self, months: int) -> Span:
        return Span(back(self.first, months), back(self.last, months), self.label)


def nested(spans: list[Span]) -> list[Span]:
    """The times that a cell's labels name, but for a year of which another is a part: that one is of that year.

    >>> year, part = spans_in("2023年")[0], spans_in("一季度", 2024)[0]
    >>> [span.label for span in nested([year, part])]
    ['2023Q1']
    """
    years = {span for span in spans if span.dated and span.months == 12 and span.first.month == 1}
    parts = [span for span in spans if not span.dated and span.months < 12]
    if len(years) != 1 or len({*spans} - years) != 1 or not parts:
        return spans
    year, part = years.pop().last.year, parts[0]
    told = part.earlier(12 * (part.last.year - year))
    return [replace(told, label=part.label.replace(str(part.last.year), str(year)))]


def so_far(span: Span, period: Span | None) -> Span:
    """2026年 in a form of August 2026: what came about until then."""
    if period is None or span.months != 12 or not span.first <= period.last < span.last:
        return span
    return Span(span.first, period.last, f"{span.label}-01:{period.last:%Y-%m}")


def _months_span(year: int, first: int, last: int, label: str) -> Span | None:
    if not (1 <= first <= last <= 12 and 1900 < year < 2200):
        return None
    return Span(date(year, first, 1), month_end(year, last), label)


_SINCE = re.compile(rf"(\d{{4}})年(?:(\d{{1,2}})月)?(?:份|初)?(?:以来|起(?!止)|开始|至今|{_DASH}(?=\d{{4}}年))")


def months_since(text: str, last: date) -> int | None:
    """How many months a text says that a figure of a day adds up, where it says since which year; None where it does
    not (2024年以来, of that year).

    >>> months_since("改造进度（2021年以来累计）", date(2024, 10, 31)), months_since("2024年以来", date(2024, 10, 31))
    (46, None)
    """
    match = _SINCE.search(text)
    if match is None or not 1900 < int(match[1]) < last.year:
        return None
    return (last.year - int(match[1])) * 12 + last.month - int(match[2] or 1) + 1


def spans_in(text: str, year: int | None = None) -> tuple[Span | None, str]:
    """The first explicit span in a text (blanks taken out before), and the text without it.

    `year` stands in where none is written.

    >>> spans_in("2018年2季")[0].label, spans_in("农药(1-9月累计)", 2016)[0].months
    ('2018Q2', 9)
    >>> spans_in("1-3季度累计出栏", 2026)[0].label
    '2026-01:2026-09'
    >>> spans_in("受理(10月)", 2026)[0].label
    '2026-10'
    >>> spans_in("2025/2026学年毕业生")
    (Span(first=datetime.date(2025, 9, 1), last=datetime.date(2026, 8, 31), label='2025/2026'), '毕业生')
    """
    for pattern, make in _EXPLICIT:
        for match in pattern.finditer(text):
            span = make(match, year)
            if span:
                after = text[match.end() :]
                if after.startswith(_BEFORE_THEN):
                    continue  # 2000年底前建成 is no time of the figure
                # 2023年末: the year is said, and its end
                kept = _end_of(match[0]) if after[:1] in ("末", "底") else ""
                dated = re.search(r"\d{4}", match[0]) is not None
                return replace(span, dated=dated), text[: match.start()] + kept + after
    return None, text


_SEASON = re.compile("([春夏秋冬])(?=[季防招训征学])")


def season_in(title: str, year: int | None) -> str:
    """The season of a year that a title names; "" for none.

    >>> season_in("2026年春季重大动物疫病强制免疫情况", None), season_in("秋防免疫进度表", 2025)
    ('2026春', '2025秋')
    """
    match = _SEASON.search(title)
    written = re.search(r"\d{4}", title)
    return f"{written[0] if written else year or ''}{match[1]}" if match else ""


def _end_of(said: str) -> str:
    """What of a span must stay so that its 末 is read as its end: 年 of 2023年, 季度 of 三季度."""
    return next((unit for unit in ("季度", "季", "年", "月") if said.endswith(unit)), "")


def _of_school_year(match: re.Match[str], _: int | None) -> Span | None:
    first, last = int(match[1]), int(match[2])
    return Span(date(first, 9, 1), date(last, 8, 31), f"{first}/{last}") if last == first + 1 else None


def school_start(text: str) -> Span | None:
    """The day of which a school year's beginning is told (2025/2026学年初, 2025学年初).

    >>> school_start("2025/2026学年初").last, school_start("2025学年初").last
    (datetime.date(2025, 9, 1), datetime.date(2025, 9, 1))
    """
    match = _SCHOOL_START.search(text)
    return _of_school_start(match, None) if match else None


def _of_term(match: re.Match[str], _: int | None) -> Span:
    """A school's half year, by the season that `season_in` names it by."""
    year = int(match[1])
    spring = match[2] == "春"
    first, last = (date(year, 2, 1), date(year, 7, 31)) if spring else (date(year, 9, 1), date(year + 1, 1, 31))
    return Span(first, last, f"{year}{match[2]}")


def _of_school_start(match: re.Match[str], _: int | None) -> Span | None:
    if match[2] and int(match[2]) != int(match[1]) + 1:
        return None
    day = date(int(match[1]), 9, 1)
    return Span(day, day, day.isoformat())


def _of_date(match: re.Match[str], _: int | None) -> Span | None:
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    whole = _months_span(year, 1, month, "") if 1 <= month <= 12 else None
    if whole is None or not 1 <= day <= 31:
        return None
    last = date(year, month, min(day, whole.last.day))
    return Span(whole.first, last, last.isoformat())


def _of_day(match: re.Match[str], year: int | None) -> Span | None:
    month, day = int(match[1]), int(match[2])
    whole = _months_span(year, 1, month, "") if year and 1 <= month <= 12 else None
    if year is None or whole is None or not 1 <= day <= whole.last.day:
        return None
    last = date(year, month, day)
    return Span(whole.first, last, last.isoformat())


def _of_months(match: re.Match[str], year: int | None) -> Span | None:
    written = int(match[1]) if match[1] else year
    first, last = int(match[2]), int(match[3])
    return _months_span(written, first, last, f"{written}-{first:02}:{written}-{last:02}") if written else None


def _of_quarter(match: re.Match[str], year: int | None) -> Span | None:
    written = int(match[1]) if match[1] else year
    number = _NUMERALS.get(match[2]) or int(match[2])
    return _months_span(written, number * 3 - 2, number * 3, f"{written}Q{number}") if written else None


def _of_quarters(match: re.Match[str], year: int | None) -> Span | None:
    written = int(match[1]) if match[1] else year
    last = 3 * (_NUMERALS.get(match[2]) or int(match[2]))
    return _months_span(written, 1, last, f"{written}-01:{written}-{last:02}") if written else None


def _of_half(match: re.Match[str], year: int | None) -> Span | None:
    written = int(match[1]) if match[1] else year
    first, last = {"上": (1, 6), "前": (1, 9), "下": (7, 12)}[match[2][0]]
    return _months_span(written, first, last, f"{written}-{first:02}:{written}-{last:02}") if written else None


def _of_month(match: re.Match[str], year: int | None) -> Span | None:
    written, month = int(match[1]) if match[1] else year, int(match[2])
    return _months_span(written, month, month, f"{written}-{month:02}") if written else None


def _of_year(match: re.Match[str], _: int | None) -> Span | None:
    return _months_span(int(match[1]), 1, 12, match[1])


_EXPLICIT = (
    (_TERM, _of_term),
    (_SCHOOL_YEAR, _of_school_year),
    (_SCHOOL_START, _of_school_start),
    (_DATE, _of_date),
    (_DAY, _of_day),
    (_MONTHS, _of_months),
    (_QUARTERS, _of_quarters),
    (_QUARTER, _of_quarter),
    (_HALF, _of_half),
    (_MONTH, _of_month),
    (_YEAR, _of_year),
)


_BOTH = {"to_back_quarter": ("to_date", "back_quarter"), "to_back_month": ("to_date", "back_month")}
"""1—上季: all of the year until the end of the quarter before."""


def tags_in(text: str) -> tuple[frozenset[str], str]:
    """Which relative words (本年, 期初 …) stand in a text, and the text without them.

    >>> sorted(tags_in("期初结存")[0]), tags_in("期初结存")[1]
    (['start'], '结存')
    >>> sorted(tags_in("上季(末)")[0]), tags_in("上季(末)")[1]
    (['back_quarter'], '')
    >>> sorted(tags_in("1—上季")[0])
    ['back_quarter', 'to_date']
    """
    tags = frozenset(match.lastgroup for match in _TAG.finditer(text) if match.lastgroup)
    tags = frozenset(part for tag in tags for part in _BOTH.get(tag, (tag,)))
    return tags, _OR_END.sub("", _TAG.sub("", text)) if tags else text


_ENDS = {"before_start": "end", "back_quarter_end": "end", "back_month_end": "end"}
_BACK_YEAR = frozenset(("back_year", "last_year", "before_start"))
_BACK = frozenset((*_BACK_YEAR, "back_quarter", "back_month", "back_period", *_ENDS))


def but_explained(tags: frozenset[str], span: Span | None) -> frozenset[str]:
    """The relative words of a label that does not tell itself which day they mean (上学年初（2023年9月1日）). Months
    without a year (上年同期（1—9月）) do not tell which year is meant."""
    told = span and tags & _BACK and "-" in span.label[5:] and (span.dated or not tags & _BACK_YEAR)
    return (tags - _BACK) | {_ENDS[tag] for tag in tags if tag in _ENDS} if told else tags


@dataclass(frozen=True, slots=True)
class When:
    """What a cell asks for: `day` for a stock, `span` for a flow; a stock without `day` asks for the latest figure.

    `start` says that the day is the beginning of the form's period (期初, 年初).
    """

    span: Span | None = None
    day: date | None = None
    start: bool = False

    @property
    def end(self) -> date | None:
        """The last day that is asked about; None where the latest figure is."""
        return self.span.last if self.span else self.day


def narrowed(period: Span, tags: frozenset[str]) -> tuple[Span, bool]:
    """The part of the form's period that its words mean, and whether they name a time at all."""
    span = period
    if "month" in tags:
        span = Span(period.last.replace(day=1), period.last, period.label)
    elif tags & {"back_month", "back_month_end"}:
        span = Span(period.last.replace(day=1), period.last, period.label).earlier(1)
    elif {"back_quarter", "to_date"} <= tags:
        last = _quarter_of(period).first - timedelta(1)  # 上季末 of 本年累计
        span = Span(last.replace(month=1, day=1), last, period.label)
    elif "quarter" in tags or "back_quarter" in tags or "back_quarter_end" in tags:
        span = _quarter_of(period)
    elif "to_date" in tags or ("year" in tags and period.months < 12):
        span = Span(period.last.replace(month=1, day=1), period.last, period.label)
    if "last_year" in tags:
        year = period.last.year - 1
        return Span(date(year, 1, 1), date(year, 12, 31), str(year)), True
    if "back_year" in tags:
        span = span.earlier(12)
    if tags & {"back_quarter", "back_quarter_end"} and not {"back_quarter", "to_date"} <= tags:
        span = span.earlier(3)
    if "to_date" in tags and tags & {"back_quarter", "back_month"}:
        span = Span(span.last.replace(month=1, day=1), span.last, span.label)
    return span, bool(tags)


def _quarter_of(period: Span) -> Span:
    first = (period.last.month - 1) // 3 * 3 + 1
    return Span(date(period.last.year, first, 1), period.last, period.label)


_PERIODS = (1, 3, 6, 12)
_NAMED_START = frozenset(("start", "end"))
"""期初数（6月末）: what was there at first, and the end of which month that is."""


def last_before(day: date, last: date) -> date:
    """A day that only its month names, as it last was before a period's last day.

    >>> last_before(date(2024, 12, 31), date(2024, 6, 30)), last_before(date(2024, 3, 31), date(2024, 6, 30))
    (datetime.date(2023, 12, 31), datetime.date(2024, 3, 31))
    """
    return day if day < last else back(day, 12)


def when_of(period: Span | None, tags: frozenset[str], explicit: Span | None, *, flow: bool) -> When:
    """What a cell asks for, from its form's period, its relative words and an explicit span among its labels."""
    if period is None and explicit is None:
        return When()
    base = explicit or period
    assert base is not None
    if explicit and period and explicit.months == 12 and period.months < 12 and tags & {"to_date", "quarter", "month"}:
        base = period.earlier(12 * (period.last.year - explicit.last.year))  # 1—本季 under 2023年
        explicit, tags = None, tags - {"year"}
    if explicit and explicit.months < 12 and ":" not in explicit.label:
        tags -= {"year"}  # 三季度 under 本年
    year_start = base.last.replace(month=1, day=1) - timedelta(1)
    span, named = narrowed(base, tags)
    if flow:
        before = base.earlier(base.months) if base.months in _PERIODS else None
        return When(span=before if "back_period" in tags else span)
    if "before_start" in tags:
        return When(day=year_start)
    if explicit and tags >= _NAMED_START:
        return When(day=last_before(explicit.last, period.last if period else explicit.last), start=True)
    if tags & {"start", "back_period"}:
        return When(day=span.first - timedelta(1), start=True)
    return When(day=span.last) if named or (explicit and explicit.months < 12) else When()


def period_of(period: Span | None, tags: frozenset[str], on: date | None) -> Span | None:
    """A form's period; where it names none, 上年度 is the year before the day it is filled."""
    if period or not on or "last_year" not in tags:
        return period
    return Span(on.replace(month=1, day=1), on, str(on.year))
