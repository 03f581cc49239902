"""Where `songbang match` gets its records from: registers, JSON lines, and documents as whole texts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Set
from datetime import date
from pathlib import Path

from songbang.cli.reading import read_registers
from songbang.cli.screen import Screen
from songbang.core.errors import BadInput, Unreadable
from songbang.core.matching import Record
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


def read_sources(path: Path, units: Path | None, screen: Screen) -> list[Record]:
    """The records of a register, a folder of registers and documents, or a file of JSON lines."""
    if path.is_file() and path.suffix.lower() in _LINES:
        return _json_lines(path)
    texts = dict(_documents(path, screen))
    if texts and not _registers_beside(path, texts):
        return list(texts.values())
    return [*_rows(path, units, screen, {record.id for record in texts.values()}), *texts.values()]


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


def _json_lines(path: Path) -> list[Record]:
    """Raises `BadInput` ("match.line") with the number of the line that cannot be read."""
    records = []
    seen: set[str] = set()
    for number, line in enumerate(path.read_text("utf-8-sig").splitlines(), 1):
        if line.strip():
            record = _record(line, number, path.name)
            if record.id in seen:
                raise BadInput("match.line", file=path.name, line=number, field="id")
            seen.add(record.id)
            records.append(record)
    return records


def _record(line: str, number: int, file: str) -> Record:
    try:
        told = json.loads(line)
        record_id = str(told["id"])
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput("match.line", file=file, line=number, field="id") from error
    words = {name: str(told[name]) if told.get(name) else None for name in _WORDS}
    days: dict[str, date | None] = {}
    for name in _DAYS:
        try:
            days[name] = date.fromisoformat(told[name]) if told.get(name) else None
        except (ValueError, TypeError) as error:
            raise BadInput("match.line", file=file, line=number, field=name) from error
    return Record(
        record_id, words["title"] or "", words["number"], words["issuer"], days["received_on"], days["issued_on"],
        words["channel"], text=told.get("text") or None,
    )  # fmt: skip
