"""A form filled for one unit on one day: every cell's verdict, the form's findings, the relations' checks."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date

from openpyxl.workbook import Workbook

from songbang.core.filling.anatomy import anatomy
from songbang.core.filling.asked import Asked
from songbang.core.filling.continuing import go_on
from songbang.core.filling.crossing import Owners, crossed
from songbang.core.filling.due import dated
from songbang.core.filling.earlier import in_own_time, under_headings
from songbang.core.filling.facts import Fact, Places
from songbang.core.filling.finer import tell_finer
from songbang.core.filling.grid import Grid, grids_of
from songbang.core.filling.head import Head
from songbang.core.filling.instances import Check
from songbang.core.filling.judging import Judge
from songbang.core.filling.ledger import Ledger, Match
from songbang.core.filling.lexicon import clean, words
from songbang.core.filling.lone import Alone
from songbang.core.filling.meaning import Reader
from songbang.core.filling.outgrown import drop_outgrown
from songbang.core.filling.reaching import reach
from songbang.core.filling.relations import Related
from songbang.core.filling.slots import Sheet, Slot
from songbang.core.filling.supplements import of_no_column
from songbang.core.filling.told import Told
from songbang.core.filling.twice import drop_told_twice
from songbang.core.filling.unmeasured import measured_as_told
from songbang.core.filling.verdict import UNKNOWN, Verdict
from songbang.core.filling.villagers import is_village, of_villages
from songbang.core.filling.wholes import by_relations


@dataclass
class Filled:
    """One cell with its verdict, the checks that touch it and, where unknown, what comes near."""

    slot: Slot
    asked: Asked
    unit: str
    verdict: Verdict
    checks: list[Check] = field(default_factory=list)
    near: Match | None = None


@dataclass
class FilledSheet:
    sheet: Sheet
    head: Head
    cells: list[Filled]


class Form:
    """A workbook's form sheets, read once; filled for as many units as asked."""

    def __init__(self, book: Workbook | list[Grid], facts: list[Fact], places: Places, on: date) -> None:
        read = [anatomy(grid) for grid in (book if isinstance(book, list) else grids_of(book))]
        self.sheets = [
            dated(under_headings(in_own_time(by_relations(of_no_column(sheet)))), on) for sheet in read if sheet.slots
        ]
        self.told, self.places, self.on = Told(facts, places), places, on
        self._read: dict[tuple[object, ...], _Read] = {}

    def fill(self, unit: str) -> list[FilledSheet]:
        """Every form sheet filled for one unit. The workbook itself is left as it is."""
        return [self._fill(sheet, unit) for sheet in self.sheets]

    def _fill(self, sheet: Sheet, unit: str) -> FilledSheet:
        sheet, down, across = crossed(sheet, unit, self.places)
        read, owners = self._meant(sheet, unit, down, across), down | across
        judge, cells = read.judge, read.cells
        for cell in cells:
            slot, cell.checks, cell.near = cell.slot, [], None
            cell.unit = owners.get((slot.number, slot.column), unit)
            named = Verdict() if cell.asked.role or slot.row.unsure else self._named(slot, unit)
            cell.verdict = named or judge.judge(cell.asked, cell.unit)
        tell_finer(cells, judge)
        go_on(cells, judge)
        drop_outgrown(cells)
        drop_told_twice(cells)
        related = read.related()
        related.derive()
        if read.alone.take(cells):
            related.derive()
        related.check()
        reach(cells)
        _suggest(cells, judge)
        kind = self.places.kind_of(unit)
        head = replace(sheet.head, findings=tuple(_findings(sheet.head, self.on, kind)))
        return FilledSheet(read.sheet, head, [copy(cell) for cell in cells])

    def _named(self, slot: Slot, unit: str) -> Verdict | None:
        """The filler's own name, where the form asks for it (社区名称)."""
        place = self.places.by_code.get(unit)
        if place is None or slot.path or clean(slot.row.label) not in words()["own_name"]:
            return None
        source = str(words()["unit_list"])
        named = Fact(0, unit, source, slot.row.label, None, place.name, None, self.on, source)
        return Verdict("held", place.name, (), (named,), None, 1.0)

    def _meant(self, sheet: Sheet, unit: str, down: Owners, across: Owners) -> _Read:
        """What the cells ask for, and the answers that speak of them: the same for every unit of a plain form."""
        own = self.places.by_code.get(unit)
        whose = [[(at, "" if code == unit else code) for at, code in sorted(side.items())] for side in (down, across)]
        key = (sheet.name, *map(tuple, whose), bool(down or across) and (own is not None, is_village(own)))
        if key not in self._read:
            asked = Reader(sheet, down, self.on).both()
            measured = measured_as_told(sheet, asked, self.told.samples)
            if measured is not sheet:
                asked = Reader(measured, down, self.on).both()
            asked = of_villages(sheet, asked, down | across, self.places)
            judge = Judge(Ledger(self.told, sheet.head, asked), self.places, self.on)
            cells = [Filled(slot, one, unit, UNKNOWN) for slot, one in zip(sheet.slots, asked, strict=True)]
            self._read[key] = _Read(sheet, cells, judge, Alone(judge))
        return self._read[key]


@dataclass
class _Read:
    """A sheet as it was read, with the cells that are filled for one unit after another."""

    sheet: Sheet
    cells: list[Filled]
    judge: Judge
    alone: Alone
    _related: Related | None = None

    def related(self) -> Related:
        """The relations over the cells, for the unit that they are filled for now."""
        if self._related is None:
            self._related = Related(self.sheet, self.cells, self.judge)
        else:
            self._related.of_next_unit()
        return self._related


def _suggest(cells: list[Filled], judge: Judge) -> None:
    """Lay what comes near beside each cell that is unknown, and beside an old figure what may be the new one."""
    taken = {fact for cell in cells if cell.verdict.known for fact in cell.verdict.facts}
    for cell in cells:
        if cell.verdict.status in ("unknown", "stale") and not cell.asked.role:
            known = cell.verdict.status == "stale"
            cell.near = cell.verdict.refused or judge.nearest(cell.asked, cell.unit, taken, known=known)


def fill(book: Workbook, unit: str, on: date, facts: list[Fact], places: Places) -> list[FilledSheet]:
    """Fill every form sheet of a workbook for one unit."""
    return Form(book, facts, places, on).fill(unit)


def _findings(head: Head, on: date, kind: str) -> list[str]:
    found = []
    if not head.number:
        found.append("no_form_number")
    if not head.approval:
        found.append("no_approval")
    if head.valid_until and on > head.valid_until:
        found.append("expired")
    if any(_exempts(sentence, head, kind) for note in head.notes for sentence in re.split(r"[;；。\n]", note)):
        found.append("exempt")
    return found


def _exempts(sentence: str, head: Head, kind: str) -> bool:
    """Whether a note frees this filler for this period: `2016年年报免报`, not `统计部门免报`."""
    text = clean(sentence)
    if words()["exempt"] not in text:
        return False
    subject = text.split(words()["exempt"])[0]
    years = re.findall(r"\d{4}", subject)
    if years and (head.period is None or str(head.period.last.year) not in years):
        return False
    rest = re.sub(r"\d{4}", "", subject)
    for word in words()["exempt_kinds"]:
        rest = rest.replace(word, "")
    fillers = [word for word in words()["exempt_fillers"] if word in rest]
    return not fillers or (bool(kind) and any(word in kind for word in fillers))
