"""How a clerk writes one value in a cell: days, spans of days, clock times, durations, yes and no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random


@dataclass(frozen=True, slots=True)
class Typed:
    """A day, moment or time of day as a spreadsheet holds it, with its number format."""

    value: date | datetime | time
    format: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with the value that the spreadsheet program cached for it; `format` as for `Typed`."""

    text: str
    value: str | float
    format: str = ""


Cell = str | int | float | None | Typed | Formula

YEARLY_TEXT = ("iso", "slash", "dot", "dot0", "cn", "cn0")
ODD_TEXT = ("two", "two_iso", "han", "wide", "compact", "weekday", "spaced", "midnight")
YEARLESS = ("md_cn", "md_dot", "md_han", "md_slash")
TYPED = ("typed", "serial", "number", "formula")

_HAN = "〇一二三四五六七八九"
_WIDE = str.maketrans("0123456789.-:", "０１２３４５６７８９．－：")
_FORMATS = ("yyyy-mm-dd", "yyyy/m/d", 'yyyy"年"m"月"d"日"', 'm"月"d"日"', "m/d", "yy-mm-dd")


def write_day(day: date, style: str, rng: Random) -> Cell:
    """A day in one of the styles named above."""
    if style in TYPED:
        return _typed_day(day, style, rng)
    y, m, d = day.year, day.month, day.day
    return {
        "iso": f"{day:%Y-%m-%d}", "slash": f"{y}/{m}/{d}", "dot": f"{y}.{m}.{d}", "dot0": f"{y}.{m:02}.{d:02}",
        "cn": f"{y}年{m}月{d}日", "cn0": f"{y}年{m:02}月{d:02}日",
        "two": f"{y % 100:02}.{m}.{d}", "two_iso": f"{y % 100:02}-{m:02}-{d:02}",
        "han": f"{''.join(_HAN[int(c)] for c in str(y))}年{han(m)}月{han(d)}日",
        "wide": f"{y}.{m}.{d}".translate(_WIDE), "compact": f"{day:%Y%m%d}",
        "weekday": f"{y}年{m}月{d}日（星期{'一二三四五六日'[day.weekday()]}）",
        "spaced": f"{y} 年 {m} 月 {d} 日", "midnight": f"{day:%Y-%m-%d} 00:00:00",
        "md_cn": f"{m}月{d}日", "md_dot": f"{m}.{d}", "md_han": f"{han(m)}月{han(d)}日", "md_slash": f"{m}/{d}",
    }[style]  # fmt: skip


def _typed_day(day: date, style: str, rng: Random) -> Cell:
    serial = (day - date(1899, 12, 30)).days
    if style == "serial":
        return serial
    if style == "number":
        return int(f"{day:%Y%m%d}")
    if style == "formula":
        return Formula(f"=DATE({day.year},{day.month},{day.day})", serial, "yyyy-mm-dd")
    return Typed(day, rng.choice(_FORMATS))


def write_span(first: date, days: int, style: str, rng: Random) -> Cell:
    """A span of `days` more than one day, in a text that fits the style of the sheet's single days."""
    last = first + timedelta(days)
    dash = rng.choice(("-", "—", "至", "~", "－"))
    same = first.month == last.month
    if style in YEARLESS:
        return f"{first.month}月{first.day}日{dash}" + (f"{last.day}日" if same else f"{last.month}月{last.day}日")
    if style in ("iso", "slash", "two", "two_iso", "midnight", "compact"):
        return f"{write_day(first, style, rng)}{'~' if dash == '-' else dash}{write_day(last, style, rng)}"
    if style in ("dot", "dot0", "wide"):
        return f"{write_day(first, style, rng)}{dash}" + f"{last.month}.{last.day}"
    return f"{first.year}年{first.month}月{first.day}日{dash}" + (
        f"{last.day}日" if same else f"{last.month}月{last.day}日"
    )


def han(number: int) -> str:
    """1 to 31 in Chinese numerals: 十一, 二十, 三十一."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_HAN[tens]}十"
    return head + (_HAN[ones] if ones else "")


CLOCKS = ("colon", "colon0", "half", "wide", "dian", "shi")


def write_clock(minutes: int, style: str) -> str:
    """Minutes since midnight as a clock time in words or figures."""
    hour, rest = divmod(minutes, 60)
    half = f"上午{hour}:{rest:02}" if hour < 12 else f"下午{hour - 12 or 12}:{rest:02}"
    spoken = {0: f"{hour}点", 30: f"{hour}点半"}.get(rest, f"{hour}点{rest}分")
    return {
        "colon": f"{hour}:{rest:02}", "colon0": f"{hour:02}:{rest:02}", "half": half,
        "wide": f"{hour}：{rest:02}", "dian": spoken, "shi": f"{hour}时{rest:02}分" if rest else f"{hour}时",
    }[style]  # fmt: skip


def write_slot(start: int, end: int | None, style: str, rng: Random) -> str:
    """A slot `8:30-10:00`, or the start alone where the end is not stated."""
    if end is None:
        return write_clock(start, style)
    both_before_noon = (start < 720) == (end < 720)
    if style == "half" and both_before_noon and start >= 60 and rng.random() < 0.5:
        tail = write_clock(end, "half")[2:]
    else:
        tail = write_clock(end, style)
    return write_clock(start, style) + rng.choice(("-", "—", "~", "至", "－", " - ")) + tail


def write_duration(minutes: int, half_day: bool, odd: bool, rng: Random) -> tuple[str, bool]:
    """Words for a duration, and whether they are exact (then an end follows from the start)."""
    if half_day:
        return rng.choice(("半天", "半天", "上午", "下午")), False
    if rng.random() < 0.08:
        return f"约{_hours(minutes)}", False
    plain = [f"{minutes}分钟", f"{_hours(minutes)}", *_SPOKEN.get(minutes, ())]
    strange = [f"{minutes}分钟".translate(_WIDE), f"{minutes}min", f"{minutes} 分钟"]
    return rng.choice(plain + strange if odd else plain), True


_SPOKEN = {
    30: ("半小时", "半个小时"), 60: ("一小时", "1个小时", "一个小时"), 90: ("一个半小时", "1小时30分钟", "1小时30分"),
    120: ("两小时", "2个小时", "两个小时"), 150: ("两个半小时", "2小时30分"), 180: ("三小时", "3个小时"),
}  # fmt: skip


def _hours(minutes: int) -> str:
    hours = minutes / 60
    return f"{hours:g}小时" if minutes % 30 == 0 else f"{minutes}分钟"


def restyle_number(number: str, rng: Random, odd: bool) -> str:
    """A 发文字号 with the brackets and digits of another hand."""
    head, _, rest = number.partition("〔")
    year, _, tail = rest.partition("〕")
    if not tail:
        return number
    left, right = rng.choice(("〔〕", "〔〕", "[]", "（）", "【】", "()", "［］", "﹝﹞"))
    text = f"{head}{left}{year}{right}{tail}"
    if not odd:
        return text
    return rng.choice(
        (
            text,
            text.translate(_WIDE),
            text.removesuffix("号"),
            f"{head} {left}{year}{right} {tail}",
            f"{head}{left}{year}{right}第{tail}",
        )
    )
