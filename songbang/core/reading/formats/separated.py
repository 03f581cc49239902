"""csv and tab-separated text, UTF-8 (with or without BOM), UTF-16 with BOM, GB18030."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence

from songbang.core.errors import Unreadable
from songbang.core.reading.books import Sheet

_ENDINGS = (".csv", ".tsv", ".txt")
_BINARY = (b"\x89PNG", b"\xff\xd8\xff", b"%PDF", b"GIF8", b"Rar!", b"7z\xbc\xaf")


def score(head: bytes, name: str) -> int:
    if head.startswith(_BINARY) or head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return 0
    if name.endswith(_ENDINGS):
        return 6
    looks_like_text = b"\x00" not in head or head[:2] in (b"\xff\xfe", b"\xfe\xff")
    return 2 if looks_like_text else 0


def open_sheets(content: bytes, name: str) -> list[Sheet]:
    """One sheet with an empty name; a record is a row, however many lines it takes.

    Raises `Unreadable` (file.encoding) where the bytes are text in none of the encodings, (file.not_a_workbook) where
    the name promises a workbook and the text is no table either: old systems do export tables of text as .xls.
    """
    text = decoded(content)
    csv.field_size_limit(10_000_000)
    records = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    if not name.endswith(_ENDINGS) and not _is_table(records):
        raise Unreadable("file.not_a_workbook", looks_like="TXT")
    return [Sheet("", records)]


def _is_table(records: Sequence[Sequence[str]]) -> bool:
    """Most records are of one width, two cells at least."""
    widths = Counter(len(record) for record in records if any(cell.strip() for cell in record))
    width, times = widths.most_common(1)[0] if widths else (0, 0)
    return width >= 2 and times * 2 >= widths.total()


def decoded(content: bytes) -> str:
    """Text in whichever of the known encodings it is."""
    wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030", "big5"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("file.encoding")


def _delimiter(text: str) -> str:
    """The separator that parts the first lines most evenly."""
    lines = [line for line in text.splitlines()[:20] if line.strip()]
    counts = {mark: sum(line.count(mark) for line in lines) for mark in (",", "\t", ";", "，")}
    best = max(counts, key=lambda mark: counts[mark])
    return best if counts[best] else ","
