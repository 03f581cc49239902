"""Which words of what stands above a label bind it, and which only explain."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from songbang.core.filling.captions import is_section
from songbang.core.filling.kinds_listed import of_kinds
from songbang.core.filling.lexicon import Wording, any_in, clean, facets, is_weak, is_whole, wording, words
from songbang.core.filling.measures import measure
from songbang.core.filling.nesting import Row
from songbang.core.filling.slots import Sheet, Slot
from songbang.core.filling.unsaid import NONE, Tokens

_LONGEST_CLASS = 6
_PLAIN = 2
"""So few signs (完成) may tell what was done."""


def is_generic(label: str) -> bool:
    bare = clean(label)
    return bare in words()["generic_columns"] or is_whole(bare) or wording(label).text in words()["done_columns"]


def names_classes(label: str) -> bool:
    """Whether a heading says only by what the things below it are parted: 残疾等级 over 一级, 二级."""
    bare = clean(label)
    return len(bare) <= _LONGEST_CLASS and bare.endswith(tuple(words()["class_endings"]))


def of_people(slot: Slot) -> bool:
    unit = measure(slot.measure)
    return unit is not None and unit.dimension in ("people", "household")


def valued(leaf: Tokens, columns: Tokens) -> bool:
    """An industry whose value the column asks for: it needs no whole above it."""
    return bool(leaf) and leaf <= frozenset(words()["industries"]) and bool(columns & frozenset(words()["priced"]))


def age_in_head(leaf: Tokens, columns: Tokens) -> bool:
    """A band of ages under 户籍老年人: the column says of whom; not under 男."""
    return any(token.startswith("age:") for token in leaf) and bool(columns - frozenset(words()["sexes"]))


def only_aged(leaf: Tokens) -> bool:
    """People of an age and nothing more: as a part (其中：65岁以上老年人, 14岁以下儿童) they are those of its whole."""
    people = (*words()["people_words"], *words()["sexes"], *words()["children"])
    rest = leaf - frozenset(people)
    return bool(rest) and all(token.startswith("age:") for token in rest)


def but_ages(tokens: Tokens, leaf: Tokens) -> Tokens:
    """A band of ages of its own needs none from above: 80周岁及以上 under 60周岁及以上."""
    aged = any(token.startswith("age:") for token in leaf)
    return frozenset(token for token in tokens if not (aged and token.startswith("age:")))


def other_people(leaf: Tokens, whole: Tokens) -> bool:
    """Whether a part counts people of a kind among people of another: 残疾人 among 低保对象, not all 残疾人."""
    persons = frozenset(words()["persons"])
    basis = frozenset(words()["basis"])
    if leaf & basis and whole & basis and not leaf & whole & basis:
        return True
    schemes = frozenset(words()["schemes"])
    if leaf & schemes and whole & schemes and not leaf & whole & schemes:
        return False  # who is helped as 特困 is none of those on 低保
    if leaf & persons and leaf & persons < whole & persons:
        return True  # 集中供养 of 特困老年人: not all 特困
    own = leaf & persons or frozenset(token for token in leaf if token.startswith("age:"))
    return bool(own and whole & persons and not whole & persons & own)


def of_a_group(leaf: Tokens, whole: Tokens) -> bool:
    """Whether a part counts people of a kind (留守儿童) among a group (在园幼儿), not among all people."""
    all_people = frozenset(words()["basis"]) | frozenset(words()["people_words"]) | frozenset(words()["sexes"])
    group = frozenset(token for token in whole if ":" not in token) - all_people - frozenset(words()["broad"])
    return bool(leaf & frozenset(words()["persons"]) and group and not group & leaf)


def names_no_thing(tokens: Tokens) -> bool:
    """Whether words say at most that something came, went or is there: 新设, 减少."""
    return tokens <= frozenset((*words()["flow_words"], *words()["weak"]))


def nearest_strong(above: list[tuple[Row, Tokens]]) -> Tokens:
    bound: Tokens = NONE
    for row, tokens in reversed(above):
        if is_section(row.label) and row.heading:
            continue
        bound |= tokens
        if tokens and not is_weak(tokens):
            break
    return bound


def tells_how(outer: Tokens, inner: Tokens) -> bool:
    """Whether a column's words tell themselves that something came in or went out (本年增加 over 转入组织关系)."""
    own = "|".join(sorted(inner))
    return bool(outer) and outer <= frozenset(words()["change_heads"]) and any_in(own, "comes_about")


def said_already(token: str, below: Tokens) -> bool:
    """Whether a heading's word is the last of what stands below it (教师 over 专任教师), or names its class (教师 over
    教职工)."""
    if token in words()["change_heads"] and below:
        return True  # 本年减少 over 死亡, 转出: what is done says it
    kinds = frozenset(facets()["kinds"].get(token, ()))
    return any(one != token and (one.endswith(token) or one in kinds) for one in below)


def lines_before(sheet: Sheet) -> dict[tuple[int, int, int], Row]:
    """The line with blanks before each line of a block."""
    lines: dict[tuple[int, int], dict[int, Row]] = {}
    for slot in sheet.slots:
        lines.setdefault((slot.table, slot.block), {})[slot.number] = slot.row
    found: dict[tuple[int, int, int], Row] = {}
    for block, rows in lines.items():
        order = sorted(rows)
        found |= {(*block, below): rows[above] for above, below in pairwise(order)}
    return found


def carried_over(sheet: Sheet) -> dict[str, str]:
    """What a column carries over from the period before → what the table's one column of the period's end says of that
    one's end: 上季结转 → 上季末未办结 beside 季末未办结."""
    found: dict[str, str] = {}
    for table in {slot.table for slot in sheet.slots}:
        heads = {slot.path[-1] for slot in sheet.slots if slot.table == table and slot.path}
        ends = [said.text for head in heads if (said := wording(head)).tags == {"end"} and said.tokens]
        before = [match for head in heads if (match := re.match(words()["carried_pattern"], clean(head)))]
        if len(ends) == len(before) == 1:
            head = next(head for head in heads if clean(head) == before[0].string)
            found[head] = words()["carried_as"].format(before[0][1], ends[0])
    return found | _days_of_period(sheet)


def _days_of_period(sheet: Sheet) -> dict[str, str]:
    """A label with the first or the last day of the form's own time → the same with 期初 or 期末 (1月1日结存)."""
    period, found = sheet.head.period, {}
    for label in {label for slot in sheet.slots for label in (slot.row.label, *slot.path)} if period else ():
        if period and (day := re.match(words()["day_first"], clean(label))):
            told = (int(day[1]), int(day[2]))
            edges = {(one.month, one.day): tag for one, tag in ((period.last, "end"), (period.first, "start"))}
            if told in edges:
                found[label] = words()["edge_of_period"][edges[told]] + clean(label)[day.end() :]
    return found


def of_nursery(required: Tokens, title: Tokens = NONE) -> Tokens:
    """在校学生 of a 幼儿园 are 在园幼儿; 学生 in a form on one kind of school only (小学班额情况) are 在校学生."""
    places = words()["called_there"]
    titled = [place for place, pupils in places.items() if place in title and list(pupils) == [words()["pupils"]]]
    for place in [place for place in places if place in required] or (titled if len(titled) == 1 else []):
        for usual, there in places[place].items():
            required = (required - {usual}) | frozenset(there) if usual in required else required
    return required


def in_sections(slot: Slot, read: Callable[[str], Wording]) -> Tokens:
    wholes = frozenset(token for row in slot.row.above if not row.heading for token in read(row.label).tokens)
    heads = frozenset(token for row in slot.row.above if row.heading for token in read(row.label).tokens)
    return (heads - wholes) | of_kinds(slot.row, read)


def only_a_time(part: Wording) -> bool:
    """Whether a label names no more than when: 健康讲座 / 7-9月."""
    return not part.tokens and not part.aside and bool(part.span or part.tags)


def only_done(part: Wording) -> bool:
    """Whether a label says of a time no more than that something is told of it: 增值税 / 本月发生数."""
    return bool(part.span or part.tags) and len(part.text) > _PLAIN and part.text in words()["done_columns"]


def only_a_measure(label: str) -> bool:
    """Whether a label names no more than in what is counted: 垃圾清运 / 吨."""
    text = clean(label)
    found = measure(text) if text not in words()["measures_naming_things"] else None
    return found is not None and (len(text) == 1 or found.dimension in words()["amounts"])
