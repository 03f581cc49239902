"""From a sheet to its fillable cells: tables, column roles, the tree of row labels, paths of headings, measures."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from songbang.core.filling.blanks import blank_tables
from songbang.core.filling.grid import Grid, name_of
from songbang.core.filling.head import Head, head_of
from songbang.core.filling.lexicon import clean, is_footer, is_part, is_weak, is_whole, numbered, wording, words
from songbang.core.filling.measures import measure
from songbang.core.filling.pairs import Pair, alternates, pairs_in


@dataclass
class Row:
    """One line of a block: its labels, its place in the tree (`above`, outermost first), code and measure.

    `padded`: its code is printed with a leading zero (01), as columns are not. `unsure`: what it is a part of, the form
    leaves open; it is never filled. `added`: it stands below the table's own lines (附：招聘会（场）): its first
    blank is asked for, and the headings over it do not speak of it.
    """

    number: int
    labels: tuple[str, ...]
    above: tuple[Row, ...] = ()
    code: str = ""
    measure: str = ""
    heading: bool = False
    padded: bool = False
    indent: int = 0
    unsure: bool = False
    added: bool = False

    @property
    def label(self) -> str:
        return self.labels[-1] if self.labels else ""


@dataclass
class Slot:
    """A fillable cell: what stands left of it and over it; `whose` is the heading that names a unit (villages across).

    `padded`: its column's code is printed with a leading zero.
    """

    row: Row
    number: int
    column: int
    path: tuple[str, ...]
    code: str
    measure: str
    table: int
    block: int
    whose: str = ""
    padded: bool = False

    @property
    def cell(self) -> str:
        return name_of(self.number, self.column)


@dataclass
class Sheet:
    """A form sheet: head and fillable cells in reading order; `dashed` are the cells that the form itself closes."""

    name: str
    head: Head
    slots: list[Slot] = field(default_factory=list)
    dashed: set[tuple[int, int]] = field(default_factory=set)


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
    tables = _tables(grid)
    tables = _unnamed(grid, tables[0][0] - 1 if tables else grid.rows) + tables
    rows = {row for top, end, bottom in tables for row in range(top, bottom + 1)}
    pairs = [pair for pair in pairs_in(grid) if pair.number not in rows]
    filled = pairs or any(bottom > end for _, end, bottom in tables)
    blank = [] if filled else blank_tables(grid)
    rows |= {pair.number for pair in pairs} | {row for top, end in blank for row in range(top, end + 2)}
    sheet = Sheet(grid.name, head_of(grid, rows))
    for number, (top, end, bottom) in enumerate(tables):
        _Table(grid, sheet, number, top, end, bottom).read()
    sheet.slots += _paired(pairs, len(tables))
    for top, end in blank if not sheet.slots else []:
        _Table(grid, sheet, 0, top, end, end + 1).read_blank()
    sheet.slots = [slot for slot in sheet.slots if grid.seen(slot.number, slot.column)]
    sheet.slots.sort(key=lambda slot: (slot.number, slot.column))
    return sheet


def _paired(pairs: list[Pair], table: int) -> list[Slot]:
    """Slots of labels and blanks. A label that says nothing alone (男) is a part of the one before it."""
    found: list[Slot] = []
    whole: dict[str, Row] = {}
    for pair in pairs:
        above = (Row(pair.number, (pair.over,), heading=True),) if pair.over else ()
        unit = _bracketed(pair.label)
        weak = is_weak(wording(pair.label).tokens) or wording(pair.label).part
        if weak and not unit and found and found[-1].row.number == pair.number:
            unit = found[-1].measure  # what names no unit of its own goes on in that of its neighbour
        if weak and unit in whole:
            above = (*above, whole[unit])
        row = Row(pair.number, (pair.label,), above, measure=unit)
        if not weak:
            whole[unit] = row
        found.append(Slot(row, pair.number, pair.column, (), "", unit, table, 0))
    return found


# -- where tables begin and end --------------------------------------------------------------------------------------


def _group(name: str) -> set[str]:
    return {clean(word) for word in words()["header"][name]}


def _is_header(grid: Grid, row: int) -> bool:
    texts = [clean(text) for _, text in grid.anchors(row)]
    if len(texts) < 2 or any(":" in text or "□" in text or len(text) > 24 for text in texts) or alternates(grid, row):
        return False
    vocabulary = _group("stub") | _group("measure") | _group("code")
    named = sum(text in vocabulary for text in texts)
    if texts[0].isdigit() or not named:
        return False
    return texts[0] in vocabulary or named > 1 or _over_measures(grid, row)


def _over_measures(grid: Grid, row: int) -> bool:
    """Whether a line has 单位 over a unit of measurement: whatever else it says, it heads a table."""
    heads = [column for column, text in grid.anchors(row) if clean(text) in _group("measure")]
    return row < grid.rows and any(measure(clean(grid.text(row + 1, column))) for column in heads)


def _is_second_header(grid: Grid, row: int) -> bool:
    """Whether a line below a table heads another: all but its first text (避险能力) are words of a heading."""
    texts = [clean(text) for _, text in grid.anchors(row)]
    known = _group("measure") | _group("code") | _group("value") | set(words()["generic_columns"])
    below = grid.anchors(row + 1) if row < grid.rows else []
    return len(texts) > 1 and all(text in known for text in texts[1:]) and bool(below) and below[0][0] == 1


def _tables(grid: Grid) -> list[tuple[int, int, int]]:
    """(first header row, last header row, last data row) of each table."""
    found: list[tuple[int, int, int]] = []
    row = 1
    while row <= grid.rows:
        if not (_is_header(grid, row) or (found and _is_second_header(grid, row))):
            row += 1
            continue
        end = _header_end(grid, row)
        bottom = _bottom(grid, end)
        found.append((_first_header(grid, row, found[-1][2] if found else 0), end, bottom))
        row = bottom + 1
    return found


def _unnamed(grid: Grid, last: int) -> list[tuple[int, int, int]]:
    """A table down to the line `last` whose heading uses no word that we know: a line of texts over lines that begin
    with one."""
    for row in range(1, last - 1):
        texts = [clean(text) for _, text in grid.anchors(row)]
        if len(texts) < 3 or any(":" in text or "□" in text or len(text) > 24 for text in texts):
            continue
        end = _header_end(grid, row)
        bottom = min(_bottom(grid, end), last)
        body = [line for line in range(end + 1, bottom + 1) if grid.anchors(line)]
        begun = [line for line in body if grid.anchors(line)[0][0] == 1 and not _bracketed(grid.anchors(line)[0][1])]
        empty = [line for line in begun if len(grid.anchors(line)) * 2 <= len(texts)]
        if grid.anchors(row)[0][0] == 1 and len(empty) > 1 and len(empty) * 3 >= len(body) * 2:
            return [(row, end, bottom)]
    return []


def _bracketed(text: str) -> str:
    """The unit of measurement that a label names in brackets."""
    return next((str(inner) for inner in re.findall(r"\(([^()]+)\)", clean(text)) if measure(inner)), "")


def _first_header(grid: Grid, row: int, after: int) -> int:
    """Where a header begins that shows itself by 甲 乙 丙 only: headings split over lines stand above it."""
    if clean(grid.anchors(row)[0][1]) in _group("numbering"):
        while (
            row - 1 > after and len(above := grid.anchors(row - 1)) > 1 and not any(":" in clean(t) for _, t in above)
        ):
            row -= 1
    return row


def _header_end(grid: Grid, top: int) -> int:
    end = top
    row = top
    while row <= min(end, grid.rows):
        spans = [grid.areas.get((row, c), (row, c, row, c))[2] for c in range(1, grid.columns + 1)]
        end = max([end, *spans])
        row += 1
    while end < grid.rows and _continues(grid, end + 1):
        end += 1
    return end


def _continues(grid: Grid, row: int) -> bool:
    """Whether a row still belongs to the header: 甲 乙 丙 1, 计算单位, 汇总代码, or a level without a stub."""
    anchors = [(c, clean(text)) for c, text in grid.anchors(row)]
    if len(anchors) < 2:
        return False
    texts = [text for _, text in anchors]
    if texts[0] in _group("numbering") and all(len(text) < 3 for text in texts):
        return True
    values = [text for text in texts[1:] if not _is_dash(text)]
    if texts[0] in _group("measure") | _group("code") and (len(values) > 2 or (values and all(map(measure, values)))):
        return True
    return anchors[0][0] > 1 and not texts[0].isdigit() and not any(t.isdigit() or measure(t) for t in texts)


def _bottom(grid: Grid, end: int) -> int:
    row = end
    while row < grid.rows:
        following = grid.anchors(row + 1)
        text = following[0][1] if following else ""
        if is_footer(clean(text)) or clean(text) in words()["continued"] or _is_header(grid, row + 1):
            break
        if row + 2 <= grid.rows and len(following) == 1 and _is_header(grid, row + 2):
            break
        if not following and (row + 2 > grid.rows or not grid.anchors(row + 2)):
            break
        row += 1
    return row


def _set_in(row: Row, over: Row) -> bool:
    """Whether a line is set in under another: a blank or two, or a line that says nothing alone, make no level."""
    return row.indent >= over.indent + 2 and not is_weak(wording(over.label).tokens)


def _asks_words(unit: str) -> bool:
    """是/否, 年月: a line below without a measure of its own does not go on in it."""
    known = measure(unit)
    return known is not None and known.dimension in ("boolean", "moment")


def _is_dash(text: str) -> bool:
    return clean(text) in {clean(dash) for dash in words()["dash"]}


class _Table:
    """Reads one table into slots."""

    def __init__(self, grid: Grid, sheet: Sheet, number: int, top: int, end: int, bottom: int) -> None:
        self.grid, self.sheet, self.number = grid, sheet, number
        self.top, self.end, self.body = top, end, range(end + 1, bottom + 1)
        self.columns = range(1, grid.columns + 1)
        self.measures: dict[int, str] = {}
        self.codes: dict[int, str] = {}
        self.paths = {column: self._path(column) for column in self.columns}

    def _path(self, column: int) -> tuple[str, ...]:
        texts: list[str] = []
        for row in range(self.top, self.end + 1):
            first = clean(self.grid.shown(row, 1))
            text = self.grid.shown(row, column)
            if row > self.top and column > 1 and first in _group("measure"):
                self.measures[column] = text
            elif (
                row > self.top
                and column > 1
                and first in _group("code")
                and clean(self.grid.shown(self.top, 1)) != first
            ):
                self.codes[column] = text
            elif (first in _group("numbering") and row > self.top) or self._numbering(row):
                self.codes.setdefault(column, clean(text) if clean(text).isdigit() else "")
            elif text and not _is_dash(text):
                texts += [part for part in self._part_of(text, row, column) if not texts or texts[-1] != part]
        return tuple(texts)

    def _part_of(self, text: str, row: int, column: int) -> list[str]:
        """A heading that says only 其中 means the heading left of it, which its columns are parts of."""
        if clean(text).rstrip(":,") not in words()["part_words"]:
            return [text]
        left = [t for c in range(column - 1, 0, -1) if (t := self.grid.shown(row, c)) and t != text]
        return [] if left and is_whole(clean(left[0])) else left[:1]

    def _numbering(self, row: int) -> bool:
        texts = [clean(text) for _, text in self.grid.anchors(row)]
        return bool(texts) and texts[0] in _group("numbering") and all(len(text) < 3 for text in texts)

    def read(self) -> None:
        chain: list[tuple[str, Row]] = []
        blocks = self._blocks()
        order = [(n, line) for n in range(len(blocks)) for line in self.body]
        through = len(blocks) > 1 and self._across(blocks)
        if through:
            order = [(n, line) for line in self.body for n in range(len(blocks))]
        previous: dict[int, str] = {}
        over: dict[int, Row] = {}
        for number, line in order:
            row = self._row(blocks[number], line, previous.get(number, ""))
            if row is None:
                continue
            previous[number] = row.measure or previous.get(number, "")
            self._place(row, chain)
            if through:
                row.unsure = self._two_wholes(row, over.get(number))
                over[number] = row
            self._slots(row, blocks[number], number)

    def read_blank(self) -> None:
        """The line below headings that is the filler's: its name, where that is asked for, and each column."""
        line = self.end + 1
        for column in self.columns:
            head = clean("".join(self.paths[column]))
            if head in words()["own_name"]:
                row = Row(line, (self.paths[column][-1],))
                self.sheet.slots.append(Slot(row, line, column, (), "", "", self.number, 0))
            elif head and head not in _group("remark") | _group("code") and not self._covered(line, column):
                unit = self._headed(column) or self.measures.get(column, "")
                row = Row(line, ("",), measure=unit)
                self.sheet.slots.append(Slot(row, line, column, self.paths[column], "", unit, self.number, 0))

    def _two_wholes(self, row: Row, over: Row | None) -> bool:
        """Read through the blocks, a part may belong to what stands left of it or to what stands over it."""
        if over is None or over.heading or not (wording(row.label).part or is_part(wording(row.label).tokens)):
            return False
        left = row.above[-1] if row.above else None
        same = (_bracketed(over.label), over.measure) == (_bracketed(row.label), row.measure)
        return same and left is not over and not over.label.startswith(tuple(words()["part_words"]))

    def _across(self, blocks: list[_Block]) -> bool:
        """Whether headings stand over all blocks: then a line is read through all of them before the next."""
        second = blocks[1].stubs[0]
        areas = (self.grid.areas.get((line, blocks[0].stubs[0])) for line in self.body)
        headings = sum(area is not None and area[3] >= second for area in areas)
        return headings > 1 and not any(block.code for block in blocks)

    # -- columns -----------------------------------------------------------------------------------------------------

    def _role(self, column: int) -> str:
        head = clean("".join(self.paths[column]))
        if head in _group("remark"):
            return ""
        texts = [clean(t) for row in self.body if (t := self.grid.text(row, column)) and not _is_dash(t)]
        coded = head in _group("code") or head.endswith(tuple(words()["header"]["code_like"]))
        if not head and texts and all(map(measure, texts)):
            return "measure"  # a second table goes on in the columns of the first, without their headings
        if coded or (len(texts) > 2 and all(t.isdigit() for t in texts) and not head):
            return "code"
        if head in _group("measure") and (not texts or any(measure(t) or len(t) < 4 for t in texts)):
            return "measure"
        wordy = sum(not re.fullmatch(r"[\d.]+", text) for text in texts)
        if head in _group("category") and any(self.grid.hidden(row, column) for row in self.body):
            return "category"
        if head in _group("stub") or (wordy * 2 > len(self.body) and wordy > 1) or (column == 1 and wordy > 1):
            return "stub"
        return "value" if head else ""

    def _blocks(self) -> list[_Block]:
        blocks: list[_Block] = []
        for column in self.columns:
            role = self._role(column)
            if not role:
                continue
            if not blocks or (role in ("stub", "category", "code") and blocks[-1].values and role != "value"):
                blocks.append(_Block([], []))
            self._assign(blocks[-1], role, column)
        found = [block for block in blocks if block.stubs and block.values]
        for block in found:
            block.bracketed = self._in_brackets(block)
        return found

    def _in_brackets(self, block: _Block) -> bool:
        if block.measure or any(self._headed(column) for column in block.values) or self.measures:
            return False
        labels = [text for row in self.body if (text := self.grid.text(row, block.stubs[-1]))]
        return len(labels) > 2 and sum(bool(_bracketed(text)) for text in labels) * 3 > len(labels) * 2

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

    def _row(self, block: _Block, line: int, previous: str) -> Row | None:
        labels = [self.grid.shown(line, column).strip() for column in block.stubs]
        own = tuple(dict.fromkeys(label for label in labels if label and not clean(label).isdigit()))
        if not own or any(word in own[-1] for word in words()["across_rows"]):
            return None
        code = clean(self.grid.text(line, block.code)) if block.code else ""
        unit = clean(self.grid.shown(line, block.measure)) if block.measure else ""
        code, unit = ("" if _is_dash(code) else code), ("" if _is_dash(unit) else unit)
        added = _bracketed(own[-1]) if numbered(clean(own[-1]))[0] != "chinese" else ""
        heading = not code if block.code and self._coded(block) else bool(block.measure) and not unit
        loose = heading and bool(added)
        heading = heading and not added
        unit = unit or added
        heading = heading and not is_whole(clean(own[-1]))
        first = self.grid.areas.get((line, block.stubs[0]), (line, block.stubs[0], line, block.stubs[0]))
        heading = heading or first[3] >= block.values[0] or (block.bracketed and not _bracketed(own[-1]))
        if not heading and not unit and block.measure and not _asks_words(previous):
            unit = previous
        categories = tuple(Row(line, (t,), heading=True) for c in block.category if (t := self.grid.shown(line, c)))
        indent = self.grid.indents.get((line, block.stubs[-1]), 0)
        row = Row(line, own, categories, code.lstrip("0") or code, unit, heading, code.startswith("0"), indent)
        row.added = loose
        return row

    def _coded(self, block: _Block) -> bool:
        """Whether the code column numbers every line of the form itself (not a mere 序号 of one block)."""
        return block.code is not None and sum(bool(self.grid.text(r, block.code)) for r in self.body) > 1

    def _place(self, row: Row, chain: list[tuple[str, Row]]) -> None:
        """Give a row its ancestors. A style of numbering not met yet opens a level, one met before returns to it."""
        style, _, part = numbered(clean(row.label))
        level = ("part:" if part else "") + (style or "plain")
        styles = [known for known, _ in chain]
        if (part and not style) or (level == "plain" and self._goes_on(row, chain)):
            level = "part"
        elif level == "plain" and styles and styles[-1] in ("plain", "weak") and is_part(wording(row.label).tokens):
            level = "weak"
        if level == "part":
            self._to_whole(row, chain)
        elif level != "plain" and level in styles:
            del chain[styles.index(level) :]
        elif level == "plain" and "part" in styles:
            self._after_part(chain, styles.index("part"))
        elif level == "plain" and (back := self._back_to(row, chain)) is not None:
            del chain[back:]
        elif level == "plain":
            while chain and chain[-1][0] in ("plain", "weak") and not _set_in(row, chain[-1][1]):
                chain.pop()
        row.above = row.above + tuple(ancestor for _, ancestor in chain)
        chain.append((level, row))

    def _back_to(self, row: Row, chain: list[tuple[str, Row]]) -> int | None:
        """Where a plain line after numbered ones returns to, by how far it is set in: 1.集中 2.分散, then another."""
        if not chain or chain[-1][0] in ("plain", "weak") or chain[-1][1].indent <= row.indent:
            return None
        return next(
            (n for n, (level, over) in enumerate(chain) if level == "plain" and over.indent >= row.indent), None
        )

    def _goes_on(self, row: Row, chain: list[tuple[str, Row]]) -> bool:
        """Whether a plain line after 其中 is set in as that one is, or says nothing alone (女)."""
        parts = [n for n, (level, _) in enumerate(chain) if level == "part"]
        if not parts or parts[-1] == 0:
            return False
        part, whole = chain[parts[-1]][1], chain[parts[-1] - 1][1]
        deep = part.indent > whole.indent and row.indent >= part.indent
        return deep or is_part(wording(row.label).tokens)

    def _to_whole(self, row: Row, chain: list[tuple[str, Row]]) -> None:
        """Back to the whole that a part belongs to: the other parts gone."""
        styles = [level for level, _ in chain]
        if "part" in styles:
            del chain[styles.index("part") :]
        if chain and chain[-1][0] == "weak":
            chain.pop()
        while len(chain) > 1 and chain[-1][0] == "plain" and chain[-1][1].indent > row.indent:
            chain.pop()

    def _after_part(self, chain: list[tuple[str, Row]], at: int) -> None:
        """A plain line after 其中 is a part too where the whole is numbered, else it returns to the whole's level."""
        del chain[at:]
        if chain and chain[-1][0] == "plain":
            chain.pop()

    def _slots(self, row: Row, block: _Block, number: int) -> None:
        for column in block.values[:1] if row.added else block.values:
            at = row.number, column
            if _is_dash(self.grid.text(*at)):
                self.sheet.dashed.add(at)
            if row.heading or self.grid.shown(*at) or self._covered(*at):
                continue
            unit = self._headed(column) or row.measure or self.measures.get(column, "") or _bracketed(row.label)
            code = self.codes.get(column, "")
            path = () if row.added else self.paths[column]
            slot = Slot(row, *at, path, code.lstrip("0"), unit, self.number, number)
            slot.padded = code.startswith("0")
            self.sheet.slots.append(slot)

    def _headed(self, column: int) -> str:
        """The measure in a column's own head (产值（万元）), which the row's (吨) does not speak of."""
        return next((unit for text in reversed(self.paths[column]) if (unit := _bracketed(text))), "")

    def _covered(self, row: int, column: int) -> bool:
        """Whether the cell lies under a merged area; a blank one over several lines hides none of them."""
        top, _, bottom, _ = self.grid.areas.get((row, column), (row, column, row, column))
        return self.grid.hidden(row, column) and not (bottom > top > self.end)
