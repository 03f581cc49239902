"""Characters as people type them, brought to one form: width, script, blanks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

import opencc

WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: 0x20,
    0x00A0: 0x20,
    0xFEFF: None,
    0x200B: None,
}
"""What `half_width` makes of single characters."""
_BLANKS = re.compile(r"\s+")


@cache
def _to_simplified() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@cache
def _to_traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2tw")


def half_width(text: str) -> str:
    """Full-width letters, digits and punctuation as half-width; odd blanks as plain ones.

    >>> half_width("２０１９（一）")
    '2019(一)'
    """
    return text.translate(WIDTH)


@lru_cache(maxsize=65536)
def simplified(text: str) -> str:
    """Traditional characters as Simplified (OpenCC t2s, characters and phrases, no change of vocabulary)."""
    return text if text.isascii() else str(_to_simplified().convert(text))


def traditional(text: str) -> str:
    """Simplified characters as Traditional: the forms in common print (考核, 群眾, 台賬), vocabulary unchanged."""
    return text if text.isascii() else str(_to_traditional().convert(text)).replace("臺", "台")


def without_blanks(text: str) -> str:
    """All white space taken out: `合  计` is `合计`."""
    return _BLANKS.sub("", text)


def tidy(text: str) -> str:
    """Text as a cell can hold it and give it back: no control characters, blanks as single ones.

    >>> tidy("精神文　明  建设 ")
    '精神文 明 建设'
    """
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(text.split())[:32767]


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """The form in which words are compared: half width, Simplified, no blanks.

    >>> plain("來文 單位（全稱）")
    '来文单位(全称)'
    """
    return without_blanks(simplified(half_width(text)))


_APART = re.compile(r"[^\w]+")


def runs(text: str) -> list[str]:
    """The text's runs of characters between blanks and punctuation, each as `plain` has it."""
    return [plain(part) for part in _APART.split(text) if part]


def neighbours(parts: Iterable[str]) -> frozenset[str]:
    """Pairs of neighbouring characters: what two Chinese texts have in common without a dictionary.

    >>> sorted(neighbours(["消防演练"]))
    ['消防', '演练', '防演']
    """
    return frozenset(part[at : at + 2] for part in parts for at in range(len(part) - 1))


def pieces_of(parts: Iterable[str], pairs: frozenset[str], most: int = 3) -> tuple[str, ...]:
    """The longest pieces of which every pair of neighbours is among `pairs`.

    >>> pieces_of(["开展消防演练活动"], frozenset({"消防", "防演", "演练"}))
    ('消防演练',)
    """
    found: set[str] = set()
    for part in parts:
        start = 0
        for at in range(len(part)):
            if part[at : at + 2] not in pairs:
                if at > start:
                    found.add(part[start : at + 1])
                start = at + 1
    return tuple(sorted(found, key=lambda piece: (-len(piece), piece))[:most])
