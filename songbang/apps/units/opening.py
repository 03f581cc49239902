"""The process that opens a list of units or people: `python -m songbang.apps.units.opening KIND PATH NAME`.

Small, without Django or database, under limits of its own, because the file is foreign. One line of JSON answers:
`{"units": …}`, `{"posts": …, "refused": …}`, `{"departments": …, "refused": …}` or `{"error": {code, parameters}}`.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from songbang.core import rulebook
from songbang.core.errors import BadInput, SongbangError, Unreadable
from songbang.core.reading.books import Sheet, Value, text_of
from songbang.core.reading.dates import read_day
from songbang.core.reading.formats import ENDINGS, open_book
from songbang.core.reading.unitlist import read_units
from songbang.core.text import plain

MOST_SIZE = 5 * 2**20
MOST_MEMORY = 2**30
MOST_SECONDS = 20
MOST_LINES = 20_000


def ask(kind: str, content: bytes, name: str, *, reader: str = "songbang.apps.units.opening") -> dict[str, Any]:
    """What the list says, read in a process apart by a module. Raises `Unreadable` and `BadInput` as it does."""
    ending = Path(name).suffix.lower()
    if len(content) > MOST_SIZE:
        raise Unreadable("file.too_large", file=name, megabytes=len(content) // 2**20, most=MOST_SIZE // 2**20)
    if ending not in ENDINGS:
        raise Unreadable("file.not_a_workbook", file=name, looks_like=ending or "?")
    with tempfile.TemporaryDirectory(prefix="songbang-list-") as folder:
        path = Path(folder) / f"list{ending}"
        path.write_bytes(content)
        command = [sys.executable, "-m", reader, kind, str(path), name]
        try:
            done = subprocess.run(command, capture_output=True, timeout=MOST_SECONDS * 2, check=True)
        except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
            raise Unreadable("list.too_hard", file=name) from error
    answer: dict[str, Any] = json.loads(done.stdout)
    if "error" in answer:
        error_class = Unreadable if answer["unreadable"] else BadInput
        raise error_class(answer["error"]["code"], **answer["error"]["parameters"])
    return answer


def main() -> None:
    serve({"units": _units, "people": _people, "departments": _departments})


def serve(readers: Mapping[str, Callable[[Path, str], dict[str, Any]]]) -> None:
    """Answer on standard output, within the limits. `readers`: kind → what reads a file of it by path and name."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    kind, path, name = sys.argv[1:4]
    try:
        answer = readers[kind](Path(path), name)
    except SongbangError as error:
        about = {**error.parameters, "file": name}
        answer = {"error": {"code": error.code, "parameters": about}, "unreadable": isinstance(error, Unreadable)}
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, default=str))


def _units(path: Path, name: str) -> dict[str, Any]:
    return {"units": [asdict(unit) for unit in read_units(path).units.values()]}


def _people(path: Path, name: str) -> dict[str, Any]:
    sheet = _first_sheet(path, name)
    return _lines(sheet, _columns(sheet.rows[0], name, rulebook.load("people_list.yaml")))


def _first_sheet(path: Path, name: str) -> Sheet:
    """The first sheet that people see and that holds anything. Raises `BadInput` ("people.empty", …)."""
    sheets = [sheet for sheet in open_book(path, name).sheets if not sheet.hidden and len(sheet.rows) > 0]
    if not sheets:
        raise BadInput("people.empty", file=name)
    if len(sheets[0].rows) > MOST_LINES:
        raise BadInput("people.too_many", file=name, most=MOST_LINES)
    return sheets[0]


def _departments(path: Path, name: str) -> dict[str, Any]:
    words, sheet = rulebook.load("department_list.yaml"), _first_sheet(path, name)
    columns = _columns(sheet.rows[0], name, words)
    kinds = {plain(word): kind for kind, known in words["kinds"].items() for word in known}
    listed, refused = [], []
    for number in range(1, len(sheet.rows)):
        cells = {key: text_of(sheet.at(number, column)).strip() for key, column in columns.items()}
        if not any(cells.values()):
            continue
        line = _department(cells, kinds)
        if isinstance(line, tuple):
            refused.append([number + 1, *line])
        else:
            listed.append({"row": number + 1, **line})
    return {"departments": listed, "refused": refused}


def _department(cells: dict[str, str], kinds: dict[str, str]) -> dict[str, Any] | tuple[str, str]:
    """The line's values; or (reason, word) where it cannot be taken."""
    kind = kinds.get(plain(cells.get("kind", ""))) if cells.get("kind") else "department"
    if not cells["name"] or len(cells["name"]) > 80:
        return ("name_missing", cells["name"][:80])
    if kind is None:
        return ("kind_unknown", cells["kind"])
    code, cadres = cells.get("code", ""), plain(cells.get("cadres", "")).removesuffix(".0")
    if len(code) > 12 or not all(mark.isalnum() or mark in "._-" for mark in code):
        return ("code_bad", code)
    if cadres and not (cadres.isdecimal() and len(cadres) <= 5):
        return ("cadres_bad", cadres)
    aliases = [part for word in cells.get("aliases", "").split("|") for part in _split(word)]
    return {
        "name": cells["name"], "code": code, "aliases": aliases, "area": kind == "area",
        "parent": cells.get("parent", ""), "cadres": int(cadres) if cadres else None,
    }  # fmt: skip


def _columns(header: Iterable[Value], file: str, words: dict[str, Any]) -> dict[str, int]:
    labels = [plain(text_of(label)).lower() for label in header]
    found = {
        name: labels.index(plain(word)) for name, known in words["columns"].items() for word in reversed(known)
        if plain(word) in labels
    }  # fmt: skip
    missing = [words["columns"][name][0] for name in words["required"] if name not in found]
    if missing:
        raise BadInput("people.missing_column", file=file, columns=missing)
    return found


def _lines(sheet: Sheet, columns: dict[str, int]) -> dict[str, Any]:
    posts, refused = [], []
    kinds = {plain(word): kind for kind, known in rulebook.load("people_list.yaml")["posts"].items() for word in known}
    for number in range(1, len(sheet.rows)):
        cells = {name: sheet.at(number, column) for name, column in columns.items()}
        if not any(text_of(cell) for cell in cells.values()):
            continue
        line = _line(cells, kinds)
        if isinstance(line, tuple):
            refused.append([number + 1, *line])
        else:
            posts.append({"row": number + 1, **line})
    return {"posts": posts, "refused": refused}


def _line(cells: dict[str, Value], kinds: dict[str, str]) -> dict[str, Any] | tuple[str, str]:
    """The line's values; or (reason, word) where it cannot be taken."""
    person, unit, post = (text_of(cells[name]) for name in ("person", "unit", "post"))
    if not person or len(person) > 60:
        return ("person_missing", person[:60])
    kind = kinds.get(plain(post))
    if kind is None:
        return ("post_unknown", post)
    days: dict[str, date | None] = {}
    for name in ("valid_from", "valid_to"):
        cell = cells.get(name, "")
        days[name] = read_day(cell).day if text_of(cell) else None
        if text_of(cell) and days[name] is None:
            return ("day_unreadable", text_of(cell))
    if days["valid_from"] and days["valid_to"] and days["valid_to"] < days["valid_from"]:
        return ("ends_before", text_of(cells["valid_to"]))
    return {"person": person, "unit": unit, "kind": kind, "lines": _split(text_of(cells.get("lines", ""))), **days}


def _split(text: str) -> list[str]:
    for mark in "，,;；/|\n":
        text = text.replace(mark, "、")
    return [part.strip() for part in text.split("、") if part.strip()]


if __name__ == "__main__":
    main()
