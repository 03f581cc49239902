"""A condition over a unit's traits, as a clerk writes it: 建成年份 < 1990 或 老旧小区. Parsed and weighed, never run.

Three answers: it holds, it does not, or a trait that it needs is not known (None): then nobody is excused in silence.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from songbang.core import rulebook
from songbang.core.errors import BadInput
from songbang.core.text import half_width

Trait = bool | float | str
Traits = Mapping[str, Trait]
"""Trait → its value. A trait that a unit either has or not is False where it is absent only if `False` says so."""
LONGEST = 400
DEEPEST = 20
_COMPARE: Mapping[str, Callable[[float, float], bool]] = {
    "at_least": operator.ge, "at_most": operator.le, "more": operator.gt, "less": operator.lt,
    "equal": operator.eq, "unequal": operator.ne,
}  # fmt: skip
_SIGNS = {"at_least": "≥", "at_most": "≤", "more": ">", "less": "<", "equal": "=", "unequal": "≠"}
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_NAME = re.compile(r"[^\W\d][\w.]*")


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    """A key of the words, `number`, `name`, `open`, `close` or `end`."""
    text: str
    at: int
    """Character of the condition, from 1."""


@dataclass(frozen=True, slots=True)
class Has:
    """The unit has the trait."""

    name: str

    def holds(self, traits: Traits) -> bool | None:
        value = traits.get(self.name)
        return None if value is None else bool(value)

    def atoms(self) -> Iterator[Has | Compares]:
        yield self

    def told(self, traits: Traits) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Compares:
    """The trait's value stands so to a number."""

    name: str
    sign: str
    number: float

    def holds(self, traits: Traits) -> bool | None:
        value = traits.get(self.name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        return _COMPARE[self.sign](value, self.number)

    def atoms(self) -> Iterator[Has | Compares]:
        yield self

    def told(self, traits: Traits) -> str:
        value = traits.get(self.name)
        known = "" if value is None else f" ({value:g})" if isinstance(value, int | float) else f" ({value})"
        return f"{self.name} {_SIGNS[self.sign]} {self.number:g}{known}"


@dataclass(frozen=True, slots=True)
class Not:
    part: Part

    def holds(self, traits: Traits) -> bool | None:
        held = self.part.holds(traits)
        return None if held is None else not held

    def atoms(self) -> Iterator[Has | Compares]:
        yield from self.part.atoms()


@dataclass(frozen=True, slots=True)
class Every:
    """All parts hold. One that does not decides, even where others are not known."""

    parts: tuple[Part, ...]

    def holds(self, traits: Traits) -> bool | None:
        held = [part.holds(traits) for part in self.parts]
        return False if False in held else None if None in held else True

    def atoms(self) -> Iterator[Has | Compares]:
        for part in self.parts:
            yield from part.atoms()


@dataclass(frozen=True, slots=True)
class Either:
    """One of the parts holds."""

    parts: tuple[Part, ...]

    def holds(self, traits: Traits) -> bool | None:
        held = [part.holds(traits) for part in self.parts]
        return True if True in held else None if None in held else False

    def atoms(self) -> Iterator[Has | Compares]:
        for part in self.parts:
            yield from part.atoms()


Part = Has | Compares | Not | Every | Either


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition and its wording."""

    text: str
    part: Part

    @property
    def names(self) -> frozenset[str]:
        """The traits that it asks for."""
        return frozenset(atom.name for atom in self.part.atoms())

    def holds(self, traits: Traits) -> bool | None:
        """True, False, or None where a trait that would decide is not known."""
        return self.part.holds(traits)

    def because(self, traits: Traits) -> list[str]:
        """What the unit's traits say to each part, such as `建成年份 ≥ 1990 (1986)`."""
        return [atom.told(traits) for atom in self.part.atoms()]

    def lacking(self, traits: Traits) -> list[str]:
        """Traits that it needs and that are not known."""
        return sorted({atom.name for atom in self.part.atoms() if atom.holds(traits) is None})


def parse_condition(text: str) -> Condition:
    """Raises `BadInput` ("condition.unreadable": text, at, found; "condition.too_long")."""
    words = half_width(text).strip()
    if len(words) > LONGEST:
        raise BadInput("condition.too_long", most=LONGEST)
    parser = _Parser(words)
    part = parser.either(0)
    parser.finish()
    return Condition(words, part)


@cache
def _words() -> tuple[tuple[str, str], ...]:
    """(word, kind), longest first."""
    said: Mapping[str, list[str]] = rulebook.load("assessing.yaml")["conditions"]
    pairs = [(half_width(word), kind) for kind, words in said.items() for word in words]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def _tokens(text: str) -> Iterator[Token]:
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        token = _token(text, at)
        yield token
        at += len(token.text)
    yield Token("end", "", len(text))


def _token(text: str, at: int) -> Token:
    if text[at] in "()":
        return Token("open" if text[at] == "(" else "close", text[at], at)
    number = _NUMBER.match(text, at)
    if number:
        return Token("number", number[0], at)
    for word, kind in _words():
        if text.startswith(word, at) and (_is_sign(word) or _stands_alone(text, at, word)):
            return Token(kind, word, at)
    name = _NAME.match(text, at)
    if not name:
        raise BadInput("condition.unreadable", text=text, at=at + 1, found=text[at])
    return Token("name", name[0], at)


def _is_sign(word: str) -> bool:
    return not word[0].isalnum()


def _stands_alone(text: str, at: int, word: str) -> bool:
    """A word joins or compares only where it is parted from what follows: 非遗项目 is a name, 非 老旧小区 is not."""
    after = text[at + len(word) : at + len(word) + 1]
    return not after or after.isspace() or after in "()" or after.isdigit()


class _Parser:
    """either := both (or both)*; both := one (and one)*; one := not one | ( either ) | name [sign number]."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(_tokens(text))
        self.place = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.place]

    def take(self, kind: str) -> Token | None:
        token = self.token
        if token.kind != kind:
            return None
        self.place += 1
        return token

    def finish(self) -> None:
        if self.token.kind != "end":
            raise self.unreadable()

    def unreadable(self) -> BadInput:
        return BadInput("condition.unreadable", text=self.text, at=self.token.at + 1, found=self.token.text)

    def either(self, depth: int) -> Part:
        parts = [self.both(depth)]
        while self.take("or"):
            parts.append(self.both(depth))
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def both(self, depth: int) -> Part:
        parts = [self.one(depth)]
        while self.take("and"):
            parts.append(self.one(depth))
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def one(self, depth: int) -> Part:
        if depth > DEEPEST:
            raise self.unreadable()
        if self.take("not"):
            return Not(self.one(depth + 1))
        if self.take("open"):
            inside = self.either(depth + 1)
            if not self.take("close"):
                raise self.unreadable()
            return inside
        self.take("has")
        name = self.take("name")
        if not name:
            raise self.unreadable()
        return self.compared(name.text)

    def compared(self, name: str) -> Part:
        sign = next((found.kind for kind in _COMPARE if (found := self.take(kind))), None)
        if sign is None:
            return Has(name)
        number = self.take("number")
        if number is None:
            raise self.unreadable()
        return Compares(name, sign, float(number.text))
