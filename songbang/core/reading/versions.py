"""The same register given twice: a copy, a renamed file, a newer file with more rows. No row is counted twice.

Two registers are versions of one when kind, keeper and header are the same and most rows of the smaller stand in the
larger word for word. Their common rows count once, in the larger. A row that was changed between the versions is not
decided in silence: the earlier one stays and the amended one is a reject (`amended_row`), unless the latest wins.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from songbang.core.findings import Finding
from songbang.core.reading.reader import BookReading, RegionReading, SheetReading
from songbang.core.reading.rejects import Reject
from songbang.core.registers import Row

MOST = 0.6
"""Share of the smaller register's rows that stand in the larger from which on the two are versions of one."""
FEW = 3
"""A register of fewer rows must stand in the larger whole."""
ALIKE = 0.6
"""Share of equal cells from which on two rows with one serial number or one name are versions of one row."""


@dataclass
class _Part:
    """A register and where it lies. `order` tells which of two versions is the later."""

    book: BookReading
    sheet: SheetReading
    region: RegionReading
    order: tuple[int, int]
    content: Counter[tuple[str, ...]]

    @property
    def place(self) -> str:
        """File and sheet, as they are told to the user."""
        return f"{self.book.file} {self.sheet.name}".rstrip()

    @property
    def size(self) -> int:
        return sum(self.content.values())


def settle_versions(books: Sequence[BookReading], *, latest_wins: bool) -> list[Finding]:
    """Take out of `books` what they hold twice; a finding for each file or register that was a version of another."""
    findings = _same_files(books)
    parts = sorted(_parts(books), key=lambda part: part.order)
    families: dict[tuple[object, ...], list[_Part]] = defaultdict(list)
    for part in parts:
        families[_family(part)].append(part)
    for family in families.values():
        for index, later in enumerate(family):
            for earlier in family[:index]:
                if _is_version(earlier, later):
                    findings.append(_merge(earlier, later, latest_wins))
    return findings


def _same_files(books: Sequence[BookReading]) -> list[Finding]:
    """A file whose bytes were read already counts no more."""
    first: dict[str, str] = {}
    findings = []
    for book in books:
        if book.sha256 not in first:
            first[book.sha256] = book.file
            continue
        for sheet in book.sheets:
            sheet.not_data["repeated"] += sheet.counted + sheet.rejected
            for part in sheet.regions:
                part.rows.clear()
                part.rejects.clear()
                part.counted = 0
                part.cells.clear()
        findings.append(Finding("file.same_content", "note", book.file, parameters={"other": first[book.sha256]}))
    return findings


def _parts(books: Sequence[BookReading]) -> Iterable[_Part]:
    for position, book in enumerate(books):
        for sheet in book.sheets:
            for region in sheet.regions:
                if region.cells:
                    content = Counter(region.cells.values())
                    yield _Part(book, sheet, region, (sum(content.values()), position), content)


def _family(part: _Part) -> tuple[object, ...]:
    region = part.region.region
    return (region.kind, region.keeper, tuple(header.text if header else "" for header in region.block.columns))


def _is_version(earlier: _Part, later: _Part) -> bool:
    common = sum((earlier.content & later.content).values())
    needed = earlier.size if earlier.size < FEW else MOST * earlier.size
    return earlier.size > 0 and common >= needed


def _merge(earlier: _Part, later: _Part, latest_wins: bool) -> Finding:
    """Common rows stay in the later; of amended ones the earlier, or the later where the latest wins."""
    common = earlier.content & later.content
    repeated = {line for line in earlier.region.cells if _take(common, earlier.region.cells[line])}
    amended = _amended(earlier, later, repeated)
    _drop(earlier, repeated | (set(amended) if latest_wins else set()))
    if not latest_wins:
        for old, new in amended.items():
            _set_aside(earlier, later, old, new)
    about: dict[str, object] = {
        "other": earlier.book.file, "other_sheet": earlier.sheet.name, "rows": len(repeated), "amended": len(amended),
        "place": later.place, "other_place": earlier.place,
    }  # fmt: skip
    where = (later.book.file, later.sheet.name)
    if not amended:
        return Finding("register.version", "note", *where, parameters=about)
    if latest_wins:
        return Finding("register.version_latest", "note", *where, parameters=about)
    return Finding("register.version_amended", "warning", *where, parameters=about)


def _take(bag: Counter[tuple[str, ...]], cells: tuple[str, ...]) -> bool:
    if bag[cells] <= 0:
        return False
    bag[cells] -= 1
    return True


def _amended(earlier: _Part, later: _Part, repeated: set[int]) -> dict[int, int]:
    """Row of the earlier version → row of the later one that amends it."""
    fresh = later.content - earlier.content
    candidates: dict[str, list[int]] = defaultdict(list)
    for line, cells in later.region.cells.items():
        if fresh[cells] > 0:
            for key in _keys(later, cells):
                candidates[key].append(line)
    pairs: dict[int, int] = {}
    for line, cells in earlier.region.cells.items():
        if line in repeated:
            continue
        lines = [other for key in _keys(earlier, cells) for other in candidates[key] if other not in pairs.values()]
        best = max(lines, key=lambda other: _equal(cells, later.region.cells[other]), default=None)
        if best is not None and _equal(cells, later.region.cells[best]) >= ALIKE:
            pairs[line] = best
    return pairs


def _keys(part: _Part, cells: tuple[str, ...]) -> list[str]:
    """What may identify a row over its versions: its serial number, its name, its document number."""
    choices = part.region.region.assignment.choices
    columns = [(name, choices[name].column) for name in ("serial", "name", "number") if name in choices]
    return [f"{name}:{cells[column]}" for name, column in columns if column < len(cells) and cells[column]]


def _equal(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    told = [(x, y) for x, y in zip(a, b, strict=False) if x or y]
    return sum(1 for x, y in told if x == y) / max(len(told), 1)


def _drop(part: _Part, lines: set[int]) -> None:
    """Take rows out; they are accounted for as repeated."""
    region = part.region
    counted = {row.line_no for row in region.rows} & lines
    rejected = [reject for reject in region.rejects if reject.line_no in lines]
    region.rows = [row for row in region.rows if row.line_no not in lines]
    region.rejects = [reject for reject in region.rejects if reject.line_no not in lines]
    region.counted -= len(counted)
    part.sheet.not_data["repeated"] += len(counted) + len(rejected)
    for line in lines:
        cells = region.cells.pop(line, None)
        if cells is not None:
            part.content[cells] -= 1


def _set_aside(earlier: _Part, later: _Part, old: int, new: int) -> None:
    """The amended row becomes a reject that names the row it would replace."""
    region = later.region
    rows: list[Row] = [row for row in region.rows if row.line_no == new]
    if not rows:
        return
    region.rows = [row for row in region.rows if row.line_no != new]
    region.counted -= 1
    cells = region.cells.pop(new)
    later.content[cells] -= 1
    headers = tuple(header.text if header else "" for header in region.region.block.columns)
    column = region.region.assignment.choices["name"].column
    about: dict[str, object] = {"other": f"{earlier.book.file}#{earlier.sheet.name}#{old}"}
    place = (later.book.file, later.sheet.name, new, region.region.kind)
    region.rejects.append(Reject(*place, "amended_row", "", headers[column], rows[0].name, cells, headers, about))
    region.rejects.sort(key=lambda reject: reject.line_no)
