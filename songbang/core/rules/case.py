"""One demand under one rule, with everything a check may ask; and what a check answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeAlias, TypeVar

from songbang.core.demand.context import PlanItem, Study, Unit
from songbang.core.demand.kinds import Details
from songbang.core.demand.values import Body, Demand
from songbang.core.rules.bodies import Names
from songbang.core.rules.book import Book, Rule
from songbang.core.rules.history import Register, Same
from songbang.core.rules.matters import Matters
from songbang.core.rules.phrases import Phrases

D = TypeVar("D", bound=Details)
FIRST_DAY, LAST_DAY = date(1, 1, 1), date(9999, 12, 31)
_Units: TypeAlias = tuple[dict[str, Unit], dict[str, Unit], dict[str, Unit]]
Said: TypeAlias = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Piece:
    """A short piece of a sentence, named in `gate_words.yaml` under `said`, and what fills it."""

    name: str
    filled: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Named:
    """Codes that a sentence names in words: a group of `gate_words.yaml` under `named`."""

    group: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The rule is broken. `said` fills its words; `limit` None: the rule's own number."""

    value: object = None
    limit: object = None
    where: str | None = None
    said: Said = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lacks:
    """The rule cannot be checked: what it needs, as a path of the contract."""

    needs: str


Answer: TypeAlias = Found | Lacks | None
"""None: looked at, and kept."""


@dataclass(frozen=True)
class Readers:
    """What reads names, titles and texts by the words of one rulebook."""

    names: Names
    matters: Matters
    phrases: Phrases

    @classmethod
    def of(cls, book: Book) -> Readers:
        return cls(Names(book.words), Matters(book.words), Phrases(book.words))


@dataclass(frozen=True)
class Known:
    """What a demand is held against. None: not given."""

    history: Register | None = None
    plan: tuple[PlanItem, ...] | None = None
    units: tuple[Unit, ...] | None = None
    same: Same | None = None
    """A comparison of documents beyond number, title and text, if the caller has one."""
    study: Study | None = None
    """Of the form that is asked, where it was studied cell by cell."""

    _units: dict[str, _Units] = field(default_factory=dict, compare=False, repr=False)

    def units_by(self, names: Names) -> _Units:
        """(code → unit, name → unit, name → unit of those without a code); the first of several stands."""
        if "read" not in self._units:
            by_code, by_name, bare = dict[str, Unit](), dict[str, Unit](), dict[str, Unit]()
            for unit in self.units or ():
                coded, name = names.keys(Body(unit.name, unit.level, None, unit.code))
                (by_code if coded else bare).setdefault(coded or name, unit)
                by_name.setdefault(name, unit)
            self._units["read"] = by_code, by_name, bare
        return self._units["read"]

    @cached_property
    def planned(self) -> Mapping[str, PlanItem]:
        return {item.id: item for item in self.plan or () if item.id}


@dataclass(frozen=True)
class Case:
    """A demand on the day whose law is read."""

    demand: Demand
    on: date
    codes: tuple[str, ...]
    known: Known
    book: Book
    readers: Readers

    @property
    def issued_on(self) -> date:
        """The day of the demand; the day of the law where none is stated."""
        return self.demand.issued_on or self.on

    @cached_property
    def issuer(self) -> str:
        return self.readers.names.issuer_key(self.demand.issuer)

    @cached_property
    def matter(self) -> str:
        return self.readers.matters.of(self.demand.title or "", self.issuer)

    def details(self, shape: type[D]) -> D:
        """The demand's own part, of the kind that the rule is for."""
        assert isinstance(self.demand.details, shape)
        return self.demand.details

    def approved(self, *by: str) -> bool:
        """Whether one of these approved, and not only after the demand."""
        latest = max(self.on, self.issued_on)
        return any(one.by in by and (one.on is None or one.on <= latest) for one in self.demand.approvals)

    def lifted(self, rule: Rule) -> bool:
        """An exception of the rule is claimed or shown."""
        return bool(rule.grounds.intersection(self.demand.grounds)) or self.approved(*rule.approvals)

    def limit(self, rule: Rule) -> float:
        """The number of the law on the day."""
        number = rule.value(self.on, self.codes).number
        assert number is not None, rule.id
        return number

    def unit_of(self, target: Body) -> Unit | None:
        """What is known of a unit asked."""
        names = self.readers.names
        coded, name = names.keys(target)
        by_code, by_name, bare = self.known.units_by(names)
        return (by_code.get(coded) or bare.get(name)) if coded else by_name.get(name)

    def unit_limit(self, rule: Rule, target: Body) -> float | None:
        """What the unit can bear, else what its place has set; None where nobody has."""
        unit = self.unit_of(target)
        if unit and rule.id in unit.limits:
            return unit.limits[rule.id]
        return rule.value(self.on, (target.code,) if target.code else self.codes).number

    def same_issuer(self, other: Demand) -> bool:
        """Issued by the same body: same name, and codes that do not differ."""
        mine, theirs = self.demand.issuer, other.issuer
        if mine.code and theirs.code and mine.code != theirs.code:
            return False
        return self.issuer == self.readers.names.issuer_key(theirs)

    def joint(self, other: Demand) -> bool:
        """Whether one of the two names the other's issuer under `joint_with`."""
        mine = _names(getattr(self.demand.details, "joint_with", None))
        theirs = _names(getattr(other.details, "joint_with", None))
        key = self.readers.names.issuer_key
        return key(other.issuer) in {key(Body(one)) for one in mine} or self.issuer in {
            key(Body(one)) for one in theirs
        }

    def others(self, demands: Iterable[Demand]) -> Iterator[Demand]:
        """These without the demand itself, which may be on record already, and none twice."""
        seen: set[int] = set()
        for one in demands:
            if id(one) not in seen and one != self.demand:
                seen.add(id(one))
                yield one

    def shared(self, other: Demand) -> list[Body]:
        """The units that both ask: by code; by name where one of the two has none."""
        keys = self.readers.names.keys
        theirs = [keys(target) for target in other.targets]
        coded, names = {code for code, _ in theirs if code}, {name for _, name in theirs}
        bare = {name for code, name in theirs if not code}
        mine = [(target, *keys(target)) for target in self.demand.targets]
        return [target for target, code, name in mine if (code in coded or name in bare if code else name in names)]


def _names(given: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else given or ()


Check: TypeAlias = Callable[[Case, Rule], Answer]
CHECKS: dict[str, Check] = {}
"""Rule id → its logic."""


def check(rule: str) -> Callable[[Check], Check]:
    """Registers the logic of a rule."""

    def register(logic: Check) -> Check:
        CHECKS[rule] = logic
        return logic

    return register


def above_limit(case: Case, rule: Rule, value: float | None, **said: object) -> Answer:
    """Found when the value is above the limit; at it is not above. Lacks the field where it is not stated."""
    if value is None:
        return Lacks(rule.where)
    return Found(value, said=said) if value > case.limit(rule) else None


def below_limit(case: Case, rule: Rule, value: float | None, needs: str | None = None) -> Answer:
    """Found when the value is below what the rule wants at least."""
    if value is None:
        return Lacks(needs or rule.where)
    return Found(value) if value < case.limit(rule) else None


def forbidden(broken: bool | None, value: object = True, /, **said: object) -> Answer:
    """Found where what the rule forbids is stated."""
    return Found(value, said=said) if broken else None


def wanted(shown: bool | None, **said: object) -> Answer:
    """Found unless what the rule wants is shown; absent is lacking."""
    return None if shown else Found(shown, said=said)


def quoted(text: str | None) -> object:
    """The words on which a finding rests, as a piece; nothing where it rests on a field."""
    return Piece("quoted", {"text": text}) if text else ""
