"""Printed lines → paragraphs: page numbers and running heads taken away, hard line breaks joined."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from songbang.core.reading.documents.values import Line
from songbang.core.reading.documents.words import any_of, bare, pattern

_LONGEST_WRAP = 60
_RUNNING_HEAD = 40
_TELLING = 5
"""A page of no more lines than these does not show where its text begins."""
_NARROW = 0.5
"""A page whose widest line takes less than this part of it has no full lines."""
_SHIFT = 1.2
"""In heights of a line: how far the text of one scanned page may lie beside that of another."""
_INDENT = 4.5
"""A line that begins further in than this is centred or stands at the right: no part of a paragraph."""
_SENTENCE_ENDS = "。；！？:：;!?"


def without_furniture(lines: Iterable[Line]) -> list[Line]:
    """The text's own lines: margins, blank lines, page numbers and what every page repeats are left out."""
    body = [line for line in lines if line.place != "margin" and line.text.strip()]
    edges = _edges(body)
    repeated = _repeated(body, edges)
    return [
        line
        for number, line in enumerate(body)
        if not _is_page_number(line, number in edges)
        and not (number in edges and bare(line.text) in repeated)
        and not any_of("furniture").search(bare(line.text))
    ]


def _edges(lines: Sequence[Line]) -> set[int]:
    """Indexes of the first and last two lines of each page."""
    pages: dict[int, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        pages[line.page].append(number)
    return {number for own in pages.values() for number in (*own[:2], *own[-2:])}


def _repeated(lines: Sequence[Line], edges: set[int]) -> set[str]:
    """What stands at the edge of three pages or more: a running head, no text."""
    texts = {(lines[number].page, bare(lines[number].text)) for number in edges}
    counts = Counter(text for _, text in texts)
    return {text for text, count in counts.items() if count > 2 and len(text) < _RUNNING_HEAD}


def _is_page_number(line: Line, at_edge: bool) -> bool:
    text = bare(line.text)
    if len(text) > 16 or not any(char.isdigit() for char in text):
        return False
    if pattern("page_number").match(text) is not None:
        return True
    return at_edge and line.printed and pattern("page_number_alone").match(text) is not None


def paragraphs(lines: Sequence[Line]) -> list[Line]:
    """Lines joined to the paragraphs that they were broken from. Lines of a table stay as they are."""
    if not any(line.printed for line in lines):
        return _by_length(lines)
    return _by_place(lines)


def _by_place(lines: Sequence[Line]) -> list[Line]:
    margins = _margins(lines)
    joined: list[Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        if last is not None and _goes_on(last, line, margins):
            joined[-1] = replace(last, text=glued(last.text, line.text), right=line.right, size=line.size)
        else:
            joined.append(line)
    return joined


def _margins(lines: Sequence[Line]) -> dict[int, tuple[float, float]]:
    """Left and right edge of the text by page. A page of few lines, or of indented ones only, has the edge of the
    others; the width of the widest page holds for all."""
    own: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if line.place != "table":
            own[line.page].append(line)
    if not own:
        return {}
    lefts = {page: _second(line.left for line in on) for page, on in own.items()}
    telling = sorted(left for page, left in lefts.items() if len(own[page]) > _TELLING) or sorted(lefts.values())
    usual = telling[len(telling) // 2] if len(telling) > 2 else telling[0]
    slack = _SHIFT * max(line.size for line in lines)
    lefts = {page: left if abs(left - usual) < slack else usual for page, left in lefts.items()}
    width = max(-_second(-line.right for line in on) - lefts[page] for page, on in own.items())
    return {page: (left, left + width) for page, left in lefts.items()}


def _second(values: Iterable[float]) -> float:
    """The second smallest: one line may stand out."""
    least = sorted(values)[:2]
    return least[-1]


def _goes_on(last: Line, line: Line, margins: dict[int, tuple[float, float]]) -> bool:
    if not (last.printed and line.printed) or "table" in (last.place, line.place):
        return False
    left, _ = margins[line.page]
    # `last` may have been joined from lines of the page before: its right edge is that of its last line
    last_left, right = margins[line.page if line.page - last.page != 1 else last.page]
    if right - last_left < _NARROW:
        return False
    ends_full = last.right >= right - 1.5 * last.size and last.left <= last_left + _INDENT * last.size
    begins_flush = line.left <= left + 1.1 * line.size
    alike = last.size and abs(last.size - line.size) <= 0.15 * max(last.size, line.size)
    return bool(ends_full and begins_flush and alike)


def _by_length(lines: Sequence[Line]) -> list[Line]:
    """Text that was broken at a fixed width: lines as long as the longest go on in the next."""
    widths = [_width(line.text.rstrip()) for line in lines if line.place == "body"]
    longest = max(widths, default=0)
    full = [width for width in widths if width >= longest - 2]
    if longest > 2 * _LONGEST_WRAP or longest < 24 or len(full) < max(3, len(widths) // 4):
        return list(lines)
    joined: list[Line] = []
    broken = False
    for line in lines:
        if broken and not line.text[:1].isspace():
            joined[-1] = replace(joined[-1], text=glued(joined[-1].text, line.text))
        else:
            joined.append(line)
        broken = _width(line.text.rstrip()) >= longest - 2 and line.text.rstrip()[-1:] not in _SENTENCE_ENDS
    return joined


def _width(text: str) -> int:
    return sum(1 if char.isascii() else 2 for char in text)


def glued(first: str, second: str) -> str:
    """Two halves of a paragraph: a blank only between words of letters.

    >>> glued("县级各", " 部门"), glued("Office", "open")
    ('县级各部门', 'Office open')
    """
    first, second = first.rstrip(), second.lstrip()
    between = " " if first[-1:].isascii() and second[:1].isascii() and first[-1:].isalpha() else ""
    return first + between + second
