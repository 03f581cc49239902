"""Numbers written as nearly all are (代字〔2019〕12号, in any brackets, digits of any sort), read many at once.

All characters of some thousand numbers are laid end to end as a column (in UTF-16, in which all that is looked for is
one unit); where a number starts, where its
bracket stands and which digits follow is then found for all of them together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from songbang.core.matching.joins import Flags, Ints, distinct, packed

_AT_ONCE = 1 << 13
_VALUE, _OPEN, _CLOSE, _DIGIT, _MILLENNIUM, _HAN = 15, 16, 32, 64, 128, 256
_ORDINAL, _END, _LINE_END = ord("第"), ord("号"), ord("\n")
_LONGEST_CODE, _LONGEST_SERIAL = 14, 5
_MARGIN = 16
"""Blanks after the last number: more than is looked at beyond a bracket."""
_PLAIN_DIGITS, _WIDE_DIGITS = "0123456789", "".join(chr(0xFF10 + value) for value in range(10))
_SLIPS = ("oODQlI|丨ZzSsB", "0000111122558")
_Chars = NDArray[np.uint16]


class Lines:
    """Texts, one by one or a number of them as lines of one text."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts

    def __getitem__(self, place: int) -> str:
        return self._texts[place]

    def __len__(self) -> int:
        return len(self._texts)

    def joined(self, start: int, stop: int) -> str:
        """Those from `start` to before `stop`, a line end between every two; they may hold line ends of their own."""
        return "\n".join(self._texts[start:stop])


@dataclass(frozen=True, slots=True)
class Plain:
    """`code` points into `codes`, the different 机关代字, the first of which is none; year and serial are 0 and -1
    where a text is empty or no number of this form."""

    codes: list[str]
    code: Ints
    year: Ints
    serial: Ints


def read_plain(written: Lines) -> tuple[Plain, Ints]:
    """Those numbers that are written plainly, and the places of the texts that are none of these, nor empty.

    >>> found, odd = read_plain(Lines(["南政办发［２０１９］第０12号", "第12号", ""]))
    >>> found.serial.tolist(), odd.tolist()
    ([12, -1, -1], [1])
    """
    parts = [_read(written, start) for start in range(0, len(written), _AT_ONCE)] or [_read(Lines([""]), 0)]
    length, year, serial, *heads = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    odd = np.flatnonzero(length < 0)
    stated = np.flatnonzero(length > 0)
    _, first, found = distinct(heads[0][stated])
    for head in heads[1:]:
        if head.any():
            _, first, found = distinct(packed((found, 0), (distinct(head[stated])[2], stated.size)))
    code = np.zeros(len(written), dtype=np.int64)
    code[stated] = found + 1
    codes = [written[at][: length[at]] for at in stated[first].tolist()]
    return Plain(["", *codes], code, year[: len(written)], serial[: len(written)]), odd


@cache
def _table() -> _Chars:
    """Of every character what it can be, and in the lowest bits its value as a digit."""
    sorts = np.zeros(0x10000, dtype=np.uint16)
    sorts[0x4E00:0xA000] = _HAN
    for kind, chars in ((_OPEN, "〔[(（【﹝［"), (_CLOSE, "〕])）】﹞］"), (_MILLENNIUM, "12１２lI丨Zz")):
        sorts[[ord(char) for char in chars]] |= kind
    for chars, told in ((_PLAIN_DIGITS, _PLAIN_DIGITS), (_WIDE_DIGITS, _PLAIN_DIGITS), _SLIPS):
        sorts[[ord(char) for char in chars]] |= np.array([_DIGIT | int(digit) for digit in told], dtype=np.uint16)
    return sorts


def _read(written: Lines, start: int) -> list[Ints]:
    """Of some of the texts, from `start` on: length of the 机关代字 (0: nothing written, -1: not of this form), year,
    serial, and the 机关代字, four characters to a column."""
    chars = _laid_out(written, start, min(len(written), start + _AT_ONCE))
    sort = _table()[chars]
    other = np.flatnonzero(sort & _HAN == 0)
    last = np.flatnonzero(chars[other] == _LINE_END)
    ends, bracket = other[last], other[np.r_[0, last[:-1] + 1]]
    starts = np.r_[0, ends[:-1] + 1]
    length = bracket - starts
    plain = (length > 0) & (length <= _LONGEST_CODE) & _is(sort[bracket], _OPEN) & _is(sort[bracket + 5], _CLOSE)
    plain &= _is(sort[bracket + 1], _MILLENNIUM)
    some = np.flatnonzero(plain)
    bracket = bracket[some]
    year, after = _number_at(sort, bracket + 1, 4)
    first = bracket + 6 + (chars[bracket + 6] == _ORDINAL)
    serial, end = _number_at(sort, first, _LONGEST_SERIAL)
    right = (after == bracket + 5) & (end > first) & (end + (chars[end] == _END) == ends[some])
    some = some[right]
    years, serials = np.zeros_like(length), np.full_like(length, -1)
    years[some], serials[some] = year[right], serial[right]
    told = np.where(ends > starts, -1, 0)
    told[some] = length[some]
    return [told, years, serials, *_codes(chars, starts, told)]


def _codes(chars: _Chars, starts: Ints, length: Ints) -> Iterator[Ints]:
    """The first characters of each text, so many as `length` tells, as whole numbers of four characters each."""
    for first in range(0, _LONGEST_CODE, 4):
        found = np.zeros(starts.size, dtype=np.int64)
        some = np.flatnonzero(length > first)
        if some.size:
            start, end, code = starts[some], length[some], np.zeros(some.size, dtype=np.int64)
            for at in range(first, first + 4):
                code = code << 15 | np.where(at < end, chars[start + at] - np.int64(0x4DFF), 0)
            found[some] = code
        yield found


def _laid_out(written: Lines, start: int, stop: int) -> _Chars:
    """All characters, each text followed by a line end."""
    text = written.joined(start, stop)
    if text.count("\n") >= stop - start:
        text = "\n".join([written[at].replace("\n", " ") for at in range(start, stop)])
    return np.frombuffer((text + "\n" + " " * _MARGIN).encode("utf-16-le", "surrogatepass"), dtype=np.uint16)


def _number_at(sort: _Chars, first: Ints, longest: int) -> tuple[Ints, Ints]:
    """The value of the digits that begin at `first`, at most so many, and where they end."""
    value, after = np.zeros(first.size, dtype=np.int64), first.copy()
    goes_on = np.ones(first.size, dtype=np.bool_)
    for at in range(longest):
        digit = sort[first + at]
        goes_on = goes_on & _is(digit, _DIGIT)
        value = np.where(goes_on, value * 10 + (digit & _VALUE), value)
        after += goes_on
    return value, after


def _is(sorts: _Chars, kind: int) -> Flags:
    found: Flags = sorts & kind != 0
    return found
