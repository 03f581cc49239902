"""A paper's cells as they are kept and asked: contract `fill`'s cell with plain words, example, and how to type it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from songbang.apps.forms.sealing import is_personal
from songbang.core.filling.explain import cell_json, in_words, labels
from songbang.core.filling.fill import Filled, FilledSheet, Form
from songbang.core.filling.head import Head
from songbang.core.filling.lexicon import words
from songbang.core.filling.measures import is_text
from songbang.core.filling.writing import example, explained, last_said

_KEPT = (
    "sheet", "cell", "row_label", "column_label", "unit", "of", "element", "owner", "status", "value", "as_of", "from",
    "transform", "why", "suggestion",
)  # fmt: skip
_MOST_SOURCES = 3


@dataclass(frozen=True, slots=True)
class Disputed:
    """A cell for which facts disagree: its line, who owns the element, the unit's own facts (their rows' keys)."""

    about: str
    owner: str
    givens: tuple[int, ...]


@dataclass(slots=True)
class Prefilled:
    """What a paper is made of. `drawn`: code of the unit whose facts it drew on → the line of each cell they fill."""

    cells: list[dict[str, Any]] = field(default_factory=list)
    drawn: dict[str, list[str]] = field(default_factory=dict)
    disputed: list[Disputed] = field(default_factory=list)

    def add(self, more: Prefilled) -> None:
        """The form's following sheets."""
        self.cells += more.cells
        self.disputed += more.disputed
        for code, lines in more.drawn.items():
            self.drawn.setdefault(code, []).extend(lines)


def prefilled(form: Form, units: list[str]) -> list[Prefilled]:
    """Some sheets of the form, filled for each of some units."""
    worded: Worded = {}
    return [_prefilled(form.fill(unit), unit, worded) for unit in units]


def _prefilled(sheets: list[FilledSheet], unit: str, worded: Worded) -> Prefilled:
    made = Prefilled(paper_cells(sheets, worded))
    for cell in (cell for filled in sheets for cell in filled.cells):
        label, verdict, element = cell.slot.row.label, cell.verdict, cell.asked.element
        if verdict.known:
            for code in {fact.unit for fact in verdict.facts if fact.line}:
                made.drawn.setdefault(code, []).append(label)
        elif verdict.status == "conflict" and verdict.facts:
            givens = tuple(sorted({fact.line for fact in verdict.facts if fact.unit == unit}))
            made.disputed.append(Disputed(label, element.owner if element else "", givens))
    return made


Worded = dict[tuple[int, int], dict[str, Any]]
"""A cell of a form as it was read (the identities of its slot and of what it asks) → that in words, whoever is asked.
One line may ask another thing of who has units by its name and of who has not."""


def paper_cells(sheets: list[FilledSheet], worded: Worded | None = None) -> list[dict[str, Any]]:
    """Every cell of the filled form for one unit. `worded`: what was worded for units before, while their form is."""
    worded = {} if worded is None else worded
    found = []
    for filled in sheets:
        names = {c.slot.row.code: labels(c.slot)[0] for c in filled.cells if c.slot.row.code}
        for cell in filled.cells:
            at = id(cell.slot), id(cell.asked)
            asked = worded.get(at) or worded.setdefault(at, _worded(cell, filled.head))
            found.append(_kept(cell, filled.sheet.name, asked, names))
    return found


def _kept(cell: Filled, sheet: str, asked: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    told = cell_json(sheet, cell)
    sources = list(dict.fromkeys(f"{s['source']} {s['form']}".strip() for s in told["source"]))[:_MOST_SOURCES]
    relations = [in_words(check.relation, names) for check in cell.checks]
    return {
        **{name: told[name] for name in _KEPT}, **asked,
        "sources": sources, "relations": relations, "last": last_said(cell),
    }  # fmt: skip


def _worded(cell: Filled, head: Head) -> dict[str, Any]:
    """What a cell asks, in words, and how it is answered."""
    row, column = labels(cell.slot)
    when, measure = cell.asked.when, cell.asked.measure
    day = when.day or (when.span.last if when.span else None)
    return {
        "column_label": "" if column in words()["generic_columns"] else column,
        "explained": explained(cell, head),
        "example": example(cell),
        "day": day.isoformat() if day else "",
        "whether": measure is not None and measure.dimension == "boolean",
        "text": measure is None or is_text(measure.dimension),
        "personal": is_personal(row) or is_personal(column),
    }


def key_of(cell: dict[str, Any]) -> str:
    """`sheet!cell`."""
    return f"{cell['sheet']}!{cell['cell']}"


def known(cell: dict[str, Any]) -> bool:
    return cell["status"] in ("held", "derived")


def asked_of(cells: list[dict[str, Any]], declined: dict[str, str]) -> list[dict[str, Any]]:
    """The cells that a person is asked for: those not known, and those whose known value they call wrong."""
    return [cell for cell in cells if not known(cell) or key_of(cell) in declined]
