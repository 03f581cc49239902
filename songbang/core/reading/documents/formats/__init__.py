"""One module a format of documents. Each says by the first bytes and the name how sure it is, and opens the file.

A format is a module with `score(head, name) -> int` (0 declines) and `open_content(content, name) -> Content`, which
raises `Unreadable` with code and cure. The highest score opens the file. New format: add a module and list it here.
"""

from __future__ import annotations

from typing import Protocol

from songbang.core.errors import Unreadable
from songbang.core.reading.documents.formats import legacy, ofd, pdf, pictures, plain, web, word
from songbang.core.reading.documents.values import Content

ENDINGS = frozenset(
    {".docx", ".docm", ".pdf", ".ofd", ".txt", ".md", ".htm", ".html", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"}
)
"""What documents end in, lower case; `.doc` and `.wps` are told apart and named with their cure."""
LEGACY = frozenset({".doc", ".wps", ".dot", ".rtf"})
HEAD = 4096


class Format(Protocol):
    """What a format module offers."""

    __name__: str

    def score(self, head: bytes, name: str) -> int: ...

    def open_content(self, content: bytes, name: str) -> Content: ...


FORMATS: tuple[Format, ...] = (word, ofd, pdf, pictures, web, plain, legacy)


def open_content(content: bytes, name: str) -> Content:
    """Open a document. Raises `Unreadable`: "document.unknown" where no format knows it, else what is wrong with it."""
    head = content[:HEAD]
    best, form = max(((form.score(head, name.lower()), form) for form in FORMATS), key=lambda pair: pair[0])
    if best == 0:
        raise Unreadable("document.unknown")
    return form.open_content(content, name.lower())
