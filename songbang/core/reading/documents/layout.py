"""Pieces of text scattered over a page → lines in reading order, tables cell by cell within their printed rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from songbang.core.reading.documents.values import Line, Place

_WIDE_GAP = 1.2
"""In heights of a character: pieces further apart stand in columns, and are parted by two blanks."""
_NEAR_GAP = 0.3
_CELL_SHARE = 0.6
"""A frame that holds more of the page's text than this is a frame round the page, no cell."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text and its box; y grows downwards. `size` is the height of its characters."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A printed straight line, upright or level."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def upright(self) -> bool:
        return self.bottom - self.top > self.right - self.left


Cell = tuple[float, float, float, float]


def lines_of(pieces: Sequence[Piece], rules: Sequence[Rule], page: int, width: float) -> list[Line]:
    """The lines of a page that is `width` wide; their places are parts of it.

    Pieces inside a cell of printed rules form table lines, a cell after the other.
    """
    cells = _cells(pieces, rules)
    free = [piece for piece in pieces if piece not in cells]
    blocks = [(row[0].top, row[0].left, [_line(row, page, width, "body")]) for row in _rows(free)]
    held: dict[Cell, list[Piece]] = {}
    for piece, cell in cells.items():
        held.setdefault(cell, []).append(piece)
    blocks += [
        (cell[1], cell[0], [_line(row, page, width, "table") for row in _rows(inside)]) for cell, inside in held.items()
    ]
    return [line for _, _, lines in sorted(blocks, key=_reading_order) for line in lines]


def _reading_order(block: tuple[float, float, list[Line]]) -> tuple[float, float]:
    """By height, then from the left; heights that differ by a hair are one."""
    return round(block[0] / 2), block[1]


def _rows(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Pieces that stand on one line, from the left; rows from the top."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (p.middle, p.left)):
        row = rows[-1] if rows else None
        if row is not None and abs(piece.middle - row[0].middle) < 0.5 * min(piece.size, row[0].size):
            row.append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda p: p.left) for row in rows]


def _line(row: Sequence[Piece], page: int, width: float, place: Place) -> Line:
    text = row[0].text
    for before, piece in pairwise(row):
        gap = piece.left - before.right
        text += ("  " if gap > _WIDE_GAP * piece.size else " " if gap > _NEAR_GAP * piece.size else "") + piece.text
    size = max(piece.size for piece in row)
    return Line(text, page, place, True, row[0].left / width, row[-1].right / width, size / width)


def _cells(pieces: Sequence[Piece], rules: Sequence[Rule]) -> dict[Piece, Cell]:
    """For each piece that stands between four rules, the box that these make."""
    upright = [rule for rule in rules if rule.upright]
    level = [rule for rule in rules if not rule.upright]
    if len(upright) < 3 or len(level) < 2:
        return {}
    found = {piece: cell for piece in pieces if (cell := _cell_of(piece, upright, level)) is not None}
    counts: dict[Cell, int] = {}
    for cell in found.values():
        counts[cell] = counts.get(cell, 0) + 1
    frames = {cell for cell, count in counts.items() if count > max(3, _CELL_SHARE * len(pieces))}
    return {piece: cell for piece, cell in found.items() if cell not in frames}


def _cell_of(piece: Piece, upright: Sequence[Rule], level: Sequence[Rule]) -> Cell | None:
    x, y, slack = (piece.left + piece.right) / 2, piece.middle, piece.size * 0.3
    beside = [rule for rule in upright if rule.top - slack <= y <= rule.bottom + slack]
    over = [rule for rule in level if rule.left - slack <= x <= rule.right + slack]
    left = max((rule.left for rule in beside if rule.left <= x), default=None)
    right = min((rule.left for rule in beside if rule.left > x), default=None)
    top = max((rule.top for rule in over if rule.top <= y), default=None)
    bottom = min((rule.top for rule in over if rule.top > y), default=None)
    if left is None or right is None or top is None or bottom is None:
        return None
    return round(left), round(top), round(right), round(bottom)
