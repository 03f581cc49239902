"""What happened in a made district: documents, meetings, inspections … of one unit, before any clerk writes it down."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from random import Random
from typing import Any

from chinese_calendar import is_workday

from samples.district import Unit
from samples.words import words

FIRST, LAST = date(2018, 1, 1), date(2019, 8, 28)


@dataclass(slots=True)
class Fact:
    """One thing that a row tells. `said` holds what only some kinds have; `units` are codes, () for the keeper."""

    kind: str
    day: date
    name: str
    issuer: str = ""
    level: str | None = None
    line: str = "other"
    said: dict[str, Any] = field(default_factory=dict)
    units: tuple[str, ...] = ()
    unit_words: str = ""
    flaw: str | None = None
    """The reject code that its row must get, if any."""


@dataclass(slots=True)
class Source:
    """Draws the facts of one unit. `trend` is the volume of 2019 over that of 2018, by kind."""

    rng: Random
    keeper: Unit
    trend: dict[str, float]
    town: str = ""
    office: str = "镇"
    used: set[str] = field(default_factory=set)
    numbers: dict[tuple[str, int], int] = field(default_factory=dict)

    def days(self, kind: str, count: int, first: date = FIRST, last: date = LAST) -> list[date]:
        """`count` working days in order, spread evenly; 2019 is denser than 2018 by the trend of the kind."""
        pool = _working_days(first, last)
        until = list(accumulate(self.trend.get(kind, 1.0) if d.year == 2019 else 1.0 for d in pool))
        points = sorted((n + self.rng.random()) * until[-1] / count for n in range(count))
        return [pool[min(bisect_left(until, point), len(pool) - 1)] for point in points]

    def issuer(self, mix: tuple[int, int, int, int]) -> tuple[dict[str, Any], str, str | None]:
        """An issuing body, its name as written and its level; `mix` weighs above, county, town, unclear."""
        level = self.rng.choices(("above", "county", "towns", "unclear"), mix)[0]
        entries = [e for e in words("issuers")[level] if e.get("only", self.office) == self.office]
        entry = self._weighted(entries)
        name = self.rng.choice(entry["names"]).format(n=self.town, k=self.office)
        return entry, name, {"towns": "town", "unclear": None}.get(level, level)

    def _weighted(self, entries: list[dict[str, Any]]) -> dict[str, Any]:
        """Economy and social governance ask most, as the source report says."""
        heavy = {"economy": 3, "social_governance": 3}
        return self.rng.choices(entries, [heavy.get(e["line"], 1) for e in entries])[0]

    def subject(self, line: str) -> str:
        """A matter of the line."""
        return str(self.rng.choice(words("matters")["subjects"][line]))

    def number(self, entry: dict[str, Any], year: int) -> str:
        """The next 发文字号 of a body in a year, or "" where it numbers none."""
        if "code" not in entry:
            return ""
        key = (entry["code"], year)
        self.numbers[key] = self.numbers.get(key, 0) + self.rng.randint(1, 4)
        return f"{entry['code']}〔{year}〕{self.numbers[key]}号"


@cache
def _working_days(first: date, last: date) -> list[date]:
    return [d for d in (first + timedelta(n) for n in range((last - first).days + 1)) if is_workday(d)]


def documents(source: Source, count: int, mix: tuple[int, int, int, int]) -> list[Fact]:
    """Receipts in order of day; some documents come twice (`said["twin"]` = key of the first) or are relayed."""
    facts = [_document(source, day, key, mix) for key, day in enumerate(source.days("documents", count))]
    again = [twin for fact in facts for twin in _again(source, fact)]
    return sorted(facts + again, key=lambda f: f.day)


def _document(source: Source, day: date, key: int, mix: tuple[int, int, int, int]) -> Fact:
    entry, issuer, level = source.issuer(mix)
    title = _fresh_title(source, entry["line"], day)
    said = {"key": key, "channel": source.rng.choices(("e", "p"), (7, 3))[0], "number": source.number(entry, day.year)}
    return Fact("documents", day, title, issuer, level, entry["line"], {**said, "names": entry["names"]})


def _fresh_title(source: Source, line: str, day: date) -> str:
    """A title that this unit has not had: two rows are one document only where the maker says so."""
    matters = words("matters")
    while True:
        monthly = source.rng.random() < 0.08
        pattern = source.rng.choice(matters["monthly"] if monthly else matters["documents"])
        title = str(pattern.format(s=source.subject(line), y=day.year, m=day.month))
        if title not in source.used:
            source.used.add(title)
            return title
        line = source.rng.choice(list(matters["subjects"]))


def _again(source: Source, fact: Fact) -> Iterator[Fact]:
    roll = source.rng.random()
    fact.said["twinned"] = roll < 0.085
    if roll < 0.07:
        other = "p" if fact.said["channel"] == "e" else "e"
        yield _copy(source, fact, source.rng.randint(0, 8), "same", other)
    elif roll < 0.085:
        yield _copy(source, fact, source.rng.randint(6, 25), "same", fact.said["channel"])
    elif roll < 0.105 and fact.level == "above" and fact.said["number"]:
        yield _relay(source, fact)


def _copy(source: Source, fact: Fact, later: int, relation: str, channel: str) -> Fact:
    said = {**fact.said, "channel": channel, "of": fact.said["key"], "relation": relation}
    said["number"] = "" if source.rng.random() < 0.1 else fact.said["number"]
    names = fact.said["names"] if fact.level != "town" else [fact.issuer]
    issuer = source.rng.choice(names)
    return Fact("documents", min(fact.day + timedelta(later), LAST), fact.name, issuer, fact.level, fact.line, said)


def _relay(source: Source, fact: Fact) -> Fact:
    entry = source.rng.choice([e for e in words("issuers")["county"] if e["line"] == fact.line or e["line"] == "other"])
    day = min(fact.day + timedelta(source.rng.randint(2, 15)), LAST)
    title = source.rng.choice(words("matters")["relays"]).format(t=fact.name, i=fact.issuer)
    said = {
        "key": -1 - fact.said["key"],
        "of": fact.said["key"],
        "relation": "forward",
        "channel": fact.said["channel"],
    }
    said |= {"number": source.number(entry, day.year), "names": entry["names"]}
    return Fact("documents", day, title, entry["names"][0], "county", entry["line"], said)


def meetings(source: Source, count: int, mix: tuple[int, int, int, int]) -> list[Fact]:
    """Meetings attended; about half say how long they take, and more of them do in 2019."""
    return [_meeting(source, day, mix) for day in source.days("meetings", count)]


def _meeting(source: Source, day: date, mix: tuple[int, int, int, int]) -> Fact:
    rng = source.rng
    entry, issuer, level = source.issuer(mix)
    video = rng.random() < 0.14
    name = rng.choice(words("matters")["video_meetings" if video else "meetings"]).format(
        s=source.subject(entry["line"])
    )
    start = rng.choice([None, 500, 510, 540, 540, 555, 570, 570, 585, 600, 840, 840, 870, 900, 930, 960])
    half_day = rng.random() < 0.05
    start = rng.choice([540, 840]) if half_day and start else start
    minutes = 210 if half_day else rng.choice([30, 40, 45, 60, 60, 90, 90, 120, 120, 150, 180])
    stated = rng.random() < (0.42 if day.year == 2018 else 0.5)
    called = rng.choices(("nobody", "one", "both", "heads"), (30, 34, 20, 16))[0]
    said: dict[str, Any] = {
        "video": video,
        "start": start,
        "minutes": minutes if stated else None,
        "half_day": half_day,
    }
    said |= {"called": called, "nested": rng.random() < 0.12, "filed": called == "heads" and rng.random() < 0.6}
    return Fact("meetings", day, name, issuer, level, entry["line"], said)


def inspections(source: Source, count: int, mix: tuple[int, int, int, int]) -> list[Fact]:
    """Inspections received, of every type."""
    return [_inspection(source, day, mix) for day in source.days("inspections", count)]


def _inspection(source: Source, day: date, mix: tuple[int, int, int, int]) -> Fact:
    rng = source.rng
    entry, issuer, level = source.issuer(mix)
    pattern = rng.choice(words("matters")["inspections"])
    name = pattern.format(s=source.subject(entry["line"]), y=day.year, q="一二三四"[(day.month - 1) // 3])
    said = {"days": rng.choice([0, 0, 0, 1, 2, 4]), "planned": rng.random() < 0.55, "joint": rng.random() < 0.2}
    said |= {"ledger": rng.random() < 0.7, "type": rng.choice(words("cells")["inspection_types"])}
    return Fact("inspections", day, name, issuer, level, entry["line"], said)


def pledges(source: Source, count: int, mix: tuple[int, int, int, int]) -> list[Fact]:
    """Pledges signed; whether a veto hangs on one is told by its name or its type."""
    facts = []
    for day in source.days("pledges", count):
        entry, issuer, level = source.issuer((mix[0], mix[1], mix[2], 0))
        by_name, by_type = source.rng.random() < 0.15, source.rng.random() < 0.15
        pattern = source.rng.choice(words("matters")["veto_pledges" if by_name else "pledges"])
        name = pattern.format(s=source.subject(entry["line"]), y=day.year)
        said = {"veto": by_name, "veto_type": by_type}
        facts.append(Fact("pledges", day, name, issuer, level, entry["line"], said))
    return facts


def digital(source: Source, count: int, mix: tuple[int, int, int, int]) -> list[Fact]:
    """Accounts, apps, groups: most older than the periods, few new, some closed in 2019."""
    rng, matters, facts = source.rng, words("matters"), []
    old = round(count * 0.88)
    days = source.days("", old, date(2013, 3, 1), date(2017, 12, 29)) + source.days("digital", count - old)
    for day in days:
        kind = rng.choices(("account", "app", "group"), (55, 18, 27))[0]
        name = rng.choice(matters[f"{kind}s"]).format(w=rng.choice(matters["account_words"]))
        entry, issuer, level = source.issuer((mix[0], mix[1], 0, mix[3]))
        said = {
            "class": kind,
            "closed": _closing(rng, day, 0.2),
            "punch": rng.random() < (0.12 if day.year < 2018 else 0.03),
        }
        facts.append(Fact("digital", day, name, issuer, level, entry["line"], said))
    return facts


def signboards(source: Source, units: list[Unit], count: int, mix: tuple[int, int, int, int]) -> list[Fact]:
    """Signs, most hung years ago, most taken down in 2018 and 2019; unit by unit."""
    facts = []
    for unit in units:
        some = max(3, count // len(units))
        for day in source.days("", some, date(2009, 5, 4), date(2018, 3, 30)):
            entry, issuer, level = source.issuer((mix[0], mix[1], mix[2], 0))
            name = source.rng.choice(words("matters")["signs"])
            said = {"closed": _closing(source.rng, day, 0.65), "inside": source.rng.random() < 0.6}
            facts.append(Fact("signboards", day, name, issuer, level, entry["line"], said, (unit.code,), unit.name))
    return facts


def _closing(rng: Random, day: date, share: float) -> date | None:
    if rng.random() > share:
        return None
    first = max(day + timedelta(1), date(2018, 3, 1))
    return first + timedelta(rng.randint(0, max(0, (LAST - first).days)))


def forms(source: Source, count: int, mix: tuple[int, int, int, int]) -> list[Fact]:
    """Forms asked for, most with the number of their fields."""
    facts = []
    for day in source.days("forms", count):
        entry, issuer, level = source.issuer(mix)
        pattern = source.rng.choice(words("matters")["forms"])
        name = pattern.format(s=source.subject(entry["line"]), y=day.year, m=day.month)
        said = {
            "fields": source.rng.choice([None, 5, 6, 8, 8, 10, 12, 14, 18, 23, 36, 52]),
            "deadline": day + timedelta(source.rng.randint(1, 9)),
        }
        facts.append(Fact("forms", day, name, issuer, level, entry["line"], said))
    return facts


def visits(source: Source, count: int, mix: tuple[int, int, int, int]) -> list[Fact]:
    """Visits received; few bring a problem, fewer solve one."""
    rng, facts = source.rng, []
    for day in source.days("visits", count):
        entry, issuer, level = source.issuer((mix[0] + 2, mix[1], 0, mix[3]))
        name = rng.choice(words("matters")["visits"]).format(s=source.subject(entry["line"]))
        said: dict[str, Any] = {
            "problem": rng.random() < 0.22,
            "solved": rng.random() < 0.1,
            "joint": rng.random() < 0.15,
        }
        said |= {"persons": rng.randint(2, 12), "escorts": rng.randint(1, 6)}
        facts.append(Fact("visits", day, name, issuer, level, entry["line"], said))
    return facts
