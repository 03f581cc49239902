"""A book read whole: its sheets, the registers in them, typed rows, rejects, and an account of every row.

For every sheet `rows = counted + rejected + not data` holds; `SheetReading.balanced` says so and a test proves it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from songbang.core.reading.books import Book, Sheet, Value, blank, column_letters, text_of
from songbang.core.reading.cells import CellReader
from songbang.core.reading.clocks import read_slot
from songbang.core.reading.columns import Choice
from songbang.core.reading.corrections import Corrections
from songbang.core.reading.dates import month_named, read_day, year_named
from songbang.core.reading.issuers import IssuerLevels
from songbang.core.reading.lexicon import Lexicon
from songbang.core.reading.mapping import Settled, settled_for
from songbang.core.reading.nodata import LineJudge
from songbang.core.reading.regions import Region, RegionFinder
from songbang.core.reading.rejects import Reject
from songbang.core.reading.rows import Place, RowTyper
from songbang.core.registers import Row
from songbang.core.units import UnitTree

MOST_TITLE_LINES = 8
"""Lines that may stand as titles and notes above a register that follows another."""


@dataclass
class RegionReading:
    """One register found in a sheet, and what became of its rows."""

    region: Region
    rows: list[Row] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    counted: int = 0
    cells: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """Row number → the row's cells as text, of counted and rejected rows; by them versions are told."""


@dataclass
class SheetReading:
    """One sheet. `rows` are all its rows, `not_data` counts those that are neither counted nor rejected, by reason."""

    name: str
    hidden: bool
    rows: int
    regions: list[RegionReading] = field(default_factory=list)
    not_data: Counter[str] = field(default_factory=Counter)

    @property
    def counted(self) -> int:
        return sum(part.counted for part in self.regions)

    @property
    def rejected(self) -> int:
        return sum(len(part.rejects) for part in self.regions)

    @property
    def balanced(self) -> bool:
        """rows = counted + rejected + not data."""
        return self.rows == self.counted + self.rejected + sum(self.not_data.values())


@dataclass
class BookReading:
    """One file."""

    file: str
    sha256: str
    sheets: list[SheetReading]

    @property
    def rows(self) -> list[Row]:
        return [row for sheet in self.sheets for part in sheet.regions for row in part.rows]

    @property
    def rejects(self) -> list[Reject]:
        return [reject for sheet in self.sheets for part in sheet.regions for reject in part.rejects]


class BookReader:
    """Reads books of one district with one lexicon."""

    def __init__(
        self,
        lexicon: Lexicon,
        units: UnitTree,
        mapping: Sequence[Settled] = (),
        corrections: Corrections = MappingProxyType({}),
    ) -> None:
        self.lexicon, self.units, self.mapping, self.corrections = lexicon, units, mapping, corrections
        self.finder = RegionFinder(lexicon, units)
        self.cells = CellReader(lexicon)
        self.levels = IssuerLevels(units)

    def read(self, book: Book) -> BookReading:
        """Every sheet of the book."""
        return BookReading(book.file, book.sha256, [self._sheet(book, sheet) for sheet in book.sheets])

    def _sheet(self, book: Book, sheet: Sheet) -> SheetReading:
        reading = SheetReading(sheet.name, sheet.hidden, len(sheet.rows))
        settled = settled_for(self.mapping, book.file, sheet.name)
        region = self.finder.find(book, sheet, 0, settled=settled)
        if region is None:
            reading.not_data["no_register"] += len(sheet.rows)
            return reading
        self._above(sheet, 0, region, reading)
        while region is not None:
            region = self._region(book, sheet, region, reading, settled)
        return reading

    def _above(self, sheet: Sheet, start: int, region: Region, reading: SheetReading) -> None:
        """Title lines and the header itself."""
        for row in range(start, region.block.top):
            reading.not_data["blank" if _all_blank(sheet.rows[row]) else "title"] += 1
        reading.not_data["header"] += region.block.bottom - region.block.top + 1

    def _region(
        self, book: Book, sheet: Sheet, region: Region, reading: SheetReading, settled: Settled
    ) -> Region | None:
        """Read the rows of one register; the next register of the sheet, if one follows."""
        return _RegionRun(self, book, sheet, region, reading, settled).run()


class _RegionRun:
    """One pass over the rows of a region."""

    def __init__(
        self, reader: BookReader, book: Book, sheet: Sheet, region: Region, reading: SheetReading, settled: Settled
    ) -> None:
        self.reader, self.book, self.sheet, self.region = reader, book, sheet, region
        self.reading, self.settled = reading, settled
        self.part = RegionReading(region)
        self.judge = LineJudge(region, reader.lexicon)
        self.fill = _filled_columns(sheet, region)
        ranges, clocks = self._times_in_day_column()
        self.headers = tuple(header.text if header else "" for header in region.block.columns)
        self.typer = RowTyper(
            region, Place(book.file, sheet.name), reader.lexicon, reader.units, reader.cells, reader.levels,
            self.headers, sheet.width, ranges, clocks,
        )  # fmt: skip
        self.doubtful = bool(region.doubts or region.assignment.rivals)

    def run(self) -> Region | None:
        self.reading.regions.append(self.part)
        headings: list[int] = []
        for index in range(self.region.first, len(self.sheet.rows)):
            own = self.sheet.rows[index]
            if _all_blank(own):
                self.reading.not_data["blank"] += 1
                continue
            outcome = self.typer.read(index + 1, self._whole(index, own))
            if isinstance(outcome, Reject):
                following = self._in_trouble(index, own, outcome, headings)
                if following:
                    return following
                continue
            headings.clear()
            self._count(outcome, index)
            self.part.cells[index + 1] = tuple(map(text_of, own))
        return None

    def _count(self, rows: list[Row], index: int) -> None:
        if self.doubtful:
            self.part.rejects.append(self._doubt(index))
            return
        self.part.rows.extend(rows)
        self.part.counted += 1

    def _in_trouble(self, index: int, own: Sequence[Value], reject: Reject, headings: list[int]) -> Region | None:
        """A row that cannot be read: no data at all, the next register's header, or a reject."""
        why = self.judge.why(own, merged_across=index in self.sheet.merged_across)
        if why is None and self._heads_another(index):
            why = "section"
        if why is None and self.judge.another_header(own):
            following = self._next_region(index, headings)
            if following:
                return following
            why = "header"
        if why is None:
            self.part.rejects.append(self._doubt(index) if self.doubtful else reject)
            self.part.cells[index + 1] = tuple(map(text_of, own))
            headings.clear()
            return None
        if why == "header" and headings:
            following = self._next_region(index, headings)
            if following and (following.keeper, following.year) != (self.region.keeper, self.region.year):
                return following
            if following:
                self.reading.not_data["header"] -= following.block.bottom - following.block.top + 1
        self.reading.not_data[why] += 1
        if why in ("section", "note", "signature"):
            headings.append(index)
            self._section(own)
        return None

    def _heads_another(self, index: int) -> bool:
        """A lone line above another register's header is its title."""
        for below, row in enumerate(self.sheet.rows[index : index + MOST_TITLE_LINES]):
            if sum(1 for value in row if not blank(value)) > 1:
                return below > 0 and self.judge.another_header(row)
        return False

    def _next_region(self, index: int, headings: list[int]) -> Region | None:
        start = headings[0] if headings else index
        region = self.reader.finder.find(self.book, self.sheet, start, settled=self.settled)
        if region is None or region.block.top != index:
            return None
        self.reading.not_data["header"] += region.block.bottom - region.block.top + 1
        return region

    def _section(self, own: Sequence[Value]) -> None:
        """A heading such as 2019年 or 七月 dates the rows below it, where the title names no year of its own."""
        text = " ".join(text_of(value) for value in own if not blank(value))
        if self.region.year is None:
            self.typer.year = year_named(text) or self.typer.year
        self.typer.month = month_named(text) or self.typer.month

    def _whole(self, index: int, own: Sequence[Value]) -> Sequence[Value]:
        """The row with what merged ranges down its columns say, and as it was corrected."""
        corrected = self.reader.corrections.get((self.book.file, self.sheet.name, index + 1))
        if corrected:
            return self._corrected(own, corrected)
        if not self.fill or not any(index in rows for rows in self.fill.values()):
            return own
        whole = list(own) + [""] * (self.sheet.width - len(own))
        for column, rows in self.fill.items():
            if index in rows:
                whole[column] = rows[index]
        return whole

    def _corrected(self, own: Sequence[Value], corrected: Mapping[str, Value]) -> Sequence[Value]:
        whole = list(own) + [""] * (self.sheet.width - len(own))
        for name, choice in self.region.assignment.choices.items():
            if name in corrected:
                whole[choice.column] = corrected[name]
        return whole

    def _doubt(self, index: int) -> Reject:
        own = self.sheet.rows[index]
        readings = [self.region.kind, *[doubt.kind for doubt in self.region.doubts]]
        rivals = [c for name, c in self.region.assignment.rivals.items()]
        column = rivals[0].column if rivals else self.region.assignment.choices["day"].column
        return Reject(
            self.book.file, self.sheet.name, index + 1, self.region.kind, "reading_doubtful",
            column_letters(column), self.headers[column], text_of(own[column]) if column < len(own) else "",
            tuple(text_of(value) for value in own), self.headers, {"readings": readings, "rivals": _pairs(self.region)},
        )  # fmt: skip

    def _times_in_day_column(self) -> tuple[bool, bool]:
        """Whether the day column also tells time slots (8:30-10:00), and clock times."""
        column = self.region.assignment.choices["day"].column
        clocks = False
        if self.region.kind != "meetings":
            return False, False
        for index in range(self.region.first, len(self.sheet.rows)):
            reading = read_day(self.sheet.at(index, column), year=self.region.year, month=self.region.month)
            if reading.trouble and self.judge.another_header(self.sheet.rows[index]):
                break
            slot = read_slot(reading.rest) if reading.rest else None
            clocks = clocks or reading.clock is not None or (slot is not None and slot.start is not None)
            if slot is not None and slot.stated:
                return True, True
        return False, clocks


def _pairs(region: Region) -> list[str]:
    choices: dict[str, Choice] = region.assignment.choices
    return [f"{name}: {choices[name].header} / {rival.header}" for name, rival in region.assignment.rivals.items()]


def _filled_columns(sheet: Sheet, region: Region) -> dict[int, dict[int, Value]]:
    """Column → row → value, for the cells that a merged range above them fills."""
    fill: dict[int, dict[int, Value]] = {}
    for merge in sheet.merges:
        if merge.bottom > merge.top >= region.first and merge.right == merge.left:
            value = sheet.at(merge.top, merge.left)
            rows = fill.setdefault(merge.left, {})
            rows.update(dict.fromkeys(range(merge.top + 1, merge.bottom + 1), value))
    return fill


def _all_blank(row: Sequence[Value]) -> bool:
    return all(blank(value) for value in row)
