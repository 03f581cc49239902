"""Trouble of the first kind: something in the user's file. A value in a list, never an exception."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Level = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to tell the user about an input.

    Its words live in the message catalogue under `code`. `row` is the row as a spreadsheet program numbers it (1 is the
    first), `column` the letters of the column. `parameters` fill the message.
    """

    code: str
    level: Level
    file: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    parameters: dict[str, object] = field(default_factory=dict)
