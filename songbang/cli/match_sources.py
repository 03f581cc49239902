"""Where `songbang match` gets its records from: registers, JSON lines, and documents as whole texts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from songbang.cli.reading import read_registers
from songbang.cli.screen import Screen
from songbang.core.errors import BadInput, Unreadable
from songbang.core.matching import Record
from songbang.core.reading.dates import read_day
from songbang.core.reading.documents.formats import ENDINGS as DOCUMENT_ENDINGS
from songbang.core.reading.documents.reader import read_document
from songbang.core.reading.formats import ENDINGS
from songbang.core.reporting.make import origin_of

_DAYS = ("received_on", "issued_on")
_WORDS = ("title", "number", "issuer", "channel")
_TEXTS = (".txt",)
_WHOLE = DOCUMENT_ENDINGS - ENDINGS
"""Documents that no register is written in: Word, PDF, OFD, pictures of pages."""
_LINES = (".jsonl", ".ndjson", ".json")


def read_sources(path: Path, units: Path | None, screen: Screen, *, before: str = "") -> list[Record]:
    """The records of a register, a folder of registers and documents, or a file of JSON lines.

    `before` is put before each id: the two lists compared may number their rows alike.
    """
    if path.is_file() and path.suffix.lower() in _LINES:
        return _json_lines(path, before)
    texts = dict(_documents(path, screen))
    found = list(texts.values())
    if not texts or _registers_beside(path, texts):
        found = [*_rows(path, units, screen, {record.id for record in found}), *found]
    return [replace(record, id=before + record.id) for record in found] if before else found


def _documents(path: Path, screen: Screen) -> Iterator[tuple[Path, Record]]:
    """The documents among the files, in the order of their names, each with its whole text."""
    for file in [path] if path.is_file() else sorted(path.rglob("*")):
        name = file.relative_to(path).as_posix() if path.is_dir() else file.name
        if file.is_file() and file.suffix.lower() in _TEXTS:
            text = _decoded(file.read_bytes())
            if not _is_table(text):
                yield file, Record(name, "", text=text)
        elif file.is_file() and file.suffix.lower() in _WHOLE:
            record = _read_whole(file, name, screen)
            if record is not None:
                yield file, record


def _read_whole(file: Path, name: str, screen: Screen) -> Record | None:
    """A document of any format with what it says of itself; one that cannot be read is told, and the others go on."""
    try:
        read = read_document(file, file=name)
    except Unreadable as error:
        screen.trouble(error)
        return None
    return Record(name, read.title or "", read.number, read.issuer, issued_on=read.date, text=read.text)


def _registers_beside(path: Path, documents: Mapping[Path, Record]) -> bool:
    files = [path] if path.is_file() else path.rglob("*")
    return any(file.suffix.lower() in ENDINGS and file not in documents for file in files)


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", errors="replace")


def _is_table(text: str) -> bool:
    """Whether a text file holds a register: its first lines are parted into as many columns each."""
    lines = [line for line in text.splitlines() if line.strip()][:6]
    counts = [{line.count(mark) for line in lines} for mark in ("\t", ",")]
    return len(lines) > 1 and any(len(of_one) == 1 and min(of_one) >= 2 for of_one in counts)


def _rows(path: Path, units: Path | None, screen: Screen, documents: Set[str]) -> list[Record]:
    found = read_registers([path], screen, units=units)
    for finding in found.findings:
        if finding.file not in documents:
            screen.finding(finding)
    for _, error in found.failed:
        screen.trouble(error)
    return [
        Record(
            origin_of(row.row), row.name, row.number or None, row.issuer or None, row.day, row.issued_on, row.channel
        )
        for book in found.books
        for row in book.rows
        if row.register == "documents"
    ]


def _json_lines(path: Path, before: str) -> list[Record]:
    """Raises `BadInput` ("match.line") with the number of the line that cannot be read."""
    lines = [(number, line) for number, line in enumerate(path.read_text("utf-8-sig").split("\n"), 1) if line.strip()]
    records = []
    seen: set[str] = set()
    for (number, _), told in zip(lines, _parsed(lines, path.name), strict=True):
        record = _record(told, number, path.name, before)
        if record.id in seen:
            raise BadInput("match.line", file=path.name, line=number, field="id")
        seen.add(record.id)
        records.append(record)
    return records


def _parsed(lines: Sequence[tuple[int, str]], file: str) -> list[Any]:
    """All lines at once; where one cannot be read, one by one, to tell which."""
    try:
        found: list[Any] = json.loads(f"[{','.join([line for _, line in lines])}]")
        if len(found) == len(lines):
            return found
    except ValueError:
        pass  # told below, with its line
    return [_parsed_alone(line, number, file) for number, line in lines]


def _parsed_alone(line: str, number: int, file: str) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        raise BadInput("match.line", file=file, line=number, field="id") from error


@lru_cache(maxsize=65536)
def _day(given: str) -> date:
    """A day as JSON writes it, or as people do (2019年3月5日). Raises `ValueError` where it states no whole one."""
    try:
        return date.fromisoformat(given)
    except ValueError:
        read = read_day(given).day
        if read is None:
            raise
        return read


def _record(told: Any, number: int, file: str, before: str) -> Record:
    try:
        record_id = before + str(told["id"])
    except (KeyError, TypeError) as error:
        raise BadInput("match.line", file=file, line=number, field="id") from error
    title, written, issuer, channel = (str(told[name]) if told.get(name) else None for name in _WORDS)
    days: dict[str, date | None] = {}
    for name in _DAYS:
        given = told.get(name)
        try:
            days[name] = _day(given) if given else None
        except (ValueError, TypeError) as error:
            raise BadInput("match.line", file=file, line=number, field=name) from error
    return Record(
        record_id, title or "", written, issuer, days["received_on"], days["issued_on"], channel,
        text=told.get("text") or None,
    )  # fmt: skip
