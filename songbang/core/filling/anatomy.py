"""From a sheet to its fillable cells: tables, column roles, the tree of row labels, paths of headings, measures."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from songbang.core.filling.blanks import blank_tables
from songbang.core.filling.bodies import lists_bodies
from songbang.core.filling.captions import is_named, measure_by_names, measure_lines, name_lines, set_in_text, sides_of
from songbang.core.filling.going_back import Wholes
from songbang.core.filling.grid import Grid, from_first
from songbang.core.filling.head import head_of
from songbang.core.filling.kinds_listed import thing_listed
from songbang.core.filling.lexicon import clean, is_weak, numbered, uncircled, wording, words
from songbang.core.filling.measures import asks_words, is_amount, measure
from songbang.core.filling.nesting import Row, go_back, nest, opened, ordinal, tells_whole, to_left, two_wholes
from songbang.core.filling.numbering import is_number, without_continued, without_line_numbers
from songbang.core.filling.pairs import Pair, in_order, pairs_in
from songbang.core.filling.slots import Sheet, Slot
from songbang.core.filling.tables import (
    bracketed,
    but_parting,
    caption_of,
    captions_beside,
    counts_things,
    goes_on,
    header_group,
    is_dash,
    is_stub,
    is_worded,
    joins_as_unit,
    listed_for,
    listed_in,
    numbers_columns,
    says_when,
    tables_of,
    title_line,
    unit_for,
    unnamed_tables,
)
from songbang.core.filling.whole_beside import whole_of

_SHORT = 4


@dataclass
class _Block:
    stubs: list[int]
    values: list[int]
    measure: int | None = None
    code: int | None = None
    category: list[int] = field(default_factory=list)
    bracketed: bool = False
    """Whether its rows name their measure in brackets: one that names none is a heading."""


def anatomy(grid: Grid) -> Sheet:
    """Read one sheet. A sheet without a table has no slots."""
    grid, by = from_first(grid)
    grid, codes = without_line_numbers(without_continued(grid))
    sheet = _read(grid, codes)
    for slot in sheet.slots if by else []:
        slot.column += by
    sheet.dashed = {(row, column + by) for row, column in sheet.dashed}
    return sheet


def _read(grid: Grid, codes: dict[tuple[int, int], str]) -> Sheet:
    tables = tables_of(grid)
    tables = unnamed_tables(grid, tables[0][0] - 1 if tables else grid.rows) + tables
    rows = {row for top, end, bottom in tables for row in range(top, bottom + 1)}
    pairs = [pair for pair in pairs_in(grid) if pair.number not in rows]
    over = [pair for pair in pairs if tables and pair.number < tables[0][0]]
    if not any(pair.unit or bracketed(pair.label) for pair in over):
        pairs = [pair for pair in pairs if pair not in over]  # who issued the form, its number
    filled = pairs or any(bottom > end for _, end, bottom in tables)
    blank = [] if filled else blank_tables(grid)
    rows |= {pair.number for pair in pairs} | {row for top, end in blank for row in range(top, end + 2)}
    sheet = Sheet(grid.name, head_of(grid, rows))
    for number, (top, end, bottom) in enumerate(tables):
        before, above = len(sheet.slots), tables[number - 1][2] if number else title_line(grid)
        _Table(grid, sheet, number, (top, end, bottom), codes).read()
        if number:
            measure_lines(sheet.slots[before:], grid, range(above + 1, top))
        caption = but_parting(caption_of(grid, top, above), grid.shown(top, 1))
        name_lines(sheet.slots[before:], caption, below=number > 0)
        for column, beside in reversed(captions_beside(grid, top - 1)):
            own = [slot for slot in sheet.slots[before:] if slot.column >= column and not is_named(slot, top)]
            name_lines(own, beside, below=True, line=top - 1)
    sheet.slots += _paired(in_order(pairs, codes), len(tables))
    for top, end in blank if not sheet.slots else []:
        _Table(grid, sheet, 0, (top, end, end + 1), codes).read_blank()
    measure_by_names(sheet.slots, sheet.head.lines)
    sheet.slots = [slot for slot in sheet.slots if grid.seen(slot.number, slot.column)]
    sheet.slots.sort(key=lambda slot: (slot.number, slot.column))
    return sheet


def _paired(pairs: list[tuple[str, Pair]], table: int) -> list[Slot]:
    """Slots of labels and blanks. A label that says nothing alone (男) is a part of the one before it; one below
    several parts in its column goes on with these."""
    found: list[Slot] = []
    whole: dict[str, Row] = {}
    down: dict[tuple[int, str], Row] = {}
    parts: dict[tuple[int, int], str] = {}
    last = ""
    for code, pair in pairs:
        above = (Row(pair.number, (pair.over,), heading=True),) if pair.over else ()
        unit = pair.unit or bracketed(pair.label)
        same_line = bool(found) and not code and found[-1].row.number == pair.number
        weak = is_weak(wording(pair.label).tokens) or wording(pair.label).part or set_in_text(pair.label)
        if weak and not unit and same_line:
            unit = found[-1].measure  # what names no unit of its own goes on in that of its neighbour
        goes_on = not same_line and all(parts.get((pair.number - n, pair.column)) == unit for n in (1, 2))
        if weak and unit in whole:
            beside = bool(code) or same_line or (last == unit and not goes_on)
            above = (*above, whole[unit] if beside else down.get((pair.column, unit), whole[unit]))
        row = Row(pair.number, (pair.label,), above, code.lstrip("0"), unit, padded=code.startswith("0"))
        if weak:
            parts[pair.number, pair.column] = unit
        else:
            whole[unit] = down[pair.column, unit] = row
        last = "" if weak else unit
        found.append(Slot(row, pair.number, pair.column, (), "", unit, table, 0))
    return found


class _Table:
    """Reads one table into slots."""

    def __init__(
        self, grid: Grid, sheet: Sheet, number: int, lines: tuple[int, int, int], line_codes: dict[tuple[int, int], str]
    ) -> None:
        top, end, bottom = lines
        self.grid, self.sheet, self.number, self.line_codes = grid, sheet, number, line_codes
        self.top, self.end = top, end
        self.body = [row for row in range(end + 1, bottom + 1) if not goes_on(grid, row)]
        self.columns = range(1, grid.columns + 1)
        self.measures: dict[int, str] = {}
        self.codes: dict[int, str] = {}
        self.ringed = False
        self.category: list[int] = []
        self.sides: frozenset[str] = frozenset()
        self.inner: dict[int, str] = {}
        """What a line among the others heads its columns with from there on (附：承包纠纷 ｜ 受理数（件）)."""
        self.paths = {column: self._path(column) for column in self.columns}

    def _path(self, column: int) -> tuple[str, ...]:
        texts: list[str] = []
        for row in range(self.top, self.end + 1):
            first = clean(self.grid.text(row, 1))
            text = self.grid.shown(row, column)
            of_units = first in header_group("measure") or self._of_units(row) or (texts and is_amount(clean(text)))
            if row > self.top and of_units:
                self._keep(self.measures, column, text)
            elif row > self.top and first in header_group("code") and clean(self.grid.shown(self.top, 1)) != first:
                self._keep(self.codes, column, text)
            elif numbers_columns(self.grid, row) or (
                first in header_group("numbering") and row > self.top and not is_worded(text)
            ):
                printed = uncircled(clean(text))
                number = re.match(r"\(?(\d+|[A-Z])\)?(?:=|$)", printed)
                self.codes.setdefault(column, number[1] if number else "")
                self.ringed = self.ringed or printed.startswith("(")
            elif text and not is_dash(text) and not joins_as_unit(text, texts):
                texts += [part for part in self._part_of(text, row, column) if not texts or texts[-1] != part]
        return tuple(texts)

    def _keep(self, told: dict[int, str], column: int, text: str) -> None:
        """What a line of units or codes says of a column; its first text (计算单位) only names the line."""
        if column > 1:
            told[column] = text

    def _of_units(self, row: int) -> bool:
        """Whether a row of headings names nothing but units of measurement."""
        texts = [clean(text) for _, text in self.grid.anchors(row)]
        return len(texts) > 1 and all(map(measure, texts))

    def _part_of(self, text: str, row: int, column: int) -> list[str]:
        """A heading that says only 其中 means the heading left of it, which its columns are parts of."""
        if clean(text).rstrip(":,") not in words()["part_words"]:
            return [text]
        beside = [c for c in range(column - 1, 0, -1) if self.grid.shown(row, c) not in ("", text)]
        return whole_of([self.grid.shown(row, c) for c in beside], self._under_one(row, column, beside))

    def _under_one(self, row: int, column: int, beside: list[int]) -> int:
        """How many of the columns left of one stand with it under one heading."""
        over = self.grid.shown(row - 1, column) if row > self.top else ""
        return next((n for n, c in enumerate(beside) if self.grid.shown(row - 1, c) != over), len(beside))

    def read(self) -> None:
        chain: list[tuple[str, Row]] = []
        blocks = self._blocks()
        self.category = blocks[0].category if blocks else []
        self.sides = sides_of([clean(self.grid.shown(self.top, block.stubs[0])) for block in blocks])
        order = [(n, line) for n in range(len(blocks)) for line in self.body]
        through = len(blocks) > 1 and self._across(blocks)
        if through:
            order = [(n, line) for line in self.body for n in range(len(blocks))]
        previous: dict[int, str] = {}
        latest: dict[int, Row] = {}
        over: dict[int, Row] = {}
        beside: dict[int, Row] = {}
        told: dict[str, list[tuple[str, Row]]] = {}
        counted: dict[tuple[str, int], list[tuple[str, Row]]] = {}
        begun: set[int] = set()
        wholes = Wholes(tuple(self.sheet.head.notes), self.codes.values())
        for number, line in order:
            row = self._row(blocks[number], line, previous.get(number, ""), latest.get(number))
            if row is None:
                continue
            latest[number] = row
            previous[number] = row.measure or previous.get(number, "")
            placed = self._open(row, chain, told)
            if number and not through and number not in begun:
                go_back(row, counted, chain)
            begun.add(number)
            wholes.open(row, chain)
            if not placed:
                nest(row, chain)
            wholes.keep(row, chain)
            counted[ordinal(clean(row.label))] = list(chain)
            told[clean(numbered(clean(row.label))[1])] = list(chain)
            if number and not through:
                to_left(row, beside.get(line))
            beside[line] = row
            if through:
                row.unsure = two_wholes(row, over.get(number))
                over[number] = row
            self._slots(row, blocks[number], number)

    def _open(self, row: Row, chain: list[tuple[str, Row]], told: dict[str, list[tuple[str, Row]]]) -> bool:
        """Part a heading from the line that stands in one cell with it: 三、流转去向：农户; 养殖产量中：草鱼 goes back
        to the line that it is a part of, and what follows goes on from there. Whether the line is placed."""
        over, label = opened(row.label)
        if not over:
            return False
        row.labels = (*row.labels[:-1], label)
        begun = [over] if over in told else [name for name in told if name.startswith(over)]
        if numbered(clean(label))[2] and len(begun) == 1:
            chain[:] = told[begun[0]]
            row.above = row.above + tuple(one for _, one in chain)
            return True
        nest(Row(row.number, (over,), heading=True, indent=row.indent), chain)
        return False

    def read_blank(self) -> None:
        """The line below headings that is the filler's: its name, where that is asked for, and each column."""
        line = self.end + 1
        for column in self.columns:
            head = clean("".join(self.paths[column]))
            if head in words()["own_name"]:
                row = Row(line, (self.paths[column][-1],))
                self.sheet.slots.append(Slot(row, line, column, (), "", "", self.number, 0))
            elif head and head not in header_group("remark") | header_group("code") and not self._covered(line, column):
                unit = self._headed(column) or self.measures.get(column, "")
                row = Row(line, ("",), measure=unit)
                self.sheet.slots.append(Slot(row, line, column, self.paths[column], "", unit, self.number, 0))

    def _across(self, blocks: list[_Block]) -> bool:
        """Whether headings stand over all blocks: then a line is read through all of them before the next."""
        second = blocks[1].stubs[0]
        areas = (self.grid.areas.get((line, blocks[0].stubs[0])) for line in self.body)
        headings = sum(area is not None and area[3] >= second for area in areas)
        return headings > 1 and not any(block.code for block in blocks)

    # -- columns -----------------------------------------------------------------------------------------------------

    def _role(self, column: int) -> str:
        head = clean("".join(self.paths[column]))
        if head in header_group("remark") or self._merged_away(column):
            return ""
        texts = [clean(t) for row in self.body if (t := self.grid.text(row, column)) and not is_dash(t)]
        coded = head in header_group("code") or head.endswith(tuple(words()["header"]["code_like"]))
        left = self.paths.get(column - 1) if column > 1 else None
        if (not head or self.paths[column] == left) and texts and all(map(measure, texts)):
            return "measure"  # a second table without headings of its own, or one heading over label and measure
        if texts and column > 1 and head.endswith(tuple(header_group("measure"))) and all(map(measure, texts)):
            return "measure"
        if coded or (len(texts) > 2 and all(t.isdigit() for t in texts) and not head):
            return "code"
        # 单位 over the names of villages and over 本年, 上年 beside their total is whose a line is, and no measure
        named = self.paths[column] == left or lists_bodies(texts)
        short = column > 1 and not named and any(len(t) < _SHORT for t in texts)
        if head in header_group("measure") and (not texts or short or any(map(measure, texts))):
            return "measure"
        wordy = sum(not re.fullmatch(r"[\d.]+", text) for text in texts)
        if head in header_group("category") and any(self.grid.hidden(row, column) for row in self.body):
            return "category"
        if column > 1 and not texts and head in words()["generic_columns"]:
            return "value"  # 项目 ｜ 内容, with nothing below the second
        if self._is_labels(column, head, wordy, len(texts)):
            return "stub"
        return "value" if head else ""

    def _is_labels(self, column: int, head: str, wordy: int, texts: int) -> bool:
        """Whether a column holds labels: its heading or its texts say so, it lies under one heading with labels of
        another level, or it has the only line of a table."""
        one_heading = column > 1 and self.paths[column - 1] == self.paths[column] != ()
        if one_heading and 0 < wordy == texts and self._role(column - 1) == "stub":
            return True
        if is_stub(head) or (wordy * 2 > len(self.body) and wordy > 1) or (column == 1 and wordy > 1):
            return True
        lines = sum(bool(self.grid.anchors(row)) for row in self.body)
        return column == 1 and lines == wordy == 1 and len(self.columns) > 2

    def _merged_away(self, column: int) -> bool:
        """Whether a column lies in all lines under the one left of it: no column of its own."""
        lines = [line for line in (self.top, *self.body) if self.grid.anchors(line)]
        return all(self.grid.areas.get((line, column), (line, column))[1] < column for line in lines)

    def _blocks(self) -> list[_Block]:
        blocks: list[_Block] = []
        for column in self.columns:
            role = self._role(column)
            if not role:
                continue
            if not blocks or (role in ("stub", "category", "code") and blocks[-1].values and role != "value"):
                blocks.append(_Block([], []))
            self._assign(blocks[-1], role, column)
        last = blocks[-1:]
        if len(blocks) > 1 and last[0].code and not (last[0].stubs or last[0].values) and not blocks[-2].code:
            blocks[-2].code = last[0].code  # the numbers of the lines stand right of their values
        found = [block for block in blocks if block.stubs and block.values]
        for block in found:
            self._part_off(block)
            block.bracketed = self._in_brackets(block)
        return found

    def _part_off(self, block: _Block) -> None:
        """Labels beside names of which each line has its own only tell of what kind the thing is (水库名称 ｜ 类型)."""
        first, others = block.stubs[0], block.stubs[1:]
        named = [self.grid.text(line, first) for line in self.body]
        if all(named) and len(set(named)) == len(named):
            kinds = [c for c in others if len({self.grid.text(line, c) for line in self.body}) * 2 <= len(named)]
            block.stubs = [column for column in block.stubs if column not in kinds]
            block.category += kinds

    def _in_brackets(self, block: _Block) -> bool:
        if block.measure or any(self._headed(column) for column in block.values) or self.measures:
            return False
        labels = [text for row in self.body if (text := self.grid.text(row, block.stubs[-1]))]
        return len(labels) > 2 and sum(bool(bracketed(text)) for text in labels) * 3 > len(labels) * 2

    def _assign(self, block: _Block, role: str, column: int) -> None:
        if role == "stub":
            block.stubs.append(column)
        elif role == "category":
            block.category.append(column)
        elif role == "value":
            block.values.append(column)
        elif role == "measure":
            block.measure = column
        else:
            block.code = column

    # -- rows --------------------------------------------------------------------------------------------------------

    def _row(self, block: _Block, line: int, previous: str, before: Row | None = None) -> Row | None:
        labels = [self.grid.shown(line, column).strip() for column in block.stubs]
        own = tuple(dict.fromkeys(label for label in labels if label and not (is_number(label) or is_dash(label))))
        own = own or self._again(block, line, before)
        if not own or any(word in own[-1] for word in words()["across_rows"]):
            return None
        if clean(own[-1]).rstrip(":") in header_group("remark"):
            return None  # room for remarks at a table's foot heads nothing in the block beside it
        code = clean(self.grid.text(line, block.code)) if block.code else ""
        code = code or self.line_codes.get((line, block.stubs[-1]), "")
        unit = clean(self.grid.shown(line, block.measure)) if block.measure else self._unit_inside(block, line)
        code, unit = ("" if is_dash(code) else code), ("" if is_dash(unit) else unit)
        added = bracketed(own[-1]) if numbered(clean(own[-1]))[0] != "chinese" else ""
        counted = block.code and self._coded(block) and not (unit and numbered(clean(own[-1]))[2])
        heading = not code if counted else bool(block.measure) and not unit
        heading = heading or (not unit and all(is_dash(self.grid.text(line, column)) for column in block.values))
        loose = heading and bool(added)
        heading = heading and not added
        unit = unit or added
        heading = heading and not tells_whole(own[-1])
        first = self.grid.areas.get((line, block.stubs[0]), (line, block.stubs[0], line, block.stubs[0]))
        heading = heading or first[3] >= block.values[0] or (block.bracketed and not bracketed(own[-1]))
        goes_on_in = block.measure or (block.bracketed or numbered(clean(own[-1]))[2])
        if not heading and not unit and goes_on_in and not asks_words(previous):
            unit = previous
        columns = block.category or self.category
        categories = tuple(Row(line, (t,), heading=True) for c in columns if (t := self.grid.shown(line, c)))
        indent = self.grid.indents.get((line, block.stubs[-1]), 0)
        if over := self._over_labels(block):
            categories = (over, *categories)
        row = Row(line, own, categories, code.lstrip("0") or code, unit, heading, code.startswith("0"), indent)
        row.added, row.banner = loose, first[3] >= block.values[-1]
        row.thing = thing_listed(self.paths[block.stubs[-1]])
        row.among = any(clean(label).rstrip(":,") in words()["part_words"] for label in labels)
        return row

    def _again(self, block: _Block, line: int, before: Row | None) -> tuple[str, ...]:
        """The labels of a line that has a number and a measure only: the line before it, counted in another (农村客运
        车辆 in 辆, below it in 客位)."""
        if before is None or before.heading or before.number != line - 1 or not block.code or not block.measure:
            return ()
        code, unit = (clean(self.grid.text(line, column)) for column in (block.code, block.measure))
        if not code.isdigit() or not unit or is_dash(unit) or unit == before.measure:
            return ()
        named = re.sub(r"(?=[(（])|$", f"{unit}{words()['number_of']}", before.label.rstrip(), count=1)
        return before.labels if measure(unit) else (*before.labels[:-1], named)

    def _over_labels(self, block: _Block) -> Row | None:
        """The heading over a block's labels, where it names the time of its lines (全年情况 ｜ 单位 ｜ 数量), is a
        section's (一、资产负债 ｜ 行次 ｜ 年初数) or a side of an account (收入 ｜ 本年数 ｜ 支出 ｜ 本年数)."""
        for label in self.paths[block.stubs[-1]]:
            said = wording(label)
            section = numbered(clean(label))[0] == "chinese"
            side = clean(label) in self.sides
            if (section or side or said.tags or said.span) and clean(label) not in header_group("stub"):
                return Row(self.top, (label,), heading=True)
        return None

    def _coded(self, block: _Block) -> bool:
        """Whether the code column numbers every line of the form itself (not a mere 序号 of one block)."""
        return block.code is not None and sum(bool(self.grid.text(r, block.code)) for r in self.body) > 1

    def _head_inside(self, row: Row, block: _Block) -> None:
        """Take what a heading's line says over the columns below it; another numbered one ends that."""
        texts = {c: text for c in block.values if (text := self.grid.shown(row.number, c)) and not is_dash(text)}
        texts = {c: text for c, text in texts.items() if text != row.label}
        heads = (clean(text) for text in texts.values())
        named = len(texts) > 1 or all(head in words()["generic_columns"] or says_when(head) for head in heads)
        if named and texts and not any(re.match(r"[\d.=]", clean(text)) for text in texts.values()):
            self.inner.update(texts)
        elif numbered(clean(row.label))[0] == "chinese":
            for column in block.values:
                self.inner.pop(column, None)

    def _slots(self, row: Row, block: _Block, number: int) -> None:
        if row.heading:
            self._head_inside(row, block)
        for column in block.values[:1] if row.added else block.values:
            at = row.number, column
            if is_dash(self.grid.text(*at)):
                self.sheet.dashed.add(at)
            if row.heading or self.grid.shown(*at) or self._covered(*at):
                continue
            apart = self._over_all(at, block)
            unit = (
                bracketed(self.inner.get(column, ""))
                or (apart and row.measure)
                or self._headed(column, row.label)
                or self._of_line(row, block, column)
                or self.measures.get(column, "")
                or bracketed(row.label)
            )
            code = self.codes.get(column, "")
            path = (self.inner[column],) if column in self.inner else self.paths[column]
            path = () if row.added or apart or self._unit_inside(block, row.number) else path
            slot = Slot(row, *at, path, code.lstrip("0"), listed_for(row.label, unit), self.number, number)
            slot.padded, slot.ringed = code.startswith("0"), self.ringed
            self.sheet.slots.append(slot)

    def _unit_inside(self, block: _Block, line: int) -> str:
        """The unit in the first of a line's columns, where one blank lies merged under all others: it is of none of
        their headings (补充资料 below ships in 艘 ｜ 总吨 ｜ 千瓦: 船员 ｜ 人 ｜ ＿)."""
        first, *rest = block.values
        if block.measure or len(rest) < 2 or self.grid.text(line, rest[0]):
            return ""
        unit, area = clean(self.grid.text(line, first)), self.grid.areas.get((line, rest[0]))
        return unit if area == (line, rest[0], line, rest[-1]) and measure(unit) else ""

    def _over_all(self, at: tuple[int, int], block: _Block) -> bool:
        """Whether a blank lies merged under all headings of several columns: it is of none of them."""
        last = self.grid.areas.get(at, (0, 0, 0, 0))[3]
        return len(block.values) > 1 and at[1] == block.values[0] and last >= block.values[-1]

    def _of_line(self, row: Row, block: _Block, column: int) -> str:
        over = clean(self.paths[block.measure][-1]) if block.measure and self.paths[block.measure] else ""
        return unit_for(row.measure, over, self.paths[column][-1] if self.paths[column] else "")

    def _headed(self, column: int, label: str = "") -> str:
        """The measure in a column's own head (产值（万元）), which the row's (吨) does not speak of, unless that lists
        one for each column (临时救助（户次、人次） below 户数（户） ｜ 人数（人）); that of a head that names nothing
        (数额（万元）) is for lines that name none of their own."""
        found = ((text, unit) for text in reversed(self.paths[column]) if (unit := bracketed(text)))
        text, unit = next(found, ("", ""))
        of_line = bracketed(label)
        if unit and (told := [one for one in listed_in(clean(label)) if one.startswith(unit)]):
            return told[0]
        if not (unit and of_line) or wording(text).tokens or (counts_things(text) and not is_amount(of_line)):
            return unit
        return of_line

    def _covered(self, row: int, column: int) -> bool:
        """Whether the cell lies under a merged area; a blank one over several lines hides none of them."""
        top, _, bottom, _ = self.grid.areas.get((row, column), (row, column, row, column))
        return self.grid.hidden(row, column) and not (bottom > top > self.end)
