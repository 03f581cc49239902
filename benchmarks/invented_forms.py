"""How much of what is known the filler fills on invented forms, and how much of it right.

python -m tests.core.filling.scoring [PART OF A NAME] [--misses]
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from fractions import Fraction

from samples.forms.making import Made, made_forms
from songbang.core.filling.facts import Fact, Place, Places, fact_of
from songbang.core.filling.fill import Filled, fill

KNOWN = ("held", "derived")


@dataclass
class Score:
    """Cells that are known (`wanted`), those filled (`filled`), those filled right (`right`)."""

    wanted: int = 0
    filled: int = 0
    right: int = 0
    cells: int = 0
    misses: list[str] = field(default_factory=list)
    confirmed: int = 0
    """Suggestions that a clerk confirmed before the form was filled."""

    def add(self, other: Score) -> None:
        self.wanted += other.wanted
        self.filled += other.filled
        self.right += other.right
        self.cells += other.cells
        self.misses += other.misses
        self.confirmed += other.confirmed

    def __str__(self) -> str:
        return (
            f"cells {self.cells:5} known {self.wanted:5} filled {self.recall:7.1%} right {self.precision:7.1%}"
            f" ({self.filled - self.right} wrong){f' confirmed {self.confirmed}' if self.confirmed else ''}"
        )

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.filled if self.filled else 1.0


def score(made: Made) -> Score:
    """One form filled and compared, cell by cell."""
    facts = [fact for n, line in enumerate(made.facts, 2) if (fact := fact_of(n, *line))]
    places = Places([Place(*unit) for unit in made.units])
    cells = {c.slot.cell: c for s in fill(made.book, made.unit, made.on, facts, places) for c in s.cells}
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
            found.misses.append(_told(made, facts, name, status, value, cell))
    stray = [c for c in cells if c not in made.truth]
    found.misses += [f"{made.name} {c}: no cell of the form" for c in stray]
    found.filled += sum(cells[c].verdict.status in KNOWN for c in stray)
    return found


def _same(given: object, value: Fraction | None) -> bool:
    if not isinstance(given, Fraction) or value is None:
        return False
    return abs(given - value) <= max(abs(value), Fraction(1)) / 100000


def _told(made: Made, facts: list[Fact], name: str, status: str, value: Fraction | None, cell: Filled | None) -> str:
    if cell is None:
        return f"missed {made.name} {name}: no cell, {status}"
    unit = cell.asked.measure
    meant = [
        f"{fact.form}|{fact.indicator}"
        for fact in facts
        if fact.unit == cell.unit and fact.number is not None and fact.measure and unit and status == "known"
        and fact.measure.dimension == unit.dimension and fact.number * fact.measure.to(unit) == value
    ]  # fmt: skip
    used = [f"{fact.form}|{fact.indicator}|{fact.as_of}" for fact in cell.verdict.facts[:2]]
    labels = " / ".join((*cell.slot.path, *cell.slot.row.labels))
    what = "WRONG" if cell.verdict.status in KNOWN else "missed"
    return (
        f"{what} {made.name} {name} {labels}: {status}, is {cell.verdict.status} {cell.asked.kind} "
        f"{sorted(cell.asked.required)} {unit.name if unit else None}; meant {meant}; used {used}"
    )


def main(arguments: list[str]) -> None:
    """Print a line a form, and all of them; with --misses each cell that is not as it must be."""
    only = next((a for a in arguments if not a.startswith("-")), "")
    whole = Score()
    for made in made_forms("held_out" if "--held-out" in arguments else "lists", only):
        one = score(made)
        whole.add(one)
        print(f"{made.name:36}{one}")
    print(f"{'all':36}{whole}")
    if "--misses" in arguments:
        print("\n".join(whole.misses))


if __name__ == "__main__":
    main(sys.argv[1:])
