"""What rules ask of the record, each question under a key: so that the answers can be kept and a verdict replayed.

A question that was asked once is answered from memory. Where there is no source to ask (`replay`), what was not kept
is a `Conflict`: nothing is ever made up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Protocol

from songbang.apps.demands.shapes import facts_of
from songbang.core.demand import Body, FormField
from songbang.core.demand import Demand as DemandFacts
from songbang.core.errors import Conflict
from songbang.core.rules.case import Readers
from songbang.core.rules.history import field_key


class Source(Protocol):
    """Where answers come from: demands by their keys (primary), or a number."""

    def issued(self, issuer: Body, kind: str, first: date, last: date) -> list[int]: ...
    def held(self, issuer: Body, kind: str, first: date, last: date) -> list[int]: ...
    def count_issued(self, issuer: Body, kind: str, first: date, last: date, to_base: bool) -> int: ...
    def count_held(self, issuer: Body, kind: str, first: date, last: date, to_base: bool) -> int: ...
    def received(self, unit: Body, kind: str | None, first: date, last: date, issuer: Body | None) -> list[int]: ...
    def minutes_on(self, unit: Body, first: date, last: date) -> int: ...
    def asked(self, unit: Body, field: FormField) -> list[int]: ...
    def sent(self, unit: Body, document: str) -> list[int]: ...
    def worded(self, unit: Body, text: str) -> list[int]: ...
    def alike(self, text: str) -> list[int]: ...
    def titled(self, title: str) -> list[int]: ...
    def on_matter(self, matter: str, since: date) -> list[int]: ...
    def of_plan_item(self, item: str) -> list[int]: ...
    def on_topic(self, topic: str, since: date) -> list[int]: ...
    def demands(self, keys: Iterable[int]) -> dict[int, dict[str, Any]]:
        """The contract's JSON of demands, by key."""


class Answers:
    """A `core.rules.Register` that remembers what it was asked. `kept`: answers of an earlier weighing."""

    def __init__(self, readers: Readers, source: Source | None, kept: dict[str, Any] | None = None) -> None:
        self._readers, self._source = readers, source
        self.answers: dict[str, Any] = dict((kept or {}).get("answers", {}))
        self.told: dict[str, Any] = dict((kept or {}).get("demands", {}))
        self._facts: dict[int, DemandFacts] = {}

    def issued(self, issuer: Body, kind: str, first: date, last: date) -> list[DemandFacts]:
        key = f"issued|{self._who(issuer)}|{kind}|{first}|{last}"
        return self._demands(key, lambda source: source.issued(issuer, kind, first, last))

    def held(self, issuer: Body, kind: str, first: date, last: date) -> list[DemandFacts]:
        key = f"held|{self._who(issuer)}|{kind}|{first}|{last}"
        return self._demands(key, lambda source: source.held(issuer, kind, first, last))

    def count_issued(self, issuer: Body, kind: str, first: date, last: date, *, to_base: bool, but: DemandFacts) -> int:
        key = f"count_issued|{self._who(issuer)}|{kind}|{first}|{last}|{to_base}"
        return int(self._answer(key, lambda source: source.count_issued(issuer, kind, first, last, to_base)))

    def count_held(self, issuer: Body, kind: str, first: date, last: date, *, to_base: bool, but: DemandFacts) -> int:
        key = f"count_held|{self._who(issuer)}|{kind}|{first}|{last}|{to_base}"
        return int(self._answer(key, lambda source: source.count_held(issuer, kind, first, last, to_base)))

    def received(
        self, unit: Body, kind: str | None, first: date, last: date, issuer: Body | None = None
    ) -> list[DemandFacts]:
        key = f"received|{self._unit(unit)}|{kind}|{first}|{last}|{self._who(issuer) if issuer else ''}"
        return self._demands(key, lambda source: source.received(unit, kind, first, last, issuer))

    def minutes_on(self, unit: Body, first: date, last: date, *, but: DemandFacts) -> int:
        key = f"minutes_on|{self._unit(unit)}|{first}|{last}"
        return int(self._answer(key, lambda source: source.minutes_on(unit, first, last)))

    def asked(self, unit: Body, field: FormField) -> list[DemandFacts]:
        key = f"asked|{self._unit(unit)}|{'|'.join(field_key(field))}"
        return self._demands(key, lambda source: source.asked(unit, field))

    def sent(self, unit: Body, document: str) -> list[DemandFacts]:
        return self._demands(f"sent|{self._unit(unit)}|{document}", lambda source: source.sent(unit, document))

    def worded(self, unit: Body, text: str) -> list[DemandFacts]:
        return self._demands(f"worded|{self._unit(unit)}", lambda source: source.worded(unit, text))

    def alike(self, text: str) -> list[DemandFacts]:
        return self._demands("alike", lambda source: source.alike(text))

    def titled(self, title: str) -> list[DemandFacts]:
        return self._demands(f"titled|{title}", lambda source: source.titled(title))

    def on_matter(self, matter: str, since: date) -> list[DemandFacts]:
        return self._demands(f"on_matter|{matter}|{since}", lambda source: source.on_matter(matter, since))

    def of_plan_item(self, item: str) -> list[DemandFacts]:
        return self._demands(f"of_plan_item|{item}", lambda source: source.of_plan_item(item))

    def on_topic(self, topic: str, since: date) -> list[DemandFacts]:
        return self._demands(f"on_topic|{topic}|{since}", lambda source: source.on_topic(topic, since))

    def kept(self) -> dict[str, Any]:
        """What must be stored, so that every question asked can be answered again."""
        return {"answers": self.answers, "demands": self.told}

    def _who(self, issuer: Body) -> str:
        return f"{self._readers.names.issuer_key(issuer)}/{issuer.code or ''}"

    def _unit(self, unit: Body) -> str:
        coded, name = self._readers.names.keys(unit)
        return coded or f"~{name}"

    def _answer(self, key: str, ask: Callable[[Source], Any]) -> Any:
        if key not in self.answers:
            if self._source is None:
                raise Conflict("verdict.inputs_missing", asked=key)
            self.answers[key] = ask(self._source)
        return self.answers[key]

    def _demands(self, key: str, ask: Callable[[Source], list[int]]) -> list[DemandFacts]:
        """One object for each demand, however often it is found: rules tell demands apart by identity."""
        keys: list[int] = self._answer(key, ask)
        missing = [one for one in keys if str(one) not in self.told]
        if missing and self._source is not None:
            self.told.update((str(one), told) for one, told in self._source.demands(missing).items())
        return [self._one(one) for one in keys if str(one) in self.told]

    def _one(self, key: int) -> DemandFacts:
        if key not in self._facts:
            self._facts[key] = facts_of(self.told[str(key)])
        return self._facts[key]
