"""Before a form goes down: what it asks, what is known of that, who holds it, what it costs, how it could be lighter.

The form is filled for every unit that is to get it; nothing is sent. Not its job: deciding whether it may go.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from songbang.core.filling.explain import cell_name, labels, notes_about
from songbang.core.filling.facts import Fact
from songbang.core.filling.fill import Filled, FilledSheet, Form
from songbang.core.filling.head import Head
from songbang.core.filling.lexicon import clean, words
from songbang.core.filling.many import Asking, each_of_many

MOST_NEAR = 3
STATUSES = ("held", "derived", "stale", "conflict", "unknown")


@dataclass
class Line:
    """One cell of the form over all units. `name`: its line's and column's labels, by which people confirm a wording;
    `counts`: status → units; `holders`: who gave what is known; `near`: earlier
    wordings (indicator, form, measure) that may mean the same and were not taken for it; `oldest`: day of the oldest
    answer used."""

    sheet: str
    cell: str
    row: str
    column: str
    name: str
    measure: str
    element: str
    owner: str
    means: str
    explained: bool
    checked: bool
    counts: Counter[str] = field(default_factory=Counter)
    holders: Counter[str] = field(default_factory=Counter)
    near: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    oldest: date | None = None

    @property
    def known(self) -> int:
        return self.counts["held"] + self.counts["derived"]

    @property
    def held_everywhere(self) -> bool:
        return self.known == sum(self.counts.values())

    def add(self, more: Line) -> None:
        """The same cell over more units."""
        self.counts += more.counts
        self.holders += more.holders
        self.near += more.near
        self.oldest = min((day for day in (self.oldest, more.oldest) if day), default=None)


@dataclass
class Study:
    """The form over `units`. `totals` count cells over all units; minutes are those of all units together."""

    head: Head | None
    units: int
    lines: list[Line]
    totals: Counter[str]
    minutes_before: float
    minutes_after: float
    proposals: list[dict[str, Any]]

    @property
    def cells(self) -> int:
        return sum(self.totals.values())

    @property
    def share(self) -> float:
        """How much of what is asked is known, from 0 to 1."""
        return (self.totals["held"] + self.totals["derived"]) / self.cells if self.cells else 0.0


@dataclass
class _Gathered:
    head: Head | None = None
    lines: dict[tuple[str, str], Line] = field(default_factory=dict)

    def add(self, more: _Gathered) -> None:
        self.head = self.head or more.head
        for at, line in more.lines.items():
            if at in self.lines:
                self.lines[at].add(line)
            else:
                self.lines[at] = line


def study(asking: Asking, units: list[str], told: Callable[[int], None] | None = None) -> Study:
    """Fill the form for every unit in thought. `told` hears how many units are done, now and then."""
    all_of_it, done = _Gathered(), 0
    for codes, parts in each_of_many(asking, units, _gather):
        for part in parts:
            all_of_it.add(part)
        done += len(codes)
        if told:
            told(done)
    found, head = list(all_of_it.lines.values()), all_of_it.head
    totals = sum((line.counts for line in found), Counter[str]())
    minutes = words()["minutes"]
    known = totals["held"] + totals["derived"]
    asked = sum(totals.values())
    after = (asked - known) * minutes["unknown"] + known * minutes["held"]
    proposals = _proposals(found, head, len(units))
    return Study(head, len(units), found, totals, asked * minutes["unknown"], after, proposals)


def _gather(form: Form, units: list[str]) -> _Gathered:
    """What some sheets of the form come to for some units."""
    found = _Gathered()
    for unit, filled in ((code, sheet) for code in units for sheet in form.fill(code)):
        found.head = found.head or filled.head
        for cell in filled.cells:
            at = filled.sheet.name, cell.slot.cell
            line = found.lines.get(at) or found.lines.setdefault(at, _line(filled, cell, unit))
            line.counts[cell.verdict.status] += 1
            if cell.near:
                line.near[_wording(cell.near.fact)] += 1
            line.holders.update({fact.source or fact.form for fact in cell.verdict.facts})
            line.oldest = min((day for day in (line.oldest, *_days(cell)) if day), default=None)
    return found


def _days(cell: Filled) -> list[date]:
    return [fact.as_of for fact in cell.verdict.facts]


def _wording(fact: Fact) -> tuple[str, str, str]:
    return fact.indicator, fact.form, fact.measure.name if fact.measure else ""


def asked_name(cell: Filled, unit: str) -> str:
    """What a cell asks in its own labels, those of its line and its column; without the name of a unit below the one
    that fills the form, of which a table asks the same of each."""
    row, column = labels(cell.slot)
    if cell.slot.whose:
        return cell_name(row, " / ".join(cell.slot.path))
    return cell_name("" if cell.unit != unit else row, column)


def _line(filled: FilledSheet, cell: Filled, unit: str) -> Line:
    row, column = labels(cell.slot)
    element = cell.asked.element
    return Line(
        filled.sheet.name, cell.slot.cell, row, column, asked_name(cell, unit),
        cell.asked.measure.name if cell.asked.measure else "",
        element.name if element else "", element.owner if element else "", element.means if element else "",
        bool(notes_about(cell, filled.head)), bool(cell.checks),
    )  # fmt: skip


def _proposals(lines: list[Line], head: Head | None, units: int) -> list[dict[str, Any]]:
    """A lighter version: each proposal has a `code` and what it speaks of."""
    minutes = words()["minutes"]["unknown"]
    held = [line for line in lines if line.held_everywhere]
    bare = [line for line in lines if not line.explained]
    unmeasured = [line for line in lines if not line.measure]
    single = [line for line in lines if line.owner and not line.held_everywhere]
    found: list[dict[str, Any]] = []
    if held:
        found.append({"code": "drop_held", "cells": len(held), "minutes": round(len(held) * units * minutes)})
    if bare:
        written = [line for line in bare if line.means]
        found.append({"code": "explain", "cells": len(bare), "from_dictionary": len(written)})
    if unmeasured:
        found.append({"code": "add_measure", "cells": len(unmeasured)})
    if lines and not any(line.checked for line in lines):
        found.append({"code": "add_checks", "cells": len(lines)})
    if single:
        owners = sorted({line.owner for line in single})
        found.append({"code": "ask_owner", "cells": len(single), "owners": owners})
    times = _times_a_year(head)
    if times > 1:
        asked = sum(line.counts[s] for line in lines for s in ("unknown", "stale", "conflict"))
        found.append({"code": "yearly", "times": times, "minutes": round(asked * minutes * (times - 1))})
    return found


def _times_a_year(head: Head | None) -> int:
    """How often in a year the form's title says that it comes; 1 where it does not say."""
    title = clean(head.title) if head else ""
    return next((int(times) for word, times in words()["times_a_year"].items() if word in title), 1)


def study_json(found: Study) -> dict[str, Any]:
    """The study as it is kept."""
    return {
        "units": found.units,
        "cells": len(found.lines),
        "asked": found.cells,
        "totals": {status: found.totals[status] for status in STATUSES},
        "share": round(found.share, 4),
        "minutes_before": round(found.minutes_before, 1),
        "minutes_after": round(found.minutes_after, 1),
        "proposals": found.proposals,
        "lines": [
            {
                "sheet": line.sheet, "cell": line.cell, "row": line.row, "column": line.column,
                "name": line.name,
                "measure": line.measure, "element": line.element, "owner": line.owner, "means": line.means,
                "explained": line.explained, "checked": line.checked, "known": line.known,
                "counts": {status: line.counts[status] for status in STATUSES},
                "holders": [name for name, _ in line.holders.most_common(3)],
                "oldest": line.oldest.isoformat() if line.oldest else "",
                "near": [
                    {"indicator": indicator, "form": form, "measure": measure}
                    for (indicator, form, measure), _ in line.near.most_common(MOST_NEAR)
                ],
            }
            for line in found.lines
        ],
    }  # fmt: skip
