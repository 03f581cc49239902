"""Findings: noted in the field, signed, mended, re-checked. Each act with its step and journal entry."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from songbang.apps.intake.models import KeptFile
from songbang.apps.journal.services import Actor, record
from songbang.apps.oversight import facts
from songbang.apps.oversight.models import Finding, FindingStep, Visit
from songbang.apps.oversight.states import finding_after
from songbang.apps.units.models import Account, Unit
from songbang.core.errors import BadInput, Conflict, NotAllowed, NotFound
from songbang.ui import clock


@dataclass(frozen=True, slots=True)
class Noted:
    """What somebody writes in the field; `key` is made on the phone."""

    key: str
    text: str
    rule: str = ""
    deadline: date | None = None


def subject(finding: Finding) -> str:
    return f"finding:{finding.pk}"


@transaction.atomic
def note(
    actor: Actor, visit: Visit, account: Account, noted: Noted, photos: Sequence[KeptFile], *,
    version: int | None = None,
) -> Finding:  # fmt: skip
    """Note a finding, or change one that is a draft yet. Sent twice it is one; of two who change it the second is told.

    Raises `NotAllowed` ("finding.not_team", "finding.conflict"), `Conflict` ("finding.signed", "finding.changed").
    """
    _check_team(visit, account)
    if not noted.text.strip():
        raise BadInput("finding.says_nothing")
    if visit.campaign.state != "running":
        raise Conflict("campaign.not_now")
    found = Finding.objects.select_for_update().filter(visit=visit, key=noted.key).first()
    if found is None:
        found = Finding.objects.create(
            visit=visit, key=noted.key, text=noted.text.strip(), rule=noted.rule, deadline=noted.deadline, by=account,
            made_at=clock.now(),
        )  # fmt: skip
        act = "noted"
    elif (found.text, found.rule, found.deadline) == (noted.text.strip(), noted.rule, noted.deadline) and not photos:
        return found
    else:
        finding_after(found.state, "edit")
        if version is not None and version != found.version:
            raise Conflict("finding.changed", text=found.text[:60])
        found.text, found.rule, found.deadline = noted.text.strip(), noted.rule, noted.deadline
        found.version += 1
        found.save()
        act = "changed"
    found.photos.add(*photos)
    after = {"unit": visit.unit.code, "text": found.text, "rule": found.rule, "photos": [one.sha256 for one in photos]}
    record(actor, f"finding.{act}", subject(found), after=after)
    return found


def _check_team(visit: Visit, account: Account) -> None:
    if not visit.campaign.members.filter(account=account).exists():
        raise NotAllowed("finding.not_team")
    barred = facts.conflicts(visit.campaign)
    if visit.unit.code in barred or (visit.unit.parent and visit.unit.parent.code in barred):
        raise NotAllowed("finding.conflict")


def locked(pk: int) -> Finding:
    found = Finding.objects.select_for_update(of=("self",)).select_related("visit__unit__parent", "visit__campaign")
    one = found.filter(pk=pk).first()
    if one is None:
        raise NotFound("finding.not_found", id=pk)
    return one


def digest_of(finding: Finding) -> str:
    """Over all that was signed: a photograph exchanged afterwards shows."""
    told = [
        finding.visit_id, finding.text, finding.rule, finding.deadline.isoformat() if finding.deadline else None,
        sorted(finding.photos.values_list("sha256", flat=True)),
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


@transaction.atomic
def sign(actor: Actor, pk: int, account: Account) -> Finding:
    """From now on it stands. A finding under a rule that the unit had mended before is a relapse of that one."""
    finding = locked(pk)
    _check_team(finding.visit, account)
    if finding.deadline is None:
        raise BadInput("finding.no_deadline")
    finding.state = finding_after(finding.state, "sign")
    finding.signed_at, finding.digest = clock.now(), digest_of(finding)
    finding.save()
    for earlier in facts.relapses(finding.visit.unit, finding.rule, finding.visit.day):
        if earlier.state == "confirmed":
            earlier.state = finding_after(earlier.state, "relapse")
            earlier.save(update_fields=("state",))
            _step(earlier, "relapse", None, finding.text[:200])
    _step(finding, "sign", None, "")
    record(actor, "finding.signed", subject(finding), after={"digest": finding.digest})
    return finding


def _step(finding: Finding, act: str, unit: Unit | None, note_: str) -> None:
    FindingStep.objects.create(finding=finding, act=act, unit=unit, note=note_, at=clock.now())


@transaction.atomic
def mend(actor: Actor, unit: Unit, pk: int, note_: str, recheck_on: date | None = None) -> Finding:
    """The unit says what it did. Raises `BadInput` ("finding.says_nothing")."""
    finding = locked(pk)
    if not note_.strip():
        raise BadInput("finding.says_nothing")
    finding.state = finding_after(finding.state, "mend")
    finding.recheck_on = recheck_on
    finding.save()
    _step(finding, "mend", unit, note_.strip())
    record(actor, "finding.mended", subject(finding), after={"note": note_.strip()})
    return finding


@transaction.atomic
def recheck(actor: Actor, pk: int, account: Account, *, well: bool, note_: str) -> Finding:
    """Seen again by the team: mended, or not yet and why."""
    finding = locked(pk)
    _check_team(finding.visit, account)
    if not well and not note_.strip():
        raise BadInput("finding.says_nothing")
    act = "confirm" if well else "reject"
    finding.state = finding_after(finding.state, act)
    finding.save()
    _step(finding, act, None, note_.strip())
    record(actor, f"finding.{act}", subject(finding), after={"note": note_.strip()})
    return finding
