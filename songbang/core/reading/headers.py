"""Where a register's header stands, and how many rows it takes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from songbang.core.reading.books import Sheet, Value, blank, text_of
from songbang.core.reading.lexicon import Header, Lexicon, header_words

DEEPEST_HEADER = 3
LONGEST_LABEL = 28
_DATA = re.compile(r"\d{4}[-./年]\d|\d{1,2}[:：]\d{2}|^\d+(?:\.\d+)?$|〔|\d+月\d+日")


@dataclass(frozen=True, slots=True)
class ColumnHeader:
    """What stands above one column: `parent` (from a merged cell above), `child`, and all of it as `text`."""

    text: str
    parent: Header
    child: Header
    whole: Header


@dataclass(frozen=True, slots=True)
class HeaderBlock:
    """Header rows `top`..`bottom` (from 0, both included) and what they say above each column (None: nothing)."""

    top: int
    bottom: int
    columns: tuple[ColumnHeader | None, ...]

    @property
    def labels(self) -> frozenset[str]:
        """All words of the header, for finding it again further down."""
        return frozenset(words for c in self.columns if c for words in (c.parent.whole, c.child.whole) if words)


def header_blocks(sheet: Sheet, lexicon: Lexicon, start: int, stop: int) -> Iterator[HeaderBlock]:
    """Rows from `start` to before `stop` that may be a header, with every depth each may have, likeliest first."""
    for top in range(start, min(stop, len(sheet.rows))):
        if header_like(sheet.rows[top], lexicon):
            yield from block_at(sheet, lexicon, top)


def block_at(sheet: Sheet, lexicon: Lexicon, top: int) -> Iterator[HeaderBlock]:
    """The header that begins at row `top`, whatever its words, with every depth that it may have."""
    if not 0 <= top < len(sheet.rows):
        return
    depth = 1
    while depth < DEEPEST_HEADER and _continues(sheet, top, top + depth, lexicon):
        depth += 1
    for deep in range(depth, 0, -1):
        yield _block(sheet, top, top + deep - 1)


def header_like(row: Sequence[Value], lexicon: Lexicon) -> bool:
    """Most of the row's cells are short labels, and at least two are words that some register's header uses."""
    labels = [text_of(value) for value in row if not blank(value)]
    if len(labels) < 2 or not all(isinstance(value, str) for value in row if not blank(value)):
        return False
    if any(_DATA.search(label) for label in labels) or sum(len(label) > LONGEST_LABEL for label in labels) > 1:
        return False
    known = sum(1 for label in labels if lexicon.known(header_words(label)))
    return known >= 2 and known * 2 >= len(labels)


def _continues(sheet: Sheet, top: int, row: int, lexicon: Lexicon) -> bool:
    """Whether `row` is one more line of the header that starts at `top`."""
    if row >= len(sheet.rows):
        return False
    cells = sheet.rows[row]
    own = [(column, value) for column, value in enumerate(cells) if not blank(value)]
    if any(merge.top < row <= merge.bottom and merge.top >= top for merge in sheet.merges):
        return not any(_typed(value) for _, value in own)
    if not own or any(_typed(value) for _, value in own):
        return False
    under_blank = sum(1 for column, _ in own if blank(_cell(sheet.rows[row - 1], column)))
    under_merge = any(merge.top == row - 1 and merge.right > merge.left for merge in sheet.merges)
    known = sum(1 for _, value in own if lexicon.known(header_words(text_of(value))))
    same = sum(1 for column, value in own if text_of(_cell(sheet.rows[top], column)) == text_of(value))
    return same * 2 < len(own) and known * 2 >= len(own) and (under_blank > 0 or under_merge)


def _typed(value: Value) -> bool:
    if isinstance(value, int | float | date | time | timedelta):
        return True
    return isinstance(value, str) and (bool(_DATA.search(value.strip())) or len(value) > LONGEST_LABEL)


def _cell(row: Sequence[Value], column: int) -> Value:
    return row[column] if column < len(row) else ""


def _block(sheet: Sheet, top: int, bottom: int) -> HeaderBlock:
    columns: list[ColumnHeader | None] = []
    for column in range(sheet.width):
        parts = list(
            dict.fromkeys(text for row in range(top, bottom + 1) if (text := _label(sheet, row, column, bottom)))
        )
        columns.append(_column(parts) if parts else None)
    return HeaderBlock(top, bottom, tuple(columns))


def _label(sheet: Sheet, row: int, column: int, bottom: int) -> str:
    """The label of a header cell; a blank cell above a filled one takes the parent to its left."""
    text = text_of(sheet.at(row, column))
    if text or row == bottom or blank(sheet.at(row + 1, column)):
        return text
    for left in range(column - 1, -1, -1):
        if not blank(sheet.at(row + 1, left)) and not blank(sheet.at(row, left)):
            return text_of(sheet.at(row, left))
        if blank(sheet.at(row + 1, left)):
            break
    return ""


def _column(parts: list[str]) -> ColumnHeader:
    parent = header_words("".join(parts[:-1]))
    return ColumnHeader("/".join(parts), parent, header_words(parts[-1]), header_words("".join(parts)))
