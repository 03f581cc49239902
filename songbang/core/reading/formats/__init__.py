"""One module a file format. Each looks at the first bytes and the name, answers how sure it is, and opens the file.

A format is a module with `score(head, name) -> int` (0 declines) and `open_sheets(content, name) -> list[Sheet]`, which
raises `Unreadable` with code and cure. The highest score opens the file. New format: add a module and list it here.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Protocol

from songbang.core.errors import Unreadable
from songbang.core.reading.books import Book, Sheet
from songbang.core.reading.formats import excel, markup, separated

LARGEST_FILE = 200 * 1024 * 1024
ENDINGS = frozenset(
    {".xlsx", ".xlsm", ".xltx", ".xls", ".et", ".ett", ".xlsb", ".ods", ".csv", ".tsv", ".txt", ".htm", ".html"}
)


class Format(Protocol):
    """What a format module offers."""

    __name__: str

    def score(self, head: bytes, name: str) -> int: ...

    def open_sheets(self, content: bytes, name: str) -> list[Sheet]: ...


FORMATS: tuple[Format, ...] = (excel, separated, markup)


def open_book(path: Path, file: str, folders: tuple[str, ...] = ()) -> Book:
    """Open any register file. Raises `Unreadable` naming what is wrong with it."""
    size = path.stat().st_size
    if size == 0:
        raise Unreadable("file.empty", file=file)
    if size > LARGEST_FILE:
        raise Unreadable("file.too_large", file=file, megabytes=size // 2**20, most=LARGEST_FILE // 2**20)
    content = path.read_bytes()
    name = path.name.lower()
    scores = [(form.score(content[:4096], name), form) for form in FORMATS]
    best, form = max(scores, key=lambda pair: pair[0])
    if best == 0:
        raise Unreadable("file.not_a_workbook", file=file, looks_like=_looks_like(content[:16]))
    try:
        sheets = form.open_sheets(content, name)
    except Unreadable as error:
        raise type(error)(error.code, file=file, **error.parameters) from error
    return Book(file, hashlib.sha256(content).hexdigest(), sheets, form.__name__.rpartition(".")[2], folders)


_KNOWN = {
    b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"%PDF": "PDF", b"GIF8": "GIF", b"BM": "BMP",
    b"Rar!": "RAR", b"7z\xbc\xaf": "7z",
    b"PK\x03\x04": "ZIP", b"\xd0\xcf\x11\xe0": "OLE",
}  # fmt: skip


def _looks_like(head: bytes) -> str:
    return next((name for magic, name in _KNOWN.items() if head.startswith(magic)), "?")
