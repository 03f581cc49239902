"""Where the tables of a sheet begin and end: heading lines, the lines below them, what ends them."""

from __future__ import annotations

import re

from songbang.core.filling.corners import corner_heads
from songbang.core.filling.grid import Grid
from songbang.core.filling.last_lines import is_last_line
from songbang.core.filling.lexicon import clean, is_footer, numbered, uncircled, words
from songbang.core.filling.measures import measure
from songbang.core.filling.pairs import alternates, asks_by_unit, measured_behind, measured_pairs
from songbang.core.filling.spans import spans_in, tags_in

_LONGEST_HEADING = 24
_FEW = 3
_HEAD_LABELS = ("number", "organ", "approval", "valid")
_NUMBERED = 3
"""So many numbers one below the other are those of lines."""


def header_group(name: str) -> set[str]:
    return {clean(word) for word in words()["header"][name]}


def _is_header(grid: Grid, row: int) -> bool:
    texts = [_but_unit(clean(text)) for _, text in grid.anchors(row)]
    if len(texts) < 2 or any(map(_says_more, texts)) or alternates(grid, row) or _beside_lines(grid, row):
        return False
    if _counts_on(grid, row) or asks_by_unit(grid, row):
        return False
    if _heads_halves(texts):
        return True
    vocabulary = header_group("stub") | header_group("measure") | header_group("code")
    vocabulary |= {text for text in texts if _lists_kinds(text)}
    named = sum(text in vocabulary for text in texts)
    if texts[0] in words()["own_name"] and row < grid.rows and alternates(grid, row + 1):
        return False  # 村名 ｜ 东村 over labels with their blanks
    over_more = grid.areas.get((row, grid.anchors(row)[0][0]), (row, 0, row, 0))[2] > row  # 残疾类别 beside two levels
    counted = any(text.isdigit() or measure(text) for text in texts[1:])  # 志愿服务项目 ｜ 04 ｜ 个 heads nothing
    first = texts[0] in vocabulary or ((len(texts) > 2 or over_more) and is_stub(texts[0]) and not counted)
    if not counted and corner_heads(grid, row):
        return True
    if texts[0].isdigit() or not (named or first):
        return False
    return first or named > 1 or _over_measures(grid, row) or _over_numbers(grid, row)


def _counts_on(grid: Grid, row: int) -> bool:
    """Whether a line has the number that follows the one over it, be there a section's heading between them: a line of
    the table above, though blood is counted in 单位."""
    over = row - 1
    while over > 1 and len(grid.anchors(over)) == 1:
        over -= 1
    numbers = [(column, int(text)) for column, found in grid.anchors(row) if (text := clean(found)).isdigit()]
    before = ((clean(grid.text(over, column)), number) for column, number in numbers if column > 1)
    return any(text.isdigit() and int(text) + 1 == number for text, number in before)


def _beside_lines(grid: Grid, row: int) -> bool:
    """Whether a line's first text stands beside several lines, each with one text of its own: 各村 ｜ 东河村."""
    (first, _), *others = grid.anchors(row)
    last = grid.areas.get((row, first), (row, first, row, first))[2]
    own = [[column for column, _ in grid.anchors(line)] for line in range(row + 1, last + 1)]
    alone = len(others) == 1 and others[0][0] == first + 1 < grid.columns
    return alone and bool(own) and all(columns == [first + 1] for columns in own)


def _heads_halves(texts: list[str]) -> bool:
    """Whether a line says the same over both halves of a table: 全乡情况 ｜ 数量 ｜ 全乡情况 ｜ 数量."""
    half = len(texts) // 2
    known = header_group("value") | set(words()["generic_columns"]) | header_group("measure")
    return len(texts) > 3 and texts[:half] == texts[half:] and all(text in known for text in texts[1:half])


def _but_unit(text: str) -> str:
    """A heading without what says that the unit stands behind each label below it: 物资名称（单位）."""
    inner = re.search(r"\(([^()]+)\)$", text)
    return text[: inner.start()] if inner and inner[1] in header_group("measure") else text


def is_stub(text: str) -> bool:
    """Whether a heading says what its column lists: 行政等级, 主体类型, 小区名称（单位）."""
    text = _but_unit(text)
    ends = 2 < len(text) < 8 and text.endswith(tuple(words()["header"]["stub_endings"]))
    return text in header_group("stub") or _lists_kinds(text) or (ends and text not in words()["own_name"])


def _lists_kinds(text: str) -> bool:
    """Whether a heading names several kinds of units: 乡(镇、街道), 村(社区)、组."""
    kinds = [kind for kind in re.split(words()["kinds_between"], text) if kind]
    return len(kinds) > 1 and all(kind in header_group("kinds_listed") for kind in kinds)


def _says_more(text: str) -> bool:
    """填报单位：, a text with boxes, a sentence: no heading of a column, as 其中：专任教师 is."""
    for part in (*words()["part_words"], *words()["added_words"]):
        text = text.removeprefix(f"{part}:")
    return ":" in text or "□" in text or len(text) > _LONGEST_HEADING


def _over_measures(grid: Grid, row: int) -> bool:
    """Whether a line has 单位 over a unit of measurement: whatever else it says, it heads a table."""
    heads = [column for column, text in grid.anchors(row) if clean(text) in header_group("measure")]
    below = [(grid.areas.get((row, column), (row, 0, row, 0))[2] + 1, column) for column in heads]
    below += [(line + 1, column) for line, column in below if line <= grid.rows and numbers_columns(grid, line)]
    return any(measure(clean(grid.text(line, column))) for line, column in below if line <= grid.rows)


def _over_numbers(grid: Grid, row: int) -> bool:
    """Whether a line has 编号 over the numbers of the lines below it, one after the other."""
    column = next((column for column, text in grid.anchors(row) if clean(text) in header_group("code")), 0)
    first = grid.areas.get((row, column), (row, 0, row, 0))[2] + 1
    first += first <= grid.rows and numbers_columns(grid, first)
    below = [clean(grid.text(line, column)) for line in range(first, first + _NUMBERED) if line <= grid.rows]
    numbers = [int(text) for text in below if column and text.isdigit()]
    return len(numbers) == _NUMBERED and numbers == list(range(numbers[0], numbers[0] + _NUMBERED))


def _is_second_header(grid: Grid, row: int) -> bool:
    """Whether a line below a table heads another: all but its first text (避险能力) are words of a heading."""
    texts = [clean(text) for _, text in grid.anchors(row)]
    times = [text for text in texts[1:] if not is_dash(text)]
    if len(times) > 1 and all(map(says_when, times)):
        texts = [texts[0], *times]  # 附报： ｜ — ｜ 本季 ｜ 1—本季 ｜ —
    groups = (header_group(name) for name in ("measure", "code", "value", "remark"))
    known = set().union(*groups, words()["generic_columns"], *words()["role_words"].values())
    below = grid.anchors(row + 1) if row < grid.rows else []
    return len(texts) > 1 and all(t in known or says_when(t) for t in texts[1:]) and bool(below) and below[0][0] == 1


def says_when(text: str) -> bool:
    """本年, 上年同期: a heading that tells a time and nothing more."""
    tags, rest = tags_in(text)
    return bool(tags) and not rest.strip("()")


def _only_times(line: list[tuple[int, str]]) -> bool:
    """Whether a line says nothing but times, each over a column of figures: the lines below are of these."""
    return len(line) > 1 and line[0][0] > 1 and all(says_when(clean(text)) for _, text in line)


def tables_of(grid: Grid) -> list[tuple[int, int, int]]:
    """(first header row, last header row, last data row) of each table."""
    found: list[tuple[int, int, int]] = []
    row = 1
    while row <= grid.rows:
        if not (_is_header(grid, row) or (found and (_is_second_header(grid, row) or _after_a_gap(grid, row)))):
            row += 1
            continue
        end = _header_end(grid, row)
        bottom = _bottom(grid, end)
        found.append((_first_header(grid, row, found[-1][2] if found else 0), end, bottom))
        row = bottom + 1
    return found


def _after_a_gap(grid: Grid, row: int) -> bool:
    """Whether a line below a blank one, or below a line of one text, heads a table without a word that we know."""
    return len(grid.anchors(row - 1)) < 2 and _unnamed(grid, row, grid.rows) is not None


def unnamed_tables(grid: Grid, last: int) -> list[tuple[int, int, int]]:
    """The tables down to the line `last` whose headings use no word that we know: a line of texts over lines that begin
    with one."""
    found: list[tuple[int, int, int]] = []
    for row in range(1, last - 1):
        if (not found or row > found[-1][2]) and (table := _unnamed(grid, row, last)):
            found.append(table)
    return found


def _unnamed(grid: Grid, row: int, last: int) -> tuple[int, int, int] | None:
    """The table that a line heads by its shape: texts over lines that begin with one and leave the rest open."""
    texts = [clean(text) for _, text in grid.anchors(row)]
    if len(texts) < 3 or all(map(is_dash, texts[1:])) or any(map(_says_more, texts)):
        return None
    units = sum(measure(text) is not None for text in texts[1:]) > (len(texts) > _FEW)  # 剂次 may head a column
    if units or any(map(str.isdigit, texts)) or measure(texts[0]):
        return None
    if grid.anchors(row)[0][0] > 1 or alternates(grid, row):
        return None
    end = _header_end(grid, row)
    bottom = min(_bottom(grid, end), last)
    width = sum(any(grid.shown(line, column) for line in range(row, end + 1)) for column in range(1, grid.columns + 1))
    body = [line for line in range(end + 1, bottom + 1) if grid.anchors(line)]
    begun = [line for line in body if grid.anchors(line)[0][0] == 1 and not bracketed(grid.anchors(line)[0][1])]
    empty = [line for line in begun if _told(grid, line) * 2 <= width]
    least = 1 if all(map(bracketed, texts[1:])) else 2  # headings that all name a measure head even a single line
    return (row, end, bottom) if len(empty) >= least and len(empty) * 3 >= len(body) * 2 else None


def unit_for(row_unit: str, unit_head: str, head: str) -> str:
    """The unit of a line in a column: of 投保户次 not the one under 承保数量单位, which is that of 承保数量."""
    named = next((unit_head.removesuffix(word) for word in header_group("measure") if unit_head.endswith(word)), "")
    if not named or named in head:
        return row_unit
    return next((unit for end, unit in words()["ending_measures"].items() if clean(head).endswith(end)), row_unit)


def _told(grid: Grid, row: int) -> int:
    """How many texts of a line are neither numbers, measures nor dashes."""
    texts = [clean(text) for _, text in grid.anchors(row)]
    return sum(not (text.isdigit() or measure(text) or is_dash(text)) for text in texts)


def bracketed(text: str) -> str:
    """The unit of measurement that a label names in brackets, alone or after a time (1—10月，次)."""
    inner = [str(found).rpartition(",")[2] for found in re.findall(r"\(([^()]+)\)", clean(text))]
    return next((unit for one in inner if (unit := one if measure(one) else _one_of(one))), "")


def counts_things(head: str) -> bool:
    """Whether a heading says that things are counted, by what they are counted in (年末场数, 户数), and not only how
    much there is of whatever its line names (数额, 数量).

    >>> counts_things("年末场数（个）"), counts_things("户数（户）"), counts_things("数额（万元）")
    (True, True, False)
    """
    bare = tags_in(clean(head).partition("(")[0])[1]
    name = bare.removesuffix(words()["number_of"])
    return name != bare and measure(name) is not None


def only_unit(text: str) -> str:
    """The unit of measurement that is all a label says, in brackets or not: that of the heading over it.

    >>> only_unit("公顷"), only_unit("（吨）"), only_unit("总产量（吨）"), only_unit("村")
    ('公顷', '吨', '', '')
    """
    bare = clean(text)
    inner = bare[1:-1] if bare[:1] == "(" and bare[-1:] == ")" else bare
    return inner if measure(inner) and (inner != bare or bare not in words()["units_and_things"]) else ""


def joins_as_unit(text: str, headings: list[str]) -> bool:
    """Whether a label is no more than a unit: it joins the last of the headings over it (播种面积 over 公顷)."""
    unit = only_unit(text) if headings else ""
    if unit:
        headings[-1] = f"{headings[-1].removesuffix(f'({unit})')}({unit})"
    return bool(unit)


def listed_in(caption: str) -> tuple[str, ...]:
    """The units of measurement in the brackets that end a caption."""
    found = re.search(words()["listed_units"], caption)
    units = tuple(re.split("[、,/]", found[1])) if found else ()
    return units if all(map(measure, units)) else ()


def measured_by(text: str) -> str:
    """The one unit that a line names for what stands below it (单位：万元)."""
    match = re.search(words()["unit_line"], text)
    return match[1] if match and measure(match[1]) else ""


def listed_for(label: str, unit: str) -> str:
    """A column's unit as a line lists it in brackets for each of its columns (临时救助（户次、人次） in one of 户)."""
    inner = re.search(r"\(([^()]+)\)$", clean(label))
    units = [one for one in re.split("[、,/]", inner[1]) if measure(one)] if inner else []
    return next((one for one in units if len(units) > 1 and unit and one.startswith(unit)), unit)


def _one_of(text: str) -> str:
    """The first of several names for counting one thing (座、处); "" where they count different things (户、人)."""
    names = re.split("[、/]", text)
    found = [unit for name in names if (unit := measure(name))]
    return names[0] if len(found) == len(names) > 1 and len({unit.dimension for unit in found}) == 1 else ""


def _first_header(grid: Grid, row: int, after: int) -> int:
    """Where a header begins that shows itself by 甲 乙 丙 only: headings split over lines stand above it."""
    if numbers_columns(grid, row):
        while row - 1 > after and (_covered(grid, row - 1) or _heads_on(grid, row - 1)):
            row -= 1
    return row


def _heads_on(grid: Grid, row: int) -> bool:
    """Whether a line has several texts, none of which says more than a heading does."""
    above = grid.anchors(row)
    return len(above) > 1 and not any(":" in clean(text) for _, text in above)


def _covered(grid: Grid, row: int) -> bool:
    """Whether headings that begin further up reach down over a whole line."""
    return not grid.anchors(row) and all(
        grid.areas.get((row, column), (row,))[0] < row for column in range(1, grid.columns + 1)
    )


def _header_end(grid: Grid, top: int) -> int:
    end = top
    row = top
    while row <= min(end, grid.rows):
        areas = [grid.areas.get((row, c), (row, c, row, c)) for c in range(1, grid.columns + 1)]
        end = max([end, *(last for first, left, last, _ in areas if not is_dash(grid.text(first, left)))])
        row += 1
    while end < grid.rows and _continues(grid, end + 1):
        end += 1
    return end


_COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?|\(?\d{1,2}\)?=[\d()+\-−﹣×÷*/%.]+|\D")


def numbers_columns(grid: Grid, row: int) -> bool:
    """Whether a row numbers a table's columns: 甲 乙 丙 1 2 3, 甲 乙 (1) (2) (3)=(1)-(2), 甲 ① ②, or 1 2 3 (01 02 03;
    1 2 3=1-2) below headings whose first reaches down to it."""
    texts = [uncircled(clean(text)) for _, text in grid.anchors(row)]
    if _count_through(texts):
        return grid.hidden(row, 1) or bool(grid.text(row, 1))
    return (
        bool(texts)
        and texts[0] in header_group("numbering")
        and all(is_dash(text) or _COLUMN_NUMBER.fullmatch(text) for text in texts)
    )


def _count_through(texts: list[str]) -> bool:
    """Whether texts are the numbers from 1 on, one after the other, each alone or with what it is the sum of."""
    told = [text for text in texts if not is_dash(text)]
    numbers = [text.partition("=")[0].strip("()").lstrip("0") for text in told]
    alone = all(map(_COLUMN_NUMBER.fullmatch, told))
    return alone and len(numbers) > 1 and numbers == [str(number + 1) for number in range(len(numbers))]


def is_worded(text: str) -> bool:
    """Whether a heading says something in words, beside the 甲, 乙, 1 and 2 of its line (甲 ｜ 乙 ｜ 本年 ｜ 上年)."""
    return re.search(r"[\u4e00-\u9fff]{2}", clean(text)) is not None


def _continues(grid: Grid, row: int) -> bool:
    """Whether a row still belongs to the header: 甲 乙 丙 1, 计算单位, 汇总代码, or a level without a stub."""
    anchors = [(c, clean(text)) for c, text in grid.anchors(row)]
    if len(anchors) < 2:
        return False
    texts = [text for _, text in anchors]
    if numbers_columns(grid, row) or (anchors[0][0] == 1 and texts[0] in header_group("numbering")):
        return True
    values = [text for text in texts[1:] if not is_dash(text)]
    if texts[0] in header_group("measure") | header_group("code") and (
        len(values) > 2 or (values and all(map(measure, values)))
    ):
        return True
    return anchors[0][0] > 1 and not texts[0].isdigit() and not any(t.isdigit() or measure(t) for t in texts)


def _bottom(grid: Grid, end: int) -> int:
    row = end
    while row < grid.rows and not _closes(grid, end, row + 1) and not _next_begins(grid, row + 1, end):
        row += 1
    return row


def _closes(grid: Grid, end: int, row: int) -> bool:
    """Whether a line ends the table whose headings go down to `end`: a footer, a heading, lines of another shape."""
    line = grid.anchors(row)
    text = clean(line[0][1]) if line else ""
    if (
        (is_footer(text) and not _asks(line) and not _asks_more(grid, row))
        or (text in words()["continued"] and not goes_on(grid, row))
        or _is_header(grid, row)
    ):
        return True
    if len(line) == 1 and (is_relation(text) or _names_pairs(grid, row, end)):
        return True
    if row - 1 == end:
        return False
    if (len(line) > 2 or _only_times(line)) and _is_second_header(grid, row):
        return True
    named = len(line) == 1
    return measured_behind(grid, row) or _pairs_below(grid, range(end + 1, row), row + named, named=named)


def _next_begins(grid: Grid, row: int, end: int) -> bool:
    """Whether a line that is blank, or that may name what follows, stands over another table or over nothing."""
    line, below = grid.anchors(row), grid.anchors(row + 1) if row < grid.rows else []
    if not below:
        return not line
    names_next = len(line) < 2 and not (line and is_last_line(grid, row, end))
    if names_next and ((line and _is_header(grid, row + 1)) or _unnamed(grid, row + 1, grid.rows)):
        return True
    return not line and _is_second_header(grid, row + 1)


def goes_on(grid: Grid, row: int) -> bool:
    """Whether a line says 续表 only and lines without headings of their own follow: those of the table above it."""
    line = grid.anchors(row)
    if len(line) != 1 or clean(line[0][1]) not in words()["continued"] or row + 1 > grid.rows:
        return False
    begins = _is_header(grid, row + 1) or _is_second_header(grid, row + 1) or alternates(grid, row + 1)
    return bool(grid.anchors(row + 1)) and not begins and _unnamed(grid, row + 1, grid.rows) is None


def _asks(line: list[tuple[int, str]]) -> bool:
    """Whether a line has a number and a unit of its own, whatever begins it (补充资料：高温日数 ｜ 天 ｜ 18), or
    dashes in their stead (附报： ｜ — ｜ —): it is one of the table's."""
    told = [clean(text) for _, text in line[1:]]
    return len(line) > 2 and (any(measure(text) or text.isdigit() for text in told) or all(map(is_dash, told)))


def _asks_more(grid: Grid, row: int) -> bool:
    """Whether a line says 补充资料, be it of what (附报：队伍), and lines with a number or a unit of their own and one
    blank follow: they go on in the table. What is closed (—) in them is not asked."""
    line, below = grid.anchors(row), grid.anchors(row + 1) if row < grid.rows else []
    begun, _, of_what = clean(line[0][1]).partition(":") if line else ("", "", "")
    if len(line) != 1 or not below or begun not in header_group("asks_more"):
        return False
    told = [text for _, found in below[1:] if not is_dash(text := clean(found))]
    units = sum(measure(text) is not None for text in told)
    goes_on = not of_what or _counts_on(grid, row + 1)
    return goes_on and bool(told) and below[0][0] == 1 and units == 1 and all(measure(t) or t.isdigit() for t in told)


def _names_pairs(grid: Grid, row: int, end: int) -> bool:
    """Whether a line names what follows without a heading of its own: labels, each with its unit and a blank; not where
    each of them stands under a heading that says so (指标名称, once for each half of the table)."""
    pairs = measured_pairs(grid, row + 1) if row + 1 <= grid.rows else []
    labels = (
        [column for column, text in grid.anchors(row + 1) if text in {pair.label for pair in pairs}] if pairs else []
    )
    heads = range(max(1, end - 1), end + 1)
    own = all(any(clean(grid.text(line, column)) in header_group("stub") for line in heads) for column in labels)
    return len(pairs) > 1 and not own


def _pairs_below(grid: Grid, body: range, row: int, *, named: bool) -> bool:
    """Whether a line is of labels and blanks where the lines of the table over it have blanks only: no line of that
    table, whatever its headings (参保人数 ｜ ＿ ｜ 其中：退休人员 ｜ ＿ below villages). Where
    a line names them, they may be numbered."""
    texts = [text for _, text in grid.anchors(row)] if row <= grid.rows else []
    if not texts or any(map(is_dash, texts)) or not alternates(grid, row, numbered_lines=named):
        return False
    filled = {column for line in body for column, text in grid.anchors(line) if not is_dash(text)}
    return any(column not in filled for column, _ in grid.anchors(row))


def is_relation(text: str) -> bool:
    """Whether a line is a relation between lines of the form and no label.

    >>> is_relation(clean("所有者权益＝资产总额－负债总额。")), is_relation("50㎡以上")
    (True, False)
    """
    left, sign, right = text.partition("=")
    return bool(sign) and len(left) > 1 and len(right) > 1 and any(mark in right for mark in "+-−﹣×÷/")


def caption_of(grid: Grid, top: int, after: int) -> str:
    """The line between two tables that names the lower one (二、物资储备（2026年1—6月））; "" where there is none."""
    for row in range(top - 1, after, -1):
        found = grid.anchors(row)
        own = [text for _, text in found if not _tells_unit(clean(text))]
        if len(own) > 1 or (own and (is_footer(clean(own[0])) or _of_head(clean(own[0])))):
            return ""
        if own:
            return own[0]
    return ""


def but_parting(caption: str, stub: str) -> str:
    """A caption without what it says of how the table parts things, which its first heading says too: 二、工商户分镇街
    情况 over 镇街. What is parted is all of it, its 合计 the whole."""
    thing = clean(stub)
    for end in words()["header"]["stub_endings"]:
        thing = thing.removesuffix(end) or thing
    parted = re.search(words()["parted_in"].format(thing=re.escape(thing)), clean(caption)) if thing else None
    return clean(caption).replace(parted[0], "") if parted else caption


def _of_head(text: str) -> bool:
    """Whether a line tells the form's number, who issued it or how long it holds: it names no table."""
    return text.startswith(tuple(label for group in _HEAD_LABELS for label in words()["labels"][group]))


def captions_beside(grid: Grid, line: int) -> list[tuple[int, str]]:
    """(first column, text) of the headings that stand side by side over one table's blocks, left to right: numbered
    ones, or each over the labels of a block (资产, 负债 over 项目 ｜ 年末数 ｜ 项目 ｜ 年末数)."""
    found = grid.anchors(line)
    own = len(found) > 1 and all(numbered(clean(text))[0] == "chinese" for _, text in found)
    stubs = [column for column, text in grid.anchors(line + 1) if clean(text) in header_group("stub")]
    told = any(":" in clean(text) or spans_in(clean(text))[0] for _, text in found)  # who fills the form, and when
    over = len(found) > 1 and not told and [column for column, _ in found] == stubs
    return found if own or over else []


def _tells_unit(text: str) -> bool:
    """计量单位：人, beside the line that names a table."""
    label, colon, unit = text.strip("()").partition(":")
    return bool(colon) and label in header_group("measure") and bool(unit)


def is_dash(text: str) -> bool:
    return clean(text) in {clean(dash) for dash in words()["dash"]}


def title_line(grid: Grid) -> int:
    return next((row for row in range(1, grid.rows + 1) if grid.anchors(row)), 0)
