"""Imports, for programs: bring registers, see what was understood, accept, discard, undo."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Schema
from ninja.errors import ValidationError
from ninja.responses import Status
from pydantic import Field

from songbang.apps.intake import queries, services
from songbang.apps.intake.bringing import bound_upload, take_in
from songbang.apps.intake.models import Import, RejectedRow
from songbang.apps.intake.showing import as_reject
from songbang.apps.intake.states import State, may
from songbang.apps.units.access import standing
from songbang.apps.units.operations import Cursor, Key, Limit, Page, Routes
from songbang.core.reporting.rejects_book import reject_words
from songbang.core.words import Language, message
from songbang.ui.cursors import read_cursor, write_cursor
from songbang.ui.problems import asked_language

router = Routes("imports")

_FILES = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {"type": "array", "minItems": 1, "items": {"type": "string", "format": "binary"}},
                        "path": {
                            "type": "array", "items": {"type": "string"},
                            "description": "For each file, in order, its path in the folder that it comes from.",
                        },
                    },
                }
            }
        },
    }
}  # fmt: skip
_ACTS = ("accept", "discard", "undo", "read_again")


class SheetOut(Schema):
    """What a sheet was taken for. `doubtful`: nothing of it counts before a person settles it on the page."""

    name: str
    register_kinds: list[str]
    rows: int
    counted: int
    rejected: int
    doubtful: bool


class ChangeOut(Schema):
    """Rows against those of the version that counts now (`against`)."""

    against: int
    new: int
    changed: int
    gone: int
    same: int


class TroubleOut(Schema):
    code: str
    title: str
    detail: str


class ImportOut(Schema):
    """A version of a register. `version` grows with every act; `acts` are those that its state allows now; `stage` is
    not empty while it is being read."""

    id: int
    state: str
    stage: str
    version: int
    acts: list[str]
    source: str
    unit: str
    made_at: datetime
    accepted_at: datetime | None
    counted: int
    rejected: int
    not_data: int


class ImportSheetOut(ImportOut):
    """`overlaps`: ids of imports under other names that seem to be of the same register; `trouble`: why it failed."""

    sheets: list[SheetOut]
    change: ChangeOut | None
    overlaps: list[int]
    trouble: TroubleOut | None


class ReceivedOut(Schema):
    """`known`: this very file was there already, and nothing was done."""

    id: int
    source: str
    state: str
    known: bool


class BroughtOut(Schema):
    """`passed_over`: files that are no registers."""

    received: list[ReceivedOut]
    passed_over: list[str]


class RejectOut(Schema):
    """A row that was not counted, where it stands, and why."""

    id: int
    sheet: str
    line: int
    register_kind: str
    code: str
    column: str
    header: str
    value: str
    title: str
    detail: str
    cells: list[str]


class ActIn(Schema):
    """The version that was looked at: who acts on an older one is told (409)."""

    version: int = Field(ge=1, le=2**31 - 1)


class AcceptIn(ActIn):
    """`replaces`: one of `overlaps`, whose rows shall count no more."""

    replaces: int | None = Field(None, ge=1, le=2**53 - 1)


def _told(taken: Import) -> dict[str, Any]:
    return {
        "id": taken.pk, "state": taken.state, "stage": taken.stage, "version": taken.version,
        "acts": [act for act in _ACTS if may(taken.state, act)], "source": taken.source.name,
        "unit": taken.source.unit.code, "made_at": taken.made_at, "accepted_at": taken.accepted_at,
        "counted": taken.counted, "rejected": taken.rejected, "not_data": taken.not_data,
    }  # fmt: skip


def _sheet(taken: Import, language: Language) -> ImportSheetOut:
    account: Mapping[str, Any] = taken.account
    failed = taken.state == "failed" and "code" in account
    return ImportSheetOut(
        **_told(taken), sheets=[_sheet_told(sheet) for sheet in account.get("sheets", [])],
        change=account.get("change"), overlaps=[overlap["import"] for overlap in account.get("overlaps", [])],
        trouble=_trouble(account, language) if failed else None,
    )  # fmt: skip


def _sheet_told(sheet: Mapping[str, Any]) -> SheetOut:
    parts = sheet["registers"]
    return SheetOut(
        name=sheet["name"], register_kinds=[part["register"] for part in parts], rows=sheet["rows"],
        counted=sheet["counted"], rejected=sheet["rejected"],
        doubtful=any(part["readings"] or part["rivals"] for part in parts),
    )  # fmt: skip


def _trouble(account: Mapping[str, Any], language: Language) -> TroubleOut:
    words = message(account["code"], account["parameters"], language)
    detail = " ".join(filter(None, (words.why, words.do)))
    return TroubleOut(code=account["code"], title=words.what, detail=detail)


def _one(request: HttpRequest, key: int) -> ImportSheetOut:
    return _sheet(queries.import_of(standing(request), "imports", "view", key), asked_language(request))


@router.reads("/imports", "imports", response=Page[ImportOut])
def list_imports(
    request: HttpRequest, state: Annotated[State | Literal[""], Query()] = "", after: Cursor = "",
    limit: Limit = 50,
) -> Any:  # fmt: skip
    """Imports within reach, the newest first."""
    keys = read_cursor("imports", after, int)
    found = queries.imports_before(standing(request), state, keys[0] if keys else None, limit + 1)
    following = write_cursor("imports", found[limit - 1].pk) if len(found) > limit else None
    return {"items": [_told(taken) for taken in found[:limit]], "next": following}


@router.writes(
    "/imports", "imports", "create", response={202: BroughtOut}, first=bound_upload, openapi_extra=_FILES
)  # fmt: skip
def bring_registers(request: HttpRequest) -> Any:
    """Bring register files; a job reads them. The same file twice changes nothing."""
    if not request.FILES.getlist("files"):
        raise ValidationError([{"loc": ("body", "form", "files"), "msg": "at least one file is required"}])
    brought = take_in(standing(request), request)
    received = [
        ReceivedOut(id=one.taken.pk, source=one.taken.source.name, state=one.taken.state, known=one.known)
        for one in brought.received
    ]
    return Status(202, BroughtOut(received=received, passed_over=brought.passed_over))


@router.reads("/imports/{key}", "imports", response=ImportSheetOut)
def read_import(request: HttpRequest, key: Key) -> Any:
    """One import: its state, what was understood of it, and what it would change."""
    return _one(request, key)


@router.reads("/imports/{key}/rejects", "rejects", response=Page[RejectOut])
def list_rejects(request: HttpRequest, key: Key, after: Cursor = "", limit: Limit = 50) -> Any:
    """Rows of an import that are not counted, as they stand in the file, each with its reason."""
    taken = queries.import_of(standing(request), "rejects", "view", key)
    keys = read_cursor("rejects", after, str, int, int)
    found = queries.rejects_after(taken, (keys[0], keys[1], keys[2]) if keys else None, limit + 1)
    last = found[limit - 1] if len(found) > limit else None
    language = asked_language(request)
    return {
        "items": [_reject(reject, language) for reject in found[:limit]],
        "next": write_cursor("rejects", last.sheet, last.line_no, last.pk) if last else None,
    }


def _reject(reject: RejectedRow, language: Language) -> RejectOut:
    what, cure = reject_words(as_reject(reject), language)
    return RejectOut(
        id=reject.pk, sheet=reject.sheet, line=reject.line_no, register_kind=reject.register, code=reject.code,
        column=reject.column, header=reject.header, value=reject.value, title=what, detail=cure,
        cells=[str(cell) for cell in reject.cells],
    )  # fmt: skip


@router.writes("/imports/{key}/accept", "imports", "create", response=ImportSheetOut)
def accept_import(request: HttpRequest, key: Key, told: AcceptIn) -> Any:
    """Let its rows count; those of the version before count no more."""
    queries.import_of(standing(request), "imports", "create", key)
    services.accept(standing(request).actor, key, told.version, replaces=told.replaces)
    return _one(request, key)


@router.writes("/imports/{key}/discard", "imports", "create", response=ImportSheetOut)
def discard_import(request: HttpRequest, key: Key, told: ActIn) -> Any:
    """It will not be accepted."""
    queries.import_of(standing(request), "imports", "create", key)
    services.discard(standing(request).actor, key, told.version)
    return _one(request, key)


@router.writes("/imports/{key}/undo", "imports", "undo", response=ImportSheetOut)
def undo_import(request: HttpRequest, key: Key, told: ActIn) -> Any:
    """Its rows count no more; the version before counts again."""
    queries.import_of(standing(request), "imports", "undo", key)
    services.undo(standing(request).actor, key, told.version)
    return _one(request, key)


@router.writes("/imports/{key}/read-again", "imports", "create", response={202: ImportSheetOut})
def read_import_again(request: HttpRequest, key: Key, told: ActIn) -> Any:
    """Read once more what failed, was discarded or undone."""
    queries.import_of(standing(request), "imports", "create", key)
    services.read_again(standing(request).actor, key, told.version)
    return Status(202, _one(request, key))
