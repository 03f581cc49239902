"""What a list of units or people would change, told before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from songbang.apps.units.models import Post, Unit
from songbang.core.errors import Conflict
from songbang.core.text import plain
from songbang.core.units import Unit as UnitFacts
from songbang.ui import wall

_ORDER = ("county", "town", "village")


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that a list changes, before and after; `None` where there is no value."""

    field: Literal["name", "level", "parent", "cadres", "aliases"]
    before: str | int | None
    after: str | int | None


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A unit that a list adds (`unit` None) or changes."""

    facts: UnitFacts
    unit: Unit | None
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitChanges:
    """What a list would do; `same` counts the units that are as listed, `missing` are those it does not name."""

    changes: list[UnitChange] = field(default_factory=list)
    same: int = 0
    missing: list[Unit] = field(default_factory=list)

    @property
    def new(self) -> list[UnitChange]:
        return [change for change in self.changes if change.unit is None]

    @property
    def changed(self) -> list[UnitChange]:
        return [change for change in self.changes if change.unit is not None]


def unit_changes(units: Iterable[UnitFacts], territory: str) -> UnitChanges:
    """Compare a list with the units that are there, parents first. Three queries.

    Raises `Conflict`: "units.other_district" where it lists another county or codes held by another district.
    """
    listed = sorted(units, key=lambda unit: _ORDER.index(unit.level))
    with wall.everywhere():  # codes that another district holds
        known = {unit.code: unit for unit in Unit.objects.filter(code__in=_codes(listed)).prefetch_related("names")}
    _check_own(listed, known, territory)
    here = Unit.objects.filter(territory=territory, level__in=_ORDER, valid_to=None)
    codes = dict(here.values_list("pk", "code")) | {unit.pk: code for code, unit in known.items()}
    changes = [_change(facts, known.get(facts.code), codes) for facts in listed]
    told = [change for change in changes if change.unit is None or change.differences]
    named = {facts.code for facts in listed}
    return UnitChanges(told, len(changes) - len(told), [unit for unit in here if unit.code not in named])


def _codes(listed: list[UnitFacts]) -> set[str]:
    return {facts.code for facts in listed} | {facts.parent for facts in listed if facts.parent}


def _check_own(listed: list[UnitFacts], known: dict[str, Unit], territory: str) -> None:
    foreign = [unit.code for unit in known.values() if unit.territory != territory]
    foreign += [facts.code for facts in listed if facts.level == "county" and facts.code != territory]
    if foreign:
        raise Conflict("units.other_district", codes=sorted(set(foreign)), territory=territory)


def _change(facts: UnitFacts, unit: Unit | None, codes: dict[int, str]) -> UnitChange:
    if unit is None:
        return UnitChange(facts, None)
    # A list without parents or counts leaves those that are known.
    pairs = [
        Difference("name", unit.name, facts.name),
        Difference("level", unit.level, facts.level),
        Difference("parent", codes.get(unit.parent_id or 0), facts.parent or codes.get(unit.parent_id or 0)),
        Difference("cadres", unit.cadres, unit.cadres if facts.cadres is None else facts.cadres),
    ]
    borne = {name.name for name in unit.names.all()}
    added = [alias for alias in facts.aliases if alias not in borne]
    if added:
        pairs.append(Difference("aliases", None, "、".join(added)))
    return UnitChange(facts, unit, tuple(pair for pair in pairs if pair.before != pair.after))


@dataclass(frozen=True, slots=True)
class PostLine:
    """A line of a list of people: who holds which post where, from a day to a day."""

    row: int
    person: str
    unit: str
    """Its name or code as written."""
    kind: str
    lines: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class PostChange:
    """What a line does: a new post, or another end or other lines of work of one that is there."""

    line: PostLine
    unit: Unit
    post: Post | None
    new_person: bool


@dataclass(frozen=True, slots=True)
class PeopleChanges:
    """What a list of people would do; `refused` are (row, code of the reason, word) of lines that cannot be taken."""

    changes: list[PostChange] = field(default_factory=list)
    same: int = 0
    refused: list[tuple[int, str, str]] = field(default_factory=list)


def people_changes(lines: Iterable[PostLine], territory: str) -> PeopleChanges:
    """Compare a list of people with the posts that are there. Three queries."""
    found = PeopleChanges()
    same = 0
    units = units_by_word(territory)
    posts = {
        (post.person.name, post.unit_id, post.kind, post.valid_from): post
        for post in Post.objects.filter(unit__territory=territory).select_related("person")
    }
    persons = {(name, unit) for name, unit, _, _ in posts}
    for line in lines:
        named = units.get(plain(line.unit), [])
        if len(named) != 1:
            found.refused.append((line.row, "unit_twice" if named else "unit_unknown", line.unit))
            continue
        post = posts.get((line.person, named[0].pk, line.kind, line.valid_from))
        if post and (tuple(post.lines), post.valid_to) == (line.lines, line.valid_to):
            same += 1
            continue
        found.changes.append(PostChange(line, named[0], post, (line.person, named[0].pk) not in persons))
    return PeopleChanges(found.changes, same, found.refused)


def units_by_word(territory: str) -> dict[str, list[Unit]]:
    """Code, or any name as `plain` has it → the units that bear it. Two queries."""
    by_word: dict[str, list[Unit]] = {}
    for unit in Unit.objects.filter(territory=territory).prefetch_related("names"):
        for word in {unit.code, plain(unit.name), *(plain(name.name) for name in unit.names.all())}:
            by_word.setdefault(word, []).append(unit)
    return by_word
