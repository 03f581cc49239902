"""Where two texts part, and what each parting is: a slip, a changed figure, a lost line, a passage reworded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Levenshtein

from songbang.core.matching.fulltext import FullText

Sort = Literal["edge", "figure", "blurred", "slip", "lost", "word", "passage"]

_FIGURE = re.compile(r"\d+")
_CHINESE_FIGURE = re.compile(r"[〇零一二三四五六七八九十百]+(?=[年月日期批次号届])")
_CHINESE_DIGITS = re.compile(r"[〇零一二三四五六七八九十百]+")
_NEAR = 24


@dataclass(frozen=True, slots=True)
class Spot:
    """One place where the texts part: what stands there in either (either may be empty), and where."""

    sort: Sort
    a: str
    b: str
    at_a: int
    at_b: int

    @property
    def size(self) -> int:
        return max(len(self.a), len(self.b))


@dataclass(frozen=True, slots=True)
class Alignment:
    """`common_a`, `common_b`: the share of either text that stands in the other in its order."""

    spots: tuple[Spot, ...]
    common_a: float
    common_b: float

    def of(self, *sorts: Sort) -> list[Spot]:
        return [spot for spot in self.spots if spot.sort in sorts]


Step = tuple[int, int, int, int]


def align(a: FullText, b: FullText) -> Alignment:
    """Lay two texts side by side."""
    steps = _steps(a.chars, b.chars)
    common = len(a.chars) - sum(one - zero for zero, one, _, _ in steps)
    spots = tuple(_spot(a, b, step) for step in _merged(steps))
    return Alignment(spots, common / max(1, len(a.chars)), common / max(1, len(b.chars)))


def _steps(a: str, b: str) -> list[Step]:
    codes = Levenshtein.opcodes(a, b)
    return [(code.src_start, code.src_end, code.dest_start, code.dest_end) for code in codes if code.tag != "equal"]


def _merged(steps: Sequence[Step]) -> Iterator[Step]:
    """Partings with next to nothing between them as one: a reworded sentence keeps a character here and there."""
    current: Step | None = None
    for step in steps:
        if current and step[0] - current[1] <= _gap(current, step):
            current = (current[0], step[1], current[2], step[3])
            continue
        if current:
            yield current
        current = step
    if current:
        yield current


def _gap(one: Step, two: Step) -> int:
    """What may stand between two partings of one spot: nothing between short ones, more between long ones.

    Where one text lacks a line, words that the line shares with the next are found within it.
    """
    if min(_size(one), _size(two)) >= 5 and _side(one) == _side(two) != 0:
        return 8
    return 3 if max(_size(one), _size(two)) >= 5 else 0


def _side(step: Step) -> int:
    """1: only the first text has something there; -1: only the second; 0: both."""
    gone, come = step[1] - step[0], step[3] - step[2]
    return 0 if gone and come else 1 if gone else -1


def _size(step: Step) -> int:
    return max(step[1] - step[0], step[3] - step[2])


def _spot(a: FullText, b: FullText, step: Step) -> Spot:
    gone, come = a.chars[step[0] : step[1]], b.chars[step[2] : step[3]]
    figures = _figures(a.chars, b.chars, step) if _size(step) <= 12 else None
    if figures:
        changed = _all_figures(gone) and _all_figures(come)
        return Spot("figure" if changed else "blurred", *figures, step[0], step[2])
    return Spot(_sort(a, b, step, gone, come), gone, come, step[0], step[2])


def _sort(a: FullText, b: FullText, step: Step, gone: str, come: str) -> Sort:
    long, short = max(len(gone), len(come)), min(len(gone), len(come))
    if long <= _NEAR and (step[0] == step[2] == 0 or (step[1] == len(a.chars) and step[3] == len(b.chars))):
        return "edge"
    if long <= 1 or (long == 2 and short == 1):
        return "slip"
    if short <= max(3, long // 4) and long >= 6 and _lost(a, b, step):
        return "lost"
    return "word" if long <= 2 else "passage"


def _lost(a: FullText, b: FullText, step: Step) -> bool:
    """Whether what one text lacks is whole lines of the other, or one line of its own: a page scanned badly."""
    left, right = (a, *step[:2]), (b, *step[2:])
    longer, shorter = (left, right) if step[1] - step[0] > step[3] - step[2] else (right, left)
    size = longer[2] - longer[1] - (shorter[2] - shorter[1])
    if _near(longer[0].breaks, longer[1]) and _near(longer[0].breaks, longer[2]):
        return True
    width = shorter[0].width
    fits = bool(width) and 0.7 * width - 2 <= size <= width + 2
    return fits and (_near(shorter[0].breaks, shorter[1]) or _near(shorter[0].breaks, shorter[2]))


def _near(breaks: frozenset[int], place: int) -> bool:
    return any(place + shift in breaks for shift in (0, -1, 1, -2, 2))


def _all_figures(text: str) -> bool:
    return bool(_FIGURE.fullmatch(text) or _CHINESE_DIGITS.fullmatch(text))


def _figures(a: str, b: str, step: Step) -> tuple[str, str] | None:
    """The figures that the two texts give at one place, where both give one and they are not equal."""
    for pattern in (_FIGURE, _CHINESE_FIGURE):
        left, right = _run(pattern, a, step[0], step[1]), _run(pattern, b, step[2], step[3])
        if left and right and left != right:
            return left, right
    return None


def _run(pattern: re.Pattern[str], text: str, start: int, end: int) -> str:
    """Figures that overlap or touch a stretch of text, as one."""
    low = max(0, start - 8)
    found = [m for m in pattern.finditer(text, low, min(len(text), end + 8)) if m.end() >= start and m.start() <= end]
    return " ".join(match[0] for match in found)
