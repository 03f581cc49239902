"""Documents that a unit received twice, as the set of figures holds them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from songbang.apps.insight.counts import Compared, compared
from songbang.apps.insight.models import Behind, FigureSet
from songbang.apps.insight.queries import Places
from songbang.apps.intake.models import RegisterRow
from songbang.core.errors import BadInput
from songbang.core.measuring.definitions import BOTH_CHANNELS

PER_PAGE = 25
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Twin:
    """One document, both receipts. `differs`: (aspect, as written in the one, as written in the other)."""

    number: int
    unit: str
    electronic: RegisterRow
    paper: RegisterRow
    why: Sequence[str]
    differs: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Step:
    twins: list[Twin]
    next: str | None


def step(figures: FigureSet, codes: Collection[str], side: str, after: str) -> Step:
    """One page of twins after a cursor. Two queries."""
    if after and not after.isdigit():
        raise BadInput("rows.unknown_cursor", given=after)
    found = _lines(figures, codes, side, int(after or 0), PER_PAGE + 1)
    twins = _twins(found[: 2 * PER_PAGE])
    return Step(twins, str(found[2 * PER_PAGE - 1].twin) if len(found) > 2 * PER_PAGE else None)


def every(figures: FigureSet, codes: Collection[str], side: str) -> Iterator[Twin]:
    """All twins, some hundred at a time."""
    after = 0
    while lines := _lines(figures, codes, side, after, _AT_ONCE):
        yield from _twins(lines)
        after = lines[-1].twin or 0


def _lines(figures: FigureSet, codes: Collection[str], side: str, after: int, most: int) -> list[Behind]:
    lines = Behind.objects.filter(figures=figures, figure=BOTH_CHANNELS, side=side, unit__in=codes, twin__gt=after)
    return list(lines.order_by("twin", "pk")[: 2 * most])


def _twins(lines: Sequence[Behind]) -> list[Twin]:
    """Two lines make a twin; a row that has gone since is left out with its twin."""
    rows: dict[int, Any] = RegisterRow.objects.in_bulk([line.row for line in lines])
    made = []
    for one, two in zip(lines[::2], lines[1::2], strict=False):
        if one.row in rows and two.row in rows:
            note = one.note or {"why": [], "differs": []}
            made.append(Twin(one.twin or 0, one.unit, rows[one.row], rows[two.row], note["why"], note["differs"]))
    return made


def by_unit(figures: FigureSet, codes: frozenset[str], places: Places) -> list[tuple[str, str, Compared]]:
    """(code, name, figure) of each unit that states channels, the most first."""
    sides = figures.figures.get(BOTH_CHANNELS, {}).get("", {})
    found = [(code, places.name(code), compared(sides, (code,))) for code in codes & sides.keys()]
    return sorted(found, key=lambda one: (-(one[2].value or 0), one[0]))
