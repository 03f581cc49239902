"""Rows in a register that are no data: blank ones, headers again, totals, signatures, notes, headings of a section."""

from __future__ import annotations

import re
from collections.abc import Sequence

from songbang.core.reading.books import Value, blank, text_of
from songbang.core.reading.headers import header_like
from songbang.core.reading.lexicon import Lexicon, header_words
from songbang.core.reading.regions import Region
from songbang.core.text import plain

_SECTION = re.compile(
    r"^(?:(?:19|20)?\d{2}年(?:度)?)?(?:(?:第?[一二三四1-4]|上|下)(?:季度|半年)|\d{1,2}月份?|[一二三四五六七八九十]{1,3}月份?)?(?:收文|会议|小计|情况)?$"
    r"|^[(]?[一二三四五六七八九十]+[)]?[、.]"
)
_PLAIN_NUMBER = re.compile(r"\d+(?:\.0)?")
SHORTEST_NOTE = 4


class LineJudge:
    """Tells why a row of this region is no data, or None where it is data that may be in trouble."""

    def __init__(self, region: Region, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.labels = region.block.labels
        choices = region.assignment.choices
        self.serial = choices["serial"].column if "serial" in choices else None
        self.name, self.day = choices["name"].column, choices["day"].column

    def why(self, own: Sequence[Value], *, merged_across: bool) -> str | None:
        """`own`: the row's own cells, without those that a merged range above fills."""
        filled = [(column, text_of(value)) for column, value in enumerate(own) if not blank(value)]
        told = [(column, text) for column, text in filled if not self._is_serial(column, text)]
        if not told:
            return "blank"
        words = [plain(text) for _, text in told]
        if self._is_header(words):
            return "header"
        if any(self.lexicon.totals.match(word) for word in words[:3]):
            return "total"
        if any(self.lexicon.signatures.search(word) for word in words):
            return "signature"
        return self._lone(told, merged_across) if len(told) == 1 else None

    def _lone(self, told: list[tuple[int, str]], merged_across: bool) -> str | None:
        """A row with one cell: a note, a heading, or a row whose other cells are missing."""
        column, text = told[0]
        word = plain(text)
        if self.lexicon.notes.match(word):
            return "note"
        if _SECTION.match(word) and column != self.day:
            return "section"
        if merged_across or column == self.serial:
            return "section"
        return "note" if column not in (self.name, self.day) and not self._is_answer(word) else None

    def _is_answer(self, word: str) -> bool:
        """A lone tick, number or yes is what is left of a row, no note."""
        return len(word) < SHORTEST_NOTE or word.isdigit() or self.lexicon.answer(word) is not None

    def _is_serial(self, column: int, text: str) -> bool:
        return column == self.serial and bool(_PLAIN_NUMBER.fullmatch(text))

    def _is_header(self, words: list[str]) -> bool:
        same = sum(1 for word in words if header_words(word).whole in self.labels)
        return (same >= 2 and same * 2 >= len(words)) or (same == len(words) and same >= 1)

    def another_header(self, own: Sequence[Value]) -> bool:
        """Whether the row looks like the header of another register."""
        return header_like(own, self.lexicon) and sum(1 for value in own if not blank(value)) >= 3
