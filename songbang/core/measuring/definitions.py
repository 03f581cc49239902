"""What each figure takes and counts (contract `report.md`, "How the figures count"), as data over the wide table.

A figure is one `Part`, or several that are added up (`burden.minutes`). Nothing is computed here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from songbang.core.measuring.timetable import TimeTable
from songbang.core.registers import RegisterKind

if TYPE_CHECKING:
    import ibis.expr.types as ir

Timing = Literal["dated", "stock", "added", "removed", "paired"]
"""How a row meets a period. dated: its day lies in it. stock: begun by its last day and not closed by then. added: its
day lies in it, as part of a stock. removed: its day of closing lies in it. paired: dated, and counted by document and
instrument (see `queries.paired`), not row by row."""

UNDATED: tuple[Timing, ...] = ("stock", "added", "removed")
"""Known for every period as soon as the unit has any such row; the others only for the calendar years of their rows."""

FIGURE_IDS: tuple[str, ...] = (
    "documents.received", "documents.both_channels", "documents.forwarded_repeatedly",
    "meetings.attended", "meetings.video", "meetings.without_duration", "meetings.minutes", "meetings.edge_of_day",
    "meetings.nested", "meetings.principal_and_deputy", "meetings.village_heads", "meetings.village_heads_unfiled",
    "inspections.received", "inspections.unplanned", "inspections.ledger_required", "inspections.joint",
    "pledges.signed", "pledges.veto",
    "digital.accounts", "digital.accounts_added", "digital.apps", "digital.groups", "digital.punch_in",
    "signboards.present", "signboards.removed",
    "forms.received", "forms.fields",
    "visits.received", "visits.with_problem", "visits.joint",
    "burden.minutes",
)  # fmt: skip
"""In the contract's order, which is the order of `figures.json`."""

BOTH_CHANNELS, REPEATEDLY = "documents.both_channels", "documents.forwarded_repeatedly"
PAIRED = (BOTH_CHANNELS, REPEATEDLY)
"""The figures for which documents are compared."""

SLICED: dict[str, RegisterKind] = {"documents.received": "documents", "meetings.attended": "meetings"}
"""The figures that are also given by `issuer_level` and by `line`, and their registers."""

BY_MONTH: dict[str, RegisterKind] = {
    "documents.received": "documents",
    "meetings.attended": "meetings",
    "inspections.received": "inspections",
    "forms.received": "forms",
}

LEVELLED: dict[str, RegisterKind] = {
    **SLICED, "inspections.received": "inspections", "pledges.signed": "pledges", "forms.received": "forms",
    "visits.received": "visits",
}  # fmt: skip
"""The figures that pages (not reports) also give by `issuer_level`: every register whose rows a body asked for."""

WATCHED: tuple[str, ...] = (
    "burden.minutes", *LEVELLED, "digital.accounts", "digital.apps", "digital.groups", "signboards.present",
)  # fmt: skip
"""The figures that pages give by month and by issuer."""


@dataclass(frozen=True, slots=True)
class Part:
    """One count or sum over the rows of one register.

    `where` is the condition that makes a row count, None for every row taken. `needs` are the columns that a row's
    sheet must have for the row to be taken. `sums` is the whole-numbered column added up; None counts rows. The
    result is multiplied by `weight` outside the database, so that sums there stay whole and do not hang on their order.
    """

    figure: str
    register: RegisterKind
    where: Callable[[ir.Table], ir.BooleanValue] | None = None
    needs: tuple[str, ...] = ()
    sums: str | None = None
    weight: float = 1
    timing: Timing = "dated"


def _yes(figure: str, register: RegisterKind, column: str, timing: Timing = "dated") -> Part:
    """Counts the rows whose `column` is true, among those that have it."""
    return Part(figure, register, lambda rows: rows[column], (column,), timing=timing)


def _no(figure: str, register: RegisterKind, column: str) -> Part:
    """Counts the rows whose `column` is false, among those that have it."""
    return Part(figure, register, lambda rows: ~rows[column], (column,))


def _class(figure: str, digital_class: str, timing: Timing = "stock") -> Part:
    """Counts accounts, apps or groups; any row of a digital register makes the figure known for its unit."""
    return Part(figure, "digital", lambda rows: rows["digital_class"] == digital_class, timing=timing)


PARTS: tuple[Part, ...] = (
    Part("documents.received", "documents"),
    Part(BOTH_CHANNELS, "documents", needs=("channel",), timing="paired"),
    Part(REPEATEDLY, "documents", timing="paired"),
    Part("meetings.attended", "meetings"),
    _yes("meetings.video", "meetings", "video"),
    _no("meetings.without_duration", "meetings", "duration_stated"),
    Part("meetings.minutes", "meetings", lambda rows: rows["minutes"].notnull(), ("duration_stated",), "minutes"),
    _yes("meetings.edge_of_day", "meetings", "edge_of_day"),
    _yes("meetings.nested", "meetings", "nested"),
    _yes("meetings.principal_and_deputy", "meetings", "both_leaders"),
    _yes("meetings.village_heads", "meetings", "village_heads"),
    Part(
        "meetings.village_heads_unfiled",
        "meetings",
        lambda rows: rows["village_heads"] & ~rows["filed"],
        ("village_heads", "filed"),
    ),
    Part("inspections.received", "inspections"),
    _no("inspections.unplanned", "inspections", "planned"),
    _yes("inspections.ledger_required", "inspections", "ledger_required"),
    _yes("inspections.joint", "inspections", "joint"),
    Part("pledges.signed", "pledges"),
    _yes("pledges.veto", "pledges", "veto"),
    _class("digital.accounts", "account"),
    _class("digital.accounts_added", "account", timing="added"),
    _class("digital.apps", "app"),
    _class("digital.groups", "group"),
    _yes("digital.punch_in", "digital", "punch_in", timing="stock"),
    Part("signboards.present", "signboards", timing="stock"),
    Part("signboards.removed", "signboards", timing="removed"),
    Part("forms.received", "forms"),
    Part("forms.fields", "forms", lambda rows: rows["fields"].notnull(), ("fields_stated",), "fields"),
    Part("visits.received", "visits"),
    _yes("visits.with_problem", "visits", "with_problem"),
    _yes("visits.joint", "visits", "joint"),
)


def burden(minutes: TimeTable) -> tuple[Part, ...]:
    """The parts of `burden.minutes`: every row of six registers, weighed by the time table or by its own minutes."""
    name = "burden.minutes"
    return (
        Part(name, "documents", weight=minutes.document.minutes),
        Part(name, "meetings", lambda rows: rows["minutes"].notnull(), sums="minutes"),
        Part(name, "meetings", lambda rows: rows["minutes"].isnull(), weight=minutes.meeting_without_duration.minutes),
        Part(name, "inspections", weight=minutes.inspection.minutes),
        Part(name, "pledges", weight=minutes.pledge.minutes),
        Part(name, "forms", lambda rows: rows["fields"].notnull(), sums="fields", weight=minutes.form_field.minutes),
        Part(name, "forms", lambda rows: rows["fields"].isnull(), weight=minutes.form_without_number.minutes),
        Part(name, "visits", weight=minutes.visit.minutes),
    )
