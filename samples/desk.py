"""A clerk's desk: the habits that hold for one register while it is written, and the columns made of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from samples.cells import ODD_TEXT, YEARLESS, YEARLY_TEXT, Cell
from samples.district import District, Unit
from samples.facts import Fact
from samples.words import words

Written = tuple[Cell, dict[str, Any]]


@dataclass(slots=True)
class Column:
    """A column: what it tells, an optional group above its label, and how a fact is written in it."""

    key: str
    label: str
    write: Callable[[Fact], Written]
    group: str = ""
    flaws: tuple[str, ...] = ()
    """Reject codes that a bad cell here can cause."""


@dataclass(slots=True)
class Desk:
    """Habits of one register. `year` is set where title, sheet or file name exactly one year: days may lack it then."""

    rng: Random
    kind: str
    container: str
    """xlsx, xls or csv."""
    mess: float
    """0 is a careful clerk, 1 does everything that the contract warns of."""
    keeper: Unit
    district: District
    year: int | None = None
    unit_column: bool = False
    channel_known: bool = False
    """The sheet's or file's name tells electronic from paper."""
    date_style: str = ""
    clock: str = "colon"
    yes: str = "是"
    no: str = "否"
    taken: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.date_style = self._date_style()
        self.clock = self.rng.choices(("colon", "colon0", "half", "wide", "dian", "shi"), (6, 2, 2, 1, 1, 1))[0]
        self.clock = self.clock if self.messy() else "colon"
        self.yes, self.no = self.rng.choice((("是", "否"), ("有", "无"), ("√", ""), ("√", "×"), ("✓", ""), ("是", "")))

    def messy(self) -> bool:
        """A throw of the dice: does the clerk do the untidy thing this time?"""
        return self.rng.random() < self.mess

    def has(self, share: float) -> bool:
        """Is an optional column here?"""
        return self.rng.random() < share

    def _date_style(self) -> str:
        typed = self.container != "csv"
        pool = ["iso", "slash", "cn"] + (["typed"] * 4 if typed else [])
        if self.messy():
            pool = [*YEARLY_TEXT, *(["typed", "number", "serial"] if typed else ["compact"])]
            pool += ["formula"] * (self.container == "xlsx")
            pool += list(ODD_TEXT) * (self.mess >= 0.5) + ["two"] * (self.mess < 0.5)
        if self.year and self.messy():
            pool = list(YEARLESS) if self.mess >= 0.5 else ["md_cn", "md_dot"]
        return self.rng.choice(pool)

    def label(self, key: str) -> str:
        """A clerk's name for the column, used once in a sheet, sometimes spread out or broken over lines."""
        names = [n for n in words("columns")[self.kind][key] if n not in self.taken]
        name = str(self.rng.choice(names))
        self.taken.add(name)
        if self.messy() and self.rng.random() < 0.25:
            name = self._spread(name)
        return name

    def _spread(self, name: str) -> str:
        if len(name) == 2:
            return f"{name[0]}{self.rng.choice((' ', '  ', '　'))}{name[1]}"
        return f"{name[:2]}\n{name[2:]}" if name.isalpha() and len(name) == 4 else name

    def group(self, key: str) -> str:
        """The word over several columns of a two-row header."""
        return str(self.rng.choice(words("layouts")["groups"][key]))

    def word(self, key: str) -> str:
        """One of the cell words of that name."""
        return str(self.rng.choice(words("cells")[key]))

    def answer(self, yes: bool) -> str:
        """Yes or no in the sheet's own manner, now and then in another."""
        if self.messy() and self.rng.random() < 0.2:
            return self.word("yes" if yes else "no")
        return self.yes if yes else self.no

    def column(self, key: str, write: Callable[[Fact], Written], group: str = "", label: str = "") -> Column:
        """A column with a label of its own choosing."""
        return Column(key, label or self.label(key), write, group)

    def filler(self, key: str, write: Callable[[Fact], Cell]) -> Column:
        """A column that no figure needs."""
        return self.column(key, lambda fact: (write(fact), {}))

    def yes_no(self, key: str, says: Callable[[Fact], bool], states: str) -> Column:
        """A column of yes and no, stating `states`."""
        return self.column(key, lambda fact: (self.answer(says(fact)), {states: says(fact)}))

    def tick(self, label: str, says: Callable[[Fact], bool], group: str) -> Column:
        """One of several tick columns; what they state together, the caller adds."""
        mark = "√" if self.yes not in ("√", "✓") else self.yes
        return Column("tick", label, lambda fact: (mark if says(fact) else "", {}), group)
