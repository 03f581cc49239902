"""Times by which something is due that name no day: 收到通知后5个工作日内, 会后三日内, 每月底前, 本周五前.

What they count from is told, not reckoned: who knows the day of receipt and the calendar of working days can reckon it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from songbang.core import rulebook
from songbang.core.reading.documents.asks import sentences
from songbang.core.reading.documents.deadlines import read_numerals
from songbang.core.reading.documents.values import Evidence, Line, Term
from songbang.core.reading.documents.words import bare

_DIGITS = {char: number for number, char in enumerate("〇一二三四五六七八九十")} | {"两": 2, "天": 7, "日": 7}
_DAYS = {"周": 7, "星期": 7, "礼拜": 7, "月": 30}


@cache
def _table() -> dict[str, dict[str, re.Pattern[str]]]:
    table = rulebook.load("documents_duties.yaml")["terms"]
    holes = {"{number}": table["number"], "{unit}": table["unit"]}
    compiled: dict[str, dict[str, re.Pattern[str]]] = {}
    for group in ("after", "every", "placed"):
        compiled[group] = {}
        for name, one in table[group].items():
            for hole, inside in holes.items():
                one = one.replace(hole, inside)
            compiled[group][name] = re.compile(one)
    compiled["never"] = {"": re.compile("|".join(f"(?:{one})" for one in table["never"]))}
    return compiled


def find_terms(lines: Sequence[Line], year: int | None) -> list[Term]:
    """Every such time, in order; `year`: that of days which are written without one."""
    found: dict[tuple[str, int, str | None, date | None], Term] = {}
    for reason in sentences(lines):
        text = _table()["never"][""].sub("#", read_numerals(bare(reason.text)))
        for term in _terms(text, Evidence(reason.text, reason.page), year):
            found.setdefault((term.since, term.count, term.every, term.day), term)
    return list(found.values())


def _terms(text: str, said: Evidence, year: int | None) -> Iterator[Term]:
    for since, pattern in _table()["after"].items():
        for match in pattern.finditer(text):
            count, working = _count(match["n"], match["unit"])
            yield Term(since, said, match[0], count, working)  # type: ignore[arg-type]
    for every, pattern in _table()["every"].items():
        if again := pattern.search(text):
            yield Term("every", said, again[0], every=every)  # type: ignore[arg-type]
            text = text.replace(again[0], "#")  # 每周五前 is no Friday of this week
    yield from _placed(text, said, year)


def _placed(text: str, said: Evidence, year: int | None) -> Iterator[Term]:
    on = _table()["placed"]
    for name, count in (("today", 0), ("tomorrow", 1)):
        if match := on[name].search(text):
            yield Term(name, said, match[0], count)  # type: ignore[arg-type]
    if named := on["weekday"].search(text):
        yield Term("weekday", said, named[0], (7 if named["next"] else 0) + _DIGITS[named["weekday"]] - 1)
    elif week := on["this_week"].search(text):
        yield Term("weekday", said, week[0], 6)
    if until := on["until"].search(text):
        day = _made(int(until["y"]) if until["y"] else year, int(until["m"]), int(until["d"]))
        if day is not None:
            yield Term("until", said, until[0], day=day)


def _count(number: str, unit: str) -> tuple[int, bool]:
    """Days, and whether they are working days; hours of a day are told as one day."""
    count = _whole(number)
    if unit == "小时":
        return max(1, -(-count // 24)), False
    return count * _DAYS.get(unit, 1), unit.startswith("工作")


def _whole(number: str) -> int:
    if number.isdigit():
        return int(number)
    if number == "半":
        return 1
    tens, found, ones = number.partition("十")
    if not found:
        return _DIGITS[number]
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def _made(year: int | None, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year else None
    except ValueError:
        return None
