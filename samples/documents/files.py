# ruff: noqa: E501 - sentences stand as an office would write them
"""Lays a notice out as a file: txt, html, docx, pdf, OFD, or a scan with noise, each as offices make them."""

from __future__ import annotations

import html
import io
import random
import zipfile
from pathlib import Path
from typing import Any

from samples.documents.notices import Notice

FORMATS = ("txt", "docx", "pdf", "ofd", "html", "jpg")
_CENTRED = frozenset({"head", "number", "title", "under", "attached_title"})
_RIGHT = frozenset({"signature", "day", "number_right"})
_FLUSH = frozenset({"recipients", "mark", "imprint", "mixed"})
_SIZES = {"head": 26, "title": 22, "attached_title": 22}
_OFD = "http://www.ofdspec.org/2016"


def write(notice: Notice, folder: Path, form: str, seed: int = 1) -> Path:
    """Write `notice` into `folder` in one of `FORMATS`; returns the file (pages of a scan become one tif)."""
    path = folder / f"{notice.name}.{form}"
    if form == "txt":
        path.write_text("\n".join(text for _, text in notice.lines) + "\n", "utf-8")
    elif form == "html":
        path.write_text(_html(notice), "utf-8")
    elif form == "docx":
        _docx(notice, path)
    elif form == "pdf":
        path.write_bytes(pdf(notice))
    elif form == "ofd":
        path.write_bytes(_ofd(notice))
    else:
        path = folder / f"{notice.name}.tif"
        _scan(notice, path, random.Random(seed))
    return path


def _aligned(role: str) -> str:
    if role in _CENTRED:
        return "center"
    return "right" if role in _RIGHT else "left"


def _html(notice: Notice) -> str:
    lines = "".join(
        f"<p style='text-align:{_aligned(role)};{'' if _aligned(role) != 'left' or role in _FLUSH else 'text-indent:2em'}'>"
        f"{html.escape(text)}</p>"
        for role, text in notice.lines
    )
    menu = "<nav><a>首页</a><a>政务公开</a></nav><p>当前位置：首页 &gt; 文件</p>"
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{menu}<div>{lines}</div></body></html>"


def _docx(notice: Notice, path: Path) -> None:
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    document = docx.Document()
    places = {"center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT, "left": WD_ALIGN_PARAGRAPH.LEFT}
    for role, text in notice.lines:
        paragraph = document.add_paragraph()
        paragraph.alignment = places[_aligned(role)]
        run = paragraph.add_run(text)
        run.font.size = Pt(_SIZES.get(role, 16))
    document.sections[0].footer.paragraphs[0].text = "— 1 —"
    document.save(str(path))


_STYLE = """
@page { size: A4; margin: 37mm 26mm 35mm 28mm; @bottom-center { content: '— ' counter(page) ' —'; font-size: 14pt } }
body { font-family: 'Noto Serif CJK SC', serif; font-size: 16pt; line-height: 28pt } p { margin: 0; text-align: justify }
.center { text-align: center } .right { text-align: right } .indent { text-indent: 2em } .flush { text-align: left }
.head { color: #d00; font-size: 26pt; line-height: 48pt } .title, .attached_title { font-size: 22pt; line-height: 34pt }
.recipients { text-align: justify }
"""


def pdf(notice: Notice) -> bytes:
    import weasyprint

    lines = "".join(_printed(role, text) for role, text in notice.lines)
    made: bytes = weasyprint.HTML(string=f"<html lang='zh-CN'><style>{_STYLE}</style><body>{lines}").write_pdf()
    return made


def _printed(role: str, text: str) -> str:
    kind = _aligned(role)
    place = kind if kind != "left" else "flush" if role in _FLUSH else "indent"
    return f"<p class='{place} {role}'>{html.escape(text)}</p>"


def _ofd(notice: Notice) -> bytes:
    """Lines broken at 28 characters as a printer would, the head in a resource of its own."""
    pages: list[list[str]] = [[]]
    y, head = 37.0, ""
    for number, (role, text) in enumerate(notice.lines):
        size = _SIZES.get(role, 16) * 0.3528
        if role == "head" and number == 0:
            head = _text(28, y, size, text)
            y += 14
            continue
        for x, piece in _broken(role, text, size):
            if y > 255:
                pages.append([])
                y = 37.0
            pages[-1].append(_text(x, y, size, piece))
            y += max(size * 1.7, 9.8)
    return _package(pages, head)


def _broken(role: str, text: str, size: float) -> list[tuple[float, str]]:
    """(x, piece) of each printed line: 156 mm wide, the first of a paragraph indented."""
    width = int(156 / size)
    indent = 2 if _aligned(role) == "left" and role not in _FLUSH else 0
    first, rest = text[: width - indent], text[width - indent :]
    pieces = [first, *(rest[n : n + width] for n in range(0, len(rest), width))]
    if _aligned(role) == "center":
        return [(28 + (156 - len(piece) * size) / 2, piece) for piece in pieces]
    if _aligned(role) == "right":
        return [(28 + 156 - (len(piece) + 2) * size, piece) for piece in pieces]
    return [(28 + (indent * size if number == 0 else 0), piece) for number, piece in enumerate(pieces)]


def _text(x: float, y: float, size: float, text: str) -> str:
    return (
        f'<ofd:TextObject Boundary="{x:.2f} {y:.2f} 160 {size * 1.2:.2f}" Size="{size:.2f}"><ofd:TextCode X="0" '
        f'Y="{size * 0.85:.2f}" DeltaX="g {max(len(text) - 1, 1)} {size:.2f}">{html.escape(text)}</ofd:TextCode>'
        "</ofd:TextObject>"
    )


def _package(pages: list[list[str]], head: str) -> bytes:
    named = "".join(f'<ofd:Page ID="{n + 10}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    space = f'xmlns:ofd="{_OFD}"'
    parts = {
        "OFD.xml": f"<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {space}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        "</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData>"
        f"<ofd:Pages>{named}</ofd:Pages></ofd:Document>",
        "Doc_0/PublicRes.xml": f'<ofd:Res {space}><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="5"><ofd:Content>'
        f"{head}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>",
    }
    for number, objects in enumerate(pages):
        drawn = '<ofd:CompositeObject ID="9" Boundary="0 0 210 297" ResourceID="5"/>' if head and number == 0 else ""
        drawn += "".join(objects) + _text(98, 270, 4.9, f"— {number + 1} —")
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = (
            f'<ofd:Page {space}><ofd:Content><ofd:Layer ID="2">{drawn}</ofd:Layer></ofd:Content></ofd:Page>'
        )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _scan(notice: Notice, path: Path, draw: random.Random) -> None:
    """Pages rendered, turned a little, blurred, with noise, a shadow and a red seal."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf(notice))
    pages = [_worn(document[number].render(scale=150 / 72).to_pil(), draw, number == len(document) - 1)
             for number in range(len(document))]  # fmt: skip
    pages[0].save(path, save_all=True, append_images=pages[1:], compression="jpeg", quality=70)


def _worn(page: Any, draw: random.Random, sealed: bool) -> Any:
    import numpy
    from PIL import Image, ImageDraw, ImageFilter

    page = page.convert("RGB")
    if sealed:
        pen = ImageDraw.Draw(page)
        x, y = draw.randint(700, 800), draw.randint(800, 1200)
        pen.ellipse((x, y, x + 240, y + 240), outline=(215, 40, 40), width=7)
    page = page.rotate(draw.uniform(-1.2, 1.2), fillcolor="white", resample=Image.Resampling.BICUBIC)
    page = page.filter(ImageFilter.GaussianBlur(draw.uniform(0.2, 0.9)))
    pixels = numpy.asarray(page).astype(float)
    noise = numpy.random.default_rng(draw.randint(0, 10**6))
    pixels += noise.normal(0, draw.uniform(4, 14), pixels.shape)
    pixels *= numpy.linspace(1.0, draw.uniform(0.8, 1.0), pixels.shape[1])[None, :, None]
    return Image.fromarray(numpy.clip(pixels, 0, 255).astype("uint8"))
