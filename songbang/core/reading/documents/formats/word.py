"""docx by lxml: paragraphs and tables in reading order, text boxes where they are anchored, headers and footers apart.

The parts are read as XML rather than through python-docx, which leaves out text boxes, content controls, revisions and
nested tables. Deleted text of tracked changes is not text; inserted text is.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from songbang.core.errors import Unreadable
from songbang.core.reading.documents.archive import open_archive, parse_part
from songbang.core.reading.documents.values import Content, Line, Place

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_LARGEST_TITLE_LEVEL = frozenset({"title"})


def score(head: bytes, name: str) -> int:
    if not head.startswith(b"PK\x03\x04"):
        return 0
    return 8 if name.endswith((".docx", ".docm")) else 3


def open_content(content: bytes, name: str) -> Content:
    """Raises `Unreadable` ("document.unknown" where the package is no docx, and what `archive` raises)."""
    archive = open_archive(content)
    main = _main_part(archive)
    root = parse_part(archive, main)
    walker = _Walker(_title_styles(archive, main))
    body = _child(root, "body")
    lines = list(walker.blocks(body, "body")) if body is not None else []
    margins = [line for part in _margin_parts(archive, main) for line in _margin(archive, part)]
    return Content((*lines, *margins), max(walker.page, _pages_told(archive)), "docx")


def _main_part(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if "word/document.xml" in names:
        return "word/document.xml"
    if "[Content_Types].xml" in names:
        for entry in parse_part(archive, "[Content_Types].xml"):
            if str(entry.get("ContentType", "")).replace("macroEnabled.12", "") == _MAIN:
                return str(entry.get("PartName", "")).lstrip("/")
    raise Unreadable("document.unknown")


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag[tag.rfind("}") + 1 :] if isinstance(tag, str) else ""


def _child(element: etree._Element, name: str) -> etree._Element | None:
    return next((child for child in element if _local(child) == name), None)


def _value(element: etree._Element | None, name: str = "val") -> str:
    if element is None:
        return ""
    return str(element.get(_W + name) or element.get(_STRICT + name) or "")


def _title_styles(archive: zipfile.ZipFile, main: str) -> frozenset[str]:
    """Ids of the styles that are called Title."""
    part = posixpath.join(posixpath.dirname(main), "styles.xml")
    if part not in archive.namelist():
        return frozenset()
    styles = (style for style in parse_part(archive, part) if _local(style) == "style")
    return frozenset(
        _value(style, "styleId") for style in styles if _value(_child(style, "name")).lower() in _LARGEST_TITLE_LEVEL
    )


class _Walker:
    """Walks the blocks of a part, counting the pages that the word processor last laid out."""

    def __init__(self, titles: frozenset[str] = frozenset()) -> None:
        self.titles = titles
        self.page = 1

    def blocks(self, parent: etree._Element, place: Place) -> Iterator[Line]:
        for child in parent:
            name = _local(child)
            if name == "p":
                yield from self.paragraph(child, place)
            elif name == "tbl":
                yield from self.table(child)
            elif name in ("sdt", "sdtContent", "customXml", "ins", "smartTag"):
                yield from self.blocks(child, place)

    def table(self, table: etree._Element) -> Iterator[Line]:
        for row in table.iterchildren():
            for cell in row.iterchildren() if _local(row) == "tr" else ():
                if _local(cell) == "tc":
                    yield from self.blocks(cell, "table")

    def paragraph(self, paragraph: etree._Element, place: Place) -> Iterator[Line]:
        style = ""
        properties = _child(paragraph, "pPr")
        if properties is not None:
            style = _value(_child(properties, "pStyle"))
            if _child(properties, "pageBreakBefore") is not None and self.page > 1:
                self.page += 1
        begun = self.page
        boxes: list[etree._Element] = []
        text = "".join(self.runs(paragraph, boxes))
        pieces = text.split("\n")
        for piece in pieces:
            yield Line(piece, begun, place, titled=style in self.titles)
        for box in boxes:
            yield from (replace(line, place="box") for line in self.blocks(box, "box"))

    def runs(self, parent: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
        for child in parent:
            name = _local(child)
            if name == "t":
                yield child.text or ""
            elif name in ("br", "cr"):
                yield from self._break(child)
            elif name == "lastRenderedPageBreak":
                self.page += 1
            elif name in ("tab", "ptab"):
                yield "\t"
            elif name in ("noBreakHyphen",):
                yield "-"
            elif name == "txbxContent":
                boxes.append(child)
            elif name not in ("del", "delText", "instrText", "Fallback", "rPr", "pPr", "moveFrom"):
                yield from self.runs(child, boxes)

    def _break(self, element: etree._Element) -> Iterator[str]:
        if _value(element, "type") == "page":
            follows = element.getnext()
            if follows is None or _local(follows) != "lastRenderedPageBreak":
                self.page += 1
            return
        yield "\n"


def _margin_parts(archive: zipfile.ZipFile, main: str) -> list[str]:
    folder = posixpath.dirname(main)
    parts = (name for name in archive.namelist() if posixpath.dirname(name) == folder)
    return sorted(n for n in parts if posixpath.basename(n).startswith(("header", "footer")) and n.endswith(".xml"))


def _margin(archive: zipfile.ZipFile, part: str) -> list[Line]:
    lines = _Walker().blocks(parse_part(archive, part), "margin")
    return [replace(line, place="margin") for line in lines if line.text.strip()]


def _pages_told(archive: zipfile.ZipFile) -> int:
    """Pages that the word processor counted when it saved; 1 where it does not say."""
    if "docProps/app.xml" not in archive.namelist():
        return 1
    for element in parse_part(archive, "docProps/app.xml"):
        if _local(element) == "Pages" and (element.text or "").isdigit():
            return max(int(element.text), 1)
    return 1
