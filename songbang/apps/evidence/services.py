"""Writes of evidence and traits. Each act is one transaction with its journal entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from songbang.apps.evidence import search
from songbang.apps.evidence.kinds import kind_of
from songbang.apps.evidence.models import Evidence, UnitTrait
from songbang.apps.intake import keeping
from songbang.apps.journal.services import Actor, record
from songbang.apps.units.models import Account, Unit
from songbang.core.errors import BadInput, Conflict, NotFound
from songbang.ui import clock

DESCRIBED = ("title", "place", "topic", "effective_on", "valid_to")
"""What a person may say of evidence; never its content."""


@dataclass(frozen=True, slots=True)
class Given:
    """What became of a file that was given: new evidence, or that which it already is."""

    evidence: Evidence
    known: bool


def subject(evidence: Evidence) -> str:
    return f"evidence:{evidence.pk}"


@transaction.atomic
def receive_file(
    actor: Actor, unit: Unit, name: str, laid: keeping.Laid, *, by: Account | None = None,
    said: Mapping[str, Any] | None = None,
) -> Given:  # fmt: skip
    """A file is given; one of the same content that the unit has given before stays the one.

    `said`: of `DESCRIBED` what the giver says at once; a title that a person gave no reading takes the place of.
    """
    kept = keeping.note_kept(unit.territory, laid)
    known = Evidence.objects.filter(unit=unit, file=kept, withdrawn_at=None).first()
    if known is not None:
        return Given(known, known=True)
    plain = name.replace("\\", "/").rpartition("/")[2][-380:]
    told = {name: value for name, value in (said or {}).items() if name in DESCRIBED and value}
    title = {"title": (plain.rpartition(".")[0] or plain)[:200]}
    made = Evidence.objects.create(
        territory=unit.territory, unit=unit, kind=kind_of(plain), file=kept, name=plain, by=by, came_at=clock.now(),
        version=2 if "title" in told else 1, **{**title, **told},
    )  # fmt: skip
    search.note_words(made)
    after = {"unit": unit.code, "name": plain, "sha256": laid.sha256, "size": laid.size}
    record(actor, "evidence.received", subject(made), after=after)
    return Given(made, known=False)


@transaction.atomic
def receive_link(actor: Actor, unit: Unit, address: str, title: str, *, by: Account | None = None) -> Given:
    """An address in the place of a file. Raises `BadInput` ("evidence.no_link")."""
    if not address.lower().startswith(("http://", "https://")):
        raise BadInput("evidence.no_link", address=address[:60])
    known = Evidence.objects.filter(unit=unit, kind="link", name=address, withdrawn_at=None).first()
    if known is not None:
        return Given(known, known=True)
    made = Evidence.objects.create(
        territory=unit.territory, unit=unit, kind="link", name=address[:380], title=(title or address)[:200],
        stage="no_text", by=by, came_at=clock.now(),
    )  # fmt: skip
    search.note_words(made)
    record(actor, "evidence.received", subject(made), after={"unit": unit.code, "address": address})
    return Given(made, known=False)


def locked(pk: int, version: int | None = None) -> Evidence:
    """The evidence, for changing. Raises `NotFound`, `Conflict` ("evidence.changed")."""
    found = Evidence.objects.select_for_update().filter(pk=pk).first()
    if found is None:
        raise NotFound("evidence.not_found", id=pk)
    if version is not None and found.version != version:
        raise Conflict("evidence.changed")
    return found


@transaction.atomic
def note_text(pk: int, text: str, *, stage: str, trouble: Mapping[str, Any] | None = None, **proposed: Any) -> None:
    """What was read of the file. Title, day and the rest are filled only where nobody has said anything yet."""
    evidence = locked(pk)
    evidence.text, evidence.stage, evidence.trouble = text[:200_000], stage, dict(trouble or {})
    for name in DESCRIBED:
        value = proposed.get(name)
        if value and (not getattr(evidence, name) or (name == "title" and evidence.version == 1)):
            setattr(evidence, name, value)
    evidence.save()
    search.note_words(evidence)


@transaction.atomic
def describe(actor: Actor, pk: int, version: int, told: Mapping[str, Any]) -> Evidence:
    """Title, place, topic, the day it shows, until when it holds. Raises `BadInput` where it ends before it begins."""
    evidence = locked(pk, version)
    before = {name: _plain(getattr(evidence, name)) for name in DESCRIBED}
    for name in DESCRIBED:
        setattr(evidence, name, told.get(name) or ("" if name in ("title", "place", "topic") else None))
    if evidence.effective_on and evidence.valid_to and evidence.valid_to < evidence.effective_on:
        raise BadInput("evidence.ends_before")
    evidence.title = evidence.title or evidence.name[:200]
    evidence.version += 1
    evidence.save()
    search.note_words(evidence)
    after = {name: _plain(getattr(evidence, name)) for name in DESCRIBED}
    record(actor, "evidence.described", subject(evidence), before=before, after=after)
    return evidence


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


@transaction.atomic
def withdraw(actor: Actor, pk: int, version: int) -> Evidence:
    """Out of the ledger, to be brought back; it covers nothing. Refused while a closed assessment rests on it."""
    evidence = locked(pk, version)
    if evidence.covers.filter(state="confirmed", indicator__assessment__closed_at__isnull=False).exists():
        raise Conflict("evidence.rests_on_it")
    evidence.withdrawn_at, evidence.version = clock.now(), evidence.version + 1
    evidence.save()
    search.forget_words(evidence.pk)
    record(actor, "evidence.withdrawn", subject(evidence), after={"title": evidence.title})
    return evidence


@transaction.atomic
def bring_back(actor: Actor, pk: int, version: int) -> Evidence:
    """Raises `Conflict` where the same content was given again meanwhile."""
    evidence = locked(pk, version)
    again = Evidence.objects.filter(unit=evidence.unit, file=evidence.file, withdrawn_at=None).exclude(pk=pk)
    if evidence.file_id and again.exists():
        raise Conflict("evidence.given_again")
    evidence.withdrawn_at, evidence.version = None, evidence.version + 1
    evidence.save()
    search.note_words(evidence)
    record(actor, "evidence.brought_back", subject(evidence), after={"title": evidence.title})
    return evidence


@transaction.atomic
def note_traits(actor: Actor, unit: Unit, values: Iterable[tuple[str, float | bool | None]]) -> None:
    """What is known of a unit, by name; None forgets. One journal entry for all."""
    today, after = clock.today(), {}
    for name, value in values:
        after[name] = value
        if value is None:
            UnitTrait.objects.filter(unit=unit, name=name).delete()
            continue
        split = {"has": value, "number": None} if isinstance(value, bool) else {"has": None, "number": value}
        UnitTrait.objects.update_or_create(
            unit=unit, name=name, defaults={**split, "known_on": today, "territory": unit.territory}
        )
    record(actor, "traits.noted", f"unit:{unit.code}", after=after)
