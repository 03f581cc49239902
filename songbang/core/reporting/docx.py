"""Renders a `Report` as .docx in the layout of GB/T 9704-2012 (党政机关公文格式).

>>> from datetime import datetime
>>> from songbang.core.reporting.report import Report
>>> render_docx(Report("zh-Hans", "", "报告", "", (), (), (), "", ""), stamped_at=datetime(2019, 8, 30))[:2]
b'PK'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as DocxParagraph
from docx.text.run import Run as DocxRun

from songbang.core.reporting.charts import WIDTH_MM, chart_png
from songbang.core.reporting.docx_layout import (
    BODY,
    KAI,
    LINE,
    RED,
    STYLE_IDS,
    TYPE_WIDTH_PT,
    add_styles,
    element,
    set_fonts,
    set_page,
)
from songbang.core.reporting.docx_tables import add_table
from songbang.core.reporting.layout_words import (
    appendix_label_and_title,
    attachment_lines,
    em_width,
    notes_line,
    printable,
    title_lines,
    words_for,
)
from songbang.core.reporting.report import Block, Chart, Paragraph, Report, Section, Table

_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def render_docx(report: Report, *, stamped_at: datetime) -> bytes:
    """The report as the bytes of a .docx: the same bytes for the same report and moment.

    `stamped_at` is the moment of making that the file's properties name (a naive one counts as UTC). Raises
    `SongbangError` ("font.missing") where a chart cannot be drawn.
    """
    words = words_for(report.language)
    document = docx.Document()
    _stamp(document, report, stamped_at)
    add_styles(document)
    set_page(document, report.language)
    _head(document, report)
    _paragraphs(document, report.opening)
    for section in report.sections:
        _section(document, section, words)
    _paragraphs(document, report.closing)
    _attachments(document, report, words)
    _signature(document, report)
    _notes(document, report)
    for section in report.appendices:
        _appendix(document, section, words)
    return _packed(document)


def _head(document: Document, report: Report) -> None:
    if report.issuer:
        run = _add(document, "公文 红头", report.issuer).runs[0]
        run.font.size = Pt(red_head_size(report.issuer))
        _rule(_add(document, "公文 红线", ""))
    if report.title:
        paragraph = _title(document, report.title)
        # Two lines between the red rule and the title, one below it, as 7.3.1 asks.
        paragraph.paragraph_format.space_before = Pt(2 * LINE.pt if report.issuer else 0)
        paragraph.paragraph_format.space_after = Pt(LINE.pt)
    if report.addressee:
        _add(document, "公文 主送", report.addressee)


def _title(document: Document, text: str) -> DocxParagraph:
    paragraph = _add(document, "公文 标题", "")
    for at, line in enumerate(title_lines(printable(text))):
        run = _mark(paragraph.add_run())
        if at:
            run.add_break()
        run.add_text(line)
    return paragraph


def red_head_size(issuer: str) -> float:
    """Size of the red heading in points (a multiple of 0.5, at most 50): it never overflows one line.

    >>> red_head_size("南湖区督查室"), red_head_size("中共嘉兴市南湖区委督促检查工作领导小组办公室")
    (50.0, 19.0)
    """
    return min(50.0, int(TYPE_WIDTH_PT * 0.97 / max(em_width(issuer), 1) * 2) / 2)


def _section(document: Document, section: Section, words: Mapping[str, str]) -> None:
    _add(document, "公文 一级" if section.level == 1 else "公文 二级", section.heading)
    _blocks(document, section.blocks, words)


def _appendix(document: Document, section: Section, words: Mapping[str, str]) -> None:
    if section.level != 1:
        _section(document, section, words)
        return
    label, title = appendix_label_and_title(section.heading)
    first = None
    if label:
        first = _add(document, "公文 附件号", label)
    if title:
        paragraph = _title(document, title)
        paragraph.paragraph_format.space_before = Pt(LINE.pt)
        paragraph.paragraph_format.space_after = Pt(20)
        first = first or paragraph
    if first is not None:
        first.paragraph_format.page_break_before = True
    _blocks(document, section.blocks, words)


def _blocks(document: Document, blocks: Iterable[Block], words: Mapping[str, str]) -> None:
    for block in blocks:
        if isinstance(block, Paragraph):
            _paragraphs(document, (block,))
        elif isinstance(block, Table):
            _table(document, block)
        else:
            _chart(document, block, words)


def _paragraphs(document: Document, paragraphs: Iterable[Paragraph]) -> None:
    for paragraph in paragraphs:
        added = _add(document, "公文 正文", "")
        if paragraph.lead:
            lead = _mark(added.add_run(printable(paragraph.lead)))
            lead.font.bold = True
            set_fonts(lead._r.get_or_add_rPr(), KAI)
        for run in paragraph.runs:
            _mark(added.add_run(printable(run.text)))


def _table(document: Document, table: Table) -> None:
    _add(document, "公文 题注" if table.caption else "公文 间隔", table.caption)
    add_table(document, table)
    # Word sets two tables in a row as one; the note, or an empty line of its height, parts them.
    _add(document, "公文 表注", table.note)


def _chart(document: Document, chart: Chart, words: Mapping[str, str]) -> None:
    paragraph = _add(document, "公文 图", "")
    picture = paragraph.add_run().add_picture(BytesIO(chart_png(chart, words["chart_unit"])), width=Mm(WIDTH_MM))
    picture._inline.docPr.set("descr", printable(chart.caption))
    _add(document, "公文 图注", chart.caption)


def _attachments(document: Document, report: Report, words: Mapping[str, str]) -> None:
    lines = attachment_lines(report, words)
    last = len(lines) - 1
    for at, line in enumerate(lines):
        paragraph = _add(document, "公文 正文", line)
        paragraph.paragraph_format.keep_with_next = at < last
        if at == 0:
            paragraph.paragraph_format.space_before = Pt(LINE.pt)
        else:
            _indent(paragraph, 2 + em_width(words["attachment"]))


def _indent(paragraph: DocxParagraph, characters: float) -> None:
    """First-line indent: in characters for Word, in points for programs that know no characters."""
    paragraph.paragraph_format.first_line_indent = Pt(BODY.pt * characters)
    indent: Any = paragraph._p.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:firstLineChars"), str(round(100 * characters)))


def _signature(document: Document, report: Report) -> None:
    """Who and when at the right, centred on one another; the longer one keeps two characters, a date alone four."""
    signed, day = em_width(report.signature) * BODY.pt, em_width(report.signed_on) * BODY.pt
    right = {"signature": 32.0 + max(0.0, day - signed) / 2, "day": 32.0 + max(0.0, signed - day) / 2}
    if not report.signature:
        right["day"] = 64.0
    lines = [(report.signature, right["signature"]), (report.signed_on, right["day"])]
    shown = [line for line in lines if line[0]]
    if shown:
        document.paragraphs[-1].paragraph_format.keep_with_next = True  # a signature alone on a page signs nothing
    for at, (text, indent) in enumerate(shown):
        paragraph = _add(document, "公文 落款", text)
        paragraph.paragraph_format.right_indent = Pt(indent)
        paragraph.paragraph_format.space_before = Pt(2 * LINE.pt if at == 0 else 0)
        paragraph.paragraph_format.keep_with_next = at < len(shown) - 1


def _notes(document: Document, report: Report) -> None:
    line = notes_line(report)
    if line:
        _add(document, "公文 正文", line)


def _add(document: Document, style: str, text: str) -> DocxParagraph:
    paragraph = document.add_paragraph()
    paragraph._p.style = STYLE_IDS[style]
    if text:
        _mark(paragraph.add_run(printable(text)))
    return paragraph


def _mark(run: DocxRun) -> DocxRun:
    """Quotation marks and dashes belong to both scripts: Word sets them in the Chinese font only where told so."""
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")
    return run


def _rule(paragraph: DocxParagraph) -> None:
    borders = element("pBdr")
    borders.append(element("bottom", val="single", sz=18, space=1, color=str(RED)))
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc", "w:rPr")


def _stamp(document: Document, report: Report, stamped_at: datetime) -> None:
    moment = stamped_at.astimezone(UTC).replace(tzinfo=None) if stamped_at.tzinfo else stamped_at
    core = document.core_properties
    core.created = core.modified = moment.replace(microsecond=0)
    core.title = printable(report.title)[:255]
    core.author = core.last_modified_by = printable(report.issuer)[:255]
    core.comments, core.language, core.revision = "", report.language, 1


def _packed(document: Document) -> bytes:
    """The document as a zip whose members bear one fixed day, so that equal content is equal bytes."""
    written, packed = BytesIO(), BytesIO()
    document.save(written)
    with ZipFile(written) as source, ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=6) as target:
        for name in source.namelist():
            entry = ZipInfo(name, _ZIP_DAY)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o600 << 16
            target.writestr(entry, source.read(name))
    return packed.getvalue()
