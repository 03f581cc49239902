"""Tables to be written into: headings with nothing but blank lines below. The first line is the filler's."""

from __future__ import annotations

from songbang.core.filling.grid import Grid
from songbang.core.filling.lexicon import clean, words

_LONGEST_HEADING = 24
Heading = tuple[int, int]
"""First and last line of a table's headings."""


def blank_tables(grid: Grid) -> list[Heading]:
    """The headings of a sheet below which lines are blank up to its foot; [] where people are to be listed by name."""
    row = 1
    while row < grid.rows:
        end = _end(grid, row)
        if _heads(grid, row, end) and _blank_below(grid, end):
            return [(row, end)]
        row += 1
    return []


def _end(grid: Grid, top: int) -> int:
    """The last line that the headings beginning in `top` reach, by merged areas and by headings split below them."""
    end, row = top, top
    while row <= min(end, grid.rows):
        spans = [grid.areas.get((row, c), (row, c, row, c)) for c in range(1, grid.columns + 1)]
        split = any(area[3] > area[1] and area[0] == row for area in spans) and bool(grid.anchors(row + 1))
        end = max([end, *(area[2] for area in spans), row + 1 if split else end])
        row += 1
    return end


def _heads(grid: Grid, top: int, end: int) -> bool:
    texts = [clean(text) for row in range(top, end + 1) for _, text in grid.anchors(row)]
    for part in words()["part_words"]:
        texts = [text.removeprefix(f"{part}:") for text in texts]
    first = [column for column, _ in grid.anchors(top)]
    if len(first) < 2 or first[0] != 1 or any(":" in t or "□" in t or len(t) > _LONGEST_HEADING for t in texts):
        return False
    if texts[0].startswith(tuple(words()["footer"])):
        return False
    return not any(word in text for text in texts for word in (*words()["personal"], *words()["by_name"]))


def _blank_below(grid: Grid, end: int) -> bool:
    """Whether a line follows the headings and no text, but for a foot."""
    if end >= grid.rows and grid.rows > 1 and not grid.anchors(end + 1):
        return end + 1 <= grid.rows
    following = [row for row in range(end + 1, grid.rows + 1) if grid.anchors(row)]
    feet = [clean(grid.anchors(row)[0][1]) for row in following]
    if following and following[0] == end + 1:
        return False
    return all(":" in foot or foot.startswith(tuple(words()["footer"])) for foot in feet)
