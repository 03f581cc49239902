"""What one cell of a form asks for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from songbang.core.filling.elements import Element
from songbang.core.filling.measures import Measure
from songbang.core.filling.once import once
from songbang.core.filling.spans import Span, When
from songbang.core.filling.unsaid import NONE, Tokens


@dataclass(frozen=True)
class Asked:
    """The meaning of one cell. `required` must be said by an answer, `context` may be."""

    required: Tokens
    context: Tokens
    when: When
    kind: str
    measure: Measure | None
    role: str = ""
    keys: tuple[str, ...] = ()
    outer: tuple[str, ...] = ()
    tags: Tokens = NONE
    villages: bool = False
    element: Element | None = None
    title: Tokens = NONE
    aside: Tokens = NONE
    """Words in brackets of the cell's own labels."""
    sections: Tokens = NONE
    """Words of `context` that only headings without a figure of their own say."""
    entire: bool = False
    """Whether the label says that all of the town's are asked for (全镇党员总数)."""
    beside: Tokens = NONE
    """Words of the line before, where it counts the same things in another measure (装机容量 after 水电站个数)."""
    of_year: bool = False
    """Whether it asks for a whole year (2025年得到康复服务人数): what a few months say is none of it."""
    literal: Tokens = NONE
    """`required` where no label is brought to an element's own name; none where that is the same."""
    aim: int = 0
    """The year of which it asks what is to be reached (年度目标); 0 where it asks what is."""
    stage: str = ""
    """Which of two budgets of that year: 年初 or 调整."""
    in_all: bool = False
    """Whether it asks for all until now, since when is not said (优待证累计申领)."""
    season: str = ""
    """The season that the form's title names (2026春)."""
    ways: dict[str, str] = field(default_factory=dict, hash=False, compare=False)
    """The words of its table's headings for what came or went, where the table tells of all (本年新增, 本年报废)."""
    level: str = ""
    """Of which level its label counts (村（社区）服务站); "" where it does not tell."""
    since: date | None = None
    """The day of the event that the form is about: what came of it is told between then and the day it is filled."""
    tier: str = ""
    """Which part of a total it is, or the total, where that has parts by whose they are (`tiers`)."""
    newest: bool = False
    """Whether the form itself asks for the newest figure that there is (按最近掌握数填报)."""
    parts: Tokens = NONE
    """The words of lines marked as parts of the cell's own (其中：备案): who says them tells of a part."""
    inner: tuple[str, ...] = ()
    """Its `keys` without the headings over those that stand over its column alone; none where all must be said."""
    lengths: Tokens = NONE
    """How long a time those headings name."""
    planned: Tokens = NONE
    """What is to be reached by which notes define it (计划总投资: 投资总额指合同约定的计划总投资)."""
    marked: Tokens = NONE
    """What its column, marked 其中, says more than the one of which it is a part (持证 of 户数 ｜ 其中：持证)."""


def a_year_before(asked: Asked, own: list[Asked]) -> bool:
    """Whether a cell asks of the year before what those ask that bear an answer's very labels, though their heading
    (本年完成 over 本季 ｜ 1—本季) does not stand over it (上年同期1—本季)."""
    if "back_year" not in asked.tags or any("back_year" in one.tags for one in own):
        return False
    told = asked.required, asked.outer, asked.aim, asked.villages
    return all((one.required, one.outer, one.aim, one.villages) == told for one in own)


@once
def of_time(asked: Asked, span: Span) -> Asked:
    """The same, of another time."""
    return replace(asked, when=replace(asked.when, span=span))


@once
def in_words_of(asked: Asked, required: Tokens) -> Asked:
    """The same, where other words must be said."""
    return replace(asked, required=required, literal=NONE)
