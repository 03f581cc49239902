"""Relations printed on a form (11=01+02-05, 合计=男+女): checks on what is filled, and formulas for what is not.

A grammar of such relations: its characters are its syntax.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from songbang.core.filling.adding import add_listed, adds_up, is_sum
from songbang.core.filling.changes import changes_of, decimals_of, difference, may_shrink
from songbang.core.filling.cumulating import cumulate, over_time
from songbang.core.filling.guesses import drop_gainsaid
from songbang.core.filling.implied import accounts, balances, subtotals, years
from songbang.core.filling.instances import Check, Instance, listed_sums, sums, sums_across, unprinted
from songbang.core.filling.judging import Judge
from songbang.core.filling.lexicon import any_in, clean, is_whole, wording, words
from songbang.core.filling.numbering import numbers_told
from songbang.core.filling.printing import Printed, printed
from songbang.core.filling.products import (
    bare,
    columns_are_units,
    derived,
    lines_are_units,
    lost_in_rounding,
    multiply,
    number_of,
    of_several_days,
    product_of,
    rounded,
    unbracketed,
    with_decimals,
)
from songbang.core.filling.products import instances as products_in
from songbang.core.filling.rolling import rolled
from songbang.core.filling.shortening import in_full, shortened, totalled, whole_of
from songbang.core.filling.slots import Sheet
from songbang.core.filling.unsaid import defaults
from songbang.core.filling.verdict import Verdict

if TYPE_CHECKING:
    from songbang.core.filling.fill import Filled

_SUM_OF_ALL = re.compile(r"^(合计|总计|小计)(?:行|栏|列)?=各(.+?)(?:之和|合计|相加)(?:\([^()]*除外\))?$")
_LISTED = re.compile(r"(合计|总计|小计)[为是]?([^,;:。]{1,12})之和")
_FORMULA = re.compile(r"\(=([\d+\-−×÷*/.%]+)\)|\((\d+÷\d+(?:×\d+%?)?)\)")
_PREVIOUS = re.compile(r"^上年(?:年|期)?[末未]?|^上期|^上季末?")


# -- from print to cells ---------------------------------------------------------------------------------------------


class _Finder:
    """Finds the cells that a relation's terms name."""

    def __init__(self, sheet: Sheet, cells: list[Filled]) -> None:
        self.sheet, self.cells = sheet, cells
        self.only_rows = self.lines_named = False
        self.by_row: dict[str, list[Filled]] = defaultdict(list)
        self.by_column: dict[str, list[Filled]] = defaultdict(list)
        self.by_name: dict[str, list[Filled]] = defaultdict(list)
        self.by_head: dict[str, list[Filled]] = defaultdict(list)
        self.by_over: dict[str, list[Filled]] = defaultdict(list)
        self.columns: dict[tuple[int, int, tuple[str, ...]], dict[int, str]] = defaultdict(dict)
        coded = any(cell.slot.row.code for cell in cells)
        numbers = {} if coded else numbers_told(list(dict.fromkeys(cell.slot.row.label for cell in cells)))
        for cell in cells:
            at = cell.slot.table, cell.slot.block, cell.slot.path
            self.columns[at][cell.slot.column] = cell.slot.measure
            if code := cell.slot.row.code or numbers.get(cell.slot.row.label, ""):
                self.by_row[code].append(cell)
            if cell.slot.code:
                self.by_column[cell.slot.code].append(cell)
            if cell.slot.code.isalpha():
                self.by_head[cell.slot.code].append(cell)
            self.by_name[bare(cell.slot.row.label)].append(cell)
            if len(cell.slot.row.labels) > 1:  # 全镇合计=东片小计+西片小计, each beside its villages
                self.by_name["".join(map(bare, cell.slot.row.labels))].append(cell)
            if cell.slot.path:
                self.by_head[bare(cell.slot.path[-1])].append(cell)
                if len(cell.slot.path) > 1:  # 外出务工合计=县内+省外, under the heading 外出务工
                    self.by_head["".join(map(bare, cell.slot.path[-2:]))].append(cell)
                for over in dict.fromkeys(map(bare, cell.slot.path[:-1])):
                    self.by_over[over].append(cell)
                for section in {bare(row.label) for row in cell.slot.row.above if row.heading} - {""}:
                    self.by_head[section + bare(cell.slot.path[-1])].append(cell)  # 桥梁年末=年初+新建-拆除

    def tell(self, every: list[Printed]) -> None:
        """Learn from all that is printed whether its numbers are those of lines: some name no column, all lines."""
        numbers = [{name for _, name in (*one.left, *one.right)} for one in every]
        numbers = [names for names in numbers if len(names) > 1 and all(name.isdigit() for name in names)]
        beyond = any(not names <= set(self.by_column) for names in numbers)
        across = any(any_in(clean(note), "of_columns") for note in self.sheet.head.notes)
        self.lines_named = any(one.of_lines for one in every)
        self.only_rows = beyond and not across and all(names <= set(self.by_row) for names in numbers)

    def instances(self, one: Printed) -> list[Instance]:
        names = [name for _, name in (*one.left, *one.right)]
        for told in (names, unbracketed(names)):
            for table, group in self._tables(one, told):
                if found := self._grouped(one, [table.get(name, []) for name in told], group):
                    return found
        return self._by_meaning(one, names)

    def _tables(self, one: Printed, names: list[str]) -> list[tuple[dict[str, list[Filled]], str]]:
        """Where a relation's terms are looked for. Numbers of lines and of columns part by the zero
        before them, or by the brackets around them."""
        if all(name.isdigit() for name in names):
            rows, columns = (self.by_row, "column"), (self.by_column, "row")
            if one.of_lines or one.of_columns:
                return [rows] if one.of_lines else [columns]
            if not (set(names) <= set(self.by_row) and set(names) <= set(self.by_column)):
                return [columns, rows]
            if any(cell.slot.ringed for cell in self.cells):
                return [columns] if one.ringed else [rows]
            of_rows = any(cell.slot.row.padded for cell in self.cells)
            of_columns = any(cell.slot.padded for cell in self.cells)
            if lines_are_units(self.cells):
                return [columns]
            if columns_are_units(self.cells):
                return [rows]
            if self.lines_named and of_rows == of_columns:
                return [columns]  # 第3行=第1行+第2行 tells lines from columns
            along, down = self._of_a_kind(names, columns), self._of_a_kind(names, rows)
            if of_rows == of_columns and (self.only_rows or along == down):
                return [rows] if self.only_rows else []
            if of_rows == of_columns:
                return [columns] if along else [rows]
            return [rows] if of_rows == one.padded else [columns]
        lines, heads = self._in_full(self.by_name, names), self._in_full(self.by_head, names)
        totals = self._in_full(self.by_head, names, totalled)
        below = self._in_full(self.by_head, names, whole_of)
        tables = [(self._named(names), "column"), (self.by_head, "row"), (totals, "row"), (heads, "row")]
        return [*tables, (lines, "column"), (below, "row"), (self.by_over, "over")]

    def _of_a_kind(self, names: list[str], read: tuple[dict[str, list[Filled]], str]) -> bool:
        """Whether what a relation's numbers name, read so, is counted in one measure: nobody adds 条 to 台."""
        table, group = read
        found: dict[object, set[str]] = defaultdict(set)
        for cell in (cell for name in names for cell in table.get(name, [])):
            at = (cell.slot.table, cell.slot.column if group == "column" else cell.slot.number)
            found[at].add(cell.asked.measure.dimension if cell.asked.measure else "")
        return all(len(kinds - {""}) < 2 for kinds in found.values())

    def _named(self, names: list[str]) -> dict[str, list[Filled]]:
        """The lines by their labels; where the relation says 合计 only, the one line whose label ends so."""
        wholes = [name for name in names if is_whole(name) and name not in self.by_name]
        ending = {name: [label for label in self.by_name if label.endswith(name)] for name in wholes}
        return self.by_name | {name: self.by_name[found[0]] for name, found in ending.items() if len(found) == 1}

    def _in_full(
        self, named: dict[str, list[Filled]], names: list[str], short: Callable[[str, str], bool] = shortened
    ) -> dict[str, list[Filled]]:
        """The lines or columns that the terms name in fewer signs than these have (本月末 of 本月末在保人数)."""
        return {name: named[label] for name, label in in_full(names, named, short).items()}

    def _grouped(self, one: Printed, cells: list[list[Filled]], group: str) -> list[Instance]:
        """One instance for each row (terms are columns) or each kind of column (terms are rows)."""
        groups: dict[object, list[Filled | None]] = {}
        for position, found in enumerate(cells):
            for cell in found:
                if cell.asked.role and (one.by_code or cell.asked.role == "rate"):
                    continue  # 增减=本期-上年同期 tells nothing of 增减（%）
                at = self._group(cell, one, group, position)
                groups.setdefault(at, [None] * len(cells))[position] = cell
        made = [i for at, terms in groups.items() if (i := self._instance(one, terms, at, cells, group))]
        return made or (self._along(one, cells) if group == "row" and not one.by_code else [])

    def _group(self, cell: Filled, one: Printed, group: str, position: int) -> object:
        """What a cell shares with the others of its instance: its line and the headings over it, or below the one that
        the term names (合计 / 户数 with 城市 / 户数 and 农村 / 户数); or its column."""
        if group == "column":
            return self._column_group(cell)
        if group == "row":
            return cell.slot.table, cell.slot.number, () if one.by_code else cell.slot.path[:-1]
        name = [name for _, name in (*one.left, *one.right)][position]
        return cell.slot.table, cell.slot.number, tuple(p for p in map(bare, cell.slot.path) if p != name)

    def _column_group(self, cell: Filled) -> object:
        """What headings a cell's column has and whose it is, where units stand across; of several under one heading,
        parted by their units of measurement only, which one."""
        units = self.columns[cell.slot.table, cell.slot.block, cell.slot.path]
        parted = cell.slot.path and len(set(units.values())) == len(units) > 1
        return *(clean(part) for part in cell.slot.path), cell.slot.whose, *([cell.slot.measure] if parted else [])

    def _along(self, one: Printed, cells: list[list[Filled]]) -> list[Instance]:
        """One instance for each line whose columns the terms name, whatever stands over these (里程合计 beside
        按技术等级分 / 二级)."""
        lines: dict[tuple[int, int], dict[int, list[Filled]]] = {}
        for position, found in enumerate(cells):
            for cell in found:
                at = cell.slot.table, cell.slot.number
                lines.setdefault(at, {}).setdefault(position, []).append(cell)
        size, made = len(one.left), []
        for (_, number), terms in lines.items():
            missing = [n for n in range(len(cells)) if not terms.get(n)]
            if any(len(found) > 1 for found in terms.values()) or any(n < size for n in missing):
                continue
            if any(one.operator != "=" or not self._closed(cells[n], {number}) for n in missing):
                continue
            signed = [(sign, terms[n][0]) for n, (sign, _) in enumerate((*one.left, *one.right)) if n in terms]
            if len(signed) > size:
                made.append(Instance(one, signed[:size], signed[size:], bool(missing)))
        return made

    def _instance(
        self, one: Printed, found: list[Filled | None], at: object, cells: list[list[Filled]], group: str
    ) -> Instance | None:
        if one.columns and group == "column" and not any(word in str(at) for word in one.columns):
            return None
        if group == "column" and one.heads and one.heads <= self.by_head.keys() and not self._under(one.heads, found):
            return None
        slots = [cell.slot for cell in found if cell]
        if not one.stands_for(group, [slot.code if group == "column" else slot.row.code for slot in slots]):
            return None
        size = len(one.left)
        excepted = group == "row" and any(cell and cell.slot.row.code in one.but for cell in found)
        if excepted or any(cell is None for cell in found[:size]):
            return None
        missing = [n for n, cell in enumerate(found) if cell is None]
        lines = {cell.slot.number for cell in found if cell} if group != "column" else None
        if any(not self._closed(cells[n], lines) or one.operator != "=" for n in missing):
            return None
        signed = [(sign, cell) for (sign, _), cell in zip((*one.left, *one.right), found, strict=True)]
        left = [(s, c) for s, c in signed[:size] if c]
        right = [(s, c) for s, c in signed[size:] if c]
        return Instance(one, left, right, bool(missing)) if right else None

    def _under(self, heads: frozenset[str], found: list[Filled | None]) -> bool:
        """Whether one of the headings stands over the cells."""
        return any(bare(part) in heads for cell in found if cell for part in cell.slot.path)

    def _closed(self, others: list[Filled], lines: set[int] | None) -> bool:
        """Whether a term has no cell here because the form closes it (—): in one of the `lines` where terms are
        columns, else in its own line."""
        if lines is not None:
            return any((line, cell.slot.column) in self.sheet.dashed for line in lines for cell in others)
        return bool(others) and any(cell.slot.number in {row for row, _ in self.sheet.dashed} for cell in others)

    def _by_meaning(self, one: Printed, names: list[str]) -> list[Instance]:
        found = []
        for sign, name in (*one.left, *one.right):
            tokens = defaults(wording(name).tokens)
            cells = [c for c in self.cells if c.asked.required == tokens and not c.asked.role]
            if not tokens or len(cells) != 1:
                return []
            found.append((sign, cells[0]))
        return [Instance(one, found[: len(one.left)], found[len(one.left) :])]


# -- checks and formulas ---------------------------------------------------------------------------------------------


class Related:
    """The relations of a form over its cells: those printed, and those that every such table means."""

    def __init__(self, sheet: Sheet, cells: list[Filled], judge: Judge | None = None) -> None:
        self.cells, self.judge = cells, judge
        self.finder = _Finder(sheet, cells)
        self.printed = every = printed((*sheet.head.notes, *_in_labels(cells)))
        self.finder.tell(every)
        found = [instance for one in every for instance in self.finder.instances(one)]
        for one in every:
            if whole := _SUM_OF_ALL.match(one.text):
                found += sums(one, whole[1], cells) or sums_across(one, whole[1], cells)
        found += [
            i for note in sheet.head.notes for whole in _LISTED.findall(clean(note)) for i in listed_sums(whole, cells)
        ]
        meant = (*balances(cells), *accounts(cells), *subtotals(cells), *years(cells), *rolled(cells, wording))
        found += [unprinted(whole, parts) for whole, parts in meant]
        self.instances = found
        summed = {i.printed.text for i in found if any(is_sum(cell) for _, cell in (*i.left, *i.right))}
        for instance in found:
            instance.alone = instance.printed.text not in summed
        self.around: dict[int, list[Instance]] = defaultdict(list)
        for instance in found:
            for _, cell in (*instance.left, *instance.right) if instance.printed.operator == "=" else ():
                self.around[id(cell)].append(instance)
        kept = {bare(one.left[0][1]): one.decimals for one in every if len(one.left) == 1}
        sorts = {cell.slot.code: cell.asked.role for cell in cells if cell.slot.code and cell.asked.role}
        self.changes, self.decimals = changes_of(cells, judge), decimals_of(sheet.head.notes, sorts)
        self.over_time = over_time(cells)
        terms = [term for one in every if (term := product_of(one))]
        self.products = [
            rounded(with_decimals(made, kept), self.decimals.get("share"))
            for term in terms
            for made in products_in(term, cells)
        ]

    def of_next_unit(self) -> None:
        """The cells are another unit's now: what is printed on the form stays, what its changes start from does not."""
        self.changes = changes_of(self.cells, self.judge)

    def derive(self) -> None:
        """Fill what the relations give, until nothing changes."""
        drop_gainsaid(self.instances)
        self._add_listed()
        for _ in range(len(self.cells) + 1):
            solved = [
                _solve(instance, self.around)
                for instance in self.instances
                if instance.printed.operator == "=" and (not instance.closed or _sums_the_rest(instance))
            ]
            solved += [cumulate(cell, part, self.judge) for cell, part in self.over_time]
            solved += [multiply(one) for one in self.products]
            if not any(solved):
                break
            self._add_listed()  # of lines that are known by now
        for cell, now, before in self.changes:
            difference(cell, now, before, self.decimals.get(cell.asked.role))

    def _add_listed(self) -> None:
        if self.judge:
            add_listed(self.finder.sheet, self.cells, self.judge.places)

    def check(self) -> None:
        """Note at each cell which of its relations hold."""
        for instance in self.instances:
            _check(instance)
        _previous_checks(self.printed, self.finder)


def _in_labels(cells: list[Filled]) -> tuple[str, ...]:
    """What a label's brackets print of its own line or column: 6 办结率（5÷1×100） as 6=5÷1×100."""
    named = [(c.slot.row.code, c.slot.row.label) for c in cells]
    named += [(c.slot.code, c.slot.path[-1]) for c in cells if c.slot.path]
    found = [(code, _FORMULA.search(clean(label))) for code, label in dict.fromkeys(named) if code]
    return tuple(f"{code}={formula[1] or formula[2]}" for code, formula in found if formula)


def _solve(instance: Instance, around: dict[int, list[Instance]]) -> bool:
    """Fill the one term that is missing; pass on the worst status where all others are at least shown."""
    terms = [(sign, cell) for sign, cell in instance.left] + [(-sign, cell) for sign, cell in instance.right]
    missing = [(sign, cell) for sign, cell in terms if not cell.verdict.known]
    name = str(words()["transforms"]["relation"]).format(relation=instance.printed.text)
    if len(missing) == 1 and missing[0][1].verdict.status != "conflict":
        sign, target = missing[0]
        if not (instance.alone or adds_up(target, instance.printed)):
            return False
        others = [(s, c) for s, c in terms if c is not target]
        backwards = target is not instance.left[0][1]
        if backwards and any(_disputes(other, target) for other in around[id(target)]):
            return False
        if any(s != others[0][0] for s, _ in others) and of_several_days(target, others):
            return False
        value = -_total(others) / sign
        if lost_in_rounding(value, [c for _, c in others]):
            return False
        if (value < 0 and not may_shrink(target)) or any(number_of(c) is None for _, c in others):
            return False
        target.verdict = derived(value, [c for _, c in others], name)
        return True
    return _worst(terms, instance)


def _disputes(instance: Instance, target: Filled) -> bool:
    """Whether all that a relation needs for a cell is known, but for one figure on which two sources differ: what
    another leaves over takes the side of one of them."""
    others = [cell.verdict for _, cell in (*instance.left, *instance.right) if cell is not target]
    return sum(not one.known for one in others) == 1 and any(one.status == "conflict" for one in others)


def _sums_the_rest(instance: Instance) -> bool:
    """Whether a total is all that is missing of lines of which the form closes some (—): it counts the others. What
    there is at last is no total of what there was, where the form closes what came and what went."""
    whole = len(instance.left) == 1 and not instance.left[0][1].verdict.known
    added = all(sign == 1 for sign, _ in instance.printed.right)
    return whole and added and all(cell.verdict.known for _, cell in instance.right)


def _worst(terms: list[tuple[int, Filled]], instance: Instance) -> bool:
    """One unknown term among known, stale and disputed ones is as good as the worst of them."""
    unknown = [cell for _, cell in terms if cell.verdict.status == "unknown"]
    if len(unknown) != 1 or unknown[0] is not instance.left[0][1]:
        return False
    others = [cell for _, cell in terms if cell is not unknown[0]]
    statuses = {cell.verdict.status for cell in others}
    status = "conflict" if "conflict" in statuses else "stale"
    facts = tuple(fact for cell in others for fact in cell.verdict.facts)
    unknown[0].verdict = Verdict(status, None, (), facts)
    return True


def _total(terms: list[tuple[int, Filled]]) -> Fraction:
    return Fraction(sum((sign * (number_of(cell) or Fraction(0)) for sign, cell in terms), Fraction(0)))


def _check(instance: Instance) -> None:
    ok = None
    if not instance.closed and all(cell.verdict.known for _, cell in (*instance.left, *instance.right)):
        ok = _holds(_total(instance.left), instance.printed.operator, _total(instance.right))
    _note(instance.printed.text, ok, [cell for _, cell in (*instance.left, *instance.right)])


def _note(text: str, ok: bool | None, cells: list[Filled]) -> None:
    for cell in dict.fromkeys(map(id, cells)):
        found = next(c for c in cells if id(c) == cell)
        if Check(text, ok) not in found.checks:
            found.checks.append(Check(text, ok))


def _holds(left: Fraction, operator: str, right: Fraction) -> bool:
    near = abs(left - right) <= max(abs(left), abs(right)) * Fraction(1, 10**7)
    if operator in ("=",):
        return near
    if operator in ("≥", ">=", "≧"):
        return left >= right or near
    if operator in ("≤", "<=", "≦"):
        return left <= right or near
    return left > right if operator == ">" else left < right


def _previous_checks(every: list[Printed], finder: _Finder) -> None:
    """01=上年年末耕地总资源: holds where the cell was taken from that very figure."""
    for one in every:
        if one.operator == "=" and len(one.left) == len(one.right) == 1 and _PREVIOUS.match(one.right[0][1]):
            name = one.left[0][1]
            for cell in finder.by_row.get(name, []) or finder.by_name.get(name, []) or finder.by_head.get(name, []):
                started = cell.asked.when.start and cell.verdict.known
                _note(one.text, True if started else None, [cell])
                if started:
                    cell.verdict = replace(
                        cell.verdict, transform=str(words()["transforms"]["relation"]).format(relation=one.text)
                    )
