"""The process that opens a plan or a list: `python -m songbang.apps.demands.opening KIND PATH NAME`.

See `units.opening`, whose limits hold here too. One line of JSON answers: `{"lines": […], "refused": [[row, why]]}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from songbang.apps.units.opening import serve
from songbang.core import rulebook
from songbang.core.errors import BadInput
from songbang.core.reading.books import Sheet, text_of
from songbang.core.reading.dates import read_day
from songbang.core.reading.formats import open_book
from songbang.core.text import plain

MOST_LINES = 5000
HEADER_WITHIN = 10
"""Rows in which the header is looked for: titles and notes stand above it."""


def read_table(path: Path, name: str, part: str) -> dict[str, Any]:
    """The lines of the first sheet that has the header of a plan or list. Raises `BadInput` ("plan.no_header", …)."""
    words = rulebook.load("door_lists.yaml")[part]
    for sheet in open_book(path, name).sheets:
        if not sheet.hidden:
            found = _header(sheet, words)
            if found:
                return _lines(sheet, *found, part, name)
    wanted = [words["columns"][column][0] for column in words["required"]]
    raise BadInput("plan.no_header", file=name, columns=wanted)


def _header(sheet: Sheet, words: Mapping[str, Any]) -> tuple[int, dict[str, int]] | None:
    for number, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        labels = [plain(text_of(cell)) for cell in row]
        columns = {
            column: labels.index(plain(word)) for column, known in words["columns"].items() for word in reversed(known)
            if plain(word) in labels
        }  # fmt: skip
        if all(column in columns for column in words["required"]):
            return number, columns
    return None


def _lines(sheet: Sheet, header: int, columns: dict[str, int], part: str, name: str) -> dict[str, Any]:
    if len(sheet.rows) > MOST_LINES:
        raise BadInput("people.too_many", file=name, most=MOST_LINES)
    lines: list[dict[str, Any]] = []
    refused: list[list[Any]] = []
    for number in range(header + 1, len(sheet.rows)):
        cells = {column: sheet.at(number, at) for column, at in columns.items()}
        texts = {column: text_of(cell).strip() for column, cell in cells.items()}
        if not any(texts.values()):
            continue
        line = _plan_line(texts, cells) if part == "plan" else _list_line(texts, len(lines) + 1)
        if isinstance(line, str):
            refused.append([number + 1, line, texts.get("title") or texts.get("text") or ""])
        else:
            lines.append({"row": number + 1, **line})
    return {"lines": lines, "refused": refused}


def _plan_line(texts: Mapping[str, str], cells: Mapping[str, Any]) -> dict[str, Any] | str:
    """The item's values, or why it cannot be taken."""
    kind = _kind(texts["kind"])
    if not texts["title"]:
        return "title_missing"
    if kind is None:
        return "kind_unknown"
    days: dict[str, Any] = {}
    for column in ("starts_on", "ends_on"):
        day = read_day(cells[column], year=_year(texts)).day if texts.get(column) else None
        if texts.get(column) and day is None:
            return "day_unreadable"
        days[column] = day.isoformat() if day else None
    if days["starts_on"] and days["ends_on"] and days["ends_on"] < days["starts_on"]:
        return "ends_before"
    return {"code": texts.get("code", ""), "title": texts["title"], "kind": kind, "issuer": texts.get("issuer", ""),
            "year": _year(texts), **days}  # fmt: skip


def _year(texts: Mapping[str, str]) -> int | None:
    digits = "".join(sign for sign in texts.get("year", "") if sign.isdigit())[:4]
    return int(digits) if len(digits) == 4 else None


def _kind(word: str) -> str | None:
    known = rulebook.load("door_lists.yaml")["kinds"]
    return next((kind for kind, words in known.items() if word == kind or plain(word) in map(plain, words)), None)


def _list_line(texts: Mapping[str, str], place: int) -> dict[str, Any] | str:
    if not texts["text"]:
        return "text_missing"
    digits = texts.get("place", "").removesuffix(".0")
    return {"place": int(digits) if digits.isdigit() else place, "text": texts["text"],
            "clause": texts.get("clause", ""), "remark": texts.get("remark", "")}  # fmt: skip


def main() -> None:
    serve({
        "plan": lambda path, name: read_table(path, name, "plan"),
        "list": lambda path, name: read_table(path, name, "list"),
    })  # fmt: skip


if __name__ == "__main__":
    main()
