"""A table that its corner shows: a first text that reaches down beside headings, over lines that leave these blank."""

from __future__ import annotations

from songbang.core.filling.grid import Grid


def corner_heads(grid: Grid, row: int) -> bool:
    """Whether a line's first text reaches down beside headings that fill the columns next to it, with lines below that
    say something under that text only: a table's, whatever its first heading says (收发存).

    The labels below may stand in several columns (其中 ｜ 采购), where the corner lies over all of these.
    """
    first = grid.anchors(row)[0][0]
    _, _, last, side = grid.areas.get((row, first), (row, first, row, first))
    if first > 1 or last == row or any(column <= side for column, _ in _between(grid, row + 1, last)):
        return False
    below = [grid.anchors(line) for line in (last + 1, last + 2) if line <= grid.rows]
    return _joined(grid, last, side) and bool(below) and all(_labels(line, side) for line in below)


def _between(grid: Grid, first: int, last: int) -> list[tuple[int, str]]:
    return [found for line in range(first, last + 1) for found in grid.anchors(line)]


def _joined(grid: Grid, row: int, side: int) -> bool:
    """Whether two headings or more follow one another right of the corner with no column left out."""
    found = [column for column, _ in grid.anchors(row)]
    ends = [grid.areas.get((row, column), (row, column, row, column))[3] for column in found]
    return len(found) > 1 and found == [side + 1, *(end + 1 for end in ends[:-1])]


def _labels(line: list[tuple[int, str]], side: int) -> bool:
    """Whether a line has labels below the corner and nothing beside it."""
    return bool(line) and line[0][0] == 1 and len(line) < len(range(side)) + 1 and line[-1][0] <= side
