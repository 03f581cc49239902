"""How much of what is known the filler fills on invented forms, and how much of it right.

    python -m tests.core.filling.scoring [PART OF A NAME] [--misses]
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from fractions import Fraction

from songbang.core.filling.fill import Filled, fill
from tests.core.filling.inventing import Made, made_forms

KNOWN = ("held", "derived")


@dataclass
class Score:
    """Cells that are known (`wanted`), those filled (`filled`), those filled right (`right`)."""

    wanted: int = 0
    filled: int = 0
    right: int = 0
    cells: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        self.wanted += other.wanted
        self.filled += other.filled
        self.right += other.right
        self.cells += other.cells
        self.misses += other.misses

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.filled if self.filled else 1.0


def score(made: Made) -> Score:
    """One form filled and compared, cell by cell."""
    cells = {c.slot.cell: c for s in fill(made.book, made.unit, made.on, made.facts, made.places) for c in s.cells}
    found = Score(cells=len(made.truth))
    for name, (status, value) in made.truth.items():
        cell = cells.get(name)
        known = cell is not None and cell.verdict.status in KNOWN
        wanted = status in ("known", "derived")
        if status == "open":  # neither wrong nor asked for
            continue
        good = known and wanted and cell is not None and _same(cell.verdict.value, value)
        found.wanted += wanted
        found.filled += known
        found.right += good
        if known != wanted or (known and not good):
            found.misses.append(_told(made, name, status, value, cell))
    stray = [c for c in cells if c not in made.truth]
    found.misses += [f"{made.name} {c}: no cell of the form" for c in stray]
    found.filled += sum(cells[c].verdict.status in KNOWN for c in stray)
    return found


def _same(given: object, value: Fraction | None) -> bool:
    if not isinstance(given, Fraction) or value is None:
        return False
    return abs(given - value) <= max(abs(value), Fraction(1)) / 100000


def _told(made: Made, name: str, status: str, value: Fraction | None, cell: Filled | None) -> str:
    if cell is None:
        return f"{made.name} {name}: NO CELL, {status}"
    near = [f"{f.form}|{f.indicator}|{f.measure.name if f.measure else ''}" for f in made.facts
            if f.unit == cell.unit and f.number is not None and value is not None and status == "known"
            and f.measure and cell.asked.measure and f.measure.dimension == cell.asked.measure.dimension
            and f.number * f.measure.to(cell.asked.measure) == value]  # fmt: skip
    what = "WRONG" if cell.verdict.status in KNOWN else "missed"
    used = [f"{f.form}|{f.indicator}|{f.as_of}" for f in cell.verdict.facts[:2]]
    return (f"{what} {made.name} {name} {cell.slot.path}{cell.slot.row.labels} {status} -> {cell.verdict.status}"
            f" asked={sorted(cell.asked.required)} {cell.asked.measure.name if cell.asked.measure else None}"
            f" {cell.asked.kind} when={cell.asked.when.day or (cell.asked.when.span and cell.asked.when.span.label)}"
            f" FACT={near} USED={used}")  # fmt: skip


def main(arguments: list[str]) -> None:
    only = next((a for a in arguments if not a.startswith("-")), "")
    whole = Score()
    for made in made_forms(only):
        one = score(made)
        whole.add(one)
        print(f"{made.name:36} cells {one.cells:4} known {one.wanted:4} recall {one.recall:7.1%} right {one.precision:7.1%}")
    print(f"{'all':36} cells {whole.cells:4} known {whole.wanted:4} recall {whole.recall:7.1%} right {whole.precision:7.1%}")
    if "--misses" in arguments:
        print("\n".join(whole.misses))


if __name__ == "__main__":
    main(sys.argv[1:])
