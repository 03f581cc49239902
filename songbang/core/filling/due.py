"""The period of a form that names none: a yearly form of January asks of the year that is over."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from songbang.core.filling.head import Head
from songbang.core.filling.lexicon import any_in, clean, words
from songbang.core.filling.slots import Sheet
from songbang.core.filling.spans import Span, month_end

_MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}
_DAYS_LATE = {"year": 181, "half": 60, "quarter": 45, "month": 20}
"""How many days after a period's end a form still asks of it, and not of the next."""


def dated(sheet: Sheet, on: date) -> Sheet:
    """The sheet, its period the last one that was over on a day where its head names none but says how often it is
    filled (年报, 卫基年1表)."""
    sheet = _with_days(sheet, _told_days(sheet.head, on))
    if _harvested(sheet.head):
        return replace(sheet, head=replace(sheet.head, period=_to_summer(sheet.head.period)))
    if sheet.head.period is not None or (length := _MONTHS.get(_how_often(sheet.head), 0)) == 0:
        return sheet
    period = _last_over(length, on)
    late = (on - period.last).days if period else 0
    fits = period is not None and late <= next(d for kind, d in _DAYS_LATE.items() if _MONTHS[kind] == length)
    return replace(sheet, head=replace(sheet.head, period=period)) if fits else sheet


def _with_days(sheet: Sheet, days: dict[str, date]) -> Sheet:
    """The sheet, its headings with the days that notes tell they mean."""
    told = {phrase: str(words()["day_in_brackets"]).format(day=day) for phrase, day in days.items()}
    slots = [replace(slot, path=tuple(part + told.get(clean(part), "") for part in slot.path)) for slot in sheet.slots]
    return replace(sheet, slots=slots) if told else sheet


def _told_days(head: Head, on: date) -> dict[str, date]:
    """What a note says of the days that headings mean (本学期末为6月30日): the last of these before a day."""
    found = {}
    for note in head.notes:
        for phrase, year, month, day in re.findall(words()["told_day"], clean(note)):
            last = on.year if (int(month), int(day)) <= (on.month, on.day) else on.year - 1
            found[phrase] = date(int(year) if year else last, int(month), int(day))
    return found


def _harvested(head: Head) -> bool:
    """Whether a form of a whole year asks of what is harvested by its summer (夏收粮油)."""
    whole = head.period is not None and head.period.months == _MONTHS["year"]
    return whole and any_in(clean(head.title), "summer_harvest")


def _to_summer(period: Span | None) -> Span | None:
    return period and Span(period.first, month_end(period.first.year, 6), f"{period.label}-01:{period.label}-06")


def _how_often(head: Head) -> str:
    kinds: dict[str, str] = words()["exempt_kinds"]
    title = clean(head.title)
    said = next((kinds[word] for word in sorted(kinds, key=len, reverse=True) if word in title), "")
    number = re.search(words()["numbered_pattern"], clean(head.number or ""))
    named: dict[str, str] = words()["numbered_by"]
    return said or (named[number[1]] if number else "")


def _last_over(months: int, on: date) -> Span | None:
    """The last whole period of so many months before a day; of half years only the first, the second is a year's end
    too."""
    end = on.replace(day=1) - timedelta(1)
    while end.month % months:
        end = end.replace(day=1) - timedelta(1)
    if months == _MONTHS["half"] and end.month != months:
        return None
    first = date(end.year, end.month - months + 1, 1)
    label = {12: f"{end.year}", 3: f"{end.year}Q{end.month // 3}"}.get(months, f"{end:%Y-%m}")
    return Span(
        first, month_end(end.year, end.month), label if months != _MONTHS["half"] else f"{end.year}-01:{end:%Y-%m}"
    )
