"""Glue between two areas of core that do not know each other: are two documents one, as `matching` judges."""

from __future__ import annotations

from songbang.core.demand import Demand, Document
from songbang.core.matching import Record, match_records


def same_document(one: Demand, other: Demand) -> bool:
    """The same instrument recorded twice. Both must bear numbers: a title alone never refuses a document."""
    records = [_record("a", one), _record("b", other)]
    if not all(record.number and record.title for record in records):
        return False
    return any(pair.relation == "same" for pair in match_records(records))


def _record(name: str, demand: Demand) -> Record:
    number = demand.details.number if isinstance(demand.details, Document) else None
    return Record(name, demand.title or "", number, demand.issuer.name, None, demand.issued_on)
