"""Pages saved from the web: the text of their content, the header table of official pages, furniture left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from songbang.core.errors import Unreadable
from songbang.core.reading.documents.values import Content, Line, Place
from songbang.core.reading.documents.words import bare, table
from songbang.core.reading.formats.separated import decoded

_BLOCKS = frozenset({
    "address", "article", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "h1", "h2",
    "h3", "h4", "h5", "h6", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "tr", "ul",
})  # fmt: skip
_CELLS = frozenset({"td", "th"})
_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
_LABEL_LONGEST = 10


def score(head: bytes, name: str) -> int:
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<meta", b"<head", b"<div", b"<body", b"<p", b"<table")):
        return 7
    return 5 if b"<html" in start or name.endswith((".htm", ".html")) else 0


def open_content(content: bytes, name: str) -> Content:
    """Raises `Unreadable` ("file.encoding", "file.damaged")."""
    try:
        tree = html.fromstring(_text(content).encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("file.damaged", reason=str(error)) from error
    stated = _stated(tree)
    main = _main(tree)
    lines = [line for line in _lines(main) if line.text.strip()]
    return Content(tuple(lines), 1, "html", stated)


def _text(content: bytes) -> str:
    declared = _DECLARED.search(content[:4096])
    if declared and declared[1].lower() in (b"gbk", b"gb2312", b"gb18030", b"big5"):
        encoding = "big5" if declared[1].lower() == b"big5" else "gb18030"
        return content.decode(encoding, errors="replace")
    return decoded(content)


def _stated(tree: Any) -> dict[str, str]:
    """Element → value from the header table: a cell that is a label, the next one its value."""
    labels: dict[str, str] = table()["web_labels"]
    found: dict[str, str] = {}
    for cell in tree.iter("td", "th", "li", "div", "span", "p"):
        label = bare(cell.text_content()).rstrip(":") if len(cell) < 4 else ""
        if not label or len(label) > _LABEL_LONGEST or label not in labels:
            continue
        value = cell.getnext()
        if value is not None and isinstance(value.tag, str) and (text := " ".join(value.text_content().split())):
            found.setdefault(labels[label], text)
    return found


def _main(tree: Any) -> Any:
    """The element that holds the text: known by its id or class, else the whole body."""
    for name in table()["web_content"]:
        for element in tree.iter():
            if isinstance(element.tag, str) and (
                element.get("id") == name or name in (element.get("class") or "").split()
            ):
                return element
    body = tree.find(".//body")
    return body if body is not None else tree


def _lines(main: Any) -> Iterator[Line]:
    walker = _Walker(frozenset(table()["web_away"]))
    walker.walk(main, "body", top=True)
    walker.end("body")
    yield from walker.lines


class _Walker:
    """Walks a page in order, a line a block."""

    def __init__(self, away: frozenset[str]) -> None:
        self.away = away
        self.lines: list[Line] = []
        self._text: list[str] = []

    def walk(self, element: Any, place: Place, *, top: bool = False) -> None:
        if not isinstance(element.tag, str) or (element.tag in self.away and not top) or _hidden(element):
            return
        breaks = element.tag in _BLOCKS or (element.tag in _CELLS and not top)
        if breaks:
            self.end(place)
        inside: Place = "table" if element.tag in _CELLS and not top and _in_columns(element) else place
        self._say(element.text)
        for child in element:
            if child.tag == "br":
                self.end(inside)
            else:
                self.walk(child, inside)
            self._say(child.tail)
        if breaks:
            self.end(inside)

    def _say(self, text: str | None) -> None:
        if text:
            self._text.append(text)

    def end(self, place: Place) -> None:
        text = re.sub(r"[ \t\r\n]+", " ", "".join(self._text)).strip(" ")
        self._text = []
        if text.strip():
            self.lines.append(Line(text, 1, place))


def _hidden(element: Any) -> bool:
    style = re.sub(r"\s", "", element.get("style") or "").lower()
    return "display:none" in style or "visibility:hidden" in style or element.get("hidden") is not None


def _in_columns(cell: Any) -> bool:
    """Whether the cell's row has several cells: else the table only lays the page out."""
    row = cell.getparent()
    return row is not None and sum(1 for other in row if other.tag in _CELLS) > 1
