"""Texts compared by content: how much of one is found in another, and which of many are likely the same.

Cost: a text is cut once into pieces of a few characters; its sketch (the smallest hashes of its pieces) finds the
texts that share much with it without looking at the others.
"""

from __future__ import annotations

import hashlib
import re
import zlib

from rapidfuzz.distance import Indel

_MARKS = re.compile(r"[\W_]+")
_NUMBERS = re.compile(r"\d+|[一二三四五六七八九十百千〇零两]+(?=年|月|日|号|期|批|季度|周|名|个|万|元)")
SKETCH = 12


def bare(text: str) -> str:
    """The text without blanks and punctuation."""
    return _MARKS.sub("", text)


def pieces(text: str, length: int) -> set[str]:
    """Every run of `length` characters of a bare text; the whole of a shorter one."""
    return {text[start : start + length] for start in range(max(1, len(text) - length + 1))}


def contained(text: str, other: str, length: int) -> float:
    """The share, 0 to 1, of the pieces of `text` that occur in `other`.

    >>> contained("报送情况说明", "请于三月底前报送情况说明和附表", 5)
    1.0
    """
    mine = pieces(bare(text), length)
    return len(mine & pieces(bare(other), length)) / len(mine)


def sketch(text: str, length: int = 5) -> tuple[int, ...]:
    """Texts that share most of their pieces share some of these numbers."""
    hashes = {zlib.crc32(piece.encode()) for piece in pieces(bare(text), length)}
    return tuple(sorted(hashes)[:SKETCH])


def digest(text: str) -> bytes:
    """Equal for texts that differ in blanks and punctuation only."""
    return hashlib.blake2b(bare(text).encode(), digest_size=12).digest()


def same(text: str, other: str, least: float = 0.93) -> bool:
    """The same text, slips and the signing body's name aside; never where the figures differ."""
    one, two = bare(text), bare(other)
    if one == two:
        return True
    if _NUMBERS.findall(text) != _NUMBERS.findall(other):
        return False
    return likeness(one, two) >= least


def likeness(one: str, two: str) -> float:
    """Share of characters that both have in the same order (Levenshtein by insertion and deletion), 0 to 1."""
    return float(Indel.normalized_similarity(one, two, score_cutoff=0.5))
