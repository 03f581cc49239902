"""What stands in one cell with a label and is none of it: the number of its line, that a table is continued."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from songbang.core.filling.grid import Grid
from songbang.core.filling.lexicon import clean, numbered, words

_LEAST_NUMBERED = 5
_LABEL_NUMBER = re.compile(r"(\d{1,2})[.、．]")


def without_line_numbers(grid: Grid) -> tuple[Grid, dict[tuple[int, int], str]]:
    """The grid without the numbers that its labels begin with, one after the other down a column (5 其中：老旧小区),
    and these by cell."""
    pattern, codes = re.compile(words()["line_number"]), {}
    texts = dict(grid.texts)
    for column in range(1, grid.columns + 1):
        texts_down = [(row, grid.text(row, column)) for row in range(1, grid.rows + 1)]
        down = [(row, found) for row, text in texts_down if (found := pattern.match(text))]
        runs = [(row, found) for n, (row, found) in enumerate(down) if _in_turn(down, n)]
        for row, found in runs if len(runs) >= _LEAST_NUMBERED else []:
            text = grid.text(row, column)
            codes[row, column] = found[1]
            texts[row, column] = found[0][len(found[0].rstrip()) :] + text[found.end() :]
    return (replace(grid, texts=texts), codes) if codes else (grid, {})


def without_continued(grid: Grid) -> Grid:
    """The grid without the word before or behind a heading that says only that a table goes on (续表：指标 ｜ 单位 ｜
    数量; 物资名称（续） over the rest of them)."""
    pattern, texts = re.compile(words()["continued_before"]), dict(grid.texts)
    for row in range(1, grid.rows + 1):
        line = grid.anchors(row)
        texts |= {(row, column): re.sub(words()["continued_behind"], "", text) for column, text in line}
        if len(line) > 1 and (found := pattern.match(line[0][1])):
            texts[row, line[0][0]] = line[0][1][found.end() :]
    return replace(grid, texts=texts) if texts != grid.texts else grid


def is_number(label: str) -> bool:
    """Whether a label is the number of a line only: 3, 一, (二)."""
    bare = clean(label)
    return bare.isdigit() or not numbered(bare)[1] or not numbered(bare + "、")[1]


def numbers_told(labels: list[str]) -> dict[str, str]:
    """Label → the number that it begins with, where the labels of a form without codes count their lines through by
    it: a relation (5=6+7) means these lines.

    >>> numbers_told(["1. 上年末结存", "2. 本年增加", "3. 采购"])["3. 采购"]
    '3'
    >>> numbers_told(["1.男", "2.女", "1.城镇", "2.农村"])
    {}
    """
    styled = [label for label in labels if numbered(clean(label))[0] == "arabic"]
    found = [(label, match[1]) for label in styled if (match := _LABEL_NUMBER.match(clean(label)))]
    numbers = [int(number) for _, number in found]
    return dict(found) if len(found) > 2 and all(one < other for one, other in pairwise(numbers)) else {}


def _in_turn(down: list[tuple[int, re.Match[str]]], at: int) -> bool:
    """Whether a number follows the one above it, or goes before the one below."""
    numbers = [int(found[1]) for _, found in down[max(at - 1, 0) : at + 2]]
    return any(after - before == 1 for before, after in pairwise(numbers))
