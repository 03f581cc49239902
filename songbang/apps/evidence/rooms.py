"""An inspector's room: a link with exactly the confirmed evidence, read only, for a while, each look journalled."""

from __future__ import annotations

import hashlib
import secrets
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO

from django.db import transaction

from songbang.apps.evidence.models import Assessment, Coverage, Evidence, Room
from songbang.apps.intake import keeping
from songbang.apps.journal.services import Actor, record
from songbang.apps.units.models import Account, Unit
from songbang.core.errors import BadInput, NotFound
from songbang.ui import clock
from songbang.ui.exports import comma_separated

IN_MEMORY = 16 * 2**20


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def open_room(
    actor: Actor, assessment: Assessment, units: Iterable[Unit], visitor: str, closes_at: datetime, *,
    by: Account | None,
) -> tuple[Room, str]:  # fmt: skip
    """The room and its token, which is shown once and kept nowhere. Raises `BadInput` ("room.past")."""
    if closes_at <= clock.now():
        raise BadInput("room.past")
    token = secrets.token_urlsafe(24)
    room = Room.objects.create(
        territory=assessment.territory, assessment=assessment, visitor=visitor[:120], token_digest=digest_of(token),
        made_by=by, made_at=clock.now(), closes_at=closes_at,
    )  # fmt: skip
    shown = list(units)
    room.units.set(shown)
    after = {"visitor": visitor, "units": [unit.code for unit in shown], "until": closes_at.isoformat()}
    record(actor, "room.opened", f"room:{room.pk}", after=after)
    return room, token


@transaction.atomic
def close_room(actor: Actor, room: Room) -> None:
    room.closed_at = clock.now()
    room.save(update_fields=("closed_at",))
    record(actor, "room.closed", f"room:{room.pk}")


def entered(token: str) -> Room:
    """The room of a token that is still open. Raises `NotFound` for an unknown, expired or closed one alike."""
    found = Room.objects.select_related("assessment__issuer").filter(token_digest=digest_of(token)).first()
    if found is None or found.closed_at is not None or found.closes_at <= clock.now():
        raise NotFound("room.not_found")
    return found


@transaction.atomic
def note_look(room: Room, address: str | None, what: str) -> None:
    """Every look of a visitor stands in the journal."""
    actor = Actor(f"room:{room.pk} {room.visitor}"[:150], "visitor", address, room.territory)
    record(actor, "room.looked", f"room:{room.pk}", after={"at": what})


def shown_in(room: Room) -> list[Coverage]:
    """The confirmed evidence of the room's units, in the order of the scheme. One query."""
    return list(
        Coverage.objects.filter(
            indicator__assessment=room.assessment, unit__in=room.units.all(), state="confirmed",
            evidence__withdrawn_at=None,
        )
        .select_related("indicator", "evidence__file", "unit")
        .order_by("indicator__place", "unit__code", "evidence_id")
    )  # fmt: skip


def one_shown(room: Room, pk: int) -> Evidence:
    """Raises `NotFound` for evidence that the room does not show."""
    for coverage in shown_in(room):
        if coverage.evidence is not None and coverage.evidence_id == pk:
            return coverage.evidence
    raise NotFound("evidence.not_found", id=pk)


def packed(room: Room, head: Iterable[str]) -> IO[bytes]:
    """All of it as one zip with its catalogue, each file once. Names in it are numbers and endings of ours."""
    stream: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    shown = shown_in(room)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("catalogue.csv", comma_separated(list(head), _lines(shown)))
        for evidence in {coverage.evidence_id: coverage.evidence for coverage in shown}.values():
            if evidence is not None and evidence.file is not None:
                archive.write(keeping.path_of(evidence.file), name_in_zip(evidence))
    stream.seek(0)
    return stream


def name_in_zip(evidence: Evidence) -> str:
    """A number and the file's own ending, where that is an ordinary one."""
    ending = evidence.name.rpartition(".")[2].lower()
    ordinary = ending.isascii() and ending.isalnum() and len(ending) < 6
    return f"files/{evidence.pk:06}" + (f".{ending}" if ordinary else "")


def _lines(shown: Iterable[Coverage]) -> Iterator[list[str]]:
    for coverage in shown:
        evidence = coverage.evidence
        day = coverage.shown_on.isoformat() if coverage.shown_on else ""
        told = [coverage.indicator.code, coverage.indicator.name, coverage.unit.name, coverage.title, day]
        if evidence is None:
            yield [*told, coverage.source, ""]
            continue
        place = evidence.name if evidence.kind == "link" else name_in_zip(evidence)
        yield [*told, place, evidence.file.sha256 if evidence.file else ""]
