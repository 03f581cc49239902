"""Values as a department asked for them: dates, yes and no, codes, masks, units (`rulebook/form_formats.yaml`).

>>> as_asked("2003年6月", Formats(date="month"), dimension="moment")
'200306'
>>> as_asked("是", Formats(whether="one_two"), dimension="boolean")
'1'
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from songbang.core import rulebook
from songbang.core.errors import BadInput
from songbang.core.filling.measures import Measure, measure

_DAY = re.compile(r"^(\d{4})\D?(\d{1,2}|\d{2})(?:\D?(\d{1,2}))?\D?$")
_OF_DAY = re.compile(r"[-.]?\{dd?\}[^{]?")
_IDENTITY, _PHONE = re.compile(r"^\d{17}[\dXx]$"), re.compile(r"^1\d{10}$")


def choices() -> dict[str, Any]:
    """What may be asked for: kind → name → how."""
    content: dict[str, Any] = rulebook.load("form_formats.yaml")
    return content


@dataclass(frozen=True)
class Formats:
    """What a department asked for; names of `form_formats.yaml`. `units`: dimension → unit of measurement."""

    date: str = "as_given"
    whether: str = "words"
    sex: str = "words"
    identity: str = "plain"
    phone: str = "plain"
    units: dict[str, str] = field(default_factory=dict)


def formats_from(told: dict[str, str]) -> Formats:
    """From a request's fields. Raises `BadInput` ("forms.no_format") for a name that is not in the list."""
    known = choices()
    asked: dict[str, Any] = {}
    for kind in ("date", "whether", "sex", "identity", "phone"):
        name = told.get(kind) or next(iter(known[kind]))
        if name not in known[kind]:
            raise BadInput("forms.no_format", kind=kind, name=name)
        asked[kind] = name
    units = {kind: told[kind] for kind in known["units"] if told.get(kind)}
    for kind, name in units.items():
        if name not in known["units"][kind]:
            raise BadInput("forms.no_format", kind=kind, name=name)
    return Formats(**asked, units=units)


def as_asked(value: Any, formats: Formats, *, dimension: str) -> Any:
    """A value as it was asked for. `dimension` is that of the cell's unit; what no format fits stays as it is."""
    text = str(value).strip() if value is not None else ""
    if dimension == "boolean":
        return _whether(text, formats.whether) or value
    if not isinstance(value, str):
        return value
    if dimension == "moment" or (not text.isdigit() and _DAY.match(text)):
        return _date(text, choices()["date"][formats.date]) or value
    if text in choices()["sex"][formats.sex]:
        return choices()["sex"][formats.sex][text]
    if _IDENTITY.match(text):
        return _masked(text.upper(), choices()["identity"][formats.identity])
    return _masked(text, choices()["phone"][formats.phone]) if _PHONE.match(text) else value


def _whether(text: str, name: str) -> str:
    yes, no = choices()["whether"][name]
    return str(yes) if text in choices()["affirmed"] else str(no) if text in choices()["denied"] else ""


def _date(text: str, pattern: str) -> str:
    found = _DAY.match(text)
    if not found or not pattern or not 1 <= int(found[2]) <= 12:
        return ""
    day = found[3]
    if not day:
        pattern = _OF_DAY.sub("", pattern)
    values = {"y": found[1], "m": str(int(found[2])), "mm": f"{int(found[2]):02}"}
    return pattern.format(**values, d=str(int(day or 0)), dd=f"{int(day or 0):02}")


def _masked(text: str, mask: str) -> str:
    if sum(sign in "#*" for sign in mask) != len(text):
        return text
    signs = iter(text)
    return "".join(_sign(sign, signs) for sign in mask)


def _sign(sign: str, signs: Any) -> str:
    if sign not in "#*":
        return sign
    one = str(next(signs))
    return one if sign == "#" else "*"


def unit_asked(unit: Measure | None, formats: Formats) -> Measure | None:
    """The unit of measurement that a figure in `unit` was asked for in."""
    name = formats.units.get(unit.dimension, "") if unit else ""
    return measure(name) or unit


def turned(value: Any, unit: Measure | None, into: Measure | None) -> Any:
    """A figure in another unit of measurement; anything else as it is."""
    if not isinstance(value, int | float) or isinstance(value, bool) or unit is None or into is None or unit == into:
        return value
    exact = Fraction(str(value)) * unit.to(into)
    return int(exact) if exact.denominator == 1 else round(float(exact), 10)
