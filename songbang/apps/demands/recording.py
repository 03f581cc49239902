"""Putting demands on record, so that later ones are held against them, and taking them off again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from songbang.apps.demands.keys import entries, unit_keys
from songbang.apps.demands.models import Delivery, Demand, Trace
from songbang.apps.demands.shapes import as_json, columns, facts_of
from songbang.apps.demands.states import COUNTING
from songbang.core.demand import Demand as DemandFacts
from songbang.core.rules import load_book, readers_of
from songbang.core.rules.durations import minutes_of
from songbang.core.rules.history import goes_to_base, held_on, latest_day

A_BATCH = 2000


def filled(demand: Demand, facts: DemandFacts) -> Demand:
    """The model with the columns of `facts`, and those by which it is found again."""
    names = readers_of(load_book()).names
    for name, value in columns(facts).items():
        setattr(demand, name, value)
    demand.issuer_key = names.issuer_key(facts.issuer)[:120]
    demand.issuer_code = facts.issuer.code or ""
    demand.held_on = held_on(facts)
    demand.to_base = goes_to_base(facts, names)
    return demand


def deliveries_of(demand: Demand, facts: DemandFacts) -> Iterator[Delivery]:
    """One for each unit asked; a unit named twice is asked once."""
    readers, seen = readers_of(load_book()), set()
    minutes = minutes_of(facts) or 0
    for unit in facts.targets:
        key, name = unit_keys(readers, unit)
        if key not in seen:
            seen.add(key)
            yield Delivery(
                demand=demand, territory=demand.territory, code=(unit.code or "")[:12], key=key[:80], name_key=name,
                kind=demand.kind, held_on=demand.held_on, minutes=minutes, counts=demand.counts,
            )  # fmt: skip


def traces_of(demand: Demand, facts: DemandFacts) -> Iterator[Trace]:
    day = latest_day(facts)
    for key in sorted(entries(facts, load_book())):
        yield Trace(territory=demand.territory, key=key, day=day, demand=demand)


def put_on_record(pairs: Iterable[tuple[Demand, DemandFacts]]) -> None:
    """Deliveries and traces of demands that are stored already, in a few queries however many they are."""
    listed = list(pairs)
    Delivery.objects.bulk_create((one for pair in listed for one in deliveries_of(*pair)), batch_size=A_BATCH)
    Trace.objects.bulk_create((one for pair in listed for one in traces_of(*pair)), batch_size=A_BATCH)


def renew_record(demand: Demand) -> None:
    """After the demand was mended: what it is found by, and whom it asks, anew."""
    Delivery.objects.filter(demand=demand).delete()
    Trace.objects.filter(demand=demand).delete()
    put_on_record([(demand, facts_of(as_json(demand)))])


def follow_state(demand: Demand) -> None:
    """Whether the demand counts for others follows from its state; the caller saves the demand."""
    counts = demand.state in COUNTING
    if counts == demand.counts:
        return
    demand.counts = counts
    Delivery.objects.filter(demand=demand).update(counts=counts)
    Trace.objects.filter(demand=demand).delete()
    if counts:
        Trace.objects.bulk_create(traces_of(demand, facts_of(as_json(demand))), batch_size=A_BATCH)
