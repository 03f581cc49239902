"""The record in the database, asked only for the slice that a rule looks at: each question is one indexed query.

Questions about a unit are answered for all units of the demand at once, so that no query count grows with them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet, Sum, Value
from django.db.models.functions import Concat

from songbang.apps.demands import shapes
from songbang.apps.demands.keys import key_number, unit_keys
from songbang.apps.demands.models import Delivery, Demand, Trace
from songbang.core.demand import KINDS, Body, Form, FormField
from songbang.core.demand import Demand as DemandFacts
from songbang.core.rules.case import Readers
from songbang.core.rules.history import COMMON, NEAREST, SHARED, field_key
from songbang.core.rules.texts import digest, sketch

MOST = 64
"""Of demands under one common title, number or field, so many are looked at: the newest."""
AHEAD = timedelta(weeks=9)
"""How far beyond the first week asked minutes are fetched: a rule looks for the next week that is free."""


class Record:
    """Answers from the tables of one territory, for one demand. `own`: its key, if it is stored."""

    def __init__(self, territory: str, readers: Readers, facts: DemandFacts, own: int | None) -> None:
        self.territory, self.readers, self.own = territory, readers, own
        units, details = facts.targets, facts.details
        fields = (details.fields or ()) if isinstance(details, Form) else ()
        self._fields = [key_number("field", field_key(one)) for one in fields if one.name]
        self._units = [unit_keys(readers, unit) for unit in units]
        self._coded = [bool(readers.names.keys(unit)[0]) for unit in units]
        self._bare = {f"~{name}" for _, name in self._units}
        self._fetched: dict[Hashable, dict[str, Any]] = {}
        self._expected: set[int] = set()
        self._rows: dict[int, dict[str, Any]] = {}

    # -- by issuer ------------------------------------------------------------------------------------------------

    def _of_issuer(self, issuer: Body, kind: str) -> QuerySet[Demand]:
        found = Demand.objects.filter(
            territory=self.territory, issuer_key=self.readers.names.issuer_key(issuer)[:120], kind=kind, counts=True
        )
        if issuer.code:
            found = found.filter(issuer_code__in=(issuer.code, ""))
        return found.exclude(pk=self.own) if self.own else found

    def issued(self, issuer: Body, kind: str, first: date, last: date) -> list[int]:
        found = self._of_issuer(issuer, kind).filter(issued_on__range=(first, last))
        return list(found.order_by("issued_on", "pk").values_list("pk", flat=True))

    def held(self, issuer: Body, kind: str, first: date, last: date) -> list[int]:
        found = self._of_issuer(issuer, kind).filter(held_on__range=(first, last))
        return list(found.order_by("held_on", "pk").values_list("pk", flat=True))

    def count_issued(self, issuer: Body, kind: str, first: date, last: date, to_base: bool) -> int:
        return _counted(self._of_issuer(issuer, kind).filter(issued_on__range=(first, last)), to_base)

    def count_held(self, issuer: Body, kind: str, first: date, last: date, to_base: bool) -> int:
        return _counted(self._of_issuer(issuer, kind).filter(held_on__range=(first, last)), to_base)

    # -- by unit --------------------------------------------------------------------------------------------------

    def _at_units(self) -> Q:
        """Deliveries to any unit of the demand."""
        coded = {key for (key, _), has in zip(self._units, self._coded, strict=True) if has}
        names = {name for (_, name), has in zip(self._units, self._coded, strict=True) if not has}
        asked = Q(key__in=coded | self._bare)
        return asked | Q(name_key__in=names) if names else asked

    def _deliveries(self) -> QuerySet[Delivery]:
        found = Delivery.objects.filter(self._at_units(), territory=self.territory, counts=True)
        return found.exclude(demand_id=self.own) if self.own else found

    def _deliveries_of(self, demands: Iterable[int]) -> list[tuple[str, str, int]]:
        """(key, name, demand) of a few demands' deliveries to any unit of this one, in the order of the demands.

        The unit is compared as an expression: by the bare column SQLite takes the index of the units and reads all that
        they ever received.
        """
        listed = list(demands)
        if not listed:
            return []
        names = [name for (_, name), has in zip(self._units, self._coded, strict=True) if not has]
        at_units = Q(at__in=[*{key for key, _ in self._units}, *self._bare]) | Q(called__in=names)
        found = Delivery.objects.alias(at=Concat("key", Value("")), called=Concat("name_key", Value("")))
        found = found.filter(at_units, demand_id__in=listed, counts=True).order_by("demand_id")
        return list(found.values_list("key", "name_key", "demand_id"))

    def _keys_of(self, unit: Body) -> tuple[str, ...]:
        key, name = unit_keys(self.readers, unit)
        return (f"name:{name}",) if key.startswith("~") else (key, f"~{name}")

    def _by_key(self, rows: Iterable[tuple[str, str, Any]]) -> dict[str, list[Any]]:
        """Key, and "name:" and the bare name, → what was found."""
        found: dict[str, list[Any]] = defaultdict(list)
        for key, name, what in rows:
            found[key].append(what)
            found[f"name:{name}"].append(what)
        return found

    def received(self, unit: Body, kind: str | None, first: date, last: date, issuer: Body | None) -> list[int]:
        who = self.readers.names.issuer_key(issuer)[:120] if issuer else ""
        asked = ("received", kind, first, last, who)
        if asked not in self._fetched:
            rows = self._received_from(issuer, kind, first, last) if issuer else self._received(kind, first, last)
            self._fetched[asked] = self._at(rows)
        return _merged(self._fetched[asked], self._keys_of(unit))

    def _received(self, kind: str | None, first: date, last: date) -> list[tuple[str, str, int]]:
        found = self._deliveries().filter(held_on__range=(first, last))
        found = found.filter(kind=kind) if kind else found
        return list(found.order_by("held_on", "demand_id").values_list("key", "name_key", "demand_id"))

    def _received_from(self, issuer: Body, kind: str | None, first: date, last: date) -> list[tuple[str, str, int]]:
        """From the issuer's side: it asked little in that time, the units received much."""
        key = self.readers.names.issuer_key(issuer)[:120]
        found = Demand.objects.filter(territory=self.territory, issuer_key=key, counts=True)
        found = found.filter(held_on__range=(first, last), kind__in=[kind] if kind else KINDS)
        found = found.exclude(pk=self.own) if self.own else found
        order = {pk: place for place, pk in enumerate(found.order_by("held_on", "pk").values_list("pk", flat=True))}
        return sorted(self._deliveries_of(order), key=lambda row: order[row[2]])

    def _at(self, rows: Iterable[tuple[str, str, int]]) -> dict[str, list[Any]]:
        """By unit; all of these demands will be looked at, so they are fetched together when the first is."""
        listed = list(rows)
        self._expected.update(pk for _, _, pk in listed)
        return self._by_key(listed)

    def minutes_on(self, unit: Body, first: date, last: date) -> int:
        span = next((one for one in self._spans() if one[1] <= first and last <= one[2]), None)
        if span is None:
            span = ("minutes", first, max(last, first + AHEAD))
            found = self._deliveries().filter(held_on__range=span[1:], minutes__gt=0)
            sums = found.order_by().values_list("key", "name_key", "held_on").annotate(sum=Sum("minutes"))
            rows = [(key, name, (day, total)) for key, name, day, total in sums]
            self._fetched[span] = self._by_key(rows)
        found_here = self._fetched[span]
        return sum(
            total for key in self._keys_of(unit) for day, total in found_here.get(key, ()) if first <= day <= last
        )

    def _spans(self) -> list[tuple[str, date, date]]:
        return [key for key in self._fetched if isinstance(key, tuple) and key[0] == "minutes"]

    # -- by what it is about --------------------------------------------------------------------------------------

    def _traced(self, *key: Hashable, since: date | None = None, most: int = MOST) -> list[int]:
        """Demands under a key, the newest `most`, in the order in which they came."""
        found = Trace.objects.filter(territory=self.territory, key=key_number(*key))
        found = found.filter(day__gte=since) if since else found
        found = found.exclude(demand_id=self.own) if self.own else found
        return sorted(found.order_by("-day", "-demand_id").values_list("demand_id", flat=True)[:most])

    def _traced_at(self, unit: Body, *key: Hashable) -> list[int]:
        """Of these, those that ask the unit."""
        asked = ("at", *key)
        if asked not in self._fetched:
            self._fetched[asked] = self._by_key(self._deliveries_of(self._traced(*key)))
        return _merged(self._fetched[asked], self._keys_of(unit))

    def asked(self, unit: Body, field: FormField) -> list[int]:
        """For all fields of the demand at once: two queries for a hundred of them."""
        key = key_number("field", field_key(field))
        if ("fields", key) not in self._fetched:
            self._fetch_fields({key, *self._fields})
        return _merged(self._fetched["fields", key], self._keys_of(unit))

    def _fetch_fields(self, keys: set[int]) -> None:
        by_demand: dict[int, list[int]] = defaultdict(list)
        for key, pk in self._newest(sorted(keys)):
            by_demand[pk].append(key)
        found = {key: list[tuple[str, str, int]]() for key in keys}
        for unit, name, pk in self._deliveries_of(by_demand):
            for key in by_demand[pk]:
                found[key].append((unit, name, pk))
        self._fetched.update({("fields", key): self._at(listed) for key, listed in found.items()})

    def _newest(self, keys: list[int]) -> list[tuple[int, int]]:
        """(key, demand) of the newest demands under each key, in one query for a hundred keys."""
        one = (
            "SELECT * FROM (SELECT key, demand_id FROM demands_trace WHERE territory = %s AND key = %s"
            " ORDER BY day DESC, demand_id DESC LIMIT %s) AS p{}"
        )
        return [row for at in range(0, len(keys), 100) for row in self._each(one, keys[at : at + 100], MOST)]

    def _each(self, one: str, keys: list[int], most: int) -> list[tuple[int, int]]:
        query = " UNION ALL ".join(one.format(place) for place in range(len(keys)))
        with connection.cursor() as cursor:
            cursor.execute(query, [part for key in keys for part in (self.territory, key, most)])
            return [(key, pk) for key, pk in cursor.fetchall() if pk != self.own]

    def sent(self, unit: Body, document: str) -> list[int]:
        return self._traced_at(unit, "sent", self.readers.matters.name(document))

    def worded(self, unit: Body, text: str) -> list[int]:
        return self._traced_at(unit, "worded", digest(text))

    def titled(self, title: str) -> list[int]:
        return self._traced("title", self.readers.matters.name(title))

    def on_matter(self, matter: str, since: date) -> list[int]:
        return self._traced("matter", matter, since=since, most=4 * MOST)

    def of_plan_item(self, item: str) -> list[int]:
        return self._traced("plan", item, most=4 * MOST)

    def on_topic(self, topic: str, since: date) -> list[int]:
        return self._traced("topic", topic, since=since, most=4 * MOST)

    def alike(self, text: str) -> list[int]:
        """Demands that share pieces of the text, in one query; a piece that many share is a turn of phrase."""
        keys = [key_number("text", part) for part in sketch(text)]
        if not keys:
            return []
        one = (
            "SELECT * FROM (SELECT key, demand_id FROM demands_trace WHERE territory = %s AND key = %s LIMIT %s) AS p{}"
        )
        rows = self._each(one, keys, COMMON + 1)
        buckets = Counter(key for key, _ in rows)
        votes = Counter(pk for key, pk in rows if buckets[key] <= COMMON)
        ranked = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))
        return [pk for pk, count in ranked[:NEAREST] if count >= SHARED]

    def demands(self, keys: Iterable[int]) -> dict[int, dict[str, Any]]:
        listed = list(keys)
        missing = (self._expected | set(listed)) - self._rows.keys()
        if missing:
            found = Demand.objects.filter(pk__in=missing).order_by().values_list("pk", *shapes.COLUMNS)
            self._rows.update((pk, shapes.told_of(row)) for pk, *row in found)
        return {key: self._rows[key] for key in listed if key in self._rows}


def _counted(found: QuerySet[Demand], to_base: bool) -> int:
    return (found.filter(to_base=True) if to_base else found).count()


def _merged(found: dict[str, list[int]], keys: Iterable[str]) -> list[int]:
    return list(dict.fromkeys(pk for key in keys for pk in found.get(key, ())))


def record_of(territory: str, readers: Readers, facts: DemandFacts, own: int | None) -> Record:
    return Record(territory, readers, facts, own)
