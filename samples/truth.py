"""What a right reader must find in made registers: rows, rejects, sheets and pairs of one document."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class TrueRow:
    """A row that counts. `row` is numbered as a spreadsheet program does, `units` are codes."""

    file: str
    sheet: str
    row: int
    kind: str
    units: tuple[str, ...]
    date: date
    name: str
    stated: dict[str, Any]
    """Keys as in the acceptance set: level, channel (e, p), line, video, start, end, minutes (of day / long) …"""

    @property
    def origin(self) -> str:
        """`file#sheet#row`."""
        return f"{self.file}#{self.sheet}#{self.row}"


@dataclass(frozen=True, slots=True)
class TrueReject:
    """A row that must be refused with `code`."""

    file: str
    sheet: str
    row: int
    code: str


@dataclass(frozen=True, slots=True)
class TrueSheet:
    """A sheet, or each of the registers stacked in one. `kind` is None where it is no register."""

    file: str
    sheet: str
    kind: str | None
    hidden: bool
    counted: int
    rejected: int


@dataclass(frozen=True, slots=True)
class TruePair:
    """Two rows of one unit, by origin. `relation` is `same` or `forward` (b relays a)."""

    a: str
    b: str
    relation: str
    two_channels: bool


@dataclass(slots=True)
class Truth:
    """All of it. Files are relative to the `registers` folder."""

    rows: list[TrueRow] = field(default_factory=list)
    rejects: list[TrueReject] = field(default_factory=list)
    sheets: list[TrueSheet] = field(default_factory=list)
    pairs: list[TruePair] = field(default_factory=list)

    def write(self, path: Path) -> None:
        """Write as JSON."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=0, default=date.isoformat)
        path.write_text(text + "\n", "utf-8")
