"""Where `songbang match` gets its records from: registers, JSON lines, and documents as whole texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from pathlib import Path

from songbang.cli.match_lines import read_lines
from songbang.cli.screen import Screen
from songbang.core.errors import Unreadable
from songbang.core.matching import Record
from songbang.core.reading.documents.formats import ENDINGS as DOCUMENT_ENDINGS
from songbang.core.reading.formats import ENDINGS

_TEXTS = (".txt",)
_WHOLE = DOCUMENT_ENDINGS - ENDINGS
"""Documents that no register is written in: Word, PDF, OFD, pictures of pages."""
_LINES = (".jsonl", ".ndjson", ".json")


def read_sources(path: Path, units: Path | None, screen: Screen, *, before: str = "") -> Sequence[Record]:
    """The records of a register, a folder of registers and documents, or a file of JSON lines.

    `before` is put before each id: the two lists compared may number their rows alike.
    """
    if path.is_file() and path.suffix.lower() in _LINES:
        table = read_lines(path)
        return table.with_ids(before) if before else table
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
    from songbang.core.reading.documents.reader import read_document  # and all its formats

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
    from songbang.cli.reading import read_registers  # and all that reads and reports them
    from songbang.core.reporting.make import origin_of

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
