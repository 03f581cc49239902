"""A table as a value: drawn by one template, exported by one function, read by the charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from songbang.apps.insight.counts import Compared, Number

HOURS = frozenset({"burden.minutes", "meetings.minutes"})
"""Figures that are shown in hours."""
FLAT = 0.005


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    num: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """`value` goes into exports, `shown` onto the page; `tone`: up, down, flat, unknown or empty."""

    value: str | float | None
    shown: str
    href: str = ""
    tone: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    chart: str = ""
    """bars or lines: how a chart draws it; empty: no chart."""

    @property
    def lines(self) -> list[list[tuple[Column, Cell]]]:
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]


def text(value: str, href: str = "") -> Cell:
    return Cell(value, value, href)


def scaled(figure: str, number: Number) -> Number:
    """Minutes as hours to one decimal, everything else as it is."""
    if number is None:
        return None
    return round(number / 60, 1) if figure in HOURS else number


def number_shown(figure: str, number: Number) -> str:
    """
    >>> number_shown("burden.minutes", 90660), number_shown("documents.received", 1203), number_shown("x", None)
    ('1,511', '1,203', '—')
    """
    if number is None:
        return "—"
    if figure in HOURS:
        hours = number / 60
        return f"{hours:,.1f}" if hours < 100 else f"{hours:,.0f}"
    return f"{number:,}" if isinstance(number, int) else f"{number:,.1f}"


def number(figure: str, amount: Number, href: str = "") -> Cell:
    """A figure; links to its rows where there are any."""
    return Cell(scaled(figure, amount), number_shown(figure, amount), href if amount else "")


def tone_of(change: float | None) -> str:
    if change is None:
        return "unknown"
    return "flat" if abs(change) < FLAT else "up" if change > 0 else "down"


def change_shown(found: Compared, words: Mapping[str, str]) -> str:
    """The change as it is said: a share, `new` where there was none before, or that it cannot be compared."""
    if found.change is not None:
        return f"{found.change:+.1%}" if tone_of(found.change) != "flat" else words["flat"]
    if found.comparable:
        return words["new"] if found.value else words["flat"]
    return words["not_comparable"] if found.known else "—"


def change(found: Compared, words: Mapping[str, str]) -> Cell:
    tone = tone_of(found.change)
    if found.comparable and found.change is None:
        tone = "up" if found.value else "flat"
    share: Any = None if found.change is None else round(found.change, 4)
    return Cell(share, change_shown(found, words), "", tone)


def find(tables: Sequence[Table | None], key: str) -> Table | None:
    return next((table for table in tables if table and table.key == key), None)
