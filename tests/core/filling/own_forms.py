"""Forms of our own (`forms/*.yaml`) as workbooks with truth and facts; see forms/README.md."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import yaml
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from songbang.core.filling.facts import Fact, Place, Places, read_facts

FORMS = sorted((Path(__file__).parent / "forms").glob("*.yaml"))
STATUSES = {"h": "held", "d": "derived", "s": "stale", "c": "conflict", "u": "unknown"}
COLUMNS = ["unit", "form", "indicator", "measure", "value", "as_of", "source"]


@dataclass
class OwnForm:
    book: Workbook
    truth: dict[str, tuple[str, str]]
    facts: list[Fact]
    places: Places
    unit: str
    on: date


def load(path: Path, folder: Path) -> OwnForm:
    """The form as a workbook (saved and opened again), its truth by cell: (status, value)."""
    told = yaml.safe_load(path.read_text("utf-8"))
    book, truth = _sheet(told)
    book.save(folder / "form.xlsx")
    with (folder / "facts.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(COLUMNS)
        writer.writerows([part.strip('"') for part in row.split("|")] for row in told["facts"])
    places = Places([Place(*map(str, unit)) for unit in told["units"]])
    facts, _ = read_facts(folder / "facts.csv")
    return OwnForm(openpyxl.load_workbook(folder / "form.xlsx"), truth, facts, places, told["unit"], told["day"])


def _sheet(told: dict[str, Any]) -> tuple[Workbook, dict[str, tuple[str, str]]]:
    book, truth = Workbook(), {}
    sheet = book.worksheets[0]
    for number, row in enumerate(told["rows"], 1):
        for column, text in enumerate(row, 1):
            if text is None or text == "":
                continue
            status, mark, value = str(text).partition("!")
            if mark and status in STATUSES:
                truth[f"{get_column_letter(column)}{number}"] = (STATUSES[status], value)
            else:
                sheet.cell(number, column).value = text
    for area in told.get("merged", ()):
        sheet.merge_cells(area)
    return book, truth
