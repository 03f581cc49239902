"""pdf by pypdfium2: the characters of each page with their places; pages that hold only pictures are recognised."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from songbang.core.errors import Unreadable
from songbang.core.reading.documents import ocr
from songbang.core.reading.documents.layout import Piece, Rule, lines_of
from songbang.core.reading.documents.values import Content, Line

MOST_PAGES = 1000
FEW_CHARACTERS = 8
"""A page with a picture over most of it and no more characters than these is a scan."""
_PICTURE_SHARE = 0.5
_SCAN_DPI = 200
_THIN = 2.5
_SHORTEST_RULE = 8.0
_FORM_LEVELS = 3


def score(head: bytes, name: str) -> int:
    return 9 if b"%PDF-" in head[:1024] else 0


def open_content(content: bytes, name: str) -> Content:
    """Raises `Unreadable` ("file.password", "file.damaged", "document.too_many_pages", "document.no_ocr" …)."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
        pages = len(document)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Unreadable("file.password") from error
        raise Unreadable("file.damaged", reason=str(error)) from error
    if pages > MOST_PAGES:
        raise Unreadable("document.too_many_pages", pages=pages, most=MOST_PAGES)
    try:
        return _read(document, pages)
    except pypdfium2.PdfiumError as error:
        raise Unreadable("file.damaged", reason=str(error)) from error
    finally:
        document.close()


def _read(document: Any, pages: int) -> Content:
    lines: list[Line] = []
    scans: list[int] = []
    for number in range(pages):
        page = document[number]
        own = _page_lines(page, number + 1)
        if sum(len(line.text) for line in own) <= FEW_CHARACTERS and _is_picture(page):
            scans.append(number)
        lines += own
        page.close()
    ocr.check_pages(len(scans))
    for number in scans:
        lines = [line for line in lines if line.page != number + 1]
        lines += ocr.read_picture(_rendered(document[number]), number + 1)
    lines.sort(key=lambda line: line.page)
    return Content(tuple(lines), pages, "pdf+ocr" if scans else "pdf", lost=ocr.lost_pages(lines, scans))


def _page_lines(page: Any, number: int) -> list[Line]:
    return lines_of(list(_pieces(page)), list(_rules(page)), number, page.get_width() or 1.0)


def _pieces(page: Any) -> Iterator[Piece]:
    """The runs of characters between line ends; pdfium gives them in the order of the file."""
    import pypdfium2.raw as pdfium

    height = page.get_height()
    text_page = page.get_textpage()
    text: list[str] = []
    boxes: list[tuple[float, float, float, float]] = []
    for index in range(text_page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if code in (10, 13):
            yield from _piece(text, boxes, height)
            text, boxes = [], []
        elif 0xD800 <= code < 0xE000 or code in (0, 2, 0xFFFE):  # halves of pairs, soft hyphens and marks of pdfium's
            continue
        else:
            text.append(chr(code))
            if not chr(code).isspace():
                boxes.append(text_page.get_charbox(index, loose=True))
    yield from _piece(text, boxes, height)
    text_page.close()


def _piece(text: list[str], boxes: list[tuple[float, float, float, float]], height: float) -> Iterator[Piece]:
    joined = "".join(text).strip()
    if not joined or not boxes:
        return
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    bottom, top = min(box[1] for box in boxes), max(box[3] for box in boxes)
    sizes = sorted(box[3] - box[1] for box in boxes)
    yield Piece(joined, left, height - top, right, height - bottom, sizes[len(sizes) // 2] or 1.0)


def _rules(page: Any) -> Iterator[Rule]:
    """Straight lines, and the edges of boxes that are drawn as one path."""
    import pypdfium2.raw as pdfium

    height = page.get_height()
    for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=_FORM_LEVELS):
        left, bottom, right, top = drawn.get_bounds()
        yield from edges(left, height - top, right, height - bottom)


def edges(left: float, top: float, right: float, bottom: float, thin: float = _THIN) -> Iterator[Rule]:
    """A drawn box as rules: a thin one is a rule itself, a wide one has four."""
    if right - left <= thin or bottom - top <= thin:
        if max(right - left, bottom - top) >= _SHORTEST_RULE * thin / _THIN:
            yield Rule(left, top, right, bottom)
        return
    yield Rule(left, top, right, top)
    yield Rule(left, bottom, right, bottom)
    yield Rule(left, top, left, bottom)
    yield Rule(right, top, right, bottom)


def _is_picture(page: Any) -> bool:
    import pypdfium2.raw as pdfium

    width, height = page.get_size()
    covered = 0.0
    for picture in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=_FORM_LEVELS):
        left, bottom, right, top = picture.get_bounds()
        covered += max(right - left, 0) * max(top - bottom, 0)
    return bool(covered >= _PICTURE_SHARE * width * height)


def _rendered(page: Any) -> Any:
    """The page as a picture of at most as many pixels as one may have."""
    width, height = page.get_size()
    scale = _SCAN_DPI / 72
    most = ocr.MOST_MEGAPIXELS * 1e6
    if width * height * scale * scale > most:
        scale = (most / (width * height)) ** 0.5
    return page.render(scale=scale).to_pil()
