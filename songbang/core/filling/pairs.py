"""Forms without a heading line: a label, then the blank that it names, several times in a line (社区基本情况表)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from songbang.core.filling.grid import Grid
from songbang.core.filling.lexicon import clean, is_footer, numbered, unadded, words
from songbang.core.filling.measures import measure

_LONGEST_LABEL = 24
_UNIT_AND_NUMBER = 2
_SECTIONS = ("chinese", "bracketed")


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and the blank cell right of it; `over` is the section whose label stands merged over several lines,
    `unit` the measure that stands between them."""

    number: int
    column: int
    label: str
    over: str = ""
    unit: str = ""


def asks_by_unit(grid: Grid, row: int) -> bool:
    """Whether a line has its unit behind its first text, then a blank: 村和社区 ｜ 个 ｜ ＿ heads no table."""
    line = dict(grid.anchors(row))
    first = min(line)
    behind = grid.areas.get((row, first), (row, first, row, first))[3] + 1
    open_ = behind < grid.columns and grid.seen(row, behind + 1) and not grid.shown(row, behind + 1)
    return open_ and measure(clean(line.get(behind, ""))) is not None


def pairs_in(grid: Grid) -> list[Pair]:
    """The pairs of a sheet, in reading order; none where its lines do not show that shape.

    A line counts where it holds two pairs or more, or where it and one next to it hold one each whose measure is named
    (年末护林员（人） ｜ ＿ over 巡护里程（公里） ｜ ＿); any other with one counts among such only, and one of several
    alone where each label names its measure (补充资料 below a table).
    """
    behind = _units_behind(grid)
    lines = {
        row: measured_pairs(grid, row)
        or [_measured(grid, pair, behind) for pair in found if pair.column - 1 not in behind]
        for row in range(1, grid.rows + 1)
        for found in [line_pairs(grid, row, numbered_lines=True)]
    }
    for row, found in lines.items():
        goes_on = row > 1 and alternates(grid, row - 1)
        unit = _of_section(grid, row) if len(found) > 1 or (found and goes_on) else ""
        lines[row] = [replace(pair, unit=pair.unit or unit) if not _in_brackets(pair.label) else pair for pair in found]
    sure = [row for row, found in lines.items() if len(found) > 1 or _in_a_column(lines, row)]
    if len(sure) < 2 and not (sure and all(pair.unit or _in_brackets(pair.label) for pair in lines[sure[0]])):
        return []
    last = max(sure)
    while last < grid.rows and grid.anchors(last + 1) and not _closes(grid, last + 1):
        last += 1
    titled = min((row for row in lines if grid.anchors(row)), default=0)
    asked = [row for row in range(min(sure) - 1, last + 1) if row > titled or row in sure]
    return [pair for row in asked if not _names_column(lines, row) for pair in lines.get(row, [])]


def _in_a_column(lines: dict[int, list[Pair]], row: int) -> bool:
    """Whether a line's only pair names its measure, and so does the only pair of a line next to it, in its column."""
    alone = [found[0] for near in (row, row - 1, row + 1) if len(found := lines.get(near, [])) == 1]
    like = [pair for pair in alone if pair.column == alone[0].column and (pair.unit or _in_brackets(pair.label))]
    return len(lines[row]) == 1 and len(like) > 1 and like[0].number == row


def _names_column(lines: dict[int, list[Pair]], row: int) -> bool:
    """Whether a line has one text without a measure over lines of one pair each: it names them (另报指标)."""
    found = lines.get(row, [])
    named = len(found) == 1 and not (found[0].unit or _in_brackets(found[0].label))
    return named and row + 1 in lines and _in_a_column(lines, row + 1)


def _of_section(grid: Grid, row: int) -> str:
    """The one unit in the brackets of the line that names a section (教职工情况（人）), for its lines of pairs."""
    over = row - 1
    while over > 0 and alternates(grid, over):
        over -= 1
    line = grid.anchors(over) if over > 0 else []
    found = re.search(words()["listed_units"], clean(line[0][1])) if len(line) == 1 else None
    return found[1] if found and measure(found[1]) else ""


def _units_behind(grid: Grid) -> set[int]:
    """The columns in which, on two lines or more, units of measurement stand behind the blanks that they are of, before
    the next label or at the line's end (辖区面积 ｜ ＿ ｜ 平方公里 ｜ 户籍人口 ｜ ＿ ｜ 人)."""
    found: Counter[int] = Counter()
    for row in range(1, grid.rows + 1):
        for pair in line_pairs(grid, row):
            column = _behind(grid, pair)
            after = grid.areas.get((row, column), (row, column, row, column))[3] + 1
            ends = not any(grid.shown(row, right) for right in range(after, grid.columns + 1))
            ends = ends or bool(grid.shown(row, after))
            found[column] += ends and measure(clean(grid.text(row, column))) is not None
    return {column for column, lines in found.items() if lines > 1}


def measured_behind(grid: Grid, row: int) -> bool:
    """Whether a line is of labels, each with a blank and then its unit (居委会数 ｜ ＿ ｜ 个 ｜ 网格 ｜ ＿ ｜ 个)."""
    pairs = [pair for pair in line_pairs(grid, row) if not clean(pair.label).isdigit()]
    units = [column for column, text in grid.anchors(row) if measure(clean(text))]
    behind = [pair for pair in pairs if measure(clean(grid.text(row, _behind(grid, pair))))]
    return len(behind) == len(units) > 1 and grid.shown(row, units[0] - 1) == ""


def _behind(grid: Grid, pair: Pair) -> int:
    """The column right of a pair's blank."""
    return grid.areas.get((pair.number, pair.column), (0, 0, 0, pair.column))[3] + 1


def _measured(grid: Grid, pair: Pair, behind: set[int]) -> Pair:
    """A pair with the unit that stands behind its blank, where units do."""
    column = _behind(grid, pair)
    unit = clean(grid.text(pair.number, column)) if column in behind else ""
    return replace(pair, unit=unit) if measure(unit) else pair


def in_order(pairs: list[Pair], codes: dict[tuple[int, int], str]) -> list[tuple[str, Pair]]:
    """Pairs with the codes that stand before their labels, in the order of these (04   其中：女性 after 03, wherever it
    stands); as they stand where any has none. `codes`: (line, column of the label) → code."""
    found = [(_code_of(pair, codes), pair) for pair in pairs]
    told = {code for code, _ in found}
    if "" in told or len(told) < len(found):
        return [("", pair) for pair in pairs]
    blanks = min(len(pair.label) - len(pair.label.lstrip()) for pair in pairs) if pairs else 0
    return sorted(((code, replace(one, label=one.label[blanks:])) for code, one in found), key=lambda one: int(one[0]))


def _code_of(pair: Pair, codes: dict[tuple[int, int], str]) -> str:
    columns = [column for line, column in codes if line == pair.number and column < pair.column]
    return codes[pair.number, max(columns)] if columns else ""


def _closes(grid: Grid, row: int) -> bool:
    """Whether a line ends the form: 填表人：, 说明：."""
    first = clean(grid.anchors(row)[0][1])
    return ":" in first or is_footer(first)


def _in_brackets(label: str) -> bool:
    """Whether a label ends with its measure: 辅具适配（件）."""
    inner = re.search(r"\(([^()]+)\)$", clean(label))
    return inner is not None and measure(inner[1]) is not None


def alternates(grid: Grid, row: int, *, numbered_lines: bool = False) -> bool:
    """Whether a line is nothing but labels with their blanks: no heading, whatever they are (单位名称 ＿ 负责人 ＿)."""
    labels = _but_numbers(_labels(grid, row)) if numbered_lines else _labels(grid, row)
    return len(line_pairs(grid, row, numbered_lines=numbered_lines)) == len(labels) > 1


def line_pairs(grid: Grid, row: int, *, numbered_lines: bool = False) -> list[Pair]:
    """The pairs of one line; none where it holds a sentence, boxes or 填报单位：. `numbered_lines`: a number may stand
    between a label and its blank."""
    labels = _but_numbers(_labels(grid, row)) if numbered_lines else _labels(grid, row)
    anchors = [(c, t) for c, t in labels if grid.areas.get((row, c), (row, c))[0] == row]
    if any(_says_more(text) for _, text in anchors):
        return []
    found = []
    for column, text in anchors:
        after = grid.areas.get((row, column), (row, column, row, column))[3] + 1
        blank = after <= grid.columns and not grid.shown(row, after)
        if blank and not _is_section(grid, row, column):
            found.append(Pair(row, after, text, _over(grid, row, column) or _above(grid, row)))
    return found


def measured_pairs(grid: Grid, row: int) -> list[Pair]:
    """The pairs of a line of labels, each with its unit, perhaps with its number, and then a blank (楼栋长 ｜ 人 ｜ ＿;
    村委会成员 ｜ 人 ｜ 10 ｜ ＿); the unit may stand in the brackets of some (兽医（人） ｜ ＿). A line with a number
    beside one label only is a table's."""
    groups: list[list[tuple[int, str]]] = []
    for column, text in grid.anchors(row):
        bare = clean(text)
        if groups and (measure(bare) or bare.isdigit()):
            groups[-1].append((column, bare))
        elif bare:
            groups.append([(column, text)])
    found = [_with_unit(grid, row, group) for group in groups]
    coded = any(text.isdigit() for group in groups for _, text in group)
    whole = [pair for pair in found if pair]
    told = any(pair.unit for pair in whole)
    return whole if told and len(whole) == len(groups) > coded else []


def _with_unit(grid: Grid, row: int, group: list[tuple[int, str]]) -> Pair | None:
    """A label with the unit that stands right behind it, and the blank behind both; None where there is no such."""
    label, told = group[0][1], [text for _, text in group[1:]]
    units = [text for text in told if measure(text)]
    last = max(column for column, _ in group)
    blank = grid.areas.get((row, last), (row, last, row, last))[3] + 1
    joined = all(grid.shown(row, column - 1) for column, _ in group[1:])  # else a unit stands behind its blank
    measured = len(units) == 1 or (not told and _in_brackets(label))
    if not measured or len(told) > _UNIT_AND_NUMBER or not joined or _says_more(label) or measure(clean(label)):
        return None
    filled = blank > grid.columns or clean(grid.shown(row, blank))
    return None if filled else Pair(row, blank, label, "", "".join(units))


def _labels(grid: Grid, row: int) -> list[tuple[int, str]]:
    """The texts of a line but a last one that leaves room for remarks (备注): nobody is asked for these."""
    found = grid.anchors(row)
    return found[:-1] if len(found) > 1 and clean(found[-1][1]) in words()["header"]["remark"] else found


def _but_numbers(found: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Texts without the numbers of lines, each label standing where its number does, next to its blank."""
    after = {right: left for left, right in pairwise(found) if _numbers(left[1], right[1])}
    return [(one[0], after[one][1]) if one in after else one for one in found if one not in after.values()]


def _numbers(label: str, text: str) -> bool:
    """Whether a text is the number of the line whose label stands left of it (受理投诉（件） ｜ 10 ｜ ＿)."""
    return (
        re.fullmatch(r"\d{1,3}", clean(text)) is not None
        and not clean(label).isdigit()
        and measure(clean(label)) is None
    )


def _says_more(text: str) -> bool:
    """填报单位：, a text with boxes, a sentence: no label of a blank."""
    bare = unadded(clean(text))
    _, inner, part = numbered(bare)
    bare = inner if part else bare
    if bare.endswith(":") and bare[:-1] in {label for group in words()["labels"].values() for label in group}:
        return True
    bare = bare.removesuffix(":")
    return ":" in bare or "□" in bare or len(bare) > _LONGEST_LABEL or is_footer(bare)


def _is_section(grid: Grid, row: int, column: int) -> bool:
    top, _, bottom, _ = grid.areas.get((row, column), (row, column, row, column))
    return bottom > top and bool(grid.shown(row, column + 1))


def _over(grid: Grid, row: int, column: int) -> str:
    """The label left of the pair that is merged over several lines."""
    for left in range(column - 1, 0, -1):
        top, _, bottom, _ = grid.areas.get((row, left), (row, left, row, left))
        if bottom > top and (text := grid.shown(row, left)):
            return text
    return ""


def _above(grid: Grid, row: int) -> str:
    """The section in which a line stands: the last numbered text above it that has a line to itself, merged over it."""
    for line in range(row - 1, 0, -1):
        (column, text), *others = grid.anchors(line) or [(0, "")]
        area = grid.areas.get((line, column), (line, column, line, column))
        alone = not others and area[3] > area[1] and not _says_more(text)
        if alone and numbered(clean(text))[0] in _SECTIONS:
            return text
    return ""
