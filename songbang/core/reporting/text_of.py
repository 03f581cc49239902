"""Reads a report's text back, from the value and from both files, as one list: so that a changed figure can be named.

An item is a paragraph, a heading, a caption or a cell of a table, in the order of reading; blanks at its ends are
dropped, blanks inside count as one. Furniture of the page (page numbers, contents, panels, drawn charts) is no item.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn

from songbang.core.errors import Unreadable
from songbang.core.reporting.layout_words import (
    appendix_label_and_title,
    attachment_lines,
    notes_line,
    printable,
    words_for,
)
from songbang.core.reporting.report import Block, Chart, Paragraph, Report, Section, Table

_BLANKS = re.compile(r"\s+")
_INLINE = frozenset({"a", "abbr", "b", "button", "em", "i", "small", "span", "strong", "sub", "sup", "u", "wbr"})
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_UNREAD = frozenset({"script", "style", "template"})


def text_of_report(report: Report) -> list[str]:
    """The items of the report as they must stand in both files."""
    return _items(_said(report))


def text_of_docx(content: bytes) -> list[str]:
    """The items of a .docx file. Raises `Unreadable` ("report.unreadable") when it is no such file."""
    try:
        body = docx.Document(BytesIO(content)).element.body
    except (BadZipFile, OpcError, KeyError, ValueError) as error:
        raise Unreadable("report.unreadable", reason=str(error)) from error
    # Every w:p in document order is every paragraph and every cell; w:t leaves deleted text (w:delText) out.
    return _items(_paragraph_text(paragraph) for paragraph in body.iter(qn("w:p")))


def text_of_html(page: str) -> list[str]:
    """The items inside the page's <article>, without what is marked `data-furniture`."""
    reader = _ArticleReader()
    reader.feed(page)
    reader.close()
    return _items(reader.items)


def differences(expected: Sequence[str], found: Sequence[str]) -> list[tuple[str | None, str | None]]:
    """Pairs (what should stand, what stands) where two texts part; None where one has nothing there.

    >>> differences(["一", "收文412件"], ["一", "收文413件"])
    [('收文412件', '收文413件')]
    """
    pairs: list[tuple[str | None, str | None]] = []
    for tag, start, end, start_found, end_found in SequenceMatcher(None, expected, found, autojunk=False).get_opcodes():
        if tag != "equal":
            pairs.extend(_paired(expected[start:end], found[start_found:end_found]))
    return pairs


def _paired(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[str | None, str | None]]:
    for at in range(max(len(left), len(right))):
        yield (left[at] if at < len(left) else None, right[at] if at < len(right) else None)


def _items(texts: Iterable[str]) -> list[str]:
    return [item for item in (_BLANKS.sub(" ", printable(text)).strip() for text in texts) if item]


def _said(report: Report) -> Iterator[str]:
    words = words_for(report.language)
    yield from (report.issuer, report.title, report.addressee)
    yield from (paragraph.text for paragraph in report.opening)
    for section in report.sections:
        yield section.heading
        yield from _said_in_blocks(section.blocks)
    yield from (paragraph.text for paragraph in report.closing)
    yield from attachment_lines(report, words)
    yield from (report.signature, report.signed_on)
    yield notes_line(report)
    for section in report.appendices:
        yield from _said_in_appendix(section)


def _said_in_appendix(section: Section) -> Iterator[str]:
    yield from appendix_label_and_title(section.heading) if section.level == 1 else (section.heading,)
    yield from _said_in_blocks(section.blocks)


def _said_in_blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Table):
            yield from (block.caption, *block.header)
            yield from (cell.text for row in block.rows for cell in row)
            yield block.note
        elif isinstance(block, Chart):
            yield block.caption


def _paragraph_text(paragraph: Any) -> str:
    return "".join(
        (node.text or "") if node.tag == qn("w:t") else " " for node in paragraph.iter(qn("w:t"), qn("w:tab"))
    )


class _ArticleReader(HTMLParser):
    """Gathers the text between block tags of <article>; furniture is passed over whole."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.items: list[str] = [""]
        self._open: list[tuple[str, bool]] = []
        """Open elements from the outside in, each with whether its text is read."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._part(tag)
        if tag in _VOID:
            return
        outside = not self._open and tag != "article"
        unread = tag in _UNREAD or any(name == "data-furniture" for name, _ in attrs)
        if not outside:
            self._open.append((tag, not unread and all(read for _, read in self._open)))

    def handle_endtag(self, tag: str) -> None:
        self._part(tag)
        depth = next((at for at in reversed(range(len(self._open))) if self._open[at][0] == tag), None)
        if depth is not None:
            del self._open[depth:]

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][1]:
            self.items[-1] += data

    def _part(self, tag: str) -> None:
        if tag not in _INLINE:
            self.items.append("")
