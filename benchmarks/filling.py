"""How much of what is held gets filled, and how much of it right, beside matching by labels alone.

    python benchmarks/filling.py ../shared/data/fill-cases [--speed]

Prints a row a case for three matchers in the same run: ours, exact label, rapidfuzz on labels (ratio >= 90). The other
two see the same cells and facts (same unit of the list, same measure), take the newest answer and convert nothing.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from songbang.apps.forms.papers import prefilled
from songbang.core.filling.books import load_template
from songbang.core.filling.facts import Fact, Places, read_facts, read_places
from songbang.core.filling.fill import Filled, Form, fill
from songbang.core.filling.grid import grids_of
from songbang.core.filling.many import Asking, each_of_many

Told = dict[str, Any]
"""A case.json."""
Answer = tuple[str, object]


def label(text: str) -> str:
    return re.sub(r"\s", "", text)


def by_label(same: Callable[[str, str], bool], facts: list[Fact]) -> Callable[[Filled], Answer]:
    def answer(cell: Filled) -> Answer:
        unit = cell.asked.measure
        found = [
            fact
            for fact in facts
            if fact.unit == cell.unit
            and unit
            and fact.measure
            and fact.measure.name == unit.name
            and same(label(cell.slot.row.label), label(fact.indicator.split(" / ")[-1]))
        ]
        newest = max(found, key=lambda fact: fact.as_of, default=None)
        return ("held", newest.number if newest.number is not None else newest.value) if newest else ("unknown", None)

    return answer


def ours(cell: Filled) -> Answer:
    return cell.verdict.status, cell.verdict.value


def right(expected: dict[str, object], given: Answer) -> bool:
    """Whether a filled cell is right: the expected value, or another that is not wrong."""
    also = expected.get("also") or []
    assert isinstance(also, list)
    values = [expected.get("value")] if expected["status"] in ("held", "derived") else []
    values += [other.get("value") for other in also if other["status"] in ("held", "derived")]
    return any(close(value, given[1]) for value in values)


def close(one: object, other: object) -> bool:
    if isinstance(one, int | float) and isinstance(other, Fraction):
        return abs(one - float(other)) <= 1e-4 * max(1.0, abs(one))
    return one == other


def score(cells: list[Filled], expected: dict[str, dict[str, object]], answer: Callable[[Filled], Answer]) -> str:
    given = {cell.slot.cell: answer(cell) for cell in cells}
    filled = [name for name, (status, _) in given.items() if status in ("held", "derived") and name in expected]
    good = [name for name in filled if right(expected[name], given[name])]
    wanted = [name for name, cell in expected.items() if cell["status"] in ("held", "derived")]
    recall = len(set(good) & set(wanted)) / max(len(wanted), 1)
    return f"{recall:7.1%} {len(good) / len(filled) if filled else 1:7.1%} ({len(filled):3})"


def run(folder: Path) -> None:
    print(f"{'case':36} {'ours: filled right':>21} {'exact label':>21} {'rapidfuzz':>21}   statuses as expected")
    for case in sorted(path for path in folder.iterdir() if path.is_dir()):
        told = json.loads((case / "case.json").read_text("utf-8"))
        answers = json.loads((case / "expected.json").read_text("utf-8"))["cells"]
        expected = {cell["cell"]: cell for cell in answers}
        facts, _ = read_facts(case / told["facts"])
        places = read_places(case / told["units"])
        book = load_template(case / told["template"])
        cells = fill(book, told["unit"], date.fromisoformat(told["on"]), facts, places)[0].cells
        exact = by_label(lambda one, other: one == other, facts)
        fuzzy = by_label(lambda one, other: fuzz.ratio(one, other) >= 90, facts)
        rows = [score(cells, expected, answer) for answer in (ours, exact, fuzzy)]
        agree = sum(agrees(expected[c.slot.cell], c.verdict.status) for c in cells if c.slot.cell in expected)
        print(f"{case.name:36} {' '.join(f'{row:>21}' for row in rows)}   {agree}/{len(expected)}")


def agrees(expected: dict[str, object], status: str) -> bool:
    also = expected.get("also") or []
    assert isinstance(also, list)
    return status in {expected["status"], *(other["status"] for other in also)}


def speed(folder: Path) -> None:
    """30 sheets for 143 units, in three ways: the plain cases' sheets three times over.

    First each sheet with its own case's facts, then all of them in one workbook with the facts of all cases, filled
    and worded as a round's papers are: by one process, and by as many as there are cores.
    """
    cases = [(path, json.loads((path / "case.json").read_text("utf-8"))) for path in sorted(folder.iterdir())
             if path.is_dir()]  # fmt: skip
    units = [f"3301{number:03}" for number in range(143)]
    print(f"{'30 sheets x 143 units':52} {'cells':>9} {'seconds':>8}")
    _timed("each sheet by itself, one process", partial(_one_by_one, cases, units))
    asking = _workbook(cases, units)
    for cores in sorted({1, len(os.sched_getaffinity(0))}):
        _timed(f"one workbook's papers, {cores} processes", partial(_papers, asking, units, cores))


def _timed(what: str, fill_all: Callable[[], int]) -> None:
    begun = time.perf_counter()
    cells = fill_all()
    print(f"{what:52} {cells:9} {time.perf_counter() - begun:8.1f}", flush=True)


def _one_by_one(cases: list[tuple[Path, Told]], units: list[str]) -> int:
    cells = 0
    for path, told in cases * 3:
        given = _given_to_all(_facts_of(path, told), units)
        form = Form(load_template(path / told["template"]), given, Places([]), date.fromisoformat(told["on"]))
        cells += sum(len(sheet.cells) for unit in units for sheet in form.fill(unit))
    return cells


def _workbook(cases: list[tuple[Path, Told]], units: list[str]) -> Asking:
    grids = [grid for path, told in cases for grid in grids_of(load_template(path / told["template"]))]
    sheets = [replace(grid, name=f"{grid.name}-{number}") for number in range(3) for grid in grids]
    facts = [fact for path, told in cases for fact in _facts_of(path, told)]
    last = max(date.fromisoformat(told["on"]) for _, told in cases)
    return Asking(sheets, _given_to_all(facts, units), Places([]), last)


def _papers(asking: Asking, units: list[str], cores: int) -> int:
    made = each_of_many(asking, units, prefilled, cores=cores)
    return sum(len(paper.cells) for _, parts in made for part in parts for paper in part)


def _facts_of(path: Path, told: Told) -> list[Fact]:
    facts, _ = read_facts(path / told["facts"])
    return [fact for fact in facts if fact.unit == told["unit"]]


def _given_to_all(facts: list[Fact], units: list[str]) -> list[Fact]:
    return [replace(fact, unit=unit) for unit in units for fact in facts]


if __name__ == "__main__":
    root = Path(sys.argv[1])
    run(root)
    if "--speed" in sys.argv:
        speed(root)
