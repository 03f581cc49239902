"""Characters in pictures, by rapidocr (optional part `ocr`): one recogniser a process, whatever the number of pages.

A page is turned upright by what its lines look like, small angles are taken out of the places of its lines (the
recogniser itself cuts each line out along its own angle), and a red seal over black characters is lifted off.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any

from songbang.core.errors import Unreadable
from songbang.core.reading.documents.layout import Piece, lines_of
from songbang.core.reading.documents.values import Line

MOST_PAGES = 60
MOST_MEGAPIXELS = 50
_LONGEST_SIDE = 2400
_SHORTEST_SIDE = 900
_HEAD_SHARE = 0.35
"""The upper part of a page keeps its colours: there the red characters are the head, no seal."""
_SURE = 0.55
_BOX = 0.75
"""What a line's characters take of its box."""
_ENOUGH = 6
_UPRIGHT_SHARE = 0.6
_DOUBTFUL = 0.8
"""Characters of an upright page are recognised with more certainty than this, on average."""


def check_pages(pages: int) -> None:
    """Raises `Unreadable`: "document.no_ocr" where pages must be recognised and cannot, "document.too_many_pages"."""
    if pages and not available():
        raise Unreadable("document.no_ocr")
    if pages > MOST_PAGES:
        raise Unreadable("document.too_many_pages", pages=pages, most=MOST_PAGES)


def available() -> bool:
    """Whether the optional part is installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def lost_pages(lines: Iterable[Line], scans: Sequence[int]) -> tuple[str, ...]:
    """The code that tells of scanned pages (counted from 0) that gave no text."""
    told = {line.page for line in lines if line.text.strip()}
    return ("document.page_unread",) if any(number + 1 not in told for number in scans) else ()


@cache
def _recogniser() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.text_score": _SURE,
            "Global.use_cls": False,  # it turns whole lines of good pages upside down; a page is turned as one
            "Global.max_side_len": _LONGEST_SIDE,
            "EngineConfig.onnxruntime.intra_op_num_threads": 2,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,
        }
    )


def read_picture(picture: Any, page: int) -> list[Line]:
    """The lines of a page given as a PIL picture. Raises `Unreadable` ("document.picture_too_large")."""
    check_pages(1)
    megapixels = picture.width * picture.height / 1e6
    if megapixels > MOST_MEGAPIXELS:
        raise Unreadable("document.picture_too_large", megapixels=round(megapixels), most=MOST_MEGAPIXELS)
    prepared = _sized(picture)
    pieces = lying = _recognised(prepared)
    for angles, doubtful in (((90, 270), _lies_on_its_side), ((180,), _stands_on_its_head)):
        if doubtful(pieces):
            turned = [_recognised(prepared.rotate(angle, expand=True)) for angle in angles]
            pieces = max([pieces, *turned], key=_weight)
    width = prepared.height if _lies_on_its_side(lying) else prepared.width
    return lines_of([piece for piece, _ in _straightened(pieces)], (), page, width)


_Found = tuple[str, list[tuple[float, float]], float]
"""Text, its four corners from the upper left clockwise, and how sure the recogniser is."""


def _sized(picture: Any) -> Any:
    """Of a size at which characters are some 20 to 40 pixels high; seals taken off."""
    from PIL import Image

    picture = picture.convert("RGB")
    longest = max(picture.size)
    if longest > _LONGEST_SIDE or longest < _SHORTEST_SIDE:
        scale = (_LONGEST_SIDE if longest > _LONGEST_SIDE else 2 * longest) / longest
        size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    return _without_seals(picture)


def _without_seals(picture: Any) -> Any:
    """Below the head, what is red becomes white and what is black stays: the red channel alone."""
    import numpy
    from PIL import Image

    pixels = numpy.asarray(picture)
    head = int(pixels.shape[0] * _HEAD_SHARE)
    red = pixels[head:, :, 0]
    lower = numpy.repeat(red[:, :, None], 3, axis=2)
    return Image.fromarray(numpy.concatenate([pixels[:head], lower]))


def _recognised(picture: Any) -> list[_Found]:
    import numpy

    pixels = numpy.asarray(picture)[:, :, ::-1]  # as the recogniser takes them: blue first
    result = _recogniser()(pixels)
    if result.boxes is None or result.txts is None:
        return []
    return [
        (text, [(float(x), float(y)) for x, y in box], float(sure))
        for box, text, sure in zip(result.boxes, result.txts, result.scores, strict=True)
        if text.strip()
    ]


def _weight(pieces: Sequence[_Found]) -> float:
    return sum(len(text) * sure for text, _, sure in pieces)


def _lies_on_its_side(pieces: Sequence[_Found]) -> bool:
    """Whether most characters stand in boxes that are taller than wide."""
    tall = sum(len(text) for text, box, _ in pieces if _height(box) > 1.5 * _width(box) and len(text) > 1)
    return tall > _UPRIGHT_SHARE * max(sum(len(text) for text, _, _ in pieces), 1)


def _stands_on_its_head(pieces: Sequence[_Found]) -> bool:
    characters = sum(len(text) for text, _, _ in pieces)
    return bool(pieces) and _weight(pieces) < _DOUBTFUL * characters


def _width(box: Sequence[tuple[float, float]]) -> float:
    return math.dist(box[0], box[1])


def _height(box: Sequence[tuple[float, float]]) -> float:
    return math.dist(box[0], box[3])


def _straightened(pieces: Sequence[_Found]) -> list[tuple[Piece, float]]:
    """Pieces with the page's own angle taken out of their places."""
    angle = _angle(pieces)
    cosine, sine = math.cos(-angle), math.sin(-angle)
    straight = []
    for text, box, sure in pieces:
        corners = [(x * cosine - y * sine, x * sine + y * cosine) for x, y in box]
        left, right = min(x for x, _ in corners), max(x for x, _ in corners)
        top, bottom = min(y for _, y in corners), max(y for _, y in corners)
        size = _character(text, right - left, bottom - top)
        straight.append((Piece(text, left, top, right, bottom, size), sure))
    return straight


def _character(text: str, width: float, height: float) -> float:
    """The height of a line's characters, which are as wide as high: its box is larger by the recogniser's margin."""
    weight = sum(0.5 if char.isascii() else 1.0 for char in text)
    guess = width / weight if weight >= _ENOUGH else height * _BOX
    return max(min(guess, height), 1.0)


def _angle(pieces: Sequence[_Found]) -> float:
    """The angle of the long lines, by weight of their length."""
    angles = sorted(
        (math.atan2(box[1][1] - box[0][1], box[1][0] - box[0][0]), _width(box))
        for _, box, _ in pieces
        if _width(box) > 4 * _height(box)
    )
    half, passed = sum(width for _, width in angles) / 2, 0.0
    for angle, width in angles:
        passed += width
        if passed >= half:
            return angle
    return 0.0
