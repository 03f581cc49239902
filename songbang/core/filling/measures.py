"""Units of measurement: what they measure and how they convert. 亩 and 公顷 are areas, 人 and 万人 people."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import Any

from songbang.core import rulebook
from songbang.core.text import plain


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit of measurement: `factor` of it make one of the dimension's base unit."""

    name: str
    dimension: str
    factor: Fraction = field(hash=False)
    """Not hashed: what it takes is more than all the rest, for nothing."""

    def to(self, other: Measure) -> Fraction:
        """By how much a figure in this measure is multiplied to stand in the other. A ton of water is a cubic metre."""
        if self is other:
            return AS_IT_IS
        if self.dimension == other.dimension:
            return AS_IT_IS if self.factor == other.factor else self.factor / other.factor
        return self.factor / other.factor * _KILOGRAMS ** (_volumes(self.dimension) - _volumes(other.dimension))


AS_IT_IS = Fraction(1)
_KILOGRAMS = Fraction(1000)
"""Of a cubic metre of water."""


def _volumes(dimension: str) -> int:
    """How often a dimension counts a volume: 1 in volume/day, -1 in money/volume."""
    upper, _, lower = dimension.partition("/")
    return (upper == "volume") - (lower == "volume")


def _words() -> dict[str, Any]:
    content: dict[str, Any] = rulebook.load("filling.yaml")
    return content


def _fraction(value: object) -> Fraction:
    upper, _, lower = str(value).partition("/")
    return Fraction(upper) / Fraction(lower or "1")


@lru_cache(maxsize=4096)
def measure(text: str) -> Measure | None:
    """The measure that a cell names; None where it names none that we know.

    >>> measure("千公倾").to(measure("亩"))
    Fraction(15000, 1)
    """
    name = _mended(plain(text).strip("()（）"))
    return _known(name) or next((found for found in _multiplied(name)), None)


def _mended(name: str) -> str:
    for slip, right in _words()["measure_slips"].items():
        name = name.replace(slip, right)
    return name


def _known(name: str) -> Measure | None:
    for dimension, names in _words()["measures"].items():
        for known, factor in names.items():
            if known == name or known == name.lower():
                return Measure(name, dimension, _fraction(factor))
    counted = _words()["counted"]
    if name in counted or (name[-1:] in _words()["flow_endings"] and name[:-1] in counted):
        return Measure(name, name, Fraction(1))  # 套, and 套次: how often one was seen
    return _per(name)


def _per(name: str) -> Measure | None:
    """公斤/亩, 元/人, 元/人·月: one measure by another.

    >>> measure("元/人·月").to(measure("元/月·人"))
    Fraction(1, 1)
    """
    upper, slash, lower = name.partition("/")
    one, other = (measure(upper), measure(lower) or _each_time(lower)) if slash and upper and lower else (None, None)
    return Measure(name, f"{one.dimension}/{other.dimension}", one.factor / other.factor) if one and other else None


def _each_time(name: str) -> Measure | None:
    """人·月 of 元/人·月, which some write 元/月·人 or 元/人月: one of something in a time of some length."""
    times = "|".join(_words()["per_time"])
    found = re.fullmatch(
        rf"\(?(?:(?P<of>[^·•/.]+)[·•/.]?(?P<time>{times})|(?P<first>{times})[·•/.](?P<last>[^·•/.]+))\)?", name
    )
    each = measure(found["of"] or found["last"]) if found else None
    time = (found["time"] or found["first"]) if found else ""
    return Measure(name, f"{each.dimension}·{time}", each.factor) if each else None


def _multiplied(name: str) -> list[Measure]:
    found = []
    for prefix, times in sorted(_words()["multiples"].items(), key=lambda item: -len(item[0])):
        base = _known(name.removeprefix(prefix)) if name.startswith(prefix) else None
        if base is None and name.startswith(prefix) and len(name) in range(len(prefix) + 1, len(prefix) + 4):
            base = Measure(name.removeprefix(prefix), name.removeprefix(prefix), Fraction(1))
        if base:
            found.append(Measure(name, base.dimension, base.factor * times))
    return found


def measure_or_own(text: str) -> Measure | None:
    """As `measure`; an unknown word (把, 盏) is its own dimension, an empty one none."""
    name = plain(text)
    if name == _words()["in_words"]:
        return in_words()
    return measure(text) or (Measure(name, name, Fraction(1)) if name else None)


def in_words() -> Measure:
    """The measure of what is told in words (管理方式: 准物业)."""
    return Measure(str(_words()["in_words"]), "text", Fraction(1))


def is_text(dimension: str) -> bool:
    return dimension in _words()["text_dimensions"]


def is_summed(dimension: str) -> bool:
    """Whether figures of several units add up (areas do, rates and dates do not)."""
    return "/" not in dimension and dimension not in _words()["not_summed"]


def is_amount(text: str) -> bool:
    """Whether a text is a measure of how much, in which nothing is counted (公顷, 万元, and no 户)."""
    known = measure(text)
    return known is not None and known.dimension in _words()["amounts"]


def asks_words(unit: str) -> bool:
    """是/否, 年月: a line below without a measure of its own does not go on in it."""
    known = measure(unit)
    return known is not None and known.dimension in ("boolean", "moment")
