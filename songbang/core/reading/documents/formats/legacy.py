"""What office programs wrote before docx (doc, wps, rtf): no maintained pure reader is known, so the cure is named."""

from __future__ import annotations

from songbang.core.errors import Unreadable
from songbang.core.reading.documents.values import Content

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def score(head: bytes, name: str) -> int:
    if head.startswith(_RTF):
        return 8
    return 7 if head.startswith(_OLE) else 0


def open_content(content: bytes, name: str) -> Content:
    """Always raises `Unreadable`: "file.password" for a locked docx, else "document.legacy"."""
    if _ENCRYPTED in content:
        raise Unreadable("file.password")
    ending = name.rpartition(".")[2] if "." in name else "doc"
    raise Unreadable("document.legacy", ending=ending)
