"""Every list drawn in every layout that suits it, always the same."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from samples.forms.answers import Answers, Line
from samples.forms.figures import OTHER, TOWN, VILLAGES, Ref, Unit
from samples.forms.layouts import LAYOUTS, Layout, Row

HERE = Path(__file__).parent


@dataclass
class Made:
    """A drawn form: workbook, FACTS and UNITS as their files hold them, and by cell what it must hold.

    That is ("known" | "derived", value), or "stale", "conflict", "unknown"; "open" is neither asked for nor wrong.
    """

    name: str
    book: Workbook
    facts: list[Line]
    truth: dict[str, tuple[str, Fraction | None]]
    on: date
    units: tuple[Unit, ...] = (TOWN, OTHER, *VILLAGES)
    unit: str = TOWN.code


def made_forms(folder: str = "lists", only: str = "") -> Iterator[Made]:
    """The forms of a folder (`lists`, `held_out`) whose name holds `only`."""
    for path in sorted((HERE / folder).glob("*.yaml")):
        told = yaml.safe_load(path.read_text("utf-8"))
        for name, layout in LAYOUTS.items():
            if only in f"{path.stem}-{name}" and _suits(name, told):
                yield make(f"{path.stem}-{name}", told, layout)


def _suits(name: str, told: dict[str, Any]) -> bool:
    matrix = "columns" in told
    if name in ("years", "two_years"):
        return not matrix and re.fullmatch(r"\d{4}年度?", str(told.get("period", ""))) is not None
    if name == "corner":
        return not matrix and len({line[2] for line in told["tree"] if len(line) > 3}) <= 3
    return matrix is name.startswith("matrix")


def make(name: str, told: dict[str, Any], layout: Layout) -> Made:
    """One list in one layout."""
    rows, merged = layout(told)
    book, cells = _drawn(rows, merged)
    answers = Answers(told, random.Random(name))
    refs = set(cells.values())
    answers.invent(refs)
    truth = {cell: answers.truth(ref) for cell, ref in cells.items()}
    return Made(name, book, answers.facts, truth, told["day"])


def _drawn(rows: list[Row], merged: list[str]) -> tuple[Workbook, dict[str, Ref]]:
    book = Workbook()
    cells: dict[str, Ref] = {}
    sheet = book.worksheets[0]
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            if isinstance(text, Ref):
                cells[f"{get_column_letter(column)}{number}"] = text
            elif text not in (None, ""):
                sheet.cell(number, column).value = text
    for area in merged:
        sheet.merge_cells(area)
    return book, cells
