"""Lays a register out on a sheet: titles, headers, rows, subtotals, merges; and keeps which row is which fact."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from samples.cells import Cell, Formula, Typed
from samples.columns import columns
from samples.desk import Column, Desk
from samples.district import collective, single
from samples.facts import Fact
from samples.words import words


@dataclass(frozen=True, slots=True)
class Placed:
    """A fact on its row (numbered from 1): counted with what it states, or rejected for its flaw."""

    row: int
    fact: Fact
    stated: dict[str, Any]


@dataclass(slots=True)
class Register:
    """A register inside a sheet."""

    kind: str
    keeper: str
    placed: list[Placed] = field(default_factory=list)


@dataclass(slots=True)
class Sheet:
    """A sheet as it will be written: lines of cells; a merge is first row and column, last row and column, from 0."""

    name: str
    hidden: bool = False
    lines: list[list[Cell]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    header_rows: list[int] = field(default_factory=list)
    registers: list[Register] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a register: title lines, the first the real title, and notes below them."""

    titles: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def lay_out(sheet: Sheet, desk: Desk, facts: list[Fact], heading: Heading, flaws: float) -> None:
    """Add a register to the sheet, below what stands there. `flaws` is the share of rows that must be rejected."""
    if desk.unit_column:
        _assign_units(desk, facts)
    cols = columns(desk)
    desk.rng.seed(f"{desk.kind}:{desk.keeper.code}:{sheet.name}:{desk.rng.random()}")  # same habits, other accidents
    _spoil(desk, facts, cols, flaws)
    shift = desk.rng.choice((1, 1, 2)) if desk.messy() and desk.has(0.3) and not sheet.lines else 0
    page = _Page(sheet, desk, cols, shift)
    page.heading(heading)
    page.header()
    page.body(facts)
    page.foot(len(facts))


def _assign_units(desk: Desk, facts: list[Fact]) -> None:
    """Give each fact its units, where it has none yet: one, several, or all together."""
    for fact in facts:
        if fact.units:
            continue
        pool = list(desk.district.towns) if desk.keeper.level == "county" else desk.district.below(desk.keeper)
        if desk.rng.random() < 0.55:
            fact.unit_words, fact.units = collective(desk.district, desk.keeper, desk.rng)
        else:
            fact.unit_words, fact.units = single(pool, desk.rng)


def _spoil(desk: Desk, facts: list[Fact], cols: list[Column], share: float) -> None:
    possible = [flaw for column in cols for flaw in column.flaws]
    for fact in facts:
        twin = "of" in fact.said or fact.said.get("twinned")
        if not twin and desk.rng.random() < share:
            unknown = "unit_unknown" in possible and desk.rng.random() < 0.4
            fact.flaw = "unit_unknown" if unknown else desk.rng.choice(possible)
        if desk.kind in ("digital", "signboards") and fact.flaw in ("date_unparseable", "date_impossible"):
            fact.said["bad_closing"] = desk.rng.random() < 0.4
    rare = [flaw for flaw in ("unit_unknown", "duration_unparseable") if flaw in possible]
    for flaw in rare if share and len(facts) >= 20 else ():
        sound = [fact for fact in facts if not (fact.flaw or "of" in fact.said or fact.said.get("twinned"))]
        desk.rng.choice(sound).flaw = flaw


@dataclass(slots=True)
class _Page:
    """The pen's place on a sheet while one register is written."""

    sheet: Sheet
    desk: Desk
    cols: list[Column]
    shift: int
    """Blank columns on the left."""
    start: int = 0

    def line(self, cells: list[Cell]) -> int:
        """Write a line; gives its index from 0."""
        self.sheet.lines.append([None] * self.shift + cells)
        return len(self.sheet.lines) - 1

    def heading(self, heading: Heading) -> None:
        """Titles over the whole width, notes, sometimes blank lines."""
        if self.desk.messy() and self.desk.has(0.25):
            self.line([])
        for text in (*heading.titles, *heading.notes):
            self.wide(text)
        if self.desk.messy() and self.desk.has(0.2):
            self.line([])

    def wide(self, text: str) -> None:
        """A line of one text, merged over the width where the format can."""
        at = self.line([text])
        if self.desk.container != "csv" and len(self.cols) > 1 and self.desk.has(0.8):
            self.sheet.merges.append((at, self.shift, at, self.shift + len(self.cols) - 1))

    def header(self) -> None:
        """One row, or two where columns stand in groups, with or without merges."""
        if not any(column.group for column in self.cols):
            self.start = self.line([column.label for column in self.cols]) + 1
            self.sheet.header_rows.append(self.start - 1)
            return
        upper: list[Cell] = []
        for before, column in zip([None, *self.cols], self.cols, strict=False):
            repeated = column.group and before is not None and before.group == column.group
            upper.append("" if repeated else column.group or column.label)
        top = self.line(upper)
        self.line([column.label if column.group else "" for column in self.cols])
        self.sheet.header_rows += [top, top + 1]
        self.start = top + 2
        if self.desk.container != "csv" and not (self.desk.messy() and self.desk.has(0.3)):
            self._merge_header(top)

    def _merge_header(self, top: int) -> None:
        spans: list[list[int]] = []
        for index, column in enumerate(self.cols):
            if column.group and spans and self.cols[spans[-1][1]].group == column.group:
                spans[-1][1] = index
            else:
                spans.append([index, index])
        for first, last in spans:
            left, right = first + self.shift, last + self.shift
            if not self.cols[first].group:
                self.sheet.merges.append((top, left, top + 1, right))
            elif last > first:
                self.sheet.merges.append((top, left, top, right))

    def body(self, facts: list[Fact]) -> None:
        """The rows, with blank ones, repeated headers and monthly subtotals between them."""
        register = Register(self.desk.kind, self.desk.keeper.code)
        self.sheet.registers.append(register)
        breaks = self._breaks()
        month, since = None, 0
        for index, fact in enumerate(facts):
            if (
                "subtotal" in breaks
                and month not in (None, fact.day.month)
                and fact.kind not in ("signboards", "digital")
            ):
                self._subtotal(month or 0, since)
                since = 0
            month, since = fact.day.month, since + 1
            if "repeat" in breaks and index and index % breaks["repeat"] == 0:
                self._repeat_header()
            if "blank" in breaks and index and index % breaks["blank"] == 0:
                self.line([""] * len(self.cols))
            self._fact(register, fact, index)
        self._merge_down(register)

    def _breaks(self) -> dict[str, int]:
        some: dict[str, int] = {}
        if self.desk.messy() and self.desk.has(0.5):
            some["subtotal"] = 1
        if self.desk.messy() and self.desk.has(0.5):
            some["repeat"] = self.desk.rng.randint(25, 45)
        if self.desk.messy() and self.desk.has(0.5):
            some["blank"] = self.desk.rng.randint(17, 60)
        return some

    def _fact(self, register: Register, fact: Fact, index: int) -> None:
        cells: list[Cell] = []
        stated: dict[str, Any] = {}
        for column in self.cols:
            cell, states = column.write(fact)
            if column.key == "no":
                cell = self._running(index)
            cells.append(cell)
            stated |= states
        at = self.line(cells)
        register.placed.append(Placed(at + 1, fact, stated))

    def _running(self, index: int) -> Cell:
        if self.desk.container == "xlsx" and self.desk.mess >= 0.5:
            row = len(self.sheet.lines) + 1
            return Formula(f"=ROW()-{row - index - 1}", index + 1)
        return index + 1

    def _subtotal(self, month: int, count: int) -> None:
        label = self.desk.word("subtotals").format(m=month)
        self._summary(label, self.desk.rng.choice((count, f"{count}件", f"{count}条")))

    def _summary(self, label: str, value: Cell) -> None:
        """A label in the first column and a number in another, but not among the days."""
        cells: list[Cell] = [label, *([""] * (len(self.cols) - 1))]
        free = [n for n, column in enumerate(self.cols) if n and not column.key.startswith(("date", "blank"))]
        cells[self.desk.rng.choice(free)] = value
        self.line(cells)

    def _repeat_header(self) -> None:
        first = self.sheet.header_rows[-1]
        again = [first - 1, first] if any(column.group for column in self.cols) else [first]
        for row in again:
            self.line(list(self.sheet.lines[row][self.shift :]))

    def _merge_down(self, register: Register) -> None:
        """Equal neighbours in the day or unit column as one merged cell; the cells under the first are empty then."""
        if self.desk.container == "csv" or not (self.desk.messy() or self.desk.kind == "signboards"):
            return
        keys = [c.key for c in self.cols]
        wanted = "unit" if "unit" in keys and self.desk.kind == "signboards" else "date"
        if wanted not in keys:
            return
        at = keys.index(wanted) + self.shift
        for first, last in _runs(register.placed, wanted):
            top = self.sheet.lines[first.row - 1][at]
            same = all(_alike(top, self.sheet.lines[row][at]) for row in range(first.row, last.row))
            if same:
                for row in range(first.row, last.row):
                    self.sheet.lines[row][at] = None
                self.sheet.merges.append((first.row - 1, at, last.row - 1, at))

    def foot(self, count: int) -> None:
        """Totals, notes and signatures below."""
        desk = self.desk
        if desk.messy() or desk.has(0.15 * bool(desk.mess)):
            self._total(count)
        if desk.messy() and desk.has(0.4):
            self.line([desk.word("notes")])
        if desk.messy() and desk.has(0.5):
            self.line([])
            self.wide(desk.word("signatures").format(a=desk.word("people"), b=desk.word("people")))

    def _total(self, count: int) -> None:
        if self.desk.has(0.3):
            self.line([f"总计：共{count}条"])
            return
        formula = self.desk.container == "xlsx" and self.desk.messy()
        self._summary(self.desk.word("totals"), Formula(f"=SUM({count})", count) if formula else count)


def _runs(placed: list[Placed], wanted: str) -> list[tuple[Placed, Placed]]:
    """First and last of each run of two or more rows, right below each other, with one day or unit and no flaw."""
    runs: list[list[Placed]] = [[p] for p in placed[:1]]
    for before, here in pairwise(placed):
        same = here.fact.units == before.fact.units if wanted == "unit" else here.fact.day == before.fact.day
        if same and here.row == before.row + 1 and not (here.fact.flaw or before.fact.flaw):
            runs[-1].append(here)
        else:
            runs.append([here])
    return [(run[0], run[-1]) for run in runs if len(run) > 1]


def _alike(a: Cell, b: Cell) -> bool:
    if isinstance(a, Typed) and isinstance(b, Typed):
        return a.value == b.value
    return a == b


def plain_sheet(name: str, table: list[list[Any]], hidden: bool = False) -> Sheet:
    """A sheet that is no register."""
    return Sheet(name, hidden, [list(line) for line in table])


def extra_sheets(which: str) -> Sheet:
    """Instructions, option lists, counts: sheets beside the registers."""
    if which == "instructions":
        return plain_sheet("填表说明", words("cells")["instructions"])
    if which == "dictionary":
        return plain_sheet("选项", words("cells")["dictionary"], hidden=True)
    if which == "counts":
        table: list[list[Any]] = [["月份", "收文数", "会议数"], *([f"{m}月", 20 + m, 10 + m] for m in range(1, 9))]
        return plain_sheet("统计", table)
    return Sheet("Sheet2")
