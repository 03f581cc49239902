"""Opens documents: `read_document` for a file (or the pages of one scan), `read_text` for text at hand."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from songbang.core.errors import Unreadable
from songbang.core.reading.documents.elements import find_elements
from songbang.core.reading.documents.formats import open_content
from songbang.core.reading.documents.lines import paragraphs, without_furniture
from songbang.core.reading.documents.values import Content, Document, Line

LARGEST_FILE = 200 * 2**20


def read_document(path: Path, *, file: str | None = None, more: Sequence[Path] = ()) -> Document:
    """Read a document. `more` are further pages of it, in order (a scan of one picture a page).

    `file` is its name in the account (else the path's own). Raises `Unreadable` with what is wrong and a cure:
    file.empty, file.too_large, file.password, file.truncated, file.damaged, file.zip_bomb, file.xml_bomb,
    file.encoding, document.unknown, document.legacy, document.no_ocr, document.no_text, document.too_many_pages,
    document.picture_too_large.
    """
    name = file or path.name
    try:
        contents = [_opened(one) for one in (path, *more)]
        return _document(_joined(contents), name, _digest(path))
    except Unreadable as error:
        raise type(error)(error.code, **{**error.parameters, "file": name}) from error


def read_text(text: str, *, file: str = "") -> Document:
    """The same of a text at hand, a paragraph a line."""
    lines = tuple(Line(line) for line in text.splitlines())
    digest = hashlib.sha256(text.encode()).hexdigest()
    return _document(Content(lines, 1, "plain"), file, digest)


def _opened(path: Path) -> Content:
    size = path.stat().st_size
    if size == 0:
        raise Unreadable("file.empty")
    if size > LARGEST_FILE:
        raise Unreadable("file.too_large", megabytes=size // 2**20, most=LARGEST_FILE // 2**20)
    return open_content(path.read_bytes(), path.name)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _joined(contents: Sequence[Content]) -> Content:
    """Several files as the pages of one document."""
    if len(contents) == 1:
        return contents[0]
    lines: list[Line] = []
    before = 0
    for content in contents:
        lines += [_later(line, before) for line in content.lines]
        before += content.pages
    lost = tuple(code for content in contents for code in content.lost)
    return Content(tuple(lines), before, contents[0].by, contents[0].stated, lost)


def _later(line: Line, pages: int) -> Line:
    return Line(
        line.text, line.page + pages, line.place, line.printed, line.left, line.right, line.size, line.titled
    )  # fmt: skip


def _document(content: Content, file: str, sha256: str) -> Document:
    own = paragraphs(without_furniture(content.lines))
    found = find_elements(own, content.stated)
    text = "\n".join(line.text.strip() for line in own)
    return Document(
        **found, file=file, sha256=sha256, text=text, pages=content.pages, by=content.by, lost=content.lost
    )  # fmt: skip
