"""The words and patterns of `documents.yaml`, compiled once."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from songbang.core import rulebook
from songbang.core.text import half_width, simplified, without_blanks


@cache
def table() -> dict[str, Any]:
    loaded: dict[str, Any] = rulebook.load("documents.yaml")
    return loaded


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The pattern of that name; `number.whole` for one of a group."""
    value: Any = table()
    for key in name.split("."):
        value = value[key]
    return re.compile(value)


@cache
def any_of(name: str) -> re.Pattern[str]:
    """One pattern out of the list of that name."""
    return re.compile("|".join(f"(?:{one})" for one in table()[name]))


def bare(text: str) -> str:
    """The form in which lines are looked at: half width, Simplified, no blanks.

    >>> bare("通　知：")
    '通知:'
    """
    return without_blanks(simplified(half_width(text)))
