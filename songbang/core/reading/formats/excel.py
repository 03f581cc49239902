"""xlsx, xlsm, xlsb, xls, et-as-xls and ods, by python-calamine (formulas give their cached values)."""

from __future__ import annotations

import io
import zipfile

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    XmlError,
    ZipError,
)

from songbang.core import extents
from songbang.core.errors import Unreadable
from songbang.core.reading.books import Merge, Sheet
from songbang.core.reading.documents.archive import BROKEN_ZIP

MOST_UNPACKED = 1024**3
LARGEST_PART = 256 * 1024**2
"""Bytes that one part of a workbook may unpack to; a register of 100,000 rows takes some 60 MB."""
BOMB_RATIO, BOMB_SIZE = 150, 64 * 1024**2
"""A sheet of real cells packs to a tenth or a thirtieth; a large part that packs to less than 1/150 is no sheet."""
PANIC = "PanicException"
"""What a parser in Rust that met a mistake of its own raises: no Exception, and of no module that could be imported."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def score(head: bytes, name: str) -> int:
    if head.startswith(b"PK\x03\x04"):
        return 8
    return 8 if head.startswith(_OLE) else 0


def open_sheets(content: bytes, name: str) -> list[Sheet]:
    """All work sheets, hidden ones too. Raises `Unreadable` (file.password, file.truncated, file.zip_bomb, …).

    What would take too much is refused before it is laid out (`extents`)."""
    if content.startswith(b"PK"):
        _check_archive(content)
    elif _ENCRYPTED in content:
        raise Unreadable("file.password")
    else:
        extents.check_legacy(content)
    try:
        return _laid_out(CalamineWorkbook.from_filelike(io.BytesIO(content)))
    except PasswordError as error:
        raise Unreadable("file.password") from error
    except (CalamineError, XmlError, ZipError, OSError, ValueError) as error:
        raise Unreadable("file.damaged", reason=str(error)) from error
    except BaseException as error:
        if type(error).__name__ != PANIC:
            raise
        raise Unreadable("file.damaged", reason=str(error)) from error


def _laid_out(book: CalamineWorkbook) -> list[Sheet]:
    """One after another: a workbook may name the same sheet many times, and merge the same cells."""
    total, sheets = extents.Total(), []
    for meta in book.sheets_metadata:
        if meta.typ == SheetTypeEnum.WorkSheet:
            sheet = _sheet(book.get_sheet_by_name(meta.name), meta.visible != SheetVisibleEnum.Visible)
            total.take(extents.Extent(bottom=len(sheet.rows) - 1, right=sheet.width - 1))
            for one in sheet.merges:
                total.take(extents.Extent(bottom=one.bottom - one.top, right=one.right - one.left))
            sheets.append(sheet)
    return sheets


def _sheet(sheet: CalamineSheet, hidden: bool) -> Sheet:
    """Merged ranges end where the cells do."""
    laid = Sheet(sheet.name, sheet.to_python(skip_empty_area=False), (), hidden)
    bottom, right = len(laid.rows) - 1, laid.width - 1
    laid.merges = [
        Merge(first[0], first[1], min(last[0], bottom), min(last[1], right))
        for first, last in sheet.merged_cell_ranges or ()
        if first[0] <= bottom and first[1] <= right
    ]
    return laid


def _check_archive(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.infolist()
    except BROKEN_ZIP as error:
        raise Unreadable("file.truncated") from error
    unpacked = sum(entry.file_size for entry in names)
    bombs = [e for e in names if e.file_size > BOMB_SIZE and e.file_size > BOMB_RATIO * max(e.compress_size, 1)]
    if bombs:
        raise Unreadable("file.zip_bomb", megabytes=unpacked // 2**20)
    if unpacked > MOST_UNPACKED or any(entry.file_size > LARGEST_PART for entry in names):
        raise Unreadable("file.too_large", megabytes=unpacked // 2**20, most=LARGEST_PART // 2**20)
    parts = {entry.filename for entry in names}
    if not {"xl/workbook.xml", "xl/workbook.bin", "content.xml"} & parts:
        raise Unreadable("file.not_a_workbook", looks_like="ZIP")
    try:
        extents.check_packed(content)
    except BROKEN_ZIP as error:
        raise Unreadable("file.truncated") from error
