"""Whether a line of one text is the last of its table or the name of what follows."""

from __future__ import annotations

from songbang.core.filling.grid import Grid
from songbang.core.filling.lexicon import clean, is_whole, numbered, words
from songbang.core.filling.phrasing import place_of


def is_last_line(grid: Grid, row: int, end: int) -> bool:
    """Whether a line of one text is the table's last (合计, a village) and not the name of what follows: the lines
    above it have one text in that column too, and it spans no more than they do; a numbered one only where it goes
    on from a numbered line with cells of its own (二、食用油 below 一、粮食合计). `end`: where the headings end."""
    column, text = grid.anchors(row)[0]
    if is_whole(clean(text)):
        return True
    width = grid.areas.get((row, column), (row, column, row, column))[3] - column
    before = [grid.anchors(line) for line in range(end + 1, row)]
    like = [found[0][0] == column for found in before if len(found) == 1]
    if width or column > 1 or not len(like) == len(before) > 0 or not all(like):
        return False
    return numbered(clean(text))[0] is None or _goes_on(clean(text), [clean(found[0][1]) for found in before])


def _goes_on(label: str, before: list[str]) -> bool:
    """Whether a section's number is the next after that of a line which tells a total, and so has cells: numbers are
    those of the table's lines."""
    style = numbered(label)[0]
    over = [one for one in before if numbered(one)[0] == style]
    follows = bool(over) and place_of(over[-1]) + 1 == place_of(label) == len(over) + 1
    return style == "chinese" and follows and all(numbered(one)[1].endswith(tuple(words()["totals"])) for one in over)
