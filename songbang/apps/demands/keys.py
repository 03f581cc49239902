"""By what a demand is found again: the same keys when it is put on record and when a rule asks."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterator

from songbang.core.demand import Body, Document, Form, Visit
from songbang.core.demand import Demand as DemandFacts
from songbang.core.rules import readers_of
from songbang.core.rules.book import Book
from songbang.core.rules.case import Readers
from songbang.core.rules.history import field_key
from songbang.core.rules.texts import digest, sketch


def key_number(*key: Hashable) -> int:
    """A key as a number of 63 bits: of ten million keys two agree with a chance of one in a hundred thousand."""
    return int.from_bytes(hashlib.blake2b(repr(key).encode(), digest_size=8).digest(), "big") >> 1


def unit_keys(readers: Readers, unit: Body) -> tuple[str, str]:
    """(key, name key) under which a delivery to the unit is found."""
    coded, name = readers.names.keys(unit)
    return coded or f"~{name}", name[:60]


def entries(facts: DemandFacts, book: Book) -> set[int]:
    """Every key of a demand."""
    return {key_number(*key) for key in _entries(facts, readers_of(book))}


def _entries(facts: DemandFacts, readers: Readers) -> Iterator[tuple[Hashable, ...]]:
    matters, names = readers.matters, readers.names
    if facts.title:
        yield "title", matters.name(facts.title)
    if facts.plan_item:
        yield "plan", facts.plan_item
    if facts.kind in ("document", "meeting") and facts.title:
        yield "matter", matters.of(facts.title, names.issuer_key(facts.issuer))
    if isinstance(facts.details, Document):
        yield from _of_document(facts, facts.details, readers)
    if isinstance(facts.details, Form):
        yield from (("field", field_key(one)) for one in facts.details.fields or () if one.name)
    if isinstance(facts.details, Visit) and (facts.details.topic or facts.title):
        yield "topic", matters.topic(facts.details.topic or facts.title or "")


def _of_document(facts: DemandFacts, details: Document, readers: Readers) -> Iterator[tuple[Hashable, ...]]:
    name = readers.matters.name
    if details.number:
        yield "title", name(details.number)
    for named in (details.number, facts.forwards, facts.title):
        if named:
            yield "sent", name(named)
    if facts.text:
        yield "worded", digest(facts.text)
        yield from (("text", part) for part in sketch(facts.text))
