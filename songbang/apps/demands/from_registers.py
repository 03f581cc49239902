"""Register rows that count, as history: one demand for what several units entered of the same document or meeting.

So a demand at the door is held against what the base received before there was a door, or past it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from django.db import transaction

from songbang.apps.demands import recording
from songbang.apps.demands.issuers import Issuers
from songbang.apps.demands.models import Demand
from songbang.apps.demands.requesting import issuer_of
from songbang.apps.demands.tasks import order_history
from songbang.apps.intake.models import Import, RegisterRow
from songbang.apps.units.models import Unit
from songbang.core.demand import Demand as DemandFacts
from songbang.core.demand import read_demand
from songbang.core.text import plain
from songbang.ui import clock

KIND_OF = {
    "documents": "document", "meetings": "meeting", "inspections": "inspection", "visits": "visit", "forms": "form",
    "pledges": "pledge", "digital": "digital", "signboards": "signboard",
}  # fmt: skip
LEVELS = {"above": "city", "county": "county", "town": "town"}
OBJECTS = {"app": "app", "account": "public_account", "group": "work_group"}
A_BATCH = 1000
Key = tuple[str, str, str, date, str]


def follow_import(taken: Import, live: bool) -> None:
    """For `intake.followers`: a job brings the import's rows on record, or takes them off."""
    order_history(taken.pk)


@transaction.atomic
def renew_history(pk: int) -> int:
    """Make the demands on record of an import those of its rows that count now; how many there are."""
    Demand.objects.filter(taken_id=pk).delete()
    taken = Import.objects.filter(pk=pk, state="accepted").first()
    if taken is None:
        return 0
    units = {unit.code: unit for unit in Unit.objects.filter(territory=taken.territory)}
    issuers = Issuers(taken.territory)
    rows = RegisterRow.objects.filter(taken=taken, live=True).order_by("pk").iterator(chunk_size=A_BATCH)
    done = 0
    groups = iter(_grouped(rows).values())
    while batch := list(islice(groups, A_BATCH)):
        done += _put(taken, [facts_of_rows(group, units, issuers) for group in batch])
    return done


def _grouped(rows: Iterable[RegisterRow]) -> dict[Key, list[RegisterRow]]:
    """Rows that enter the same thing at several units: same register, title, issuer, number, and day of the thing."""
    groups: dict[Key, list[RegisterRow]] = {}
    for row in rows:
        day = row.issued_on or row.day
        key = (row.register, plain(row.name), plain(row.issuer or ""), day, plain(row.number or ""))
        groups.setdefault(key, []).append(row)
    return groups


def _put(taken: Import, found: list[DemandFacts]) -> int:
    pairs = []
    for facts in found:
        demand = Demand(
            territory=taken.territory, origin="register", taken=taken, made_at=clock.now(), state="recorded"
        )  # fmt: skip
        pairs.append((recording.filled(demand, facts), facts))
    Demand.objects.bulk_create([demand for demand, _ in pairs], batch_size=A_BATCH)
    recording.put_on_record(pairs)
    return len(pairs)


def facts_of_rows(rows: list[RegisterRow], units: dict[str, Unit], issuers: Issuers) -> DemandFacts:
    """The demand that these rows entered, as far as they tell; a body that asks at the door bears its own name."""
    row = rows[0]
    known = issuers.unit(row.issuer) if row.issuer_level != "above" else None
    issuer = issuer_of(known) if known else {"name": row.issuer, "level": LEVELS.get(row.issuer_level or "")}
    told: dict[str, Any] = {
        "kind": KIND_OF[row.register], "title": row.name, "issued_on": (row.issued_on or row.day).isoformat(),
        "issuer": issuer,
        "targets": [_target(one.unit, units) for one in rows], "filed": row.filed, "minutes": row.minutes,
        "line": row.line if row.line not in ("unstated", None) else None,
        "channels": [row.channel] if row.channel in ("electronic", "paper") else [],
        "details": {key: value for key, value in _details(row).items() if value is not None},
    }  # fmt: skip
    return read_demand(told, orderly=False)


def _target(code: str, units: dict[str, Unit]) -> dict[str, Any]:
    unit = units.get(code)
    level = unit.level if unit and unit.level in ("county", "town", "village") else None
    return {"name": unit.name if unit else None, "code": code, "level": level}


def _details(row: RegisterRow) -> dict[str, Any]:
    day = row.day.isoformat()
    if row.register == "documents":
        return {"number": row.number}
    if row.register == "meetings":
        both, heads = row.both_leaders, row.village_heads
        posts = [("principal", both), ("deputy", both), ("village_secretary", heads)]
        return {
            "starts_at": _moment(row.day, row.starts_at or 510), "duration_minutes": row.minutes,
            "form": "video" if row.video else None, "requires": [post for post, shown in posts if shown],
        }  # fmt: skip
    if row.register in ("inspections", "visits"):
        named = {"requires_ledger": row.ledger_required, "on_site": True} if row.register == "inspections" else {}
        return {"starts_on": day, **named, "problem_brought": row.with_problem if row.register == "visits" else None}
    if row.register == "pledges":
        return {"pledge_kind": "one_vote_veto" if row.veto else "responsibility_letter"}
    if row.register == "digital":
        closed = row.closed_on.isoformat() if row.closed_on else None
        functions = ["punch_in"] if row.punch_in else []
        return {"object": OBJECTS.get(row.digital_class or ""), "faces_base": True, "closed_on": closed,
                "functions": functions}  # fmt: skip
    return {}


def _moment(day: date, minutes: int) -> str:
    return datetime.combine(day, time(min(minutes, 1439) // 60, min(minutes, 1439) % 60)).isoformat()
