"""The lines of a table as a tree: which line is a part of which."""

from __future__ import annotations

import re
from dataclasses import dataclass

from songbang.core.filling.lexicon import (
    clean,
    facets,
    is_footer,
    is_part,
    is_weak,
    is_whole,
    numbered,
    only_divides,
    wording,
    words,
)
from songbang.core.filling.measures import measure
from songbang.core.filling.phrasing import place_of
from songbang.core.filling.spans import THAN, tags_in
from songbang.core.filling.tables import bracketed
from songbang.core.text import neighbours

_ENDING = 2
"""How many signs at the end of labels tell that they name kinds of one thing."""
_BESIDE_PART = 4
"""How far a label is set in at least that stands under the one after 其中：."""


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
    banner: bool = False
    """Whether it is merged over all columns, and heads what stands below it."""
    among: bool = False
    """Whether 其中 stands beside its label (其中 ｜ 3.采购)."""
    sister: bool = False
    """Whether it and the line before it, set in alike, part what stands over both."""
    sum: Row | None = None
    """The line before it that a printed relation adds up from it and others (11=12+13+14), where it says more than that
    it is a sum: 喷灌 is then a part of 高效节水灌溉面积, though it is not set in."""
    thing: str = ""
    """That whose kinds the heading over its label says that the lines are (培训 of 培训类别)."""

    @property
    def label(self) -> str:
        return self.labels[-1] if self.labels else ""


def tells_whole(label: str) -> bool:
    """Whether a line tells all of its table, of whatever time, or by how much that changed: no heading, though it has
    no number.

    >>> tells_whole("全镇合计"), tells_whole("上年合计"), tells_whole("比上年增减"), tells_whole("上年")
    (True, True, True, False)
    """
    bare = clean(label)
    rest = tags_in(bare)[1]
    changes = {clean(word) for names in words()["role_words"].values() for word in names}
    return is_whole(bare) or bool(rest and is_whole(rest)) or bool({bare, THAN.sub("", bare)} & changes)


_BY_LEVEL = "by:"
_OPENS = re.compile(r"^([^:()]{2,12}):(.{2,})$")
"""A heading and the first of its lines, in one cell: 三、流转去向：农户."""


def opened(label: str) -> tuple[str, str]:
    """A heading and the line that stands in one cell with it; ("", label) where a cell holds a label alone.

    >>> opened("三、流转去向：农户"), opened("养殖产量中：草鱼"), opened("其中：女性")
    (('三、流转去向', '农户'), ('养殖产量', '其中:草鱼'), ('', '其中：女性'))
    """
    text = clean(label)
    _, bare, part = numbered(text)
    found = _OPENS.match(bare)
    if part or not found or is_footer(bare) or found[1] in words()["added_words"] or measure(found[2]):
        return "", label
    among = words()["among"]
    if found[1].endswith(among):
        return found[1].removesuffix(among), f"{words()['part_words'][0]}:{found[2]}"
    return text.removesuffix(f":{found[2]}"), found[2]


def nest(row: Row, chain: list[tuple[str, Row]]) -> None:
    """Give a row its ancestors. A style of numbering not met yet opens a level, one met before returns to it."""
    style, _, part = numbered(clean(row.label)) if not row.among else (None, "", True)
    if clean(row.label).startswith(tuple(f"{word}:" for word in words()["added_words"])):
        chain.clear()
    level = _parted_by(row, chain) or ("part:" if part else "") + (style or "plain")
    _past_parting(row, level, chain)
    _past_parts(row, chain)
    _past_parted(row, chain)
    _past_beside(row, chain)
    styles = [known for known, _ in chain]
    if (part and not style) or (level == "plain" and _goes_on(row, chain)):
        level = "part"
    elif level == "plain" and styles and styles[-1] in ("plain", "weak") and _parts(row, chain[-1][1]):
        level = "weak"
    if level == "part":
        _to_whole(row, chain)
    elif level != "plain" and level in styles:
        del chain[styles.index(level) :]
    elif level == "plain" and "part" in styles:
        _after_part(chain, styles.index("part"))
    elif level == "plain" and (back := _back_to(row, chain)) is not None:
        del chain[back:]
    elif level == "plain":
        while chain and chain[-1][0] in ("plain", "weak") and not _under(row, chain[-1][1]):
            row.sister = chain.pop()[1].indent == row.indent
    row.above = row.above + tuple(ancestor for _, ancestor in chain)
    chain.append((level, row))


def begins_parting(label: str) -> bool:
    """Whether a line is the first of those that part a whole, by what and its number in one cell.

    >>> begins_parting("按居住地分：1.县城"), begins_parting("按性别分：男"), begins_parting("其中：1.县城")
    (True, False, False)
    """
    text = clean(label)
    style, _, part = numbered(text)
    return part and style is not None and re.match(words()["parted_first"], text) is not None


def _parted_by(row: Row, chain: list[tuple[str, Row]]) -> str:
    """The level of 按居住地分：1.县城 and of 2.乡镇 after it; "" for any other line."""
    style = numbered(clean(row.label))[0]
    level = f"{_BY_LEVEL}{style}"
    styles = [known for known, _ in chain]
    if begins_parting(row.label):
        parts = [n for n, known in enumerate(styles) if known == "part" or known.startswith(_BY_LEVEL)]
        del chain[min(parts, default=len(chain)) :]
        return level
    return level if level in styles and style else ""


def _past_parting(row: Row, level: str, chain: list[tuple[str, Row]]) -> None:
    """A plain line that is set in no deeper ends what 按居住地分：1.县城 began: it stands beside the whole."""
    begun = next((n for n, (known, _) in enumerate(chain) if known.startswith(_BY_LEVEL)), None)
    if level == "plain" and begun is not None and row.indent <= chain[begun][1].indent:
        del chain[begun:]


def ordinal(label: str) -> tuple[str, int]:
    """Style and place of a clean label's numbering; 0 where it has none, or one that is written otherwise.

    >>> ordinal("(四)按产业分"), ordinal("3.桃"), ordinal("桃")
    (('bracketed', 4), ('arabic', 3), ('', 0))
    """
    style = numbered(label)[0]
    return style or "", place_of(label) if style else 0


def go_back(row: Row, told: dict[tuple[str, int], list[tuple[str, Row]]], chain: list[tuple[str, Row]]) -> None:
    """Where the right half of a table begins with （四）, it goes on after （三）, whatever ends the left half."""
    style, number = ordinal(clean(row.label))
    if number > 1 and (before := told.get((style, number - 1))):
        chain[:] = before


def _parts(row: Row, over: Row) -> bool:
    """Whether a line says no more than which part: of the line over it, unless the two are bands of one kind that
    lie beside each other (16—35岁, 36—50岁)."""
    own, other = wording(row.label).tokens, wording(over.label).tokens
    return is_part(own) and not (len(own) == len(other) == 1 and _apart(*own, *other))


def _apart(one: str, other: str) -> bool:
    """Whether two bands (`age:16-35`, `range:6个月以上`) have no one in common."""
    if one.startswith("range:") and other.startswith("range:"):
        return True
    ends = [_ends(band) for band in sorted((one, other), key=lambda band: _ends(band)[0])]
    return one.startswith("age:") and other.startswith("age:") and ends[0][1] < ends[1][0]


def _ends(band: str) -> tuple[int, int]:
    """The first and the last age of a band: `age:-18` are those under 18."""
    numbers = [int(number) for number in re.findall(r"\d+", band)] or [0]
    if band.startswith("age:-"):
        return 0, numbers[0] - 1
    return numbers[0], 999 if band.endswith("+") else numbers[-1]


def _past_parted(row: Row, chain: list[tuple[str, Row]]) -> None:
    """（一）按地域分 after 其中：男, 女 parts what these are parts of; so does 按产业分 after 1.县内 2.县外 of
    外出就业, and 按年龄分 after 按性别分."""
    if not _only_parts(row):
        return
    parts = [n for n, (level, _) in enumerate(chain) if level == "part"]
    if parts:
        del chain[parts[0] :]
    if numbered(clean(row.label))[0] is not None:
        return
    before = next((n for n, (_, one) in enumerate(chain) if n and _only_parts(one) and _counts(chain[n - 1][1])), None)
    if before is not None:
        del chain[before:]
    while len(chain) > 1 and _is_numbered_part(*chain[-2:]):
        chain.pop()


def _only_parts(row: Row) -> bool:
    return row.heading and only_divides(clean(row.label))


def _counts(row: Row) -> bool:
    return not row.heading and bool(row.measure)


def _is_numbered_part(whole: tuple[str, Row], part: tuple[str, Row]) -> bool:
    """Whether the second of two lines is numbered and the first, of the same measure and no heading, is not."""
    level, over = whole
    counted = not over.heading and over.measure == part[1].measure
    return counted and level == "plain" and part[0] not in ("plain", "weak", "part") and not part[1].heading


def _past_beside(row: Row, chain: list[tuple[str, Row]]) -> None:
    """1.县内乡外 that is set in as 其中：女 before it parts the same whole another way: it is no part of 女. So does
    （一）缴费期人员 that stands further out than 其中：女性, or as far where nothing is set in."""
    parts = [n for n, (level, _) in enumerate(chain) if level == "part"]
    if not parts or not parts[0] or numbered(clean(row.label))[0] is None:
        return
    part, whole = chain[parts[0]][1], chain[parts[0] - 1][1]
    if row.indent < part.indent and row.indent <= whole.indent and not row.heading:
        del chain[parts[0] :]
        return
    told_otherwise = is_part(wording(part.label).tokens) and not is_part(wording(row.label).tokens)
    if row.indent == part.indent and row.measure == part.measure and (part.indent > whole.indent or told_otherwise):
        del chain[parts[0] :]


def _beside_other(row: Row, before: Row) -> bool:
    """Whether two lines stand beside different labels that say by what the lines are told apart (按文化程度, 按年龄):
    neither is a part of the other."""
    sides = [one.labels[0] for one in (row, before) if len(one.labels) > 1]
    return len(sides) > 1 and sides[0] != sides[1] and not any(numbered(clean(side))[2] for side in sides)


def _past_parts(row: Row, chain: list[tuple[str, Row]]) -> None:
    """拖拉机合计 after （一）大中型拖拉机 （二）小型拖拉机 stands under neither; 合计 under no line at all."""
    while chain and _beside_other(row, chain[-1][1]):
        chain.pop()
    while chain and not chain[-1][1].heading and clean(row.label) in words()["totals"][:-1]:
        chain.pop()  # below 三、农民专业合作社
    bare = numbered(clean(row.label))[1]
    stem = next((bare.removesuffix(end) for end in words()["totals"] if bare.endswith(end)), "")
    while stem and chain and not chain[-1][1].heading and clean(chain[-1][1].label).endswith(stem):
        chain.pop()


def _back_to(row: Row, chain: list[tuple[str, Row]]) -> int | None:
    """Where a plain line after numbered ones returns to, by how far it is set in: 1.集中 2.分散, then another."""
    if not chain or chain[-1][0] in ("plain", "weak") or chain[-1][1].indent <= row.indent:
        return None
    return next((n for n, (level, over) in enumerate(chain) if level == "plain" and over.indent >= row.indent), None)


def _goes_on(row: Row, chain: list[tuple[str, Row]]) -> bool:
    """Whether a plain line after 其中 is set in as that one is, or says nothing alone (女)."""
    parts = [n for n, (level, _) in enumerate(chain) if level == "part"]
    if not parts or parts[-1] == 0:
        return False
    part, whole = chain[parts[-1]][1], chain[parts[-1] - 1][1]
    deep = part.indent > whole.indent and row.indent >= part.indent
    deep = deep or (numbered(clean(part.label))[2] and row.indent >= part.indent + _BESIDE_PART)
    return deep or is_part(wording(row.label).tokens) or _told_alike(row, part, whole)


def _told_alike(row: Row, part: Row, whole: Row) -> bool:
    """Whether a line parts a whole as the one marked 其中 before it does: another of the people's kinds (少数民族 after
    其中：女性), or called after the whole as that one is (邻里纠纷 after 其中：婚姻家庭纠纷 of 受理纠纷)."""
    stands_out = part.indent > whole.indent >= row.indent
    if row.measure != part.measure or whole.heading or stands_out:
        return False
    tokens = wording(row.label).tokens - frozenset(words()["people_bare"])
    kinds = frozenset(words()["kinds_of_people"])
    if tokens and all(token in kinds or token.startswith("age:") for token in tokens):
        return True
    labels = [re.sub(r"\(.*?\)", "", numbered(clean(one.label))[1]) for one in (row, part, whole)]
    ends = {label[-_ENDING:] for label in labels}
    return len(ends) == 1 and not ends & frozenset(words()["noise"]) and labels[0] != labels[-1]


def _to_whole(row: Row, chain: list[tuple[str, Row]]) -> None:
    """Back to the whole that a part belongs to: the other parts gone."""
    styles = [level for level, _ in chain]
    if "part" in styles:
        del chain[styles.index("part") :]
    if chain and chain[-1][0] == "weak":
        chain.pop()
    while len(chain) > 1 and chain[-1][0] == "plain" and _beyond(row, chain[-1][1], chain[-2][1]):
        chain.pop()


def _beyond(row: Row, last: Row, over: Row) -> bool:
    """Whether a part stands further out than the line before it, or beside it where that one with a sister parts a
    whole (党员总数: 正式党员, 预备党员, then 其中：女性): it is a part of that whole, told another way."""
    if last.indent > row.indent:
        return True
    beside = last.sister and last.indent == row.indent > over.indent and not over.heading
    return beside and last.measure == over.measure == row.measure and not _shared(row, last)


def _after_part(chain: list[tuple[str, Row]], at: int) -> None:
    """A plain line after 其中 is a part too where the whole is numbered, else it returns to the whole's level."""
    del chain[at:]
    if chain and chain[-1][0] == "plain":
        chain.pop()


def to_left(row: Row, left: Row | None) -> None:
    """A part (其中：硬化路) that begins the right half of a table, or stands below another thing, is of what stands
    left of it; so is what is done of the task there (改厕任务 ｜ ＿ ｜ 已竣工 ｜ ＿)."""
    nearest = row.above[-1] if row.above else None
    if left is not None and is_done(row.label) and task_in(left.label):
        row.above = (*left.above, left)
    if left is None or left.heading or not numbered(clean(row.label))[2] or left.measure != row.measure:
        return
    in_own_half = nearest is not None and nearest.number < row.number
    aged = all(
        is_part(wording(one.label).tokens) for one in (row, left)
    )  # 16—59周岁, 80周岁以上, of the line over each
    told = wording(row.label).tokens <= wording(left.label).tokens  # 女性 parts off none of 常住女性
    akin = not aged and not told and bool(_shared(row, left)) and not (nearest and _shared(row, nearest))
    if akin or not in_own_half or (nearest and nearest.measure != row.measure):
        row.above = left.above if numbered(clean(left.label))[2] else (*left.above, left)


def task_in(label: str) -> str:
    """Of what a label tells the task (改厕 of 改厕任务); "" where it tells none."""
    found = re.search(words()["task"], clean(label))
    return str(found[1]) if found else ""


def is_done(label: str) -> bool:
    """Whether a label says no more than that something is done: 已竣工."""
    return re.fullmatch(words()["done_only"], clean(label)) is not None


def _shared(row: Row, other: Row) -> frozenset[str]:
    return neighbours((numbered(clean(row.label))[1],)) & neighbours((numbered(clean(other.label))[1],))


def _under(row: Row, over: Row) -> bool:
    """Whether a plain line stands under another: it is set in, names a kind of what that one tells, that one is a
    heading over the whole table, it parts the other (按产业分), or is one of the parts."""
    if _only_parts(row):
        return _counts(over)
    whole = over.above[-1] if over.above and _only_parts(over) else None
    a_part = whole is not None and _counts(whole) and whole.measure == row.measure
    return a_part or _set_in(row, over) or _kind_of(row, over) or (over.banner and not row.banner)


def _kind_of(row: Row, over: Row) -> bool:
    """Whether a line names no more than a kind (玉米) of the thing of which the one over it tells, in the same measure,
    what was sown, reaped or kept (粮食作物播种面积)."""
    if over.heading or row.measure != over.measure:
        return False
    own, whole = wording(row.label).tokens, wording(over.label).tokens
    told = bool(whole & frozenset(words()["inherited_kinds"]))
    return told and len(own) == 1 and any(own <= frozenset(facets()["kinds"].get(thing, ())) for thing in whole)


def _set_in(row: Row, over: Row) -> bool:
    """Whether a line is set in under another: a blank, or a line that says nothing alone (在业), makes no level, unless
    that tells that it is a whole (就业人员总数), or people over kinds of them (从业人员, 　第一产业)."""
    if row.indent < over.indent + 2:
        return False
    own, others = wording(row.label).tokens, wording(over.label).tokens
    whole = clean(over.label).endswith((*words()["totals"], *words()["counted_whole"]))
    return whole or not is_weak(others) or (is_weak(own) and others <= frozenset(words()["heads"]))


def two_wholes(row: Row, over: Row | None) -> bool:
    """Read through the blocks, a part may belong to what stands left of it or to what stands over it."""
    if over is None or over.heading or not (wording(row.label).part or is_part(wording(row.label).tokens)):
        return False
    left = row.above[-1] if row.above else None
    same = (bracketed(over.label), over.measure) == (bracketed(row.label), row.measure)
    return same and left is not over and not over.label.startswith(tuple(words()["part_words"]))
