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
from pathlib import Path
from typing import Any

import yaml

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


def read_mapping_file(path: Path | None, lexicon: Lexicon) -> list[Settled]:
    """The entries of the file; none without one. Raises `BadInput` also where it is no YAML."""
    if path is None:
        return []
    try:
        entries = yaml.safe_load(path.read_text("utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadInput("mapping.unreadable", file=path.name, reason=" ".join(str(error).split())) from error
    return read_mapping(entries, lexicon)


def _settled(number: int, entry: Any, lexicon: Lexicon) -> Settled:
    if not isinstance(entry, dict) or not entry.get("file") or set(entry) - _KEYS:
        wrong = ", ".join(sorted(map(str, set(entry) - _KEYS))) if isinstance(entry, dict) else str(entry)
        raise BadInput("mapping.entry", entry=number, wrong=wrong or "file")
    _check_types(number, entry)
    register = entry.get("register")
    if register not in (None, NO_REGISTER, *REGISTER_KINDS):
        raise BadInput("mapping.register", entry=number, wrong=register, known=", ".join(REGISTER_KINDS))
    return Settled(
        str(entry["file"]),
        _words(number, entry, "sheet"),
        register,
        _words(number, entry, "unit"),
        _whole(number, entry, "year", 1900, 2200),
        _whole(number, entry, "header_row", 1, 1_048_576),
        _columns(number, entry, lexicon),
    )


def _words(number: int, entry: dict[str, Any], key: str) -> str | None:
    value = entry.get(key)
    if isinstance(value, list | dict):
        raise BadInput("mapping.entry", entry=number, wrong=f"{key}: {value}")
    return None if value is None else str(value)


def _whole(number: int, entry: dict[str, Any], key: str, least: int, most: int) -> int | None:
    value = entry.get(key)
    if value is not None and not (isinstance(value, int) and least <= value <= most):
        raise BadInput("mapping.entry", entry=number, wrong=f"{key}: {value}")
    return value


def _columns(number: int, entry: dict[str, Any], lexicon: Lexicon) -> dict[str, str]:
    given = entry.get("columns") or {}
    if not isinstance(given, dict):
        raise BadInput("mapping.entry", entry=number, wrong=f"columns: {given}")
    columns = {str(header): str(name) for header, name in given.items()}
    register = entry.get("register")
    kinds = [register] if register in REGISTER_KINDS else REGISTER_KINDS
    known = {name for kind in kinds for name in lexicon.fields[kind]} | {NO_REGISTER}
    wrong = sorted(set(columns.values()) - known)
    if wrong:
        raise BadInput("mapping.field", entry=number, wrong=", ".join(wrong), known=", ".join(sorted(known)))
    return columns


def _check_types(number: int, entry: dict[str, Any]) -> None:
    """`year` and `header_row` are whole numbers above 0, `columns` a mapping."""
    for key in ("year", "header_row"):
        value = entry.get(key)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
            raise BadInput("mapping.entry", entry=number, wrong=f"{key}: {value}")
    if not isinstance(entry.get("columns") or {}, dict):
        raise BadInput("mapping.entry", entry=number, wrong=f"columns: {entry['columns']}")


def settled_for(mapping: Iterable[Settled], file: str, sheet: str) -> Settled:
    """The first entry that fits the sheet."""
    return next((entry for entry in mapping if entry.fits(file, sheet)), NOTHING_SETTLED)
