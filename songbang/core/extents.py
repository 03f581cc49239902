"""How much a workbook becomes once it is laid out, counted before a parser lays it out.

Parsers make a rectangle of every sheet, from its first cell to its last, and a text of its own for every cell. A file
of one kilobyte with two cells far apart, or with one long text that a million cells point to, would take all memory
there is: `CalamineWorkbook` then ends the whole program, for it cannot be refused memory. Cells without content do not
count: a column that was formatted to its end is no reason to refuse a register.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from struct import error as struct_error
from struct import unpack_from
from typing import Any

import xlrd  # type: ignore[import-untyped]
from lxml import etree
from xlrd.compdoc import CompDoc  # type: ignore[import-untyped]

from songbang.core.errors import Unreadable

LONGEST_TEXT = 32_767
"""Characters that a cell of a legacy workbook may hold."""
SMALL = 2**20
"""Bytes; a part so small is looked through cell by cell, a larger one only where it looks wide or long."""
_FAR = re.compile(rb"""\br\s*=\s*["'](?:[B-Z][A-Z]\d|[A-Za-z]{3}|[a-z]|[A-Z]*\d{7}|[A-Z]*[2-9]\d{5}|[^"']*&)""")
"""A cell beyond column AZ or row 199,999, or one whose place is written as no program writes it."""
_UNPLACED = re.compile(rb"""<(?:\w+:)?c(?!\s+r=")[\s/>]""")
_BLANK = re.compile(rb"""<(?:\w+:)?c r="[A-Z]{1,3}[0-9]{1,7}"(?: [a-z]{1,2}="\w*")*/>|<(?:\w+:)?row [^<>]*/>""")
"""Cells without content, and rows without cells, of which a column that was formatted to its end has a million."""
_TEXTS = re.compile(r"sharedstrings", re.IGNORECASE)
_SINGLE = frozenset({0x0006, 0x0203, 0x0204, 0x0205, 0x00D6, 0x00FD, 0x027E})
_UNREADABLE = (struct_error, IndexError, KeyError, ValueError, TypeError, AssertionError)
_SEVERAL, _EMPTY, _EMPTIES = 0x00BD, 0x0201, 0x00BE
_DIMENSIONS = 0x0200
_STRING_OF_LIST, _SHEET, _LIST, _MORE, _END = 0x00FD, 0x0085, 0x00FC, 0x003C, 0x000A


@dataclass(frozen=True, slots=True)
class Limits:
    """Of all sheets together: cells of their rectangles, characters; whether cells without content count."""

    cells: int
    text: int
    blanks: bool = False


REGISTER = Limits(17_000_000, 256 * 2**20)
"""One whole sheet of the legacy format is 16.8 million cells, which take 1.2 GB."""
FORM = Limits(1_000_000, 16 * 2**20, blanks=True)
"""Of a form every cell is looked at with its looks, which takes ten times as long."""


@dataclass(slots=True)
class Extent:
    """What one sheet becomes: the rectangle of its cells, and their characters."""

    top: int = 2**31
    left: int = 2**31
    bottom: int = -1
    right: int = -1
    text: int = 0

    def add(self, row: int, column: int, last: int | None = None) -> None:
        self.top, self.bottom = min(self.top, row), max(self.bottom, row)
        self.left, self.right = min(self.left, column), max(self.right, column if last is None else last)

    @property
    def cells(self) -> int:
        """From the sheet's own first cell on: what is empty before is laid out too."""
        return (self.bottom + 1) * (self.right + 1) if self.bottom >= 0 else 0


@dataclass(slots=True)
class Total:
    """The sum over sheets; too much is an error at once."""

    limits: Limits = REGISTER
    cells: int = 0
    text: int = 0
    by_offset: dict[int, Extent] = field(default_factory=dict)

    def take(self, extent: Extent) -> None:
        """Raises `Unreadable` ("file.too_many_cells", "file.too_much_text")."""
        self.cells += extent.cells
        self.text += extent.text
        if self.cells > self.limits.cells:
            raise Unreadable("file.too_many_cells", cells=self.cells, most=self.limits.cells)
        if self.text > self.limits.text:
            raise Unreadable("file.too_much_text", characters=self.text, most=self.limits.text)


def check_packed(content: bytes, limits: Limits = REGISTER) -> None:
    """Of xlsx, xlsm, xlsb and ods. Raises `Unreadable`, and what zipfile raises of broken archives."""
    total = Total(limits)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [entry for entry in archive.infolist() if entry.filename.endswith((".xml", ".bin"))]
        lists = [_lengths(archive.read(entry)) for entry in parts if _TEXTS.search(entry.filename)]
        texts = max(lists, key=sum, default=[])
        for entry in parts:
            if entry.filename == "content.xml":
                _open_document(archive.read(entry), total)
            elif entry.filename.endswith(".bin") and "sheet" in entry.filename.lower():
                total.take(_binary(archive.read(entry)))
            elif entry.filename.endswith(".xml") and not _TEXTS.search(entry.filename):
                _sheet_part(archive.read(entry), texts, total)


def _parsed(content: bytes, *tags: str) -> Iterator[Any]:
    """Elements of these local names at their ends, freed when the next is asked for; broken XML ends it."""
    named = [f"{{*}}{tag}" for tag in tags]
    told = etree.iterparse(
        io.BytesIO(content), events=("end",), tag=named, resolve_entities=False, no_network=True, huge_tree=True
    )
    try:
        for _, element in told:
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError:
        return  # the format's own parser says what is wrong


def _lengths(content: bytes) -> list[int]:
    return [sum(map(len, one.itertext())) for one in _parsed(content, "si")]


def _sheet_part(content: bytes, texts: Sequence[int], total: Total) -> None:
    if b"sheetData" not in content:
        return
    if total.limits.blanks:
        total.take(_sheet(content, texts, blanks=True))
        return
    most = max(texts, default=0) * content.count(b"<v>")
    if len(content) > SMALL and most < total.limits.text and not _FAR.search(content):
        return  # within AZ199999: ten million cells at most, and the texts of all are few
    total.take(_sheet(content if _UNPLACED.search(content) else _BLANK.sub(b"", content), texts))


def _sheet(content: bytes, texts: Sequence[int], *, blanks: bool = False) -> Extent:
    """A cell without its place stands right of the one before, a row without its number below."""
    found, row, column = Extent(), 0, 0
    cells: list[tuple[tuple[int, int], int]] = []
    for element in _parsed(content, "c", "row"):
        if etree.QName(element).localname == "row":
            row = int(element.get("r")) if (element.get("r") or "").isdigit() else row + 1
            for at, length in cells:
                found.add(at[0] if at[0] >= 0 else row - 1, at[1])
                found.text += length
            cells, column = [], 0
            continue
        place = _place(element.get("r") or "")
        column = place[1] if place else column
        if blanks or len(element):
            cells.append((place or (-1, column), _length(element, texts)))
        column += 1
    return found


def _place(reference: str) -> tuple[int, int] | None:
    """Row and column, from 0.

    >>> _place("AB12")
    (11, 27)
    """
    told = re.fullmatch(r"([A-Za-z]{1,3})(\d{1,9})", reference)
    if told is None:
        return None
    column = 0
    for letter in told[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(told[2]) - 1, column - 1


def _length(cell: Any, texts: Sequence[int]) -> int:
    said = "".join(cell.itertext())
    if cell.get("t") == "s":
        return texts[int(said)] if said.isdigit() and int(said) < len(texts) else 0
    return len(said)


def _binary(content: bytes) -> Extent:
    """A sheet of an xlsb: records of a number and a size, each of up to four bytes of seven bits."""
    found, at, row = Extent(), 0, 0
    while at < len(content):
        kind, at = _seven(content, at, 2)
        size, at = _seven(content, at, 4)
        if kind == 0 and at + 4 <= len(content):
            row = unpack_from("<I", content, at)[0]
        elif 2 <= kind <= 11 and at + 4 <= len(content):
            found.add(row, unpack_from("<I", content, at)[0])
            found.text += size // 2 if kind in (6, 8) else 0
        at += size
    return found


def _seven(content: bytes, at: int, most: int) -> tuple[int, int]:
    value = 0
    for shift in range(most):
        if at >= len(content):
            break
        byte = content[at]
        at += 1
        value |= (byte & 0x7F) << 7 * shift
        if byte < 0x80:
            break
    return value, at


def _open_document(content: bytes, total: Total) -> None:
    """Cells and rows that are repeated are laid out as often as they say, those without content only before others."""
    found, row, column, wide = Extent(), 0, 0, Extent()
    for element in _parsed(content, "table-cell", "covered-table-cell", "table-row", "table"):
        kind = etree.QName(element).localname
        if kind == "table":
            total.take(found)
            found, row, column, wide = Extent(), 0, 0, Extent()
        elif kind == "table-row":
            times = _times(element, "number-rows-repeated")
            if wide.right >= 0:
                found.add(row + times - 1, wide.right)
                found.text += wide.text * times
            row, column, wide = row + times, 0, Extent()
        else:
            times = _times(element, "number-columns-repeated")
            if len(element) or any(etree.QName(name).localname.endswith("value") for name in element.attrib):
                wide.add(0, column + times - 1)
                wide.text += sum(map(len, element.itertext())) * times
            column += times


def _times(element: Any, name: str) -> int:
    told = next((value for key, value in element.attrib.items() if etree.QName(key).localname == name), "1")
    return int(told) if told.isdigit() else 1


def check_legacy(content: bytes, limits: Limits = REGISTER) -> None:
    """Of a legacy workbook (xls, et). Each sheet that the workbook names is laid out, the same one as often as it is
    named. Raises `Unreadable` (also "file.damaged")."""
    stream = _stream(content)
    if not stream:
        return  # no workbook: the format's own parser says so
    total, offsets, texts = Total(limits), [], []
    for kind, begin, end in _records(stream, 0):
        if kind == _SHEET and end - begin >= 4:
            offsets.append(unpack_from("<I", stream, begin)[0])
        elif kind == _LIST:
            texts = _list_of_texts(stream, begin, end)
    for offset in offsets:
        if offset not in total.by_offset:
            _check_dimensions(stream, offset, limits)
            total.by_offset[offset] = _legacy_sheet(stream, offset, texts, blanks=limits.blanks)
        total.take(total.by_offset[offset])


def _check_dimensions(stream: bytes, offset: int, limits: Limits) -> None:
    """calamine makes room for as many cells as a sheet declares, before it has read one."""
    for kind, begin, end in _records(stream, offset) if not limits.blanks else ():
        if kind == _DIMENSIONS and end - begin >= 10:
            _check_declared(stream, begin, end, limits)


def _check_declared(stream: bytes, begin: int, end: int, limits: Limits) -> None:
    """First row, the one after the last, and the same of columns; backwards they are many."""
    top, bottom, left, right = unpack_from("<IIHH" if end - begin >= 12 else "<HHHH", stream, begin)
    cells = max((bottom - top) % 2**32, 1) * max((right - left) % 2**32, 1)
    if cells > limits.cells:
        raise Unreadable("file.too_many_cells", cells=cells, most=limits.cells)


def _stream(content: bytes) -> bytes:
    try:
        with Path(os.devnull).open("w") as nowhere:
            packed = CompDoc(content, logfile=nowhere, ignore_workbook_corruption=True)
            for name in ("Workbook", "Book"):
                held, base, size = packed.locate_named_stream(name)
                if held:
                    return bytes(held[base : base + size])
    except Exception as error:  # a foreign parser: what it raises of broken files has no end
        raise Unreadable("file.damaged", reason=str(error)) from error
    return b""


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """(kind, where its content begins and ends) up to the end of the part that begins at `at`."""
    while at + 4 <= len(stream):
        kind, size = unpack_from("<HH", stream, at)
        yield kind, at + 4, min(at + 4 + size, len(stream))
        if kind == _END:
            return
        at += 4 + size


def _list_of_texts(stream: bytes, begin: int, end: int) -> list[int]:
    """The length of each text that cells point to."""
    chunks = [stream[begin:end]]
    for kind, first, last in _records(stream, end):
        if kind != _MORE:
            break
        chunks.append(stream[first:last])
    if len(chunks[0]) < 8:
        return []
    declared = unpack_from("<I", stream, begin + 4)[0]
    if declared > len(stream) // 3:  # each takes three bytes at least; the parser makes room for all that are declared
        raise Unreadable("file.damaged", reason=f"{declared} texts")
    try:
        found, _ = xlrd.book.unpack_SST_table(chunks, declared)
    except _UNREADABLE:  # the worst is assumed: each as long as all together, or as a cell may be
        return [min(sum(map(len, chunks)), LONGEST_TEXT)] * declared
    return [len(text) for text in found]


def _legacy_sheet(stream: bytes, offset: int, texts: Sequence[int], *, blanks: bool) -> Extent:
    found, pointed = Extent(), Counter[int]()
    for kind, begin, end in _records(stream, offset):
        if end - begin < 6:
            continue
        if kind in _SINGLE or (blanks and kind == _EMPTY):
            row, column = unpack_from("<HH", stream, begin)
            found.add(row, column)
            if kind == _STRING_OF_LIST and end - begin >= 10:
                pointed[unpack_from("<I", stream, begin + 6)[0]] += 1
            elif kind in (0x0204, 0x00D6):
                found.text += end - begin
        elif kind == _SEVERAL or (blanks and kind == _EMPTIES):
            row, column = unpack_from("<HH", stream, begin)
            found.add(row, column, unpack_from("<H", stream, end - 2)[0])
    found.text += sum(texts[one] * times for one, times in pointed.items() if one < len(texts))
    return found
