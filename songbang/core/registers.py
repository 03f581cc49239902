"""The eight registers: what one row of each can say, and the wide table in which all rows end up.

Here are only the shapes (contract `registers.md`). Finding them in workbooks is `reading`'s job, counting them
`measuring`'s.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Literal

import pyarrow as pa

RegisterKind = Literal["documents", "meetings", "inspections", "pledges", "digital", "signboards", "forms", "visits"]
REGISTER_KINDS: tuple[RegisterKind, ...] = (
    "documents", "meetings", "inspections", "pledges", "digital", "signboards", "forms", "visits",
)  # fmt: skip

LINES: tuple[str, ...] = (
    "economy", "social_governance", "party_building", "civil_affairs", "urban_rural",
    "agriculture", "health_education", "emergency", "ecology", "other",
)  # fmt: skip
ISSUER_LEVELS: tuple[str, ...] = ("above", "county", "town")
CHANNELS: tuple[str, ...] = ("electronic", "paper")
DIGITAL_CLASSES: tuple[str, ...] = ("account", "app", "group")

UNSTATED = "unstated"
"""In a column of words: the sheet has the column, but this row decides nothing. (None: the sheet lacks the column.)"""


@dataclass(slots=True)
class Row:
    """One counted row at one unit. A row entered for several units is one `Row` for each.

    None always means "this sheet has no such column", so that a figure takes exactly the rows whose column is not
    None. A cell that says nothing in a sheet that has the column is `False`, `UNSTATED`, or (for `minutes`, `fields`)
    the pair of a `*_stated` False and a None value.
    """

    row: str
    """Row id: its origin `file#sheet#row`; followed by `@unit` where the row was entered for several units."""
    file: str
    sheet: str
    line_no: int
    """The row as a spreadsheet program numbers it (a CSV record is one row, the first is 1)."""
    register: str
    unit: str
    """Code of the unit."""
    day: date
    """The deciding day: receipt, meeting, first day of inspection, signing, start or hanging, sending down, visit."""
    name: str
    """Title, name or topic, as written."""
    issuer: str | None = None
    issuer_level: str | None = None
    """above, county, town; UNSTATED where the name tells no level; None where the sheet names no issuers."""
    line: str | None = None
    """One of LINES; UNSTATED where the cell names none; None where the sheet has no column of lines."""
    number: str | None = None
    """documents: 发文字号 as written."""
    issued_on: date | None = None
    """documents: 成文日期, where the register tells it and it can be read."""
    channel: str | None = None
    """documents: electronic, paper or UNSTATED; None where neither column, sheet name nor file name tells channels."""
    video: bool | None = None
    nested: bool | None = None
    filed: bool | None = None
    both_leaders: bool | None = None
    village_heads: bool | None = None
    starts_at: int | None = None
    """Minutes since midnight."""
    ends_at: int | None = None
    duration_stated: bool | None = None
    """meetings: an end or a duration is stated; None where the sheet has neither end, duration nor time slot."""
    minutes: int | None = None
    """meetings: minutes stated (end less start, else the duration)."""
    edge_of_day: bool | None = None
    planned: bool | None = None
    joint: bool | None = None
    """inspections and visits."""
    ledger_required: bool | None = None
    veto: bool | None = None
    """pledges."""
    digital_class: str | None = None
    """digital: one of DIGITAL_CLASSES or UNSTATED."""
    punch_in: bool | None = None
    closed_on: date | None = None
    """digital, signboards: the day of closing or removal; None while open (or where there is no such column)."""
    fields_stated: bool | None = None
    """forms: a number of fields is stated; None where the sheet has no such column."""
    fields: int | None = None
    with_problem: bool | None = None
    remark: str | None = None


_TYPES = {
    "str": pa.string(), "str | None": pa.string(), "int": pa.int32(), "int | None": pa.int32(),
    "date": pa.date32(), "date | None": pa.date32(), "bool | None": pa.bool_(),
}  # fmt: skip
ROW_SCHEMA = pa.schema([(f.name, _TYPES[str(f.type)]) for f in fields(Row)])


def rows_table(rows: Iterable[Row]) -> pa.Table:
    """All rows as one Arrow table with the columns of `Row`, in the order given."""
    kept = list(rows)
    names = ROW_SCHEMA.names
    columns = [pa.array([getattr(row, name) for row in kept], ROW_SCHEMA.field(name).type) for name in names]
    return pa.Table.from_arrays(columns, schema=ROW_SCHEMA)
