"""Which regions of a sheet are registers, of which kind, kept by which unit, in which year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from songbang.core.reading.books import Book, Sheet, Value, blank, column_letters, text_of
from songbang.core.reading.columns import Assignment, Choice, assign, kind_score
from songbang.core.reading.dates import month_named, year_named
from songbang.core.reading.headers import HeaderBlock, block_at, header_blocks, header_like
from songbang.core.reading.lexicon import Lexicon, header_words
from songbang.core.reading.looks import Look, Looker
from songbang.core.reading.mapping import NO_REGISTER, NOTHING_SETTLED, Settled
from songbang.core.registers import REGISTER_KINDS, RegisterKind
from songbang.core.text import plain
from songbang.core.units import UnitTree

FIRST_SCAN = 60
"""Rows among which a sheet's first header is looked for."""
SAMPLED_ROWS = 400
ALIKE = 0.88
"""Two kinds whose scores come closer than this are a doubt."""
_HINT = {"title": 9.0, "sheet": 9.0, "file": 3.0, "folder": 2.0}


@dataclass
class Region:
    """A register found in a sheet. `first` is the first row below the header (from 0)."""

    block: HeaderBlock
    assignment: Assignment
    titles: list[str]
    keeper: str | None = None
    keeper_from: str = ""
    year: int | None = None
    month: int | None = None
    channel: str | None = None
    """The one channel that sheet name, title or file name tells."""
    doubts: list[Assignment] = field(default_factory=list)
    """Other readings that are about equally likely; with any, the region is not counted."""

    @property
    def kind(self) -> RegisterKind:
        return self.assignment.kind

    @property
    def first(self) -> int:
        return self.block.bottom + 1


class RegionFinder:
    """Finds registers in sheets; knows the lexicon and the district."""

    def __init__(self, lexicon: Lexicon, units: UnitTree) -> None:
        self.lexicon, self.units = lexicon, units
        self.looker = Looker(lexicon, units)

    def find(self, book: Book, sheet: Sheet, start: int, *, settled: Settled = NOTHING_SETTLED) -> Region | None:
        """The first register at or below row `start` (from 0), or None."""
        if settled.register == NO_REGISTER:
            return None
        stop = start + FIRST_SCAN
        blocks = header_blocks(sheet, self.lexicon, start, stop)
        if settled.header_row:
            blocks = block_at(sheet, self.lexicon, settled.header_row - 1)
        best: tuple[float, Region] | None = None
        for block in blocks:
            if best and block.top > best[1].block.top:
                break
            region, score = self._region(book, sheet, start, block, settled)
            if region and (best is None or score > best[0]):
                best = score, region
        return best[1] if best else None

    def _region(
        self, book: Book, sheet: Sheet, start: int, block: HeaderBlock, settled: Settled
    ) -> tuple[Region | None, float]:
        looks = self._looks(sheet, block)
        titles = _titles(sheet, start, block.top)
        readings = self._readings(book, sheet, block, looks, titles, settled)
        if not readings:
            return None, 0.0
        score, best = readings[0]
        region = Region(block, best, titles)
        if settled.register is None:
            region.doubts = [a for s, a in readings[1:] if s > ALIKE * score]
        self._place(region, book, sheet, settled)
        return region, score

    def _looks(self, sheet: Sheet, block: HeaderBlock) -> list[Look]:
        rows = self._sampled(sheet, block)
        return [self.looker.look([sheet.at(row, column) for row in rows]) for column in range(sheet.width)]

    def _sampled(self, sheet: Sheet, block: HeaderBlock) -> list[int]:
        """Rows that show what the columns hold: to the next register's header, without totals, signatures and notes."""
        rows = []
        for row in range(block.bottom + 1, min(len(sheet.rows), block.bottom + 1 + SAMPLED_ROWS)):
            words = [plain(text_of(value)) for value in sheet.rows[row] if not blank(value)]
            if header_like(sheet.rows[row], self.lexicon):
                if not set(map(_whole, words)) <= block.labels:
                    break
            elif words and not self._no_sample(words):
                rows.append(row)
        return rows

    def _no_sample(self, words: list[str]) -> bool:
        if any(self.lexicon.totals.match(word) or self.lexicon.signatures.search(word) for word in words[:4]):
            return True
        return len(words) == 1 and bool(self.lexicon.notes.match(words[0]))

    def _readings(
        self, book: Book, sheet: Sheet, block: HeaderBlock, looks: list[Look], titles: list[str], settled: Settled
    ) -> list[tuple[float, Assignment]]:
        """Every complete reading with its score, the best first."""
        kinds = [cast(RegisterKind, settled.register)] if settled.register else REGISTER_KINDS
        scored = []
        for kind in kinds:
            assignment = _settle(assign(self.lexicon, kind, block.columns, looks), block, settled)
            if assignment.complete and (settled.columns or _day_holds(assignment, looks)):
                hints = self._hints(kind, book, sheet, titles)
                scored.append((kind_score(assignment, looks) + hints, assignment))
        return sorted(scored, key=lambda pair: -pair[0])

    def _hints(self, kind: RegisterKind, book: Book, sheet: Sheet, titles: list[str]) -> float:
        pattern = self.lexicon.hints[kind]
        texts = {
            "title": " ".join(titles), "sheet": sheet.name, "file": _stem(book.file),
            "folder": " ".join(book.folders[:1]),
        }  # fmt: skip
        return sum(_HINT[place] for place, text in texts.items() if pattern.search(plain(text).lower()))

    # -- whose, and when ------------------------------------------------------------------------------------------

    def _place(self, region: Region, book: Book, sheet: Sheet, settled: Settled) -> None:
        places = [
            ("title", *region.titles), ("sheet", sheet.name), ("file", _stem(book.file)), ("folder", *book.folders),
        ]  # fmt: skip
        region.keeper, region.keeper_from = self._keeper(places, settled)
        region.year = settled.year or _first_named(year_named, places)
        region.month = _first_named(month_named, places[:2])
        region.channel = self._channel(places[:3])

    def _keeper(self, places: list[tuple[str, ...]], settled: Settled) -> tuple[str | None, str]:
        if settled.unit:
            code = settled.unit if settled.unit in self.units else self.units.find(settled.unit)
            return code, "mapping"
        for place, *texts in places:
            for text in texts:
                code = self.units.mentioned(text, noise=self.lexicon.noise)
                if code:
                    return code, place
        return None, ""

    def _channel(self, places: list[tuple[str, ...]]) -> str | None:
        """The channel that title, sheet or file name tells, where it tells exactly one."""
        for _, *texts in (places[1], places[0], places[2]):
            found = {name for name, p in self.lexicon.channels.items() if any(p.search(plain(t)) for t in texts)}
            if len(found) == 1:
                return str(found.pop())
        return None


def _first_named(named: object, places: list[tuple[str, ...]]) -> int | None:
    for place, *texts in places:
        joined = texts if place == "folder" else [" ".join(texts)]
        for text in joined:
            number = named(text)  # type: ignore[operator]
            if number:
                return int(number)
    return None


def _day_holds(assignment: Assignment, looks: list[Look]) -> bool:
    """The day column holds days, or its header says so plainly: then its rows are what is wrong."""
    choice = assignment.choices["day"]
    look = looks[choice.column]
    return look.size == 0 or look["day"] >= 0.3 or choice.words >= 8


def _whole(word: str) -> str:
    return header_words(word).whole


def _settle(assignment: Assignment, block: HeaderBlock, settled: Settled) -> Assignment:
    """The assignment with what the user's mapping file says of columns."""
    for key, name in settled.columns.items():
        column = _column_called(key, block)
        if column is None:
            continue
        for taken in [f for f, c in assignment.choices.items() if c.column == column]:
            del assignment.choices[taken]
        if name != NO_REGISTER:
            header = block.columns[column]
            assignment.choices[name] = Choice(column, header.text if header else "", name, 10.0, 0.0, "mapping")
    return replace(assignment, rivals={}) if settled.columns else assignment


def _column_called(key: str, block: HeaderBlock) -> int | None:
    for column, header in enumerate(block.columns):
        if (header and plain(header.text) == plain(key)) or column_letters(column) == key.upper():
            return column
    return None


def _titles(sheet: Sheet, start: int, stop: int) -> list[str]:
    """The text lines above a header, nearest the top first."""
    lines = (" ".join(_words(row)) for row in sheet.rows[max(start, stop - 12) : stop])
    return [line for line in lines if line]


def _words(row: Sequence[Value]) -> Iterable[str]:
    return dict.fromkeys(text_of(value) for value in row if not blank(value))


def _stem(file: str) -> str:
    name = file.rpartition("/")[2]
    return name.rpartition(".")[0] or name
