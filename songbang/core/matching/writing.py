"""The tables of `matching.yaml` as functions on text: look-alike characters, brackets, quotes, digits."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

import numpy as np

from songbang.core import rulebook
from songbang.core.text import WIDTH, half_width, simplified

_CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_DIGIT_SLIPS = str.maketrans("oODQlI|i丨ZzSsBbGqgA", "0000111112255866994")
_GONE = 0xFFFFFFFF
_FEW = 12
"""Up to so many texts are read one by one as soon."""
_TENS = re.compile(r"([一二三四五六七八九]?)十([一二三四五六七八九]?)")


@cache
def table() -> dict[str, Any]:
    """The content of `matching.yaml`."""
    loaded: dict[str, Any] = rulebook.load("matching.yaml")
    return loaded


class _Forms:
    """What becomes of single characters: told of one text, or of many together, which is ten times cheaper."""

    def __init__(self, told: Mapping[int, str | int | None]) -> None:
        self._told = dict(told)
        self._column = np.arange(0x10000, dtype=np.uint32)
        for code, form in self._told.items():
            self._column[code] = _GONE if not form else ord(form) if isinstance(form, str) else form

    def of(self, text: str) -> str:
        return text.translate(self._told)

    def of_each(self, texts: Sequence[str]) -> list[str]:
        return in_lines(self._of_long if len(texts) > _FEW else self.of, texts)

    def _of_long(self, text: str) -> str:
        chars = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        found = self._column[np.minimum(chars, 0xFFFF)]
        if chars.size and int(chars.max()) > 0xFFFF:
            found = np.where(chars > 0xFFFF, chars, found)
        whole: str = found[found != _GONE].tobytes().decode("utf-32-le", "surrogatepass")
        return whole


def in_lines(change: Callable[[str], str], texts: Sequence[str]) -> list[str]:
    """What `change` makes of each text, asked of all as the lines of one; it must leave line ends alone."""
    if len(texts) <= _FEW:
        return [change(text) for text in texts]
    lines = "\n".join(texts)
    if lines.count("\n") >= len(texts):
        return [change(text) for text in texts]
    return change(lines).split("\n")


@cache
def _folding() -> _Forms:
    return _Forms({ord(char): row[0] for row in table()["look_alikes"] for char in row[1:]})


@cache
def _unquoting() -> _Forms:
    return _Forms({ord(char): None for char in table()["quotes"]})


@cache
def _uniforming() -> _Forms:
    """Half width, and round brackets of one sort."""
    brackets = {ord(char): "(" for char in table()["brackets_open"]} | {
        ord(char): ")" for char in table()["brackets_close"]
    }
    return _Forms({code: half_width(chr(code).translate(brackets)) for code in {*brackets, *WIDTH}})


@cache
def _broken() -> re.Pattern[str]:
    return re.compile("|".join(table()["broken"]))


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
    return _folding().of(text)


def folded_each(texts: Sequence[str]) -> list[str]:
    """`folded` of many texts."""
    return _folding().of_each(texts)


@lru_cache(maxsize=65536)
def uniform(text: str) -> str:
    """Half width, Simplified, round brackets of one sort, halves of characters put together. Blanks stay."""
    return _whole(_uniforming().of(simplified(text)))


def uniform_each(texts: Sequence[str]) -> list[str]:
    """`uniform` of many texts.

    >>> uniform_each(["轉發〔２０１９〕", "木几构 "])
    ['转发(2019)', '机构 ']
    """
    if len(texts) <= _FEW:
        return [uniform(text) for text in texts]
    return in_lines(_whole, _uniforming().of_each(in_lines(simplified.__wrapped__, texts)))


def _whole(text: str) -> str:
    """Halves of characters put together."""
    return _broken().sub(lambda match: str(table()["broken"][match[0]]), text)


def unquoted(text: str) -> str:
    """Without quotation and book-title marks, however nested."""
    return _unquoting().of(text)


def unquoted_each(texts: Sequence[str]) -> list[str]:
    """`unquoted` of many texts."""
    return _unquoting().of_each(texts)


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
