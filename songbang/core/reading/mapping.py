"""The small file by which a user settles a doubtful reading once and for all (`--mapping`).

```yaml
- file: "*/2019年台账.xlsx"     # the file's name or path, * and ? allowed
  sheet: "Sheet1"              # optional: all sheets
  register: meetings           # optional: one of the eight, or none: the sheet is no register
  unit: "330402103"            # optional: code or name of the unit that keeps it
  year: 2019                   # optional: for dates without a year
  header_row: 3                # optional: the first header row, as a spreadsheet program numbers it
  columns: {"时间": day, "C": name}   # optional: header text or column letters → field; none: not used
```
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatch
from typing import Any

from songbang.core.errors import BadInput
from songbang.core.reading.lexicon import Lexicon
from songbang.core.registers import REGISTER_KINDS

NO_REGISTER = "none"
_KEYS = {"file", "sheet", "register", "unit", "year", "header_row", "columns"}


@dataclass(frozen=True, slots=True)
class Settled:
    """What a user said of a sheet; empty where nothing was said."""

    file: str = "*"
    sheet: str | None = None
    register: str | None = None
    unit: str | None = None
    year: int | None = None
    header_row: int | None = None
    columns: dict[str, str] = field(default_factory=dict)

    def fits(self, file: str, sheet: str) -> bool:
        names = (file, file.rpartition("/")[2])
        return any(name == self.file or fnmatch(name, self.file) for name in names) and self.sheet in (None, sheet)


NOTHING_SETTLED = Settled()


def read_mapping(entries: Any, lexicon: Lexicon) -> list[Settled]:
    """A mapping file's content as values. Raises `BadInput` ("mapping.…") naming the entry that is wrong."""
    if not isinstance(entries, list):
        raise BadInput("mapping.not_a_list")
    return [_settled(number, entry, lexicon) for number, entry in enumerate(entries, 1)]


def _settled(number: int, entry: Any, lexicon: Lexicon) -> Settled:
    if not isinstance(entry, dict) or not entry.get("file") or set(entry) - _KEYS:
        wrong = ", ".join(sorted(set(entry) - _KEYS)) if isinstance(entry, dict) else str(entry)
        raise BadInput("mapping.entry", entry=number, wrong=wrong or "file")
    register = entry.get("register")
    if register not in (None, NO_REGISTER, *REGISTER_KINDS):
        raise BadInput("mapping.register", entry=number, wrong=register, known=", ".join(REGISTER_KINDS))
    columns = {str(k): str(v) for k, v in (entry.get("columns") or {}).items()}
    kinds = [register] if register in REGISTER_KINDS else REGISTER_KINDS
    known = {name for kind in kinds for name in lexicon.fields[kind]} | {NO_REGISTER}
    wrong_fields = sorted(set(columns.values()) - known)
    if wrong_fields:
        raise BadInput("mapping.field", entry=number, wrong=", ".join(wrong_fields), known=", ".join(sorted(known)))
    return Settled(
        str(entry["file"]),
        None if entry.get("sheet") is None else str(entry["sheet"]),
        register,
        None if entry.get("unit") is None else str(entry["unit"]),
        entry.get("year"),
        entry.get("header_row"),
        columns,
    )


def settled_for(mapping: Iterable[Settled], file: str, sheet: str) -> Settled:
    """The first entry that fits the sheet."""
    return next((entry for entry in mapping if entry.fits(file, sheet)), NOTHING_SETTLED)
