"""A document's whole text made ready for comparison: page furniture out, one form of each character, shingles.

Two scans of one page differ in page numbers, running heads, line breaks, brackets and letters read for digits; none of
that may reach the comparison. What is left is a string of characters with the places where its lines ended.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from songbang.core.matching.writing import table, uniform
from songbang.core.text import without_blanks

Hashes = NDArray[np.uint64]

_PAGE = re.compile(r"[^\w]*(?:第?\d{1,3}页?|第\d{1,3}页共\d{1,3}页)[^\w]*")
_MARKS = re.compile(r"[^0-9A-Za-z一-鿿]")
_DIGIT_NEAR = re.compile(r"(?<=[0-9年月第])[oOQDlI丨|ZSB]+|[oOQDlI丨|ZSB]+(?=[0-9年月日号])")
_DIGIT_SLIPS = str.maketrans("oOQDlI丨|ZSB", "00001111258")


@dataclass(frozen=True, slots=True, eq=False)
class FullText:
    """`chars` without blanks and punctuation; `breaks` the offsets in it at which lines begin (and its length).

    `lines` are the lines as they stand, furniture taken out; `width` the length at which a scan breaks its lines, 0
    where lines are paragraphs; `shingles` sorted, each once.
    """

    lines: tuple[str, ...]
    chars: str
    breaks: frozenset[int]
    width: int
    shingles: Hashes


@cache
def shingle_length() -> int:
    """Characters in one shingle."""
    return int(table()["texts"]["shingle"])


def prepare(text: str) -> FullText:
    """Read a text. Empty texts have no shingles and are like nothing.

    >>> prepare("一、会议时间\\n7月l2日\\n— 1 —").chars
    '一会议时间7月12日'
    """
    lines = _without_furniture([line.strip() for line in uniform(text).splitlines()])
    breaks, parts, at = {0}, [], 0
    for line in lines:
        parts.append(_bare(line))
        at += len(parts[-1])
        breaks.add(at)
    chars = "".join(parts)
    return FullText(tuple(lines), chars, frozenset(breaks), _width(lines), shingles(chars))


def _width(lines: Sequence[str]) -> int:
    """The length that a good part of the lines share, as lines broken by a page do."""
    lengths = Counter(len(line) for line in lines)
    if not lengths:
        return 0
    width = max(lengths, key=lambda length: lengths[length] + lengths[length + 1] + lengths[length - 1])
    alike = lengths[width] + lengths[width + 1] + lengths[width - 1]
    return width if 15 <= width <= 60 and alike >= max(4, len(lines) // 4) else 0


def _bare(line: str) -> str:
    line = _DIGIT_NEAR.sub(lambda match: match[0].translate(_DIGIT_SLIPS), without_blanks(line))
    return _MARKS.sub("", line)


def _without_furniture(lines: Sequence[str]) -> list[str]:
    """Without page numbers and the running heads and feet, which are short and come more than once."""
    said = [line for line in lines if line and not _of_the_sheet(without_blanks(line))]
    times = Counter(map(without_blanks, said))
    longest = int(table()["texts"]["running_head"])
    kept, seen = [], set()
    for line in said:
        plain = without_blanks(line)
        if times[plain] > 1 and len(plain) <= longest and plain in seen:
            continue
        seen.add(plain)
        kept.append(line)
    return kept


@cache
def _furniture() -> re.Pattern[str]:
    return re.compile(table()["texts"]["furniture"])


def _of_the_sheet(line: str) -> bool:
    return bool(_PAGE.fullmatch(line) or _furniture().fullmatch(line))


def shingles(chars: str) -> Hashes:
    """The hashes of all runs of `shingle_length` characters, sorted, each once; a shorter text is one run."""
    length = shingle_length()
    codes = np.frombuffer(chars.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    if codes.size == 0:
        return np.empty(0, dtype=np.uint64)
    if codes.size < length:
        codes = np.pad(codes, (0, length - codes.size))
    windows = codes.size - length + 1
    hashed = np.zeros(windows, dtype=np.uint64)
    for at in range(length):
        hashed = hashed * np.uint64(0x9E3779B97F4A7C15) + codes[at : at + windows]
    return np.unique(_mixed(hashed))


def _mixed(values: Hashes) -> Hashes:
    """Every bit of the result hangs on every bit given (finaliser of splitmix64)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def containment(a: Hashes, b: Hashes) -> tuple[float, float]:
    """The share of a's shingles that b has, and of b's that a has."""
    if not a.size or not b.size:
        return 0.0, 0.0
    common = np.intersect1d(a, b, assume_unique=True).size
    return common / a.size, common / b.size
