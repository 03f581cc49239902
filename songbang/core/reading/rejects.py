"""Rows that cannot be read, and rows that are none."""

from __future__ import annotations

from dataclasses import dataclass, field

REJECT_CODES = (
    "date_missing",
    "date_unparseable",
    "date_impossible",
    "title_missing",
    "unit_unknown",
    "duration_unparseable",
    "reading_doubtful",
    "amended_row",
)
"""The first six are the contract's. `reading_doubtful`: the sheet can be read in two ways about equally likely.
`amended_row`: the same row stands in another file of this run with other content, and `--latest-wins` was not said."""

NOT_DATA = ("blank", "title", "header", "total", "signature", "note", "section", "no_register", "repeated")
"""Why a row is neither counted nor rejected. `repeated`: the very row was counted from another file of this run."""


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that was not counted. `line_no` as a spreadsheet program numbers it; `column` its letters, `header` and
    `value` what stands there; `cells` the whole row as text, so that nothing is lost and it can be corrected."""

    file: str
    sheet: str
    line_no: int
    register: str
    code: str
    column: str
    header: str
    value: str
    cells: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    parameters: dict[str, object] = field(default_factory=dict)
