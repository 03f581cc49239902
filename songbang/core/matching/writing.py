"""The tables of `matching.yaml` as functions on text: look-alike characters, brackets, quotes, digits."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from songbang.core import rulebook
from songbang.core.text import WIDTH, half_width, simplified

_CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_DIGIT_SLIPS = str.maketrans("oODQlI|i丨ZzSsBbGqgA", "0000111112255866994")
_GONE = 0xFFFFFFFF
_TENS = re.compile(r"([一二三四五六七八九]?)十([一二三四五六七八九]?)")


@cache
def table() -> dict[str, Any]:
    """The content of `matching.yaml`."""
    loaded: dict[str, Any] = rulebook.load("matching.yaml")
    return loaded


@cache
def _folds() -> dict[int, str]:
    return {ord(char): row[0] for row in table()["look_alikes"] for char in row[1:]}


@cache
def _brackets() -> dict[int, str]:
    opening = {ord(char): "(" for char in table()["brackets_open"]}
    closing = {ord(char): ")" for char in table()["brackets_close"]}
    return opening | closing


@cache
def _broken() -> re.Pattern[str]:
    return re.compile("|".join(table()["broken"]))


@cache
def _quotes() -> dict[int, None]:
    return {ord(char): None for char in table()["quotes"]}


@cache
def _telling_apart() -> frozenset[frozenset[str]]:
    rows = table()["telling_apart"]
    return frozenset(frozenset((a, b)) for row in rows for a in row for b in row if a != b)


@cache
def _slips() -> tuple[frozenset[str], dict[str, set[int]]]:
    """Pairs alike in print, and for each character the syllables it may stand for."""
    loaded = rulebook.load("matching_slips.yaml")
    sounds: dict[str, set[int]] = defaultdict(set)
    for at, word in enumerate(folded(loaded["alike_in_sound"]).split()):
        for char in word:
            sounds[char].add(at)
    return frozenset(folded(loaded["alike_in_print"]).split()), dict(sounds)


@lru_cache(maxsize=65536)
def confusable(a: str, b: str) -> bool:
    """Whether a scanner or an input method may give one of two (folded) characters for the other."""
    print_pairs, sounds = _slips()
    if frozenset((a, b)) in _telling_apart():
        return False
    if a + b in print_pairs or b + a in print_pairs:
        return True
    return a in sounds and b in sounds and not sounds[a].isdisjoint(sounds[b])


def folded(text: str) -> str:
    """Each look-alike character as the one that stands for its class: 关干 is 关于."""
    return text.translate(_folds())


@lru_cache(maxsize=65536)
def uniform(text: str) -> str:
    """Half width, Simplified, round brackets of one sort, halves of characters put together. Blanks stay."""
    whole = half_width(simplified(text).translate(_brackets()))
    return _broken().sub(lambda match: str(table()["broken"][match[0]]), whole)


def uniform_each(texts: Sequence[str]) -> list[str]:
    """`uniform` of many texts, as lines of one.

    >>> uniform_each(["轉發〔２０１９〕", "木几构 "])
    ['转发(2019)', '机构 ']
    """
    lines = "\n".join(texts)
    if lines.count("\n") >= len(texts):
        return [uniform(text) for text in texts]
    chars = np.frombuffer(simplified.__wrapped__(lines).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    forms = _uniform_forms()
    found = np.where(chars < forms.size, forms[np.minimum(chars, forms.size - 1)], chars)
    whole = found[found != _GONE].tobytes().decode("utf-32-le", "surrogatepass")
    return _broken().sub(lambda match: str(table()["broken"][match[0]]), whole).split("\n")


@cache
def _uniform_forms() -> NDArray[np.uint32]:
    """What `uniform` makes of every character of the first plane by itself."""
    forms = np.arange(0x10000, dtype=np.uint32)
    for code in {*_brackets(), *WIDTH}:
        form = half_width(chr(code).translate(_brackets()))
        forms[code] = ord(form) if form else _GONE
    return forms


def unquoted(text: str) -> str:
    """Without quotation and book-title marks, however nested."""
    return text.translate(_quotes())


def digits(text: str) -> str:
    """Digits as meant: full width, `O` for 0, `l` for 1, `Z` for 2 …, 二〇一九."""
    return text.translate(_DIGIT_SLIPS).translate(_CHINESE_DIGITS)


def whole_number(text: str) -> int | None:
    """`12`, `十二`, `二十`, `〇九` as an int; None where it is none."""
    tens = _TENS.fullmatch(text)
    if tens:
        return int(digits(tens[1] or "一")) * 10 + int(digits(tens[2] or "零"))
    read = digits(text)
    return int(read) if read.isdecimal() else None
