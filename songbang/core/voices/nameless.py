"""Text that goes out without names: units, people, telephone numbers, whoever is meant by surname and title.

What is found is taken out; what is left may still tell something to who knows the place, so a person reads it before
it goes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from songbang.core import rulebook
from songbang.core.text import simplified, traditional

MARK = "××"
_NUMBERS = re.compile(r"(?<!\d)(?:1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?\d{7,8}|\d{15,17}[\dXx])(?!\d)")
_SHORTEST = 2


def without_names(text: str, names: Iterable[str]) -> str:
    """`text` with every name out, in either script, with blanks inside, or without its ending (净湘 of 净湘村).

    >>> without_names("净湘村王书记（13800001111）说，净 湘 村没有纸质台账", ["净湘村"])
    '××××书记（××）说，××没有纸质台账'
    """
    found = _pattern(frozenset(names)).sub(MARK, _NUMBERS.sub(MARK, text))
    return _titled().sub(MARK, found)


@lru_cache(maxsize=8)
def _pattern(names: frozenset[str]) -> re.Pattern[str]:
    wanted = {written for name in names for short in _shorter(name.strip()) for written in _scripts(short)}
    kept = sorted((one for one in wanted if len(one) >= _SHORTEST), key=lambda one: (-len(one), one))
    return re.compile("|".join(r"\s*".join(map(re.escape, one)) for one in kept) or r"(?!)")


def _scripts(name: str) -> set[str]:
    return {name, simplified(name), traditional(name)}


def _shorter(name: str) -> list[str]:
    """The name, and what is left of it without the word that says what kind of unit it is."""
    endings = rulebook.load("names.yaml")["endings"]
    stems = [name[: -len(ending)] for ending in endings if name.endswith(ending)]
    return [name, *(stem for stem in stems[:1] if len(stem) >= _SHORTEST)]


@lru_cache(maxsize=1)
def _titled() -> re.Pattern[str]:
    told = rulebook.load("names.yaml")
    surnames = "".join(sorted({written for one in told["surnames"] for written in _scripts(one)}))
    titles = sorted({written for one in told["titles"] for written in _scripts(one)}, key=len, reverse=True)
    return re.compile(f"[{surnames}](?={'|'.join(titles)})")
