"""Scores over what applies: who was excused from what and why, and how the ranks would stand without.

An indicator whose condition cannot be weighed, since a trait is not known, counts like any other and is listed as
undecided: a gap in what we know excuses nobody and punishes nobody in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from songbang.core.assessing.conditions import Traits
from songbang.core.assessing.schemes import Indicator, Scheme

Marks = Mapping[tuple[str, str], Fraction]
"""(unit, code of the indicator) → points given; what is absent has not been marked yet."""


@dataclass(frozen=True, slots=True)
class Excused:
    """An indicator that does not apply to a unit, with what its traits said; `alternative`: what it shows instead."""

    indicator: str
    because: tuple[str, ...]
    alternative: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit's score. `share` is got ÷ possible over what applies and is marked; None while nothing is."""

    unit: str
    got: Fraction
    possible: Fraction
    excused: tuple[Excused, ...]
    undecided: tuple[tuple[str, tuple[str, ...]], ...]
    """(indicator, traits that are not known)."""
    unmarked: tuple[str, ...]

    @property
    def share(self) -> Fraction | None:
        return self.got / self.possible if self.possible else None


@dataclass(frozen=True, slots=True)
class Shift:
    """A unit's rank with and without treating units by what they are; positive `gain`: better off with."""

    unit: str
    rank: int | None
    rank_without: int | None

    @property
    def gain(self) -> int:
        return 0 if self.rank is None or self.rank_without is None else self.rank_without - self.rank


def standing_of(scheme: Scheme, unit: str, traits: Traits, marks: Marks) -> Standing:
    """The score of one unit.

    An indicator with alternative evidence stays in the score of a unit that it does not apply to once that is marked.
    """
    got = possible = Fraction(0)
    excused: list[Excused] = []
    undecided: list[tuple[str, tuple[str, ...]]] = []
    unmarked: list[str] = []
    for one in scheme.indicators:
        mark, applies = marks.get((unit, one.code)), _applies(one, traits)
        if applies is None and one.applies:
            undecided.append((one.code, tuple(one.applies.lacking(traits))))
        if applies is False:
            excused.append(_excused(one, traits))
            if not one.alternative or mark is None:
                continue
        if mark is None:
            unmarked.append(one.code)
            continue
        got, possible = got + mark, possible + one.points
    return Standing(unit, got, possible, tuple(excused), tuple(undecided), tuple(unmarked))


def _applies(indicator: Indicator, traits: Traits) -> bool | None:
    return True if indicator.applies is None else indicator.applies.holds(traits)


def _excused(indicator: Indicator, traits: Traits) -> Excused:
    because = indicator.applies.because(traits) if indicator.applies else []
    return Excused(indicator.code, tuple(because), indicator.alternative)


def ranks(standings: Iterable[Standing]) -> dict[str, int]:
    """Unit → rank by share, equal shares sharing the better rank (1, 2, 2, 4); units without a share have none."""
    shares = {one.unit: one.share for one in standings if one.share is not None}
    ordered = sorted(shares.values(), reverse=True)
    first = {share: place for place, share in reversed(list(enumerate(ordered, start=1)))}
    return {unit: first[share] for unit, share in shares.items()}


def standings_of(scheme: Scheme, units: Mapping[str, Traits], marks: Marks) -> list[Standing]:
    """The standings of all units, in their order."""
    return [standing_of(scheme, unit, traits, marks) for unit, traits in units.items()]


def shifts(scheme: Scheme, units: Mapping[str, Traits], marks: Marks) -> list[Shift]:
    """How the ranks stand with conditions and if every indicator counted for everyone (nothing given = no points)."""
    alike = Scheme(tuple(replace(one, applies=None) for one in scheme.indicators))
    given = {(unit, one.code): Fraction(0) for unit in units for one in scheme.indicators if one.applies}
    ours = ranks(standings_of(scheme, units, marks))
    theirs = ranks(standings_of(alike, units, {**given, **marks}))
    return [Shift(unit, ours.get(unit), theirs.get(unit)) for unit in units]


def weight_of_conditions(
    scheme: Scheme, units: Mapping[str, Traits], marks: Marks
) -> list[tuple[Indicator, int]]:  # fmt: skip
    """Each indicator with a condition, and how many places the unit that it moves most moves by it alone."""
    ours = ranks(standings_of(scheme, units, marks))
    found = []
    for one in scheme.indicators:
        if one.applies is None:
            continue
        without = _without_condition(scheme.indicators, one)
        given = {(unit, one.code): Fraction(0) for unit in units}
        theirs = ranks(standings_of(without, units, {**given, **marks}))
        found.append((one, max((abs(theirs[unit] - rank) for unit, rank in ours.items() if unit in theirs), default=0)))
    return found


def _without_condition(indicators: Sequence[Indicator], dropped: Indicator) -> Scheme:
    return Scheme(tuple(replace(one, applies=None) if one.code == dropped.code else one for one in indicators))
