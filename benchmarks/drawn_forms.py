"""How much of what is known the filler fills on forms that other hands drew, and how much of it right.

    python -m benchmarks.drawn_forms [SET ...] [--misses] [--floors] [--confirmed]

`samples/forms/drawn.zip` has 74 sets (`a` to `z`, `A` to `Z`, `0` to `9`, `甲` to `癸`, `子`, `丑`) of invented forms
of departments, each with facts, units and the truth cell by cell, drawn by people who had not seen the code. A stale or
conflicting cell that is filled is wrong. Cells where two careful clerks could differ do not count. `--floors`: it ends
with status 1 and a line for every set that lost something against `benchmarks/drawn_floors.py`. `--confirmed`: each
form is filled again after a clerk has confirmed those suggestions that are right (`confirmed` says how many that were).
"""

from __future__ import annotations

import json
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from benchmarks.drawn_floors import lost
from benchmarks.invented_forms import KNOWN, Score
from songbang.core.filling.books import load_template
from songbang.core.filling.facts import Fact, read_facts, read_places
from songbang.core.filling.fill import Filled, fill
from songbang.core.filling.study import asked_name

DRAWN = Path(__file__).parent.parent / "samples" / "forms" / "drawn.zip"
MOST_LOST = 0.02
"""A figure rounded to two places or more, by the filler or in the truth, is right where it loses less than this share
(the cases' README)."""


def all_sets() -> str:
    """The sets that there are, a sign each."""
    with zipfile.ZipFile(DRAWN) as packed:
        return "".join(dict.fromkeys(member[0] for member in packed.namelist()))


def drawn(sets: str, *, confirmed: bool = False) -> Iterator[tuple[str, Score]]:
    """Each form of the sets (`e/e01-town-economy`) with its score."""
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(DRAWN) as packed:
            packed.extractall(folder, [member for member in packed.namelist() if member[0] in sets])
        for name in sets:
            for place in sorted(Path(folder, name).iterdir()):
                yield f"{name}/{place.name}", score(place, confirmed=confirmed)


Cells = dict[tuple[str, str], Filled]
"""By sheet and cell."""


def score(place: Path, *, confirmed: bool = False) -> Score:
    """One form filled and held against its truth; `confirmed`: after its right suggestions were confirmed."""
    told = json.loads((place / "truth.json").read_text("utf-8"))
    facts, _ = read_facts(place / "facts.csv")
    cells, found, same = _filled(place, told, facts), Score(), set[tuple[str, str, str]]()
    while confirmed and (more := _right_suggestions(told, cells) - same):
        same |= more
        cells = _filled(place, told, [replace(fact, also=_also(fact, same)) for fact in facts])
    found.confirmed = len(same)
    for truth in told["cells"]:
        if not truth.get("either"):
            _count(found, place.name, truth, cells.get((truth["sheet"], truth["cell"])))
    return found


def _filled(place: Path, told: dict[str, Any], facts: list[Fact]) -> Cells:
    book = load_template(place / told["template"])
    sheets = fill(book, told["unit"], date.fromisoformat(told["on"]), facts, read_places(place / "units.csv"))
    return {(sheet.sheet.name, cell.slot.cell): cell for sheet in sheets for cell in sheet.cells}


def _right_suggestions(told: dict[str, Any], cells: Cells) -> set[tuple[str, str, str]]:
    """(form, indicator, what the cell asks) of the suggestions beside cells left open that are the one answer which the
    truth takes."""
    found = set()
    for truth in told["cells"]:
        cell = cells.get((truth["sheet"], truth["cell"]))
        if truth["status"] in KNOWN and len(truth["facts"]) == 1 and cell and cell.near and not cell.verdict.known:
            fact = cell.near.fact
            if truth["facts"][0].startswith(f"{fact.form} · {fact.indicator} ·"):
                found.add((fact.form, fact.indicator, asked_name(cell, told["unit"])))
    return found


def _also(fact: Fact, same: set[tuple[str, str, str]]) -> tuple[str, ...]:
    return tuple(sorted(asked for form, indicator, asked in same if (form, indicator) == (fact.form, fact.indicator)))


def _count(found: Score, form: str, truth: dict[str, Any], cell: Filled | None) -> None:
    wanted = truth["status"] in KNOWN
    filled = cell is not None and cell.verdict.status in KNOWN
    good = filled and wanted and cell is not None and _same(cell.verdict.value, truth["value"])
    found.cells += 1
    found.wanted += wanted
    found.filled += filled
    found.right += good
    if good or not (filled or wanted):
        return
    is_ = cell.verdict.status if cell else "no cell"
    what, value = "WRONG" if filled else "missed", truth.get("value")
    found.misses.append(
        f"{what} {form} {truth['sheet']}!{truth['cell']} {truth['label']}: {truth['status']} {value}, is {is_}"
    )


def _same(given: object, value: object) -> bool:
    if not isinstance(given, Fraction) or not isinstance(value, int | float):
        return str(given) == str(value)
    told, meant = float(given), float(value)
    near = abs(told - meant) <= 1e-6 * max(abs(meant), 1e-3)
    rounded = any(told == round(meant, places) or meant == round(told, places) for places in range(2, 7))
    return near or (rounded and abs(told - meant) <= MOST_LOST * abs(meant))


def main(arguments: list[str]) -> int:
    """Print a line a form, and one a set; 1 where `--floors` are asked for and one does not hold."""
    sets = "".join(a for a in arguments if a in all_sets()) or all_sets()
    whole = {name: Score() for name in sets}
    for name, one in drawn(sets, confirmed="--confirmed" in arguments):
        whole[name[0]].add(one)
        print(f"{name:36}{one}")
    for name, sum_ in whole.items():
        print(f"{name:36}{sum_}")
        if "--misses" in arguments:
            print("\n".join(sum_.misses))
    losses = [told for name, sum_ in whole.items() if (told := lost(name, sum_.recall, sum_.precision))]
    if "--floors" in arguments:
        print("\n".join(losses) or "no set lost anything")
    return int("--floors" in arguments and bool(losses))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
