"""The lines that name tables, and what they say of them: a section, a time, a unit of measurement."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from songbang.core.filling.grid import Grid
from songbang.core.filling.laying import made_of
from songbang.core.filling.lexicon import clean, numbered, words
from songbang.core.filling.measures import measure
from songbang.core.filling.nesting import Row
from songbang.core.filling.spans import spans_in, tags_in
from songbang.core.filling.tables import header_group, listed_in, measured_by

if TYPE_CHECKING:
    from songbang.core.filling.slots import Slot

_LONGEST_CAPTION = 16


def is_named(slot: Slot, top: int) -> bool:
    """Whether the heading over a block is put over its line already."""
    return bool(slot.row.above) and slot.row.above[0].heading and slot.row.above[0].number == top - 1


def name_lines(slots: list[Slot], caption: str, *, below: bool, line: int = 0) -> None:
    """Put the line that names a table (二、物资储备（2026年1—6月）) over its lines, as a section's heading; `below`
    another table any short line names one (人民调解案件)."""
    bare = own_caption(caption)
    if unit := measured_by(bare):
        bare = re.sub(words()["unit_line"], "", bare)
        for slot in slots:
            slot.measure = slot.measure or unit
    if units := listed_in(bare):
        bare = bare[: bare.rindex("(")]
        for slot in slots:
            slot.measure, slot.listed = slot.measure or (units[0] if len(units) == 1 else ""), units
    span, rest = spans_in(bare)
    rest = rest.strip("()")
    rest = "" if not below and made_of(rest, frozenset(words()["day_words"])) else rest
    named = (
        is_section(bare)
        or numbered(bare)[0] is not None
        or (span and (below or rest))
        or (below and len(bare) <= (2 if tags_in(bare)[0] else 1) * _LONGEST_CAPTION)
    )
    if not bare or ":" in bare or not named:
        return
    row = Row(line, (bare,), heading=True)
    for number in {slot.number for slot in slots}:
        for one in {id(slot.row): slot.row for slot in slots if slot.number == number}.values():
            one.above = (row, *one.above)


def own_caption(caption: str) -> str:
    """What names a table in the line over it: not the form's title again (安全检查月报（续表）1—本月累计), not
    by what its lines are parted (分行业), and nothing of the form's own number and validity.

    >>> own_caption("安全检查月报（续表）  分行业  1—本月累计"), own_caption("有效期至2024年12月")
    ('1—本月累计', '')
    """
    again = "|".join(sorted(words()["continued"], key=len, reverse=True))
    bare = re.sub(rf"^.*?\(?(?:{again})\)?:?", "", clean(caption))
    bare = re.sub(words()["divided_first"].format(by="|".join(words()["divided_by"])), "", bare)
    return "" if any(bare.startswith(label) for label in words()["labels"]["valid"]) else bare


def measure_lines(slots: list[Slot], grid: Grid, lines: range) -> None:
    """What counts a later table in a unit of its own: 单位：万元 between it and the one before."""
    told = (measured_by(clean(text)) for line in lines for _, text in grid.anchors(line))
    unit = next((one for one in told if one), "")
    for slot in slots if unit else []:
        slot.measure = slot.measure or unit


def measure_by_names(slots: list[Slot], lines: Iterable[str]) -> None:
    """What a line over a form counts each of its columns in by name: 计量单位：面积—亩；总产量—吨."""
    told = [found for line in lines for found in _units_by_name(clean(line))]
    for slot in slots if told else []:
        labels = [clean(label) for label in (*reversed(slot.path), slot.row.label)]
        named = (
            max((one for one in told if one[0] in label), key=lambda one: len(one[0]), default=None) for label in labels
        )
        if not slot.measure and (unit := next((one for one in named if one), None)):
            slot.measure = unit[1]


def _units_by_name(line: str) -> list[tuple[str, str]]:
    label, colon, listed = line.strip("()").partition(":")
    if not colon or not label.endswith(tuple(header_group("measure"))):
        return []
    pairs = (re.fullmatch(words()["unit_by_name"], part) for part in re.split("[;,、。]", listed))
    return [(pair[1], pair[2]) for pair in pairs if pair and measure(pair[2])]


def is_section(label: str) -> bool:
    return numbered(clean(label))[0] == "chinese" or ends_a_section(label)


def ends_a_section(label: str) -> bool:
    return numbered(clean(label))[1].endswith(tuple(words()["header"]["section_like"]))


def set_in_text(label: str) -> bool:
    """Whether blanks set a label in below another: 　地面停车位 below 机动车停车位."""
    return label[:1].isspace()


def sides_of(heads: list[str]) -> frozenset[str]:
    """The sides of an account whose lines stand beside one another, each headed by what it holds (资产 ｜ 负债)."""
    sides = frozenset(words()["account_sides"])
    apart = len(set(heads)) == len(heads) > 1
    named = all(sides & frozenset(re.split(words()["sides_joined"], head)) for head in heads)
    return frozenset(heads) if apart and named else frozenset()
