"""Reads registers for the commands: files, unit list, mapping, corrections; tells of each trouble and goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from songbang.cli.screen import Bar, Screen
from songbang.core.errors import BadInput, Unreadable
from songbang.core.findings import Finding
from songbang.core.reading.books import Book
from songbang.core.reading.corrections import is_corrections, read_corrections
from songbang.core.reading.formats import open_book
from songbang.core.reading.lexicon import Lexicon, load_lexicon
from songbang.core.reading.mapping import Settled, read_mapping
from songbang.core.reading.reader import BookReader, BookReading
from songbang.core.reading.sources import Source, collect
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


def read_registers(
    paths: Sequence[Path],
    screen: Screen,
    *,
    units: Path | None = None,
    rulebook: Path | None = None,
    mapping: Path | None = None,
    latest_wins: bool = False,
) -> Registers:
    """Read every register among `paths`. Files that cannot be read are told of and passed over."""
    sources, findings = collect(paths)
    given = units or _units_beside(paths)
    sources = [source for source in sources if not _is(source.path, given) and source.path.name.lower() != UNIT_LIST]
    with screen.progress("reading", 2 * len(sources)) as bar:
        opened, failed = _opened(sources, bar)
        tree, readings, more = _readings(opened, given, units, load_lexicon(rulebook), _mapping(mapping, rulebook), bar)
    findings += more
    findings += [
        Finding("file.no_register", "warning", b.file) for b in readings if not any(s.regions for s in b.sheets)
    ]
    findings += settle_versions(readings, latest_wins=latest_wins)
    return Registers(readings, tree, findings, failed)


def _readings(
    opened: Sequence[Book], given: Path | None, asked: Path | None, lexicon: Lexicon, mapping: list[Settled], bar: Bar
) -> tuple[UnitTree, list[BookReading], list[Finding]]:
    corrections = read_corrections(book for book in opened if is_corrections(book))
    books = [book for book in opened if not is_corrections(book)]
    tree = read_units(given) if given else infer_units(books)
    reader = BookReader(lexicon, tree, mapping, corrections)
    readings = []
    for book in books:
        bar.step(book.file)
        readings.append(reader.read(book))
    return tree, readings, _about_units(tree, given, asked)


def _opened(sources: Sequence[Source], bar: Bar) -> tuple[list[Book], list[tuple[str, Unreadable]]]:
    opened, failed = [], []
    for source in sources:
        bar.step(source.file)
        try:
            opened.append(open_book(source.path, source.file, source.folders))
        except Unreadable as error:
            failed.append((source.file, error))
    return opened, failed


def _units_beside(paths: Sequence[Path]) -> Path | None:
    """units.csv in a folder given, or beside it."""
    for path in paths:
        folder = path if path.is_dir() else path.parent
        for place in (folder, folder.resolve().parent):
            if (place / UNIT_LIST).is_file():
                return place / UNIT_LIST
    return None


def _is(path: Path, other: Path | None) -> bool:
    return other is not None and path.resolve() == other.resolve()


def _about_units(tree: UnitTree, given: Path | None, asked: Path | None) -> list[Finding]:
    if given is None:
        return [Finding("units.inferred", "warning", "", parameters={"count": len(tree)})]
    if asked is None:
        return [Finding("units.found", "note", str(given), parameters={"path": str(given)})]
    return []


def _mapping(path: Path | None, rulebook: Path | None) -> list[Settled]:
    if path is None:
        return []
    try:
        entries = yaml.safe_load(path.read_text("utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadInput("rulebook.unreadable", file=path.name, reason=str(error)) from error
    return read_mapping(entries, load_lexicon(rulebook))
