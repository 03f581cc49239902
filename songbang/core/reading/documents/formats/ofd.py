"""OFD (GB/T 33190): zip and XML. Text of each page with its place, templates and composite resources included.

Names of elements are told by their local name alone, places by a look at the package: producers differ in namespaces,
in letter case, in slashes. Annotations and watermarks are no text. Pages that hold only a picture are recognised.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from songbang.core.errors import Unreadable
from songbang.core.reading.documents import ocr
from songbang.core.reading.documents.archive import open_archive, parse_part, read_part
from songbang.core.reading.documents.formats.pdf import FEW_CHARACTERS, edges
from songbang.core.reading.documents.formats.pictures import open_picture
from songbang.core.reading.documents.layout import Piece, Rule, lines_of
from songbang.core.reading.documents.values import Content, Line

MOST_PAGES = 1000
_DEEPEST = 6
_THIN_MM = 1.2
_BIG_PICTURE_MM = 60.0
_A4_MM = 210.0
Matrix = tuple[float, float, float, float, float, float]
_STILL: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def score(head: bytes, name: str) -> int:
    if not head.startswith(b"PK\x03\x04"):
        return 0
    return 8 if name.endswith(".ofd") or b"OFD.xml" in head else 0


def open_content(content: bytes, name: str) -> Content:
    """Raises `Unreadable` ("file.password" for a package with encrypted parts, "file.damaged", …)."""
    package = _Package(open_archive(content))
    pages = [page for root in package.roots() for page in _Body(package, root).pages()]
    if len(pages) > MOST_PAGES:
        raise Unreadable("document.too_many_pages", pages=len(pages), most=MOST_PAGES)
    lines: list[Line] = []
    scans: list[int] = []
    for number, page in enumerate(pages):
        own = lines_of(page.pieces, page.rules, number + 1, page.width)
        if sum(len(line.text) for line in own) <= FEW_CHARACTERS and page.pictures:
            scans.append(number)
        lines += own
    ocr.check_pages(len(scans))
    for number in scans:
        lines = [line for line in lines if line.page != number + 1]
        for picture in pages[number].pictures:
            lines += ocr.read_picture(open_picture(picture), number + 1)
    lines.sort(key=lambda line: line.page)
    return Content(tuple(lines), max(len(pages), 1), "ofd+ocr" if scans else "ofd", lost=ocr.lost_pages(lines, scans))


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag[tag.rfind("}") + 1 :] if isinstance(tag, str) else ""


def _under(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Descendants of one of these names, in order."""
    return (found for found in element.iter() if _local(found) in names)


class _Package:
    """The parts by place: relative to the part that names them, or from the root; letter case forgiven."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self._names = {name.replace("\\", "/").lower(): name for name in archive.namelist()}

    def find(self, place: str, beside: str) -> str | None:
        place = place.strip().replace("\\", "/")
        folder = posixpath.dirname(beside)
        options = (place.lstrip("/"),) if place.startswith("/") else (posixpath.join(folder, place), place)
        for option in options:
            found = self._names.get(posixpath.normpath(option).lower())
            if found:
                return found
        return None

    def parse(self, name: str) -> etree._Element:
        return parse_part(self.archive, name)

    def roots(self) -> list[str]:
        """The documents of the package. Raises `Unreadable` where it names none."""
        entry = self._names.get("ofd.xml")
        if entry is None:
            raise Unreadable("document.unknown")
        if "encryptions.xml" in self._names or any(name.endswith(".crypto") for name in self._names):
            raise Unreadable("file.password")
        places = [element.text or "" for element in _under(self.parse(entry), "DocRoot")]
        found = [name for place in places if (name := self.find(place, entry)) is not None]
        if not found:
            raise Unreadable("file.damaged", reason="DocRoot")
        return found


@dataclass
class _Page:
    pieces: list[Piece] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: list[bytes] = field(default_factory=list)
    width: float = _A4_MM


@dataclass
class _Resources:
    """What objects refer to: composite graphics by id, pictures by id."""

    composites: dict[str, etree._Element] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)


class _Body:
    """One document of the package."""

    def __init__(self, package: _Package, root: str) -> None:
        self.package, self.root = package, root
        self.tree = package.parse(root)
        self.resources = _Resources()
        for element in _under(self.tree, "PublicRes", "DocumentRes"):
            self._take(element.text or "", root)
        self.templates = {
            str(element.get("ID")): part
            for element in _under(self.tree, "TemplatePage")
            if (part := package.find(str(element.get("BaseLoc", "")), root)) is not None
        }

    def _take(self, place: str, beside: str) -> None:
        name = self.package.find(place, beside)
        if name is None:
            return
        tree = self.package.parse(name)
        base = str(tree.get("BaseLoc") or "")
        for unit in _under(tree, "CompositeGraphicUnit", "CompositeGraphicsUnit"):
            self.resources.composites[str(unit.get("ID"))] = unit
        for medium in _under(tree, "MultiMedia"):
            file = next(_under(medium, "MediaFile"), None)
            if file is not None and file.text:
                found = self.package.find(posixpath.join(base, file.text), name) or self.package.find(file.text, name)
                if found:
                    self.resources.media[str(medium.get("ID"))] = found

    def pages(self) -> Iterator[_Page]:
        """The pages in the order of the file, each with its templates."""
        for element in _under(self.tree, "Page"):
            name = self.package.find(str(element.get("BaseLoc", "")), self.root)
            if name is None:
                continue
            tree = self.package.parse(name)
            for resource in _under(tree, "PageRes"):
                self._take(resource.text or "", name)
            page = _Page(width=_width(tree) or _width(self.tree) or _A4_MM)
            for template in _under(tree, "Template"):
                part = self.templates.get(str(template.get("TemplateID")))
                if part:
                    self._content(self.package.parse(part), page)
            self._content(tree, page)
            yield page

    def _content(self, tree: etree._Element, page: _Page) -> None:
        for element in tree:
            if _local(element) == "Content":
                self._objects(element, page, _STILL, 0)

    def _objects(self, parent: etree._Element, page: _Page, placed: Matrix, depth: int) -> None:
        for element in parent:
            name = _local(element)
            if name in ("Layer", "PageBlock", "Content"):
                self._objects(element, page, placed, depth)
            elif name == "TextObject":
                page.pieces += _text_pieces(element, placed)
            elif name == "PathObject":
                page.rules += _path_rules(element, placed)
            elif name == "ImageObject":
                self._picture(element, page)
            elif name in ("CompositeObject", "CompositeGraphicObject") and depth < _DEEPEST:
                unit = self.resources.composites.get(str(element.get("ResourceID")))
                if unit is not None:
                    self._objects(unit, page, _placed(element, placed), depth + 1)

    def _picture(self, element: etree._Element, page: _Page) -> None:
        part = self.resources.media.get(str(element.get("ResourceID")))
        box = _numbers(element.get("Boundary"))
        if part and len(box) == 4 and min(box[2], box[3]) >= _BIG_PICTURE_MM:
            page.pictures.append(read_part(self.package.archive, part))


def _width(tree: etree._Element) -> float:
    """Of the page's sheet as a page or the document says; 0 where it does not."""
    box = next((_numbers(element.text) for element in _under(tree, "PhysicalBox")), [])
    return box[2] if len(box) == 4 else 0.0


def _numbers(text: str | None) -> list[float]:
    try:
        return [float(word) for word in (text or "").split()]
    except ValueError:
        return []


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _placed(element: etree._Element, outer: Matrix) -> Matrix:
    """From an object's own space to the page: its CTM, then the corner of its boundary."""
    own = _numbers(element.get("CTM"))
    box = _numbers(element.get("Boundary"))
    matrix: Matrix = (own[0], own[1], own[2], own[3], own[4], own[5]) if len(own) == 6 else _STILL
    corner: Matrix = (1.0, 0.0, 0.0, 1.0, box[0], box[1]) if len(box) == 4 else _STILL
    return _times(_times(matrix, corner), outer)


def _text_pieces(element: etree._Element, outer: Matrix) -> Iterator[Piece]:
    matrix = _placed(element, outer)
    size = float((_numbers(element.get("Size")) or [3.5])[0]) * (abs(matrix[3]) or abs(matrix[1]) or 1.0)
    x = y = 0.0
    for code in element:
        if _local(code) != "TextCode":
            continue
        x = (_numbers(code.get("X")) or [x])[0]
        y = (_numbers(code.get("Y")) or [y])[0]
        text = code.text or ""
        if text.strip():
            left, base = x * matrix[0] + y * matrix[2] + matrix[4], x * matrix[1] + y * matrix[3] + matrix[5]
            yield Piece(text, left, base - size * 0.85, left + _advance(code, text, size), base + size * 0.15, size)


def _advance(code: etree._Element, text: str, size: float) -> float:
    """How far a run reaches: its steps where they are given (g 3 3.7 is three steps of 3.7), else a guess."""
    words = (code.get("DeltaX") or "").split()
    total, index, steps = 0.0, 0, 0
    while index < len(words):
        times, step = (
            (words[index + 1], words[index + 2])
            if words[index] == "g" and index + 2 < len(words)
            else ("1", words[index])
        )
        index += 3 if words[index] == "g" else 1
        try:
            total += int(times) * float(step)
            steps += int(times)
        except ValueError:
            break
    rest = text[steps:]
    return total + sum(size if not char.isascii() else size / 2 for char in rest)


def _path_rules(element: etree._Element, outer: Matrix) -> Iterator[Rule]:
    box = _numbers(element.get("Boundary"))
    if len(box) == 4:
        left, top = box[0] * outer[0] + outer[4], box[1] * outer[3] + outer[5]
        yield from edges(left, top, left + box[2] * outer[0], top + box[3] * outer[3], _THIN_MM)
