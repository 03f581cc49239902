"""The process that opens foreign files: `python -m songbang.apps.intake.opening`. Small, without Django or database.

It takes jobs as lines of JSON on standard input and answers each with one line. What it found lies in the job's `out`
folder: account.json, rows.jsonl, rejects.jsonl; corrections.json for a workbook of corrected rows; cells.json where
only the cells are wanted. Its own limits (memory, time, size of what it writes) are set before a file is opened.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from songbang.apps.intake import told
from songbang.apps.intake.serving import serve
from songbang.core.errors import BadInput, Unreadable
from songbang.core.reading.books import Book, Value, text_of
from songbang.core.reading.corrections import changed_rows, is_corrections
from songbang.core.reading.documents.archive import BROKEN_ZIP
from songbang.core.reading.documents.reader import read_document
from songbang.core.reading.formats import open_book
from songbang.core.reading.lexicon import load_lexicon
from songbang.core.reading.mapping import read_mapping
from songbang.core.reading.reader import BookReader
from songbang.core.units import Unit, UnitTree

_MACROS_OLE = "_VBA_PROJECT".encode("utf-16-le")
_HEAD = 4096
WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".et"})
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")


def main() -> None:
    serve(read_file)


def read_file(job: Mapping[str, Any]) -> str:
    """Read the job's file into its `out` folder; what was found there. Raises `Unreadable`, `BadInput`."""
    path, out = Path(job["path"]), Path(job["out"])
    check_harmless(path, job["shown"])
    if job.get("wanted") == "document":
        _write(out / "document.json", [json.dumps(_document(path, job["shown"]), ensure_ascii=False)])
        return "document"
    try:
        book = open_book(path, job["file"], tuple(job["folders"]))
    except Unreadable as error:
        raise type(error)(error.code, **{**error.parameters, "file": job["shown"]}) from error
    if job.get("wanted") == "cells":
        (out / "cells.json").write_text(json.dumps(_texts(book), ensure_ascii=False), "utf-8")
        return "cells"
    if is_corrections(book):
        (out / "corrections.json").write_text(json.dumps(list(_corrected(book)), ensure_ascii=False), "utf-8")
        return "corrections"
    _read_book(book, job, out)
    return "register"


def _texts(book: Book) -> list[dict[str, Any]]:
    """Sheet → its cells as text, merged ranges filled with what they say."""
    return [
        {
            "name": sheet.name,
            "rows": [
                [text_of(sheet.at(row, column)) for column in range(sheet.width)] for row in range(len(sheet.rows))
            ],
        }
        for sheet in book.sheets
        if not sheet.hidden
    ]


def _document(path: Path, shown: str) -> dict[str, Any]:
    """The contract's line for a document, or for a workbook that is a form."""
    if path.suffix.lower() in WORKBOOKS:
        return _form(path, shown)
    document = read_document(path, file=shown)
    return {**document.as_json(), "lost": list(document.lost)}


def _form(path: Path, shown: str) -> dict[str, Any]:
    from songbang.core.filling.anatomy import anatomy
    from songbang.core.filling.books import load_template
    from songbang.core.filling.explain import anatomy_json
    from songbang.core.filling.grid import grid_of

    try:
        sheets = [anatomy(grid_of(sheet)) for sheet in load_template(path).worksheets]
    except Unreadable as error:
        raise type(error)(error.code, **{**error.parameters, "file": shown}) from error
    forms = [sheet for sheet in sheets if sheet.slots]
    if not forms:
        raise Unreadable("fill.no_form", file=shown)
    return anatomy_json(shown, forms)


def _read_book(book: Book, job: Mapping[str, Any], out: Path) -> None:
    long_names = [sheet.name for sheet in book.sheets if len(sheet.name) > told.LONGEST_SHEET]
    if long_names:
        raise Unreadable("file.sheet_name", file=job["shown"], sheet=long_names[0][:40], most=told.LONGEST_SHEET)
    lexicon = load_lexicon()
    units = UnitTree(Unit(**{**unit, "aliases": tuple(unit["aliases"])}) for unit in job["units"])
    corrections = {(job["file"], sheet, line): cells for sheet, line, cells in job["corrections"]}
    try:
        mapping = read_mapping(job["mapping"], lexicon)
    except BadInput as error:
        raise Unreadable("file.mapping_outdated", file=job["shown"], reason=str(error)) from error
    reading = BookReader(lexicon, units, mapping, corrections).read(book)
    if job["allowed"] is not None:
        told.keep_within(reading, frozenset(job["allowed"]))
    _write(out / "account.json", [json.dumps(told.account_of(book, reading), ensure_ascii=False)])
    _write(out / "rows.jsonl", told.row_lines(reading))
    _write(out / "rejects.jsonl", told.reject_lines(reading))


def _write(path: Path, lines: Iterator[str] | list[str]) -> None:
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(line + "\n" for line in lines)


def check_harmless(path: Path, shown: str) -> None:
    """Raise `Unreadable` for a workbook with macros or with entity declarations in its XML."""
    content = path.read_bytes()
    if content.startswith(b"\xd0\xcf\x11\xe0") and _MACROS_OLE in content:
        raise Unreadable("file.macros", file=shown)
    if not content.startswith(b"PK") or not zipfile.is_zipfile(io.BytesIO(content)):
        return
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except BROKEN_ZIP:
        return  # the format's own module says what is wrong
    for entry in archive.infolist():
        if entry.filename.lower().endswith("vbaproject.bin"):
            raise Unreadable("file.macros", file=shown)
        if entry.filename.lower().endswith((".xml", ".rels")) and _declares(archive, entry):
            raise Unreadable("file.xml_bomb", file=shown)


def _declares(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Whether a part begins with a document type: no spreadsheet program writes one."""
    try:
        with archive.open(entry) as part:
            head = part.read(_HEAD)
    except BROKEN_ZIP:
        return False  # damaged or locked: the format's own module says which
    return any(mark in head for mark in _DECLARATIONS)


def _corrected(book: Book) -> Iterator[list[Any]]:
    """[file, sheet, row, field → cell] of each row that somebody changed."""
    for (file, sheet, line), cells in changed_rows(book):
        yield [file, sheet, line, {name: _cell(value) for name, value in cells.items()}]


def _cell(value: Value) -> str | float | int | bool:
    if isinstance(value, datetime) and value.time() == time(0):
        return value.date().isoformat()
    if isinstance(value, datetime | date | time):
        return str(value)
    return value if isinstance(value, bool) else text_of(value)


if __name__ == "__main__":
    main()
