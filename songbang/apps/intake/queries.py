"""Reads of intake, each kept within what the asker may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import Q

from songbang.apps.intake.models import Import, RegisterRow, RejectedRow
from songbang.apps.units.holding import Standing
from songbang.apps.units.models import Unit
from songbang.core.errors import NotFound
from songbang.ui.paging import page_of

A_PAGE = 30
REJECTS_A_PAGE = 20
OPEN = ("waiting", "reading", "previewed")


def imports(standing: Standing, *, state: str, number: str) -> Page[Import]:
    """One page of imports, the newest first; `state` "" for all, "open" for those that wait for somebody."""
    found = Import.objects.filter(standing.within("imports", "view", unit="source__unit__code"))
    if state == "open":
        found = found.filter(state__in=OPEN)
    elif state == "rejects":
        found = found.filter(state__in=("previewed", "accepted"), rejected__gt=0)
    elif state:
        found = found.filter(state=state)
    ordered = found.select_related("source__unit", "by").defer("account").order_by("-pk")
    return page_of(ordered, number, A_PAGE)


def imports_before(standing: Standing, state: str, key: int | None, most: int) -> list[Import]:
    """At most so many imports older than `key` (None: the newest), the newest first; `state` "" for all. One query."""
    found = Import.objects.filter(standing.within("imports", "view", unit="source__unit__code"))
    found = found.filter(state=state) if state else found
    found = found.filter(pk__lt=key) if key is not None else found
    return list(found.select_related("source__unit").defer("account").order_by("-pk")[:most])


def import_of(standing: Standing, resource: str, action: str, pk: int) -> Import:
    """An import within the right. Raises `NotFound` for others', as for those that are not there."""
    found = Import.objects.filter(standing.within(resource, action, unit="source__unit__code"), pk=pk)
    taken = found.select_related("source__unit", "file", "by", "replaces").first()
    if taken is None:
        raise NotFound("import.not_found", id=pk)
    return taken


def open_rejects(taken: Import, number: str) -> Page[RejectedRow]:
    """One page of the rows that are not mended yet, as they stand in the file."""
    return page_of(_open(taken), number, REJECTS_A_PAGE)


def all_open_rejects(taken: Import) -> list[RejectedRow]:
    return list(_open(taken))


def rejects_after(taken: Import, key: tuple[str, int, int] | None, most: int) -> list[RejectedRow]:
    """At most so many rejects after (sheet, line, id), as they stand in the file. One query."""
    found = _open(taken)
    if key is not None:
        sheet, line, pk = key
        later = Q(line_no__gt=line) | Q(line_no=line, pk__gt=pk)
        found = found.filter(Q(sheet__gt=sheet) | Q(sheet=sheet) & later)
    return list(found[:most])


def _open(taken: Import) -> Any:
    return RejectedRow.objects.filter(taken=taken, mended_at=None).order_by("sheet", "line_no", "pk")


@dataclass(frozen=True, slots=True)
class Changed:
    """A row over two versions; one of the two is None where it is new or gone."""

    old: RegisterRow | None
    new: RegisterRow | None


def change_rows(taken: Import) -> dict[str, list[Changed]]:
    """The rows that the version changes: new, changed, gone. One query."""
    lists = (taken.account.get("change") or {}).get("lists") or {"new": [], "changed": [], "gone": []}
    keys = [*lists["new"], *lists["gone"], *(key for pair in lists["changed"] for key in pair)]
    rows = RegisterRow.objects.in_bulk(keys)
    return {
        "new": [Changed(None, rows[key]) for key in lists["new"] if key in rows],
        "changed": [Changed(rows[a], rows[b]) for a, b in lists["changed"] if a in rows and b in rows],
        "gone": [Changed(rows[key], None) for key in lists["gone"] if key in rows],
    }


@dataclass(frozen=True, slots=True)
class Known:
    """A document of an import, and the row under which its unit holds it already."""

    new: RegisterRow
    held: RegisterRow
    why: str


def known_rows(told: Sequence[Sequence[Any]]) -> list[Known]:
    """The rows behind `seen.known_of`'s account. One query."""
    rows = RegisterRow.objects.in_bulk([pk for new, held, _ in told for pk in (new, held)])
    return [Known(rows[new], rows[held], "; ".join(why)) for new, held, why in told if new in rows and held in rows]


def units_to_settle(standing: Standing) -> Sequence[Unit]:
    """Units that may be said to keep a sheet."""
    return list(Unit.objects.filter(standing.within("imports", "create", unit="code")).order_by("code"))


def unit_names(territory: str) -> dict[str, str]:
    return dict(Unit.objects.filter(territory=territory).values_list("code", "name"))
