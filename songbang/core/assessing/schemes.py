"""A scheme of indicators, and how a department's own table of them is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache

from songbang.core import rulebook
from songbang.core.assessing.conditions import Condition, parse_condition
from songbang.core.errors import BadInput
from songbang.core.findings import Finding
from songbang.core.text import plain

_POINTS = re.compile(r"-?\d+(?:\.\d+)?")
_LOOKED_AT = 30
"""Rows among which the header is looked for."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator. `applies` None: to every unit. `alternative`: what a unit may show in its place."""

    code: str
    name: str
    points: Fraction
    group: str = ""
    standard: str = ""
    wants: str = ""
    """What would show it, in the department's words."""
    applies: Condition | None = None
    alternative: str = ""


@dataclass(frozen=True, slots=True)
class Scheme:
    """The indicators of an assessment, in its order, and what was found in reading them."""

    indicators: tuple[Indicator, ...]
    findings: tuple[Finding, ...] = field(default=())

    @property
    def points(self) -> Fraction:
        return sum((one.points for one in self.indicators), Fraction(0))


@cache
def _columns() -> Mapping[str, tuple[str, ...]]:
    said: Mapping[str, list[str]] = rulebook.load("assessing.yaml")["scheme_columns"]
    return {name: tuple(plain(word) for word in words) for name, words in said.items()}


def read_scheme(rows: Sequence[Sequence[str]]) -> Scheme:
    """The scheme in a table, cells as text, merged cells with their text in the first.

    Rows without points that stand between indicators are told as findings, never dropped in silence.
    Raises `BadInput` ("scheme.no_header", "scheme.empty").
    """
    head, places = _header(rows)
    indicators: list[Indicator] = []
    findings: list[Finding] = []
    standing: dict[str, str] = {}
    for number, cells in enumerate(rows[head + 1 :], start=head + 2):
        told = {name: _cell(cells, column) for name, column in places.items()}
        if not any(told.values()) or _is_total(cells):
            continue
        standing["group"] = told.get("group") or standing.get("group", "")
        found = _indicator(told, standing["group"], len(indicators) + 1, number)
        if isinstance(found, Indicator):
            indicators.append(found)
        else:
            findings.append(found)
    if not indicators:
        raise BadInput("scheme.empty")
    return Scheme(tuple(indicators), tuple([*findings, *_doubled(indicators)]))


def _header(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    """The row that names the columns, and field → column."""
    for number, cells in enumerate(rows[:_LOOKED_AT]):
        places = _places(cells)
        if "name" in places and "points" in places:
            return number, places
    raise BadInput("scheme.no_header")


def _places(cells: Iterable[str]) -> dict[str, int]:
    """Field → its column. Of several columns of indicators the finest names them, the coarser are their group."""
    heads = [re.sub(r"[(].*", "", plain(cell)) for cell in cells]
    places: dict[str, int] = {}
    for name, words in _columns().items():
        for word in words:
            found = [column for column, head in enumerate(heads) if head == word and column not in places.values()]
            if found and name not in places:
                places[name] = found[0]
    return places


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column].strip() if column < len(cells) else ""


def _is_total(cells: Sequence[str]) -> bool:
    words = {plain(word) for word in rulebook.load("assessing.yaml")["scheme_totals"]}
    return any(plain(cell) in words for cell in cells)


def _indicator(told: Mapping[str, str], group: str, place: int, row: int) -> Indicator | Finding:
    name, points = told.get("name", ""), _POINTS.search(told.get("points", ""))
    if not name or points is None:
        text = name or " ".join(told.values())[:60]
        return Finding("scheme.row_without_points", "warning", "", row=row, parameters={"text": text})
    try:
        applies = parse_condition(told["applies"]) if told.get("applies") else None
    except BadInput as error:
        return Finding("scheme.condition", "error", "", row=row, parameters={"name": name, **error.parameters})
    return Indicator(
        code=told.get("code") or str(place), name=name, points=Fraction(points[0]), group=group,
        standard=told.get("standard", ""), wants=told.get("wants", ""), applies=applies,
        alternative=told.get("alternative", ""),
    )  # fmt: skip


def _doubled(indicators: Iterable[Indicator]) -> list[Finding]:
    seen: set[str] = set()
    found = []
    for one in indicators:
        if plain(one.name) in seen:
            found.append(Finding("scheme.asked_twice", "note", "", parameters={"name": one.name}))
        seen.add(plain(one.name))
    return found
