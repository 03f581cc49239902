"""What was asked before, found again at once: by issuer, unit, day, plan item, number, title and text.

Built once for a context, near-linear in its demands; each look-up costs what it finds, not what is on record.
`Register` says what the rules ask, so that an installation can answer from its own tables instead.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date
from typing import Protocol

from songbang.core.demand.kinds import Digital, Document, Form, FormField, Inspection, Meeting, Visit
from songbang.core.demand.values import Body, Demand
from songbang.core.rules.bodies import Names
from songbang.core.rules.durations import minutes_of
from songbang.core.rules.matters import Matters
from songbang.core.rules.texts import digest, sketch
from songbang.core.text import plain

COMMON, SHARED, NEAREST = 64, 2, 16
"""A piece of text in more documents than COMMON finds none; SHARED pieces make a candidate; NEAREST are looked at."""
Same = Callable[[Demand, Demand], bool]
"""Whether two documents are one, by a comparison that the caller brings along."""


def held_on(demand: Demand) -> date | None:
    """The day on which the demand falls on the unit: of the meeting or visit, else of the answer, else of issue."""
    details = demand.details
    if isinstance(details, Meeting) and details.starts_at:
        return details.starts_at.date()
    starts = getattr(details, "starts_on", None) if isinstance(details, Inspection | Visit) else None
    return (
        starts
        or (demand.due_on if demand.kind not in ("meeting", "inspection", "visit") else None)
        or (demand.issued_on)
    )


def latest_day(demand: Demand) -> date:
    """The later of its day of issue and the day on which it falls; the first of all days where neither is known."""
    return max(day for day in (demand.issued_on, held_on(demand), date.min) if day)


def goes_to_base(demand: Demand, names: Names) -> bool:
    """Whether it asks a unit of county level or below."""
    return any(names.level(target) in ("county", "town", "village") for target in demand.targets)


def field_key(given: FormField) -> tuple[str, str]:
    """What makes two fields of forms the same one: name and unit."""
    return plain(given.name or ""), plain(given.unit or "")


class Register(Protocol):
    """What the rules ask of earlier demands. Days are included at both ends; order is that of the days."""

    def issued(self, issuer: Body, kind: str, first: date, last: date) -> Iterable[Demand]:
        """Demands of a kind by one issuer, by day of issue."""

    def held(self, issuer: Body, kind: str, first: date, last: date) -> Iterable[Demand]:
        """Demands of a kind by one issuer, by the day on which they are held."""

    def count_issued(self, issuer: Body, kind: str, first: date, last: date, *, to_base: bool, but: Demand) -> int:
        """How many of `issued` there are beside `but`; with `to_base`, of those that ask the base."""

    def count_held(self, issuer: Body, kind: str, first: date, last: date, *, to_base: bool, but: Demand) -> int:
        """How many of `held` there are beside `but`; with `to_base`, of those that ask the base."""

    def received(
        self, unit: Body, kind: str | None, first: date, last: date, issuer: Body | None = None
    ) -> Iterable[Demand]:
        """Demands of a kind (None: of any), of one issuer if given, on one unit, by the day on which they fall."""

    def minutes_on(self, unit: Body, first: date, last: date, *, but: Demand) -> int:
        """Minutes of all that one unit has received for these days, beside `but`; what tells no minutes adds none."""

    def asked(self, unit: Body, field: FormField) -> Iterable[Demand]:
        """Forms that ask one unit for this field (by `field_key`), the newest if they are many."""

    def sent(self, unit: Body, document: str) -> Iterable[Demand]:
        """Documents to one unit that bear or relay this number or title."""

    def worded(self, unit: Body, text: str) -> Iterable[Demand]:
        """Documents to one unit with this very text."""

    def alike(self, text: str) -> Iterable[Demand]:
        """Documents whose text shares much with this one, the nearest first; not all where many do."""

    def titled(self, title: str) -> Iterable[Demand]:
        """Demands of any kind with this title, or documents with it as their number."""

    def on_matter(self, matter: str, since: date) -> Iterable[Demand]:
        """Documents and meetings on this matter, none whose `latest_day` is before `since`."""

    def of_plan_item(self, item: str) -> Iterable[Demand]:
        """Demands under this item of a plan."""

    def on_topic(self, topic: str, since: date) -> Iterable[Demand]:
        """Visits on this topic, none whose `latest_day` is before `since`."""


class _Days:
    """Demands by day, sorted when first asked for."""

    __slots__ = ("_days", "_rows", "_sorted")

    def __init__(self) -> None:
        self._rows: list[tuple[int, int, Demand]] = []
        self._days: list[int] = []
        self._sorted = False

    def add(self, day: date, place: int, demand: Demand) -> None:
        self._rows.append((day.toordinal(), place, demand))
        self._sorted = False

    def within(self, first: date, last: date) -> Iterator[Demand]:
        if not self._sorted:
            self._rows.sort(key=lambda row: row[:2])
            self._days, self._sorted = [row[0] for row in self._rows], True
        start = bisect_left(self._days, first.toordinal())
        for place in range(start, bisect_right(self._days, last.toordinal())):
            yield self._rows[place][2]


class History:
    """A `Register` in memory."""

    def __init__(self, demands: Iterable[Demand], names: Names, matters: Matters) -> None:
        self._names, self._matters = names, matters
        self._issued: dict[Hashable, _Days] = defaultdict(_Days)
        self._held: dict[Hashable, _Days] = defaultdict(_Days)
        self._received: dict[Hashable, _Days] = defaultdict(_Days)
        self._found: dict[Hashable, list[Demand]] = defaultdict(list)
        self._codes: dict[str, set[str]] = defaultdict(set)
        self.size = 0
        for demand in demands:
            self.add(demand)

    def add(self, demand: Demand) -> None:
        """Put one more demand on record."""
        place, held = self.size, held_on(demand)
        self.size += 1
        issuer, code = self._names.issuer_key(demand.issuer), demand.issuer.code or ""
        self._codes[issuer].add(code)
        if demand.issued_on:
            self._issued[issuer, code, demand.kind].add(demand.issued_on, place, demand)
        if held:
            self._held[issuer, code, demand.kind].add(held, place, demand)
            for key in self._unit_keys(demand.targets):
                self._received[key, demand.kind].add(held, place, demand)
                self._received[key, None].add(held, place, demand)
        for name in self._entries(demand):
            self._found[name].append(demand)

    def issued(self, issuer: Body, kind: str, first: date, last: date) -> Iterator[Demand]:
        return self._of_issuer(self._issued, issuer, kind, first, last)

    def held(self, issuer: Body, kind: str, first: date, last: date) -> Iterator[Demand]:
        return self._of_issuer(self._held, issuer, kind, first, last)

    def count_issued(self, issuer: Body, kind: str, first: date, last: date, *, to_base: bool, but: Demand) -> int:
        return self._count(self.issued(issuer, kind, first, last), to_base, but)

    def count_held(self, issuer: Body, kind: str, first: date, last: date, *, to_base: bool, but: Demand) -> int:
        return self._count(self.held(issuer, kind, first, last), to_base, but)

    def received(
        self, unit: Body, kind: str | None, first: date, last: date, issuer: Body | None = None
    ) -> Iterator[Demand]:
        name = self._names.issuer_key(issuer) if issuer else None
        for key in self._asked_keys(unit):
            days = self._received.get((key, kind))
            for one in days.within(first, last) if days else ():
                if name is None or self._names.issuer_key(one.issuer) == name:
                    yield one

    def minutes_on(self, unit: Body, first: date, last: date, *, but: Demand) -> int:
        found = {id(one): one for one in self.received(unit, None, first, last) if one != but}
        return sum(minutes_of(one) or 0 for one in found.values())

    def asked(self, unit: Body, field: FormField) -> Iterator[Demand]:
        for key in self._asked_keys(unit):
            yield from self._found.get(("field", key, field_key(field)), ())

    def _count(self, found: Iterable[Demand], to_base: bool, but: Demand) -> int:
        return sum(1 for one in found if one != but and (not to_base or goes_to_base(one, self._names)))

    def sent(self, unit: Body, document: str) -> Iterator[Demand]:
        name = self._matters.name(document)
        for key in self._asked_keys(unit):
            yield from self._found.get(("sent", key, name), ())

    def worded(self, unit: Body, text: str) -> Iterator[Demand]:
        for key in self._asked_keys(unit):
            yield from self._found.get(("worded", key, digest(text)), ())

    def alike(self, text: str) -> list[Demand]:
        votes: Counter[int] = Counter()
        by_id: dict[int, Demand] = {}
        for part in sketch(text):
            bucket = self._found.get(("text", part), ())
            # What stands in many documents is a turn of phrase and says nothing of their being one.
            for demand in bucket if len(bucket) <= COMMON else ():
                votes[id(demand)] += 1
                by_id[id(demand)] = demand
        return [by_id[one] for one, count in votes.most_common(NEAREST) if count >= SHARED]

    def titled(self, title: str) -> list[Demand]:
        return self._found.get(("title", self._matters.name(title)), [])

    def on_matter(self, matter: str, since: date) -> list[Demand]:
        return [one for one in self._found.get(("matter", matter), ()) if latest_day(one) >= since]

    def of_plan_item(self, item: str) -> list[Demand]:
        return self._found.get(("plan", item), [])

    def on_topic(self, topic: str, since: date) -> list[Demand]:
        return [one for one in self._found.get(("topic", topic), ()) if latest_day(one) >= since]

    def _of_issuer(
        self, table: dict[Hashable, _Days], issuer: Body, kind: str, first: date, last: date
    ) -> Iterator[Demand]:
        name = self._names.issuer_key(issuer)
        known = self._codes.get(name, set())
        for code in sorted(known & {issuer.code, ""} if issuer.code else known):
            days = table.get((name, code, kind))
            if days:
                yield from days.within(first, last)

    def _unit_keys(self, targets: Iterable[Body]) -> set[tuple[str, str]]:
        """Under what a demand on these units is found: the code; the name alone where there is none; the name."""
        keys: set[tuple[str, str]] = set()
        for target in targets:
            coded, name = self._names.keys(target)
            keys |= {("code", coded) if coded else ("bare", name), ("name", name)}
        return keys

    def _asked_keys(self, unit: Body) -> tuple[tuple[str, str], ...]:
        coded, name = self._names.keys(unit)
        return (("code", coded), ("bare", name)) if coded else (("name", name),)

    def _entries(self, demand: Demand) -> Iterator[Hashable]:
        if demand.title:
            yield "title", self._matters.name(demand.title)
        if demand.plan_item:
            yield "plan", demand.plan_item
        if demand.kind in ("document", "meeting") and demand.title:
            yield "matter", self._matters.of(demand.title, self._names.issuer_key(demand.issuer))
        if isinstance(demand.details, Document):
            yield from self._document_entries(demand, demand.details)
        if isinstance(demand.details, Form):
            fields = {field_key(one) for one in demand.details.fields or () if one.name}
            yield from (("field", key, field) for key in self._unit_keys(demand.targets) for field in fields)
        if isinstance(demand.details, Visit) and (demand.details.topic or demand.title):
            yield "topic", self._matters.topic(demand.details.topic or demand.title or "")

    def _document_entries(self, demand: Demand, details: Document) -> Iterator[Hashable]:
        if details.number:
            yield "title", self._matters.name(details.number)
        named = {self._matters.name(name) for name in (details.number, demand.forwards, demand.title) if name}
        for key in self._unit_keys(demand.targets):
            for name in named:
                yield "sent", key, name
        if demand.text:
            for key in self._unit_keys(demand.targets):
                yield "worded", key, digest(demand.text)
            for part in sketch(demand.text):
                yield "text", part


def is_app(demand: Demand) -> bool:
    """An app or mini-program that faces the base."""
    details = demand.details
    return isinstance(details, Digital) and details.object in ("app", "mini_program") and details.faces_base is True
