"""Reading an import: what a job does. Opened in a room apart, stored in one transaction, taken up again when it died.

A reading is bound to the version that it began with: where a person changed the import meanwhile, what was read is
dropped, since that act has ordered a reading of its own.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.db import transaction

from songbang.apps.intake import comparing, keeping, seen, services, storing
from songbang.apps.intake.followers import tell_followers
from songbang.apps.intake.models import Import, RejectedRow
from songbang.apps.intake.room import Job, Outcome, Room
from songbang.apps.intake.states import check_may, may
from songbang.apps.journal.services import SYSTEM, Actor, record
from songbang.apps.units.models import Unit
from songbang.apps.units.queries import unit_tree
from songbang.core.errors import Unreadable
from songbang.core.units import UnitTree


def read_import(pk: int, room: Room) -> None:
    """Read one import that waits, is being read, or counts and had rows corrected. Nothing to do: nothing is done."""
    taken = _begun(pk)
    if taken is None:
        return
    tree = unit_tree(taken.territory)
    reach = reach_of(taken.source.unit, tree)
    try:
        outcome = room.read(_job(taken, tree, reach))
        if outcome.found == "register" and _carry_over(taken, outcome):
            outcome = room.read(_job(taken, tree, reach))
    except Unreadable as error:
        _fail(taken, error)
        return
    if outcome.found == "corrections":
        services.apply_corrections(_actor(taken), taken, outcome.corrections(), reach)
        return
    _stage(taken, "storing")
    _store(taken, outcome, reach)


def give_up(pk: int) -> None:
    """The import was tried too often: whatever killed its readings is not tried again."""
    taken = Import.objects.select_related("source__unit", "file").filter(pk=pk).first()
    if taken is not None and (taken.stage or may(taken.state, "fail")):
        _fail(taken, Unreadable("import.gave_up", file=taken.source.name))


@transaction.atomic
def _begun(pk: int) -> Import | None:
    found = Import.objects.select_for_update(of=("self",)).select_related("source__unit", "file", "by").filter(pk=pk)
    taken = found.first()
    if taken is None or not taken.stage:
        return None
    if taken.state != "accepted":
        taken.state = check_may(taken.state, "read")
    taken.stage = "reading"
    taken.save(update_fields=["state", "stage"])
    return taken


def reach_of(unit: Unit, tree: UnitTree) -> frozenset[str] | None:
    """Codes of the units whose rows a unit may bring: itself and those under it; None (all) for the district."""
    if unit.level == "county":
        return None
    return frozenset({unit.code, *(below.code for below in tree.below(unit.code))})


def _job(taken: Import, tree: UnitTree, reach: frozenset[str] | None) -> Job:
    source = taken.source
    file = storing.file_of(taken)
    folders = tuple(reversed(source.name.split("/")[:-1]))
    if source.unit.level in ("town", "village"):
        folders = (*folders, source.unit.name)  # a register that names nobody is kept by who brings it
    corrections = [
        (reject.sheet, reject.line_no, reject.corrections)
        for reject in RejectedRow.objects.filter(taken=taken).exclude(corrections={})
    ]
    return Job(
        keeping.path_of(taken.file), file, source.name, folders, [asdict(unit) for unit in tree.units.values()],
        None if reach is None else sorted(reach), [{"file": file, **entry} for entry in source.mapping], corrections,
    )  # fmt: skip


def _carry_over(taken: Import, outcome: Outcome) -> bool:
    """Rows that were mended in the version that counts, and came again as they were, need not be mended again."""
    former = Import.objects.filter(source=taken.source, state="accepted").exclude(pk=taken.pk).first()
    if former is None or RejectedRow.objects.filter(taken=taken).exists():
        return False
    mended = {
        (reject.sheet, tuple(reject.cells)): reject.corrections
        for reject in RejectedRow.objects.filter(taken=former, mended_at__isnull=False)
    }
    if not mended:
        return False
    with transaction.atomic():
        storing.store_rejects(taken, outcome.folder / "rejects.jsonl")
        known = [r for r in RejectedRow.objects.filter(taken=taken) if (r.sheet, tuple(r.cells)) in mended]
        for reject in known:
            reject.corrections = mended[reject.sheet, tuple(reject.cells)]
        RejectedRow.objects.bulk_update(known, ["corrections"], batch_size=200)
    return bool(known)


def _stage(taken: Import, stage: str) -> None:
    Import.objects.filter(pk=taken.pk, version=taken.version).update(stage=stage)


@transaction.atomic
def _store(taken: Import, outcome: Outcome, reach: frozenset[str] | None) -> None:
    """All of it or nothing: rows, rejects, the account, the state, the journal entry."""
    if not _still(taken):
        return
    live = taken.state == "accepted"
    former = taken.account
    taken.state = check_may(taken.state, "store")
    taken.counted = storing.store_rows(taken, outcome.folder / "rows.jsonl", live=live)
    if live:
        seen.index(taken)
    taken.rejected = storing.store_rejects(taken, outcome.folder / "rejects.jsonl")
    account = outcome.account()
    taken.not_data = sum(sum(sheet["not_data"].values()) for sheet in account["sheets"])
    kept = {name: former[name] for name in ("replaced",) if name in former}
    taken.account = {**account, **kept, **_beside(taken, reach)}
    taken.stage = ""
    taken.save()
    if live:
        tell_followers(taken, live=True)
    record(_actor(taken), "import.read", f"import:{taken.pk}", after=_told(taken))


def _beside(taken: Import, reach: frozenset[str] | None) -> dict[str, Any]:
    """How it stands to what counts already."""
    if taken.state == "accepted":
        return {}
    counting = Import.objects.filter(source=taken.source, state="accepted").first()
    change = comparing.change_against(taken, counting) if counting else None
    return {"change": change, "overlaps": comparing.overlaps_of(taken, reach), "known": seen.known_of(taken)}


def _still(taken: Import) -> bool:
    """Whether the import is what it was when its reading began; locks it."""
    now = Import.objects.select_for_update().filter(pk=taken.pk).values_list("version", "state").first()
    return now == (taken.version, taken.state)


@transaction.atomic
def _fail(taken: Import, error: Unreadable) -> None:
    if not _still(taken):
        return
    if taken.state == "accepted":  # its rows go on counting as they did
        Import.objects.filter(pk=taken.pk).update(stage="")
        return
    if taken.state != "reading":
        taken.state = check_may(taken.state, "read")
    taken.state, taken.stage = check_may(taken.state, "fail"), ""
    taken.account = {"code": error.code, "parameters": {**error.parameters, "file": taken.source.name}}
    taken.save()
    record(_actor(taken), "import.failed", f"import:{taken.pk}", after={"code": error.code})


def _told(taken: Import) -> dict[str, object]:
    return {
        "state": taken.state, "counted": taken.counted, "rejected": taken.rejected, "not_data": taken.not_data,
        "sha256": taken.file.sha256,
    }  # fmt: skip


def _actor(taken: Import) -> Actor:
    """Read by the system, on behalf of the territory."""
    return Actor(SYSTEM.name, territory=taken.territory)
