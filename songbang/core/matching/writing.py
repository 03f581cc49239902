"""The tables of `matching.yaml` as functions on text: look-alike characters, brackets, quotes, digits."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from songbang.core import rulebook
from songbang.core.text import half_width, simplified, without_blanks

_CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_DIGIT_SLIPS = str.maketrans("oODQlI|i丨ZzSsBbGqgA", "0000111112255866994")
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
def _slips() -> tuple[frozenset[str], dict[str, frozenset[int]]]:
    """Pairs alike in print (both ways), and for each character the syllables it may stand for."""
    loaded = rulebook.load("matching_slips.yaml")
    print_pairs = frozenset(way for pair in loaded["alike_in_print"].split() for way in (pair, pair[::-1]))
    sounds: dict[str, set[int]] = {}
    for at, word in enumerate(loaded["alike_in_sound"].split()):
        for char in word:
            sounds.setdefault(folded(char), set()).add(at)
    return frozenset(map(folded, print_pairs)), {char: frozenset(own) for char, own in sounds.items()}


@lru_cache(maxsize=65536)
def confusable(a: str, b: str) -> bool:
    """Whether a scanner or an input method may give one of two (folded) characters for the other."""
    print_pairs, sounds = _slips()
    if frozenset((a, b)) in _telling_apart():
        return False
    return a + b in print_pairs or bool(sounds.get(a, frozenset()) & sounds.get(b, frozenset()))


def folded(text: str) -> str:
    """Each look-alike character as the one that stands for its class: 关干 is 关于."""
    return text.translate(_folds())


@lru_cache(maxsize=65536)
def uniform(text: str) -> str:
    """Half width, Simplified, round brackets of one sort, halves of characters put together. Blanks stay."""
    whole = half_width(simplified(text).translate(_brackets()))
    return _broken().sub(lambda match: str(table()["broken"][match[0]]), whole)


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


def bare(text: str) -> str:
    """Uniform, unquoted, without blanks: the form in which issuers are read."""
    return without_blanks(unquoted(uniform(text)))
