"""Words of two labels laid over each other, longest piece first, in any order."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from songbang.core.filling.lexicon import facets, words

LEAST = 2
"""Signs that a shared piece must have, unless it is all that is left of a word."""


@dataclass(frozen=True)
class Aligned:
    """What two sides share, and what is left of each."""

    shared: tuple[str, ...]
    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True)
class Rest:
    """What is left unexplained of two sides that may speak of one thing."""

    words: tuple[str, ...]
    """Those of both sides."""
    shared: tuple[str, ...]
    unsaid: tuple[str, ...]
    """What the cell says and the answer does not."""
    over: tuple[str, ...]
    """What the answer says more."""
    apart: bool
    """Whether the sides stand against each other (an age, a sex, 收入 and 支出)."""
    named: bool
    """Whether what is shared tells what is counted, of which the answer takes in no more."""


@lru_cache(maxsize=65536)
def aligned(ours: tuple[str, ...], theirs: tuple[str, ...]) -> Aligned:
    left, right, shared = list(ours), list(theirs), []
    while best := _longest(left, right):
        piece, one, other = best
        shared.append(piece)
        _cut(left, one, piece)
        _cut(right, other, piece)
    return Aligned(tuple(shared), tuple(left), tuple(right))


def _cut(words_: list[str], word: str, piece: str) -> None:
    words_.remove(word)
    words_ += [rest for rest in word.split(piece, 1) if rest]


def _longest(left: list[str], right: list[str]) -> tuple[str, str, str] | None:
    found = [(piece, one, other) for one in left for other in right if (piece := _common(one, other))]
    return max(found, key=lambda item: (len(item[0]), item[1] == item[2], item), default=None)


@lru_cache(maxsize=65536)
def _common(one: str, other: str) -> str:
    """The longest piece of both; a single sign only where it is the whole of both, or of one a thing with
    which the other begins or ends (牛 of 牛口蹄疫应免; 用 is no piece of 使用)."""
    left_out = tuple(words()["left_out"])
    if one.startswith(left_out) != other.startswith(left_out):
        return ""  # 教学点 is no piece of 不含教学点
    shorter, longer = sorted((one, other), key=len)
    for size in range(len(shorter), 1, -1):
        for at in range(len(shorter) - size + 1):
            if shorter[at : at + size] in longer:
                return shorter[at : at + size]
    at_edge = shorter in facets()["signs"] and shorter in (longer[:1], longer[-1:])
    return shorter if shorter == longer or at_edge else ""


def made_of(piece: str, *free: frozenset[str]) -> bool:
    """Whether a piece can be cut into free words."""
    size, ends = len(piece), {0}
    for at in range(size):
        if at in ends:
            for some in free:
                ends |= {end for end in range(at + 1, size + 1) if piece[at:end] in some}
    return size in ends


def said_in(pieces: Collection[str], tokens: Iterable[str]) -> bool:
    """Whether one of some words is said: as it stands, or at the head of another (备案 of 备案民宿)."""
    if not pieces:
        return False
    return any(token.startswith(piece) for token in tokens for piece in pieces if len(piece) >= LEAST or piece == token)
