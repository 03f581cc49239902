"""txt and md: a line of the file is a line, a form feed a new page."""

from __future__ import annotations

from songbang.core.errors import Unreadable
from songbang.core.reading.documents.values import Content, Line
from songbang.core.reading.formats.separated import decoded

_ENDINGS = (".txt", ".md")
_BINARY = (b"\x89PNG", b"\xff\xd8\xff", b"%PDF", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def score(head: bytes, name: str) -> int:
    if head.startswith(_BINARY):
        return 0
    if name.endswith(_ENDINGS):
        return 6
    return 1 if b"\x00" not in head or head[:2] in (b"\xff\xfe", b"\xfe\xff") else 0


def open_content(content: bytes, name: str) -> Content:
    """Raises `Unreadable` (file.encoding, file.damaged) where the bytes are no text."""
    text = decoded(content)
    if text.count("\x00") > len(text) // 100:
        raise Unreadable("file.damaged", reason="NUL")
    pages = text.split("\f")
    lines = [Line(line, number) for number, page in enumerate(pages, 1) for line in page.splitlines()]
    return Content(tuple(lines), len(pages), "plain")
