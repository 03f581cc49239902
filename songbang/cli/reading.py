"""Reads registers for the commands: files, unit list, mapping, corrections; tells of each trouble and goes on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from songbang.cli.screen import Bar, Screen
from songbang.core.errors import BadInput, NotFound, SongbangError, Unreadable
from songbang.core.findings import Finding
from songbang.core.reading.books import Book
from songbang.core.reading.corrections import Corrections, is_corrections, read_corrections
from songbang.core.reading.formats import open_book
from songbang.core.reading.lexicon import load_lexicon
from songbang.core.reading.mapping import Settled, read_mapping_file
from songbang.core.reading.reader import BookReader, BookReading
from songbang.core.reading.sources import ROWS_MARK, Source, collect
from songbang.core.reading.unitlist import infer_units, read_units
from songbang.core.reading.versions import settle_versions
from songbang.core.units import UnitTree

UNIT_LIST = "units.csv"


@dataclass
class Registers:
    """What was read, by whose units, and what there is to tell about it."""

    books: list[BookReading]
    units: UnitTree
    findings: list[Finding]
    failed: list[tuple[str, Unreadable]]
    corrected: list[Path]
    """Files given that hold corrected rows, which counted."""


def read_registers(
    paths: Sequence[Path],
    screen: Screen,
    *,
    units: Path | None = None,
    rulebook: Path | None = None,
    mapping: Path | None = None,
    latest_wins: bool = False,
    also: Collection[Source] = (),
) -> Registers:
    """Read every register among `paths`. Files that cannot be read are told of and passed over; `also` are files that
    the caller reads otherwise."""
    _check_exist(units, mapping, rulebook)
    sources, findings = collect(paths)
    elsewhere = {source.file for source in also}
    findings = [finding for finding in findings if finding.file not in elsewhere]
    given = units or _units_beside(paths)
    sources = [source for source in sources if not _is(source.path, given) and source.path.name.lower() != UNIT_LIST]
    if not sources:
        raise NotFound("source.no_files", path=", ".join(map(str, paths)))
    lexicon = load_lexicon(rulebook)
    settled = read_mapping_file(mapping, lexicon)
    tree, trouble = _listed(given, asked=units is not None)
    given = given if tree else None
    findings += trouble
    with screen.progress("reading", 2 * len(sources)) as bar:
        opened = _opened(sources, bar)
        findings += opened.findings
        tree = tree or infer_units(opened.books)
        findings += [*_about_units(tree, given, units, opened.books), *_about_mapping(settled, opened.books, tree)]
        reader = BookReader(lexicon, tree, settled, opened.corrections)
        readings = []
        for book in opened.books:
            bar.step(book.file)
            readings.append(reader.read(book))
    findings += [
        Finding("file.no_register", "warning", b.file) for b in readings if not any(s.regions for s in b.sheets)
    ]
    findings += settle_versions(readings, latest_wins=latest_wins)
    return Registers(readings, tree, findings, opened.failed, opened.corrected)


@dataclass(frozen=True, slots=True)
class _Opened:
    """The files, parted into registers and corrections; those that could not be opened. `corrected`: which of the
    files given hold corrections that count."""

    books: list[Book]
    corrections: Corrections
    corrected: list[Path]
    findings: list[Finding]
    failed: list[tuple[str, Unreadable]]


def _opened(sources: Sequence[Source], bar: Bar) -> _Opened:
    books: dict[str, Book] = {}
    failed: list[tuple[str, Unreadable]] = []
    for source in sources:
        bar.step(source.file)
        try:
            books[source.file] = open_book(source.path, source.file, source.folders)
        except Unreadable as error:
            failed.append((source.file, error))
    own = [book for book in books.values() if any(sheet.name == ROWS_MARK for sheet in book.sheets)]
    given_back = [book for book in books.values() if is_corrections(book)]
    registers = [book for book in books.values() if book not in own and book not in given_back]
    corrections, findings = read_corrections(given_back, registers)
    findings += [Finding("file.own_rows", "note", book.file) for book in own]
    taken = {finding.file for finding in findings if finding.code == "corrections.taken"}
    corrected = [source.path for source in sources if source.file in taken]
    return _Opened(registers, corrections, corrected, findings, failed)


def _check_exist(units: Path | None, mapping: Path | None, rulebook: Path | None) -> None:
    """What the options name is there, and is a file or folder as it should be."""
    for path in (units, mapping):
        if path is not None and path.is_dir():
            raise BadInput("source.is_folder", path=str(path))
    for path in (units, mapping, rulebook):
        if path is not None and not path.exists():
            raise NotFound("source.not_found", path=str(path))


def _units_beside(paths: Sequence[Path]) -> Path | None:
    """units.csv in a folder given, or beside it."""
    for path in paths:
        folder = path if path.is_dir() else path.parent
        for place in (folder, folder.resolve().parent):
            if (place / UNIT_LIST).is_file():
                return place / UNIT_LIST
    return None


def _listed(given: Path | None, *, asked: bool) -> tuple[UnitTree | None, list[Finding]]:
    """The list of units. One that lies beside the files and is of another shape is told of and passed over."""
    if given is None:
        return None, []
    try:
        return read_units(given), []
    except SongbangError as error:
        if asked:
            raise
        return None, [Finding(error.code, "warning", str(given), parameters=error.parameters)]


def _is(path: Path, other: Path | None) -> bool:
    return other is not None and path.resolve() == other.resolve()


def _about_units(tree: UnitTree, given: Path | None, asked: Path | None, books: Sequence[Book]) -> list[Finding]:
    if given is None and books and not len(tree):
        return [Finding("units.none", "warning", "")]
    if given is None:
        return [Finding("units.inferred", "warning", "", parameters={"count": len(tree)})] if books else []
    if asked is None:
        return [Finding("units.found", "note", str(given), parameters={"path": str(given)})]
    return []


def _about_mapping(settled: Sequence[Settled], books: Sequence[Book], tree: UnitTree) -> list[Finding]:
    """Entries that fit no sheet, and units that the list does not have: most often a slip of the pen."""
    sheets = [(book.file, sheet.name) for book in books for sheet in book.sheets]
    unused = [
        Finding("mapping.unused", "warning", entry.file, entry.sheet, parameters={"entry": number})
        for number, entry in enumerate(settled, 1)
        if not any(entry.fits(file, sheet) for file, sheet in sheets)
    ]
    unknown = [
        Finding("mapping.unit", "warning", entry.file, entry.sheet, parameters={"entry": number, "unit": entry.unit})
        for number, entry in enumerate(settled, 1)
        if entry.unit and entry.unit not in tree and tree.find(entry.unit) is None
    ]
    return unused + unknown
