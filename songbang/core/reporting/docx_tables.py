"""Tables of the .docx: columns as wide as what they hold, header again on each page, rows never split."""

from __future__ import annotations

import math
import re
from typing import Any

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from songbang.core.reporting.docx_layout import (
    FANG,
    HEI,
    STYLE_IDS,
    TYPE_WIDTH_PT,
    TYPE_WIDTH_TWIPS,
    element,
    set_fonts,
)
from songbang.core.reporting.layout_words import em_width, printable
from songbang.core.reporting.report import Table

SIZES = (12.0, 10.5, 9.0, 7.5)
"""小四 五号 小五 六号: the largest at which the table fits."""
_PADDING_PT = 7.0
_SHORT_ROWS = 13
_WORD = re.compile(r"[!-~À-ɏ]+")
_NUMERIC = frozenset("0123456789.,%+-−—±/ ")


def add_table(document: Document, table: Table) -> None:
    """Appends the grid of `table` (without caption and note) at the full width of the type area."""
    size = size_for(table)
    grid = document.add_table(rows=0, cols=len(table.header), style="Table Grid")
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    widths = column_widths(table, size)
    _lay_out(grid, widths)
    rooms = [(width / 20 - _PADDING_PT) / size for width in widths]
    headers = [header_lines(printable(text), room) for text, room in zip(table.header, rooms, strict=True)]
    _add_row(grid, [(lines, HEI) for lines in headers], size, ["c"] * len(headers), header=True)
    sides = _sides(table)
    for row in table.rows:
        _add_row(grid, [([printable(cell.text)], FANG) for cell in row], size, sides, header=False)
    _keep_together(grid, bool(table.note))


def size_for(table: Table) -> float:
    """The size of writing, in points: the largest of `SIZES` at which no column must break a word it need not."""
    needed = _needed(table)
    for size in SIZES:
        if sum(needed) * size + _PADDING_PT * len(needed) <= TYPE_WIDTH_PT:
            return size
    return SIZES[-1]


def column_widths(table: Table, size: float) -> list[int]:
    """Widths in twips, together the type area: what each column needs, the rest shared out in proportion."""
    needed = [width * size + _PADDING_PT for width in _needed(table)]
    factor = TYPE_WIDTH_TWIPS / sum(needed)
    widths = [round(width * factor) for width in needed]
    widths[0] += TYPE_WIDTH_TWIPS - sum(widths)
    return widths


def is_number(text: str) -> bool:
    """Whether a cell holds a figure, a share or the dash for an unknown one, rather than words."""
    return set(text) <= _NUMERIC


def _needed(table: Table) -> list[float]:
    """Characters each column needs: its longest cell (words up to 10 a line), its header broken over two lines."""
    columns = []
    for at, header in enumerate(table.header):
        words = [cell.text for row in table.rows for cell in row[at : at + 1]]
        numeric = all(is_number(word) for word in words)
        longest = max((em_width(word) for word in words), default=0)
        unbroken = max(_longest_word(word) for word in (header, *words))
        columns.append(max(2.5, longest if numeric else min(longest, 10), unbroken, math.ceil(em_width(header) / 2)))
    return columns


def _longest_word(text: str) -> float:
    """The widest stretch that cannot be broken: Latin letters and digits together."""
    return max((em_width(word) for word in _WORD.findall(text)), default=1.0)


def header_lines(text: str, room: float) -> list[str]:
    """A header over as few lines of `room` characters as hold it, near equal, parted before a bracket where one fits.

    >>> header_lines("督查检查考核（次）", 6), header_lines("收文本期", 3)
    (['督查检查考核', '（次）'], ['收文', '本期'])
    """
    if em_width(text) <= room or text.isascii():
        return [text]
    name, bracket, measure = text.partition("（")
    if bracket and em_width(name) <= room and em_width(bracket + measure) <= room:
        return [name, bracket + measure]
    length = math.ceil(len(text) / math.ceil(em_width(text) / max(room, 1)))
    return [text[at : at + length] for at in range(0, len(text), length)]


def _sides(table: Table) -> list[str]:
    """c centred, l left: long words of any column read better from the left."""
    sides = []
    for at in range(len(table.header)):
        longest = max((em_width(cell.text) for row in table.rows for cell in row[at : at + 1]), default=0)
        sides.append("l" if longest > 10 else "c")
    return sides


def _lay_out(grid: Any, widths: list[int]) -> None:
    properties = grid._tbl.tblPr
    for old in properties.findall(qn("w:tblW")):
        properties.remove(old)
    properties.insert_element_before(
        element("tblW", w=TYPE_WIDTH_TWIPS, type="dxa"),
        *("w:jc", "w:tblCellSpacing", "w:tblInd", "w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook"),
    )
    margins = element("tblCellMar")
    margins.extend([element(side, w=60, type="dxa") for side in ("left", "right")])
    properties.insert_element_before(margins, "w:tblLook", "w:tblCaption")
    for column, width in zip(grid._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
        column.set(qn("w:w"), str(width))


def _add_row(grid: Any, cells: list[tuple[list[str], str]], size: float, sides: list[str], *, header: bool) -> None:
    row = grid.add_row()
    properties = row._tr.get_or_add_trPr()
    properties.append(element("cantSplit"))
    properties.append(element("trHeight", val=round(size * 20 * (1.9 if header else 1.6)), hRule="atLeast"))
    if header:
        properties.append(element("tblHeader"))
    for at, cell in enumerate(row.cells):
        lines, font = cells[at] if at < len(cells) else ([""], FANG)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        _write(cell.paragraphs[0], lines, font, size, sides[at])


def _keep_together(grid: Any, noted: bool) -> None:
    """A short table moves whole to the next page; of a long one no header, last row or note is alone."""
    rows = grid._tbl.tr_lst
    short = len(rows) <= _SHORT_ROWS
    kept = rows[:-1] if short else [rows[0], rows[-2]]
    for row in [*kept, *rows[-1:]] if noted else kept:
        for paragraph in row.iter(qn("w:p")):
            paragraph.get_or_add_pPr().get_or_add_keepNext()


def _write(paragraph: Any, lines: list[str], font: str, size: float, side: str) -> None:
    paragraph._p.style = STYLE_IDS["公文 表格"]
    if side == "l":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    for at, line in enumerate(lines):
        run = paragraph.add_run()
        if at:
            run.add_break()
        run.add_text(line)
        run.font.size = Pt(size)
        set_fonts(run._r.get_or_add_rPr(), font)
        run._r.rPr.rFonts.set(qn("w:hint"), "eastAsia")
