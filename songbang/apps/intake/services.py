"""Writes of intake. Each act is one transaction with its journal entry; who acts on an older version is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from songbang.apps.intake import keeping, storing
from songbang.apps.intake.models import Import, KeptFile, RejectedRow, Source
from songbang.apps.intake.states import check_may
from songbang.apps.intake.tasks import order_reading
from songbang.apps.journal.services import Actor, record
from songbang.apps.units.models import Account, Unit
from songbang.core.errors import Conflict, NotFound
from songbang.core.reading.corrections import ALIKE
from songbang.ui import clock

SETTLED = ("waiting", "reading", "previewed", "accepted")
"""States in which a version that has come need not come again."""


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a file that came: a new import, or the one that it is the same as."""

    taken: Import
    known: bool


@transaction.atomic
def receive(
    actor: Actor, unit: Unit, files: Iterable[tuple[str, keeping.Laid]], *, by: Account | None = None
) -> list[Received]:
    """Versions of the sources of a unit have come and lie in their place: (name of the source, file). Read in a job.

    What came before with the same content is not read again.
    """
    received = [_receive(actor, unit, name, laid, by) for name, laid in files]
    fresh = [found.taken.pk for found in received if not found.known]
    if fresh:
        order_reading(fresh)
    return received


def _receive(actor: Actor, unit: Unit, name: str, laid: keeping.Laid, by: Account | None) -> Received:
    kept = keeping.note_kept(unit.territory, laid)
    source, _ = Source.objects.get_or_create(territory=unit.territory, unit=unit, name=name)
    known = _already_there(source, kept)
    if known is not None:
        return Received(known, known=True)
    for older in Import.objects.select_for_update().filter(source=source, state__in=("waiting", "previewed")):
        _discard(actor, older)
    taken = Import.objects.create(
        source=source, file=kept, territory=unit.territory, by=by, made_at=clock.now(), stage="queued"
    )
    about = {"source": name, "unit": unit.code, "sha256": laid.sha256, "size": laid.size}
    record(actor, "import.received", _subject(taken), after=about)
    return Received(taken, known=False)


def _already_there(source: Source, kept: KeptFile) -> Import | None:
    """The source's newest version, if it has this content and still stands."""
    newest = Import.objects.filter(source=source, state__in=SETTLED).order_by("-pk").first()
    return newest if newest is not None and newest.file_id == kept.pk else None


def _subject(taken: Import) -> str:
    return f"import:{taken.pk}"


def _locked(pk: int, version: int) -> Import:
    """The import, for changing. Raises `NotFound`; `Conflict` where somebody changed it since the page was shown."""
    taken = Import.objects.select_for_update(of=("self",)).select_related("source__unit", "file").filter(pk=pk).first()
    if taken is None:
        raise NotFound("import.not_found", id=pk)
    if taken.version != version:
        raise Conflict("import.changed_meanwhile")
    return taken


def _moved(actor: Actor, taken: Import, act: str, **after: object) -> None:
    """Bring the import to the state after the act, with its journal entry; what then waits is read in a job.

    Raises `Conflict` where the act may not be.
    """
    before = taken.state
    taken.state = check_may(taken.state, act)
    taken.version += 1
    taken.save()
    record(actor, _ACTS[act], _subject(taken), before={"state": before}, after={"state": taken.state, **after})
    if taken.stage == "queued":
        order_reading([taken.pk])


_ACTS = {
    "accept": "import.accepted", "discard": "import.discarded", "undo": "import.undone", "replace": "import.replaced",
    "bring_back": "import.brought_back", "settle": "import.settled", "mend": "import.mended",
    "read_again": "import.read_again",
}  # fmt: skip


@transaction.atomic
def accept(actor: Actor, pk: int, version: int, *, replaces: int | None = None) -> Import:
    """Let the import's rows count; the version that counted so far (or `replaces`, of another name) no more."""
    taken = _locked(pk, version)
    check_may(taken.state, "accept")
    older = [_counting(taken.source, taken)]
    if replaces is not None:
        older.append(_overlapping(taken, replaces))
    for counting in older:
        if counting is not None:
            storing.set_live(counting, live=False)
            _moved(actor, counting, "replace", by=taken.pk)
    taken.accepted_at, taken.stage = clock.now(), ""
    taken.replaces = next((counting for counting in reversed(older) if counting is not None), None)
    taken.account = {**taken.account, "replaced": [counting.pk for counting in older if counting is not None]}
    storing.set_live(taken, live=True)
    _moved(actor, taken, "accept", counted=taken.counted, rejected=taken.rejected, replaces=taken.account["replaced"])
    return taken


def _counting(source: Source, taken: Import) -> Import | None:
    """The version of the source that counts. Raises `Conflict` where it is not the one that was compared with."""
    counting = Import.objects.select_for_update().filter(source=source, state="accepted").exclude(pk=taken.pk).first()
    compared = (taken.account.get("change") or {}).get("against")
    if compared != (counting.pk if counting else None):
        raise Conflict("import.other_version_counts")
    return counting


def _overlapping(taken: Import, replaces: int) -> Import:
    """The import of another name that the person says this is a version of; only one that was shown to them."""
    shown = {overlap["import"] for overlap in taken.account.get("overlaps", [])}
    found = Import.objects.select_for_update().filter(pk=replaces, territory=taken.territory, state="accepted").first()
    if replaces not in shown or found is None:
        raise Conflict("import.other_version_counts")
    return found


@transaction.atomic
def undo(actor: Actor, pk: int, version: int) -> Import:
    """The import's rows count no more; what it had replaced counts again."""
    taken = _locked(pk, version)
    check_may(taken.state, "undo")
    storing.set_live(taken, live=False)
    taken.undone_at, taken.stage = clock.now(), ""
    former = list(Import.objects.select_for_update().filter(pk__in=taken.account.get("replaced", []), state="replaced"))
    _moved(actor, taken, "undo", brings_back=[older.pk for older in former])
    for older in former:
        _moved(actor, older, "bring_back", undone=taken.pk)
        storing.set_live(older, live=True)
    return taken


@transaction.atomic
def discard(actor: Actor, pk: int, version: int) -> Import:
    """The import will not be accepted. Its file stays."""
    return _discard(actor, _locked(pk, version))


def _discard(actor: Actor, taken: Import) -> Import:
    check_may(taken.state, "discard")
    taken.stage = ""
    _moved(actor, taken, "discard")
    return taken


@transaction.atomic
def read_again(actor: Actor, pk: int, version: int) -> Import:
    """An import that failed, was discarded or undone is read once more."""
    taken = _locked(pk, version)
    check_may(taken.state, "read_again")
    if Import.objects.filter(source=taken.source, pk__gt=taken.pk, state__in=SETTLED).exists():
        raise Conflict("import.newer_version_there")
    taken.stage = "queued"
    _moved(actor, taken, "read_again")
    return taken


@transaction.atomic
def settle(actor: Actor, pk: int, version: int, sheet: str, entry: Mapping[str, Any]) -> Import:
    """What a person says of a sheet, remembered for the source; the import is read again. `entry`: as in a mapping
    file, without `file` and `sheet`; empty takes back what was said."""
    taken = _locked(pk, version)
    check_may(taken.state, "settle")
    source = Source.objects.select_for_update().get(pk=taken.source_id)
    before = [known for known in source.mapping if known.get("sheet") == sheet]
    kept = [known for known in source.mapping if known.get("sheet") != sheet]
    source.mapping = [*kept, {"sheet": sheet, **entry}] if entry else kept
    source.save(update_fields=["mapping"])
    taken.stage = "queued"
    _moved(actor, taken, "settle", sheet=sheet, said=dict(entry), before=before)
    return taken


@transaction.atomic
def mend(actor: Actor, pk: int, version: int, corrections: Mapping[int, Mapping[str, Any]]) -> Import:
    """Reject → field → the cell as it should be. The import is read again with them; if it counts, it goes on to."""
    taken = _locked(pk, version)
    _mend(actor, taken, corrections)
    return taken


def _mend(actor: Actor, taken: Import, corrections: Mapping[int, Mapping[str, Any]]) -> None:
    check_may(taken.state, "mend")
    rejects = list(RejectedRow.objects.select_for_update().filter(taken=taken, pk__in=corrections))
    for reject in rejects:
        reject.corrections = {**reject.corrections, **corrections[reject.pk]}
    RejectedRow.objects.bulk_update(rejects, ["corrections"], batch_size=200)
    taken.stage = "queued"
    told = [{"row": f"{r.sheet}#{r.line_no}", "corrections": r.corrections} for r in rejects[:50]]
    _moved(actor, taken, "mend", rows=len(rejects), told=told)


@transaction.atomic
def apply_corrections(actor: Actor, workbook: Import, corrected: list[list[Any]], reach: frozenset[str] | None) -> int:
    """Give the rows of a corrected rejects.xlsx to the imports they came from; how many found theirs.

    Only those of sources of the units in `reach` (None: all).
    """
    by_origin = {(file, sheet, line): cells for file, sheet, line, cells in corrected}
    rejects = RejectedRow.objects.select_related("taken__source__unit").filter(
        territory=workbook.territory, taken__state__in=("previewed", "accepted"), mended_at=None,
        file__in={origin[0] for origin in by_origin},
    )  # fmt: skip
    by_import: dict[int, dict[int, dict[str, Any]]] = {}
    for reject in rejects:
        cells = by_origin.get((reject.file, reject.sheet, reject.line_no))
        changed = _changed(reject, cells) if cells else {}
        if changed and (reach is None or reject.taken.source.unit.code in reach):
            by_import.setdefault(reject.taken_id, {})[reject.pk] = changed
    for pk, corrections in by_import.items():
        taken = Import.objects.select_for_update().get(pk=pk)
        _mend(actor, taken, corrections)
    workbook.state, workbook.stage = check_may(workbook.state, "apply"), ""
    count = sum(len(corrections) for corrections in by_import.values())
    workbook.account = {"corrected": len(corrected), "applied": count, "imports": sorted(by_import)}
    workbook.save()
    record(actor, "import.corrections_applied", _subject(workbook), after=workbook.account)
    return count


def _changed(reject: RejectedRow, cells: Mapping[str, Any]) -> dict[str, Any]:
    """The cells that were changed against the row as it was rejected; none where it was made from another row."""
    was = {name: reject.cells[at] if at < len(reject.cells) else "" for name, at in reject.fields.items()}
    told = {name: str(cell) for name, cell in cells.items() if name in was and str(cell)}
    alike = sum(1 for text in told.values() if text in reject.cells)
    if alike < ALIKE * len(told):
        return {}
    now = {**was, **reject.corrections}
    return {name: cell for name, cell in cells.items() if name in was and str(cell) != str(now[name])}
