"""Pages of rows: what stands behind a figure, in steps by cursor; and one row with its cells in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from songbang.apps.insight import behind
from songbang.apps.insight.asking import Asked
from songbang.apps.insight.models import FigureSet
from songbang.apps.insight.queries import of_issuers
from songbang.apps.intake import facts
from songbang.apps.intake.models import RegisterRow
from songbang.core.errors import BadInput
from songbang.core.measuring import FIGURE_IDS, TimeTable
from songbang.core.reading.books import column_letters
from songbang.core.registers import ISSUER_LEVELS, LINES
from songbang.core.reporting.rows_book import columns_of

PER_PAGE = 50
MOST_COUNTED = 10_000
MOST_EXPORTED = 50_000
DEMANDS = "demands"
"""Not a figure: all rows that a body asked for, whatever the register."""
_SHOWN = (
    "pk", "register", "day", "unit", "name", "issuer", "number", "channel", "minutes", "fields", "file", "sheet",
    "line_no",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows: a figure, its side, and what narrows it further."""

    figure: str
    side: str
    issuer_level: str = ""
    line: str = ""
    issuer: str = ""


def wanted(told: Mapping[str, str]) -> Wanted:
    """Read the address. Raises `BadInput` ("rows.unknown_figure") for what is no figure or slice."""
    figure, side = told.get("figure", ""), told.get("side", "value")
    level, line = told.get("issuer_level", ""), told.get("line", "")
    known = figure in FIGURE_IDS or figure == DEMANDS
    if not known or side not in ("value", "baseline") or level not in ("", *ISSUER_LEVELS) or line not in ("", *LINES):
        raise BadInput("rows.unknown_figure", figure=figure)
    return Wanted(figure, side, level, line, told.get("issuer", ""))


def filter_of(want: Wanted, asked: Asked, figures: FigureSet | None) -> Q:
    """The rows behind a figure, narrowed; which units, the caller says."""
    figure = behind.BURDEN if want.figure == DEMANDS else want.figure
    found = behind.rows_behind(figure, want.side, asked.side(want.side), TimeTable.load(), figures)
    if want.issuer_level:
        found &= Q(issuer_level=want.issuer_level)
    if want.line:
        found &= Q(line=want.line)
    if want.issuer:
        found &= of_issuers(_names(want, figures))
    return found


def _names(want: Wanted, figures: FigureSet | None) -> list[str]:
    """The names under which the body stands that a table calls by one of them."""
    groups = (
        [] if figures is None else figures.issuers if want.figure == DEMANDS else figures.by_issuer.get(want.figure, ())
    )
    return next((list(one["names"]) for one in groups if one["name"] == want.issuer), [want.issuer])


@dataclass(frozen=True, slots=True)
class Step:
    """One page of rows; `next` is the cursor after its last row, None at the end."""

    rows: list[dict[str, Any]]
    next: str | None
    count: int
    """How many there are in all; `MOST_COUNTED` + 1 stands for more."""

    @property
    def many(self) -> bool:
        return self.count > MOST_COUNTED


def step(rows: Any, after: str) -> Step:
    """The rows after a cursor, by register, day and key: the order in which the index holds them. Two queries."""
    count = rows.order_by()[: MOST_COUNTED + 1].count()
    page, cursor = page_after(rows, after, PER_PAGE)
    return Step(page, cursor, count)


def page_after(rows: Any, after: str, most: int) -> tuple[list[dict[str, Any]], str | None]:
    """At most so many rows after a cursor, and the cursor after them; None at the end. One query."""
    page = list(_after(rows, after).order_by("register", "day", "pk").values(*_SHOWN)[: most + 1])
    last = page[most - 1] if len(page) > most else None
    return page[:most], f"{last['register']}.{last['day']}.{last['pk']}" if last else None


def at_units(asked: Asked, codes: frozenset[str]) -> Q:
    """The units that a question names; nothing more where it is about all in reach."""
    return Q(unit__in=codes) if asked.unit else Q()


def _after(rows: Any, cursor: str) -> Any:
    if not cursor:
        return rows
    try:
        register, day, key = cursor.split(".")
        at, pk = date.fromisoformat(day), int(key)
    except ValueError as error:
        raise BadInput("rows.unknown_cursor", given=cursor) from error
    later = Q(day__gt=at) | Q(day=at, pk__gt=pk)
    return rows.filter(Q(register__gt=register) | Q(register=register) & later)


def exported(rows: Any) -> Any:
    """The rows as a download holds them, at most `MOST_EXPORTED`."""
    ordered = rows.order_by("register", "day", "pk").values(*_SHOWN)[:MOST_EXPORTED]
    return ordered.iterator(chunk_size=2000)


# -- one row ----------------------------------------------------------------------------------------------------------

_CELLS_OF: dict[str, tuple[str, ...]] = {
    "channel": ("channel", "channel_electronic", "channel_paper"),
    "video": ("form", "form_video", "form_onsite"),
    "both_leaders": ("requires", "requires_principal", "requires_deputy"),
    "village_heads": ("requires", "requires_village"),
    "minutes": ("starts_at", "ends_at", "slot", "duration"),
    "duration_stated": ("ends_at", "slot", "duration"),
    "edge_of_day": ("starts_at", "ends_at", "slot", "duration"),
    "planned": ("planned", "plan_number"), "joint": ("joint", "joint_with"),
    "ledger_required": ("ledger", "ledger_form"), "veto": ("type", "name"), "digital_class": ("type", "name"),
    "fields_stated": ("fields",), "with_problem": ("problem", "solved"),
}  # fmt: skip
"""Column of a row → what the file's columns that it was read from are taken for; its own name where not listed."""


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell as it stood in the file. `field`: what its column was taken for, None where it was not used."""

    letters: str
    header: str
    text: str
    field: str | None
    marked: bool


def source_cells(row: RegisterRow, figure: str) -> list[SourceCell]:
    """The row as it stood in the file, with the columns marked that decide whether it counts in the figure."""
    columns = {column["column"]: column for column in facts.columns_of(row)}
    deciding = {name for column in behind.columns_of(figure) for name in _CELLS_OF.get(column, (column,))}
    cells = []
    for at, value in enumerate(row.cells):
        letters = column_letters(at)
        column = columns.get(letters, {})
        name = column.get("field")
        cells.append(SourceCell(letters, str(column.get("header", "")), str(value), name, name in deciding))
    return cells


def typed(row: RegisterRow) -> list[tuple[str, Any]]:
    """(column, value) of what was read from the row; what its sheet does not tell is left out."""
    skipped = {"row", "file", "sheet", "line_no", "unit", "unit_name", "digest", "name"}
    shown = [(name, getattr(row, name)) for name in columns_of(row.register) if name not in skipped]
    return [(name, value) for name, value in shown if value is not None and value != ""]
