"""The sheet of findings in rows.xlsx: written only where a report tells of campaigns, read back by `verify`."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from songbang.core.errors import Unreadable
from songbang.core.reading.sources import ROWS_MARK
from songbang.core.reporting.beside import FOUND_COLUMNS, Found, check_of
from songbang.core.text import tidy
from songbang.core.words import Language, labels

_WIDTHS = {"row": 12, "campaign": 28, "unit": 14, "rule": 24, "day": 11, "text": 60, "deadline": 11}
_DAYS = ("day", "deadline")


@dataclass(frozen=True, slots=True)
class ReadFound:
    """A finding of rows.xlsx with the check that stands beside it, and its row."""

    found: Found
    check: str
    line_no: int


def title_of(language: Language) -> str:
    """The sheet's name."""
    return labels(language)["found"]["sheet"]


def add_found_sheet(book: Any, formats: Mapping[str, Any], found: Sequence[Found], language: Language) -> None:
    """`formats`: `head` and `day` of the book."""
    words = labels(language)
    sheet = book.add_worksheet(title_of(language))
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(FOUND_COLUMNS):
        sheet.set_column(column, column, _WIDTHS.get(name, 9), None, {"hidden": name in ("row", "digest")})
        sheet.write_string(0, column, words["found"][name], formats["head"])
    for line, one in enumerate(found, 1):
        for column, name in enumerate(FOUND_COLUMNS):
            value = check_of(one) if name == "digest" else getattr(one, name)
            if isinstance(value, date):
                sheet.write_datetime(line, column, value, formats["day"])
            elif value:
                sheet.write_string(line, column, words["finding_states"][value] if name == "state" else tidy(value))


def read_found(content: bytes) -> list[ReadFound]:
    """The findings of a rows.xlsx, none where it has no such sheet. Raises `Unreadable` ("report.unreadable")."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        about = json.loads(str(book.get_sheet_by_name(ROWS_MARK).to_python()[0][0]))
        if "found" not in about:
            return []
        return list(_read(book.get_sheet_by_name(about["found"]).to_python(skip_empty_area=False), about["language"]))
    except (CalamineError, KeyError, IndexError, ValueError, TypeError) as error:
        raise Unreadable("report.unreadable", file="rows.xlsx", reason=str(error)) from error


def _read(lines: Sequence[Sequence[Any]], language: Language) -> Iterator[ReadFound]:
    states = {label: code for code, label in labels(language)["finding_states"].items()}
    for line_no, cells in enumerate(lines[1:], 2):
        told = dict(zip(FOUND_COLUMNS, cells, strict=False))
        check = str(told.pop("digest", ""))
        made = {name: _day(told.get(name)) if name in _DAYS else str(told.get(name, "")) for name in FOUND_COLUMNS[:-1]}
        made["state"] = states[str(told["state"])]
        yield ReadFound(Found(**made), check, line_no)  # type: ignore[arg-type]


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None
