"""png, jpg, tif, bmp: a scanned or photographed page, several in one tif."""

from __future__ import annotations

import io
from typing import Any

from songbang.core.errors import Unreadable
from songbang.core.reading.documents import ocr
from songbang.core.reading.documents.values import Content, Line

_MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM")


def score(head: bytes, name: str) -> int:
    return 9 if head.startswith(_MAGIC) else 0


def open_content(content: bytes, name: str) -> Content:
    """Raises `Unreadable` ("document.no_ocr", "document.picture_too_large", "document.too_many_pages",
    "file.damaged")."""
    picture = open_picture(content)
    pages = getattr(picture, "n_frames", 1)
    ocr.check_pages(pages)
    lines: list[Line] = []
    for number in range(pages):
        lines += ocr.read_picture(_frame(picture, number), number + 1)
    return Content(tuple(lines), pages, "picture+ocr", lost=ocr.lost_pages(lines, range(pages)))


def open_picture(content: bytes) -> Any:
    """A PIL picture whose size was looked at before its pixels. Raises as `open_content`."""
    from PIL import Image, UnidentifiedImageError

    try:
        picture = Image.open(io.BytesIO(content))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Unreadable("file.damaged", reason=str(error)) from error
    megapixels = picture.width * picture.height / 1e6
    if megapixels > ocr.MOST_MEGAPIXELS:
        raise Unreadable("document.picture_too_large", megapixels=round(megapixels), most=ocr.MOST_MEGAPIXELS)
    return picture


def _frame(picture: Any, number: int) -> Any:
    """One page, the way up that the camera says."""
    from PIL import Image, ImageOps

    try:
        if number:
            picture.seek(number)
        picture.load()
        upright = ImageOps.exif_transpose(picture)
        flat = upright.convert("RGBA") if upright.mode in ("P", "LA", "PA") else upright
        return _on_white(flat) if flat.mode == "RGBA" else flat
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise Unreadable("file.damaged", reason=str(error)) from error


def _on_white(picture: Any) -> Any:
    from PIL import Image

    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper
