"""Makes small documents of each format, for tests: a docx of paragraphs, an OFD of lines, a pdf of pages."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import docx

_OFD = "http://www.ofdspec.org/2016"


def make_docx(path: Path, paragraphs: Sequence[str], rows: Sequence[Sequence[str]] = (), header: str = "") -> Path:
    document = docx.Document()
    if header:
        document.sections[0].header.paragraphs[0].text = header
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                table.cell(row, column).text = text
    document.save(str(path))
    return path


def make_ofd(
    path: Path, pages: Sequence[Sequence[tuple[float, float, str]]], composite: str = "", paths: str = ""
) -> Path:
    """`pages`: (x, y, text) in millimetres. `composite`: a text that stands in a resource, drawn on the first page.
    `paths`: objects put before the text of each page."""
    parts = {"OFD.xml": f'<ofd:OFD xmlns:ofd="{_OFD}"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>'
             "</ofd:DocBody></ofd:OFD>"}  # fmt: skip
    named = "".join(f'<ofd:Page ID="{n + 10}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    parts["Doc_0/Document.xml"] = (
        f'<ofd:Document xmlns:ofd="{_OFD}">'
        "<ofd:CommonData><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData>"
        f"<ofd:Pages>{named}</ofd:Pages></ofd:Document>"
    )
    unit = _text(0, 0, composite) if composite else ""
    parts["Doc_0/PublicRes.xml"] = (
        f'<ofd:Res xmlns:ofd="{_OFD}"><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="5"><ofd:Content>{unit}'
        "</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>"
    )
    for number, lines in enumerate(pages):
        objects = paths + "".join(_text(*line) for line in lines)
        if composite and number == 0:
            objects = f'<ofd:CompositeObject ID="9" Boundary="60 10 90 10" ResourceID="5"/>{objects}'
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = (
            f'<ofd:Page xmlns:ofd="{_OFD}"><ofd:Content><ofd:Layer ID="2">{objects}'
            "</ofd:Layer></ofd:Content></ofd:Page>"
        )
    path.write_bytes(zipped(parts))
    return path


def _text(x: float, y: float, text: str) -> str:
    return (
        f'<ofd:TextObject Boundary="{x} {y} 150 6" Size="5"><ofd:TextCode X="0" Y="4.5" DeltaX="g {len(text)} 5">'
        f"{text}</ofd:TextCode></ofd:TextObject>"
    )


def rule(left: float, top: float, right: float, bottom: float) -> str:
    return f'<ofd:PathObject Boundary="{left} {top} {right - left} {bottom - top}"/>'


def zipped(parts: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def make_pdf(path: Path, html: str) -> Path:
    """By WeasyPrint, with what fonts there are."""
    import weasyprint

    weasyprint.HTML(string=f"<html lang='zh'><body style='font-family: serif; font-size: 16pt'>{html}").write_pdf(path)
    return path
