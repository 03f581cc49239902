"""Control numbers: the place, the year, a serial and a check digit (ISO 7064, MOD 37,36), such as 330402-25-000042-C.

The check digit finds every single slip and every swap of two neighbours; whether the number was given at all, only the
register or the signed slip can tell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from songbang.core.text import half_width

_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BARE = re.compile(r"(\d{6})(\d{2})(\d{6})([0-9A-Z])")


@dataclass(frozen=True, slots=True)
class ControlNumber:
    """A number that is well formed, with the right check digit."""

    territory: str
    year: int
    serial: int

    def __str__(self) -> str:
        body = f"{self.territory:0>6.6}{self.year % 100:02}{self.serial:06}"
        return f"{body[:6]}-{body[6:8]}-{body[8:]}-{check_digit(body)}"


def check_digit(body: str) -> str:
    """The check character of ISO 7064 MOD 37,36 over digits and capital letters.

    >>> check_digit("A12425GABC1234002")
    'M'
    """
    rest = 36
    for sign in body:
        rest = (rest + _SIGNS.index(sign)) % 36 or 36
        rest = rest * 2 % 37
    return _SIGNS[(37 - rest) % 36]


def read_number(given: str) -> ControlNumber | None:
    """The number that a person typed, however it is spaced; None where the check digit says that it is none.

    >>> str(read_number("３３０４０２ 25 000042 c"))
    '330402-25-000042-C'
    >>> read_number("330402-25-000024-C") is None
    True
    """
    bare = re.sub(r"[\s\-—–_.·]", "", half_width(given)).upper()
    met = _BARE.fullmatch(bare)
    if met is None or check_digit(bare[:-1]) != bare[-1]:
        return None
    return ControlNumber(met[1], 2000 + int(met[2]), int(met[3]))
