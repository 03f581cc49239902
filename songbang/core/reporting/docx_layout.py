"""GB/T 9704-2012 as Word settings: page, grid of 22 lines by 28 characters, styles, page numbers.

The type area is 156 x 225 mm: a line has 225 mm / 22, a character 156 mm / 28.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

SONG, FANG, KAI, HEI, PLAIN_SONG = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"
LATIN = "Times New Roman"
RED = RGBColor(0xE6, 0x00, 0x12)
BODY = Pt(16)
"""三号"""
LINE = Pt(28.95)
"""225 mm / 22 lines, rounded down to what Word keeps (1/20 pt)."""
TYPE_WIDTH_PT = 156 / 25.4 * 72
TYPE_WIDTH_TWIPS = 8844

CLOSER_TWIPS = -6
"""28 characters of 16 pt are 448 pt, the line has 442: each is set 0.3 pt closer."""
_AFTER_SPACING = ("w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:lang")

_LANGUAGES = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "en": "en-GB"}


@dataclass(frozen=True, slots=True)
class Look:
    """How a style looks. Sizes and spaces in points; `indent` of the first line in characters; `line` None = as tall
    as its content."""

    name: str
    font: str
    size: float = 16
    bold: bool = False
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY
    indent: int = 0
    line: float | None = 28.95
    before: float = 0
    after: float = 0
    with_next: bool = False
    outline: int | None = None
    red: bool = False


_CENTRE, _LEFT, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
LOOKS = {
    look.name: look
    for look in (
        Look("公文 红头", SONG, 50, align=_CENTRE, line=None, before=99, after=11, red=True),
        Look("公文 红线", FANG, 5, align=_CENTRE, line=6),
        Look("公文 标题", SONG, 22, align=_CENTRE, line=35),
        Look("公文 主送", FANG, align=_LEFT),
        Look("公文 正文", FANG, indent=2),
        Look("公文 一级", HEI, indent=2, with_next=True, outline=0),
        Look("公文 二级", KAI, indent=2, with_next=True, outline=1),
        Look("公文 题注", HEI, 12, align=_CENTRE, line=20, before=6, after=3, with_next=True),
        Look("公文 图", FANG, 12, align=_CENTRE, line=None, before=6, with_next=True),
        Look("公文 图注", HEI, 12, align=_CENTRE, line=20, after=8),
        Look("公文 表格", FANG, 12, align=_CENTRE, line=None),
        Look("公文 表注", FANG, 10.5, align=_LEFT, line=16, before=3, after=8),
        Look("公文 间隔", FANG, 5, line=8, with_next=True),
        Look("公文 落款", FANG, align=_RIGHT),
        Look("公文 附件号", HEI, align=_LEFT, with_next=True, outline=0),
    )
}


STYLE_IDS = {name: f"Gongwen{at}" for at, name in enumerate(LOOKS, start=1)}
"""Ids by name: a paragraph takes its style by id, since python-docx looks through every style for a name."""


def set_page(document: Document, language: str) -> None:
    """Paper, margins, grid and page numbers of the only section."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance = Mm(15)
    # The number stands 7 mm below the type area: 35 - 7 mm, less the height of its own line.
    section.footer_distance = Mm(22.5)
    _set_grid(section._sectPr)
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer, _RIGHT)
    _page_number(section.even_page_footer, _LEFT)
    _set_language(document, _LANGUAGES[language])


def add_styles(document: Document) -> None:
    """Our paragraph styles; Normal becomes 三号 仿宋, since Word's grid counts characters of Normal's size."""
    normal = document.styles["Normal"]
    normal.font.size = BODY
    set_fonts(normal.element.get_or_add_rPr(), FANG)
    for look in LOOKS.values():
        style = document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
        style.element.styleId = STYLE_IDS[look.name]
        style.base_style = normal
        _apply(style, look)


def set_fonts(properties: Any, font: str) -> None:
    """Sets the Chinese font and the Latin one beside it on a w:rPr, and drops the theme's."""
    fonts = properties.get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for name in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{name}"), LATIN)
    fonts.set(qn("w:eastAsia"), font)


def element(tag: str, **attributes: object) -> Any:
    """A new `w:` element with `w:` attributes."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def _apply(style: Any, look: Look) -> None:
    style.font.size, style.font.bold = Pt(look.size), look.bold
    set_fonts(style.element.get_or_add_rPr(), look.font)
    if look.size == BODY.pt:
        style.element.rPr.insert_element_before(element("spacing", val=CLOSER_TWIPS), *_AFTER_SPACING)
    if look.red:
        style.font.color.rgb = RED
    shape = style.paragraph_format
    shape.alignment = look.align
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.keep_with_next, shape.widow_control = look.with_next, False
    if look.line is None:
        shape.line_spacing = 1.0
    else:
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(look.line)
    _apply_grid(style.element.get_or_add_pPr(), look)


def _apply_grid(properties: Any, look: Look) -> None:
    if look.indent:
        width = round(look.indent * look.size * 20)
        properties.get_or_add_ind().attrib.update(
            {qn("w:firstLineChars"): str(look.indent * 100), qn("w:firstLine"): str(width)}
        )
    if look.outline is not None:
        properties.append(element("outlineLvl", val=look.outline))
    # Word closes characters of 16 pt up to a grid of 15.79 pt, LibreOffice gives each two places: so the grid states
    # 22 lines by 28 characters, and exact lines and closer letters keep it in either.
    properties.insert_element_before(element("snapToGrid", val=0), "w:spacing", "w:ind", "w:jc", "w:outlineLvl")


def _set_grid(section: Any) -> None:
    for old in section.findall(qn("w:docGrid")):
        section.remove(old)
    pitch_pt = TYPE_WIDTH_PT / 28
    spread = round((pitch_pt - BODY.pt) * 4096)
    section.append(element("docGrid", type="linesAndChars", linePitch=round(LINE.pt * 20), charSpace=spread))


def _page_number(footer: Any, align: WD_ALIGN_PARAGRAPH) -> None:
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.style.paragraph_format.tab_stops.clear_all()
    paragraph.alignment = align
    side = paragraph.paragraph_format
    side.right_indent, side.left_indent = (Pt(14), Pt(0)) if align == _RIGHT else (Pt(0), Pt(14))
    for part in ("— ", None, " —"):
        run = paragraph.add_run(part or "")
        run.font.size = Pt(14)
        set_fonts(run._r.get_or_add_rPr(), PLAIN_SONG)
        fonts = run._r.rPr.rFonts
        fonts.set(qn("w:ascii"), PLAIN_SONG)
        fonts.set(qn("w:hAnsi"), PLAIN_SONG)
        if part is None:
            _field(run._r)


def _field(run: Any) -> None:
    instruction = element("instrText")
    instruction.text = "PAGE"
    run.extend([element("fldChar", fldCharType="begin"), instruction, element("fldChar", fldCharType="separate")])
    shown = element("t")
    shown.text = "1"
    run.extend([shown, element("fldChar", fldCharType="end")])


def _set_language(document: Document, language: str) -> None:
    for tag in document.styles.element.iter(qn("w:lang")):
        east, west = (language, "en-US") if language.startswith("zh") else ("zh-CN", language)
        tag.set(qn("w:eastAsia"), east)
        tag.set(qn("w:val"), west)
