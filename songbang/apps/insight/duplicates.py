"""Documents that a unit received twice, as the set of figures holds them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from songbang.apps.insight.counts import Compared, compared
from songbang.apps.insight.models import Behind, FigureSet
from songbang.apps.insight.queries import Places
from songbang.apps.intake.models import RegisterRow
from songbang.core.errors import BadInput
from songbang.core.measuring.definitions import BOTH_CHANNELS

PER_PAGE = 25
MOST_ISSUERS = 40
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Twin:
    """One document, both receipts. `differs`: (aspect, as written in the one, as written in the other)."""

    number: int
    unit: str
    issuer: str
    electronic: RegisterRow
    paper: RegisterRow
    why: Sequence[str]
    differs: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Step:
    twins: list[Twin]
    next: str | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which twins: of some units, this period's (`value`) or the baseline's, of one issuer or (empty) of all."""

    figures: FigureSet
    codes: Collection[str]
    side: str
    sender: str = ""


def step(want: Wanted, after: str) -> Step:
    """One page of twins after a cursor. Two queries."""
    if after and not after.isdigit():
        raise BadInput("rows.unknown_cursor", given=after)
    found = _lines(want, int(after or 0), PER_PAGE + 1)
    twins = _twins(found[: 2 * PER_PAGE])
    return Step(twins, str(found[2 * PER_PAGE - 1].twin) if len(found) > 2 * PER_PAGE else None)


def every(want: Wanted) -> Iterator[Twin]:
    """All twins, some hundred at a time."""
    after = 0
    while lines := _lines(want, after, _AT_ONCE):
        yield from _twins(lines)
        after = lines[-1].twin or 0


def _lines(want: Wanted, after: int, most: int) -> list[Behind]:
    lines = _twin_lines(want).filter(twin__gt=after)
    if want.sender:
        lines = lines.filter(issuer=want.sender)
    return list(lines.order_by("twin", "pk")[: 2 * most])


def _twin_lines(want: Wanted) -> QuerySet[Behind]:
    return Behind.objects.filter(figures=want.figures, figure=BOTH_CHANNELS, side=want.side, unit__in=want.codes)


def by_issuer(want: Wanted) -> list[tuple[str, int]]:
    """How many documents of each issuer came twice, the most first. One query."""
    counts = _twin_lines(want).values("issuer").annotate(many=Count("twin", distinct=True))
    return [(line["issuer"], line["many"]) for line in counts.order_by("-many", "issuer")[:MOST_ISSUERS]]


def _twins(lines: Sequence[Behind]) -> list[Twin]:
    """Two lines make a twin; a row that has gone since is left out with its twin."""
    rows: dict[int, Any] = RegisterRow.objects.in_bulk([line.row for line in lines])
    made = []
    for one, two in zip(lines[::2], lines[1::2], strict=False):
        if one.row in rows and two.row in rows:
            note = one.note or {"why": [], "differs": []}
            made.append(
                Twin(one.twin or 0, one.unit, one.issuer, rows[one.row], rows[two.row], note["why"], note["differs"])
            )
    return made


def by_unit(figures: FigureSet, codes: frozenset[str], places: Places) -> list[tuple[str, str, Compared]]:
    """(code, name, figure) of each unit that states channels, the most first."""
    sides = figures.figures.get(BOTH_CHANNELS, {}).get("", {})
    found = [(code, places.name(code), compared(sides, (code,))) for code in codes & sides.keys()]
    return sorted(found, key=lambda one: (-(one[2].value or 0), one[0]))
