"""The .docx as GB/T 9704-2012 asks, the same bytes each time, and readable back."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from songbang.core.errors import BadInput
from songbang.core.reporting.docx import red_head_size, render_docx
from songbang.core.reporting.docx_layout import TYPE_WIDTH_PT, TYPE_WIDTH_TWIPS
from songbang.core.reporting.docx_tables import column_widths, size_for
from songbang.core.reporting.layout_words import em_width, title_lines
from songbang.core.reporting.report import Cell, Paragraph, Report, Run, Section, Table
from tests.core.reporting.sample_report import sample_report

AT = datetime(2019, 8, 30, 9, tzinfo=UTC)


def opened(report: Report) -> docx.document.Document:
    return docx.Document(BytesIO(render_docx(report, stamped_at=AT)))


def part(report: Report, name: str) -> str:
    with ZipFile(BytesIO(render_docx(report, stamped_at=AT))) as package:
        return package.read(name).decode()


def test_equal_reports_are_equal_bytes() -> None:
    assert render_docx(sample_report(), stamped_at=AT) == render_docx(sample_report(), stamped_at=AT)


def test_members_bear_one_day_and_properties_the_moment_given() -> None:
    content = render_docx(sample_report(), stamped_at=AT)
    with ZipFile(BytesIO(content)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert docx.Document(BytesIO(content)).core_properties.created.replace(tzinfo=UTC) == AT


def test_page_margins_and_grid_follow_the_standard() -> None:
    section = opened(sample_report()).sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side / Mm(1)) for side in sides] == [37, 35, 28, 26]
    assert (round(section.page_width / Mm(1)), round(section.page_height / Mm(1))) == (210, 297)
    grid = section._sectPr.find(qn("w:docGrid"))
    line = int(grid.get(qn("w:linePitch"))) / 20
    character = 16 + int(grid.get(qn("w:charSpace"))) / 4096
    assert int(225 / 25.4 * 72 / line) == 22
    assert int(TYPE_WIDTH_PT / character + 0.01) == 28


def test_styles_name_the_official_fonts_for_chinese_text() -> None:
    styles = opened(sample_report()).styles
    fonts = {
        name: styles[name].element.rPr.rFonts.get(qn("w:eastAsia"))
        for name in ("公文 红头", "公文 标题", "公文 正文", "公文 一级", "公文 二级")
    }
    assert list(fonts.values()) == ["方正小标宋简体", "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"]
    assert styles["公文 正文"].font.size.pt == 16
    assert styles["公文 标题"].font.size.pt == 22
    assert styles["公文 正文"].element.pPr.ind.get(qn("w:firstLineChars")) == "200"


def test_lead_of_a_paragraph_is_bold_kai_and_figures_are_plain_runs() -> None:
    paragraph = next(each for each in opened(sample_report()).paragraphs if each.text.startswith("一是总量不降"))
    lead, *others = paragraph.runs
    assert (lead.text, lead.bold, lead._r.rPr.rFonts.get(qn("w:eastAsia"))) == ("一是总量不降。", True, "楷体_GB2312")
    assert "412" in [run.text for run in others]
    assert not any(run.bold for run in others)


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages() -> None:
    document = opened(sample_report())
    section = document.sections[0]
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert document.settings.odd_and_even_pages_header_footer
    assert (odd.alignment.name, even.alignment.name) == ("RIGHT", "LEFT")
    for paragraph in (odd, even):
        assert paragraph.text == "— 1 —"
        assert "PAGE" in paragraph._p.xml
        assert {run.font.size.pt for run in paragraph.runs} == {14}


def test_tables_repeat_their_header_and_fill_the_line() -> None:
    table = opened(sample_report()).tables[0]
    rows = table._tbl.findall(qn("w:tr"))
    heads = [row.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None for row in rows]
    assert heads == [True, *[False] * (len(rows) - 1)]
    assert all(row.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None for row in rows)
    widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid.findall(qn("w:gridCol"))]
    assert sum(widths) == TYPE_WIDTH_TWIPS


def test_short_tables_move_whole_and_long_ones_may_part() -> None:
    short, long, *_ = opened(sample_report()).tables

    def kept(table: docx.table.Table) -> list[bool]:
        return [row._tr.find(f".//{qn('w:keepNext')}") is not None for row in table.rows]

    assert kept(short) == [True] * 4, "its note stays with it"
    assert kept(long) == [True, *[False] * 43, True, False], "neither its header nor its last row stands alone"


def test_many_columns_make_the_writing_smaller_never_the_table_wider() -> None:
    def table(columns: int) -> Table:
        row = (Cell("湘家荡（含托管村社区）"), *(Cell("12345") for _ in range(columns)))
        return Table("", ("单位", *("督查检查考核" for _ in range(columns))), (row,))

    sizes = [size_for(table(columns)) for columns in (2, 7, 9, 14)]
    assert sizes == sorted(sizes, reverse=True) and sizes[0] == 12 and sizes[-1] == 7.5
    assert sum(column_widths(table(14), 7.5)) == TYPE_WIDTH_TWIPS


@pytest.mark.parametrize("issuer", ["区委", "中共嘉兴市南湖区委督查室", "基" * 40, "Nanhu District Supervision Office"])
def test_red_heading_fits_one_line(issuer: str) -> None:
    size = red_head_size(issuer)
    assert 0 < size <= 50
    assert size * em_width(issuer) <= TYPE_WIDTH_PT


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("督查报告", ["督查报告"]),
        ("关于2019年1月至7月基层减负工作落实情况的督查报告", ["关于2019年1月至7月", "基层减负工作落实情况的督查报告"]),
        ("Report on the relief of the base in January to July 2019", None),
    ],
)
def test_title_parts_between_words(title: str, lines: list[str] | None) -> None:
    assert title_lines(title) == (lines or [title])


def test_parts_of_a_title_join_to_the_title() -> None:
    title = "关于2019年度" + "督查检查考核、" * 9 + "情况的报告"
    lines = title_lines(title)
    assert "".join(lines) == title
    assert len(lines) >= 3 and all(em_width(line) <= 20 and line[0] not in "，、。）" for line in lines)


def test_each_appendix_begins_a_page_and_is_named_below_the_text() -> None:
    texts = {paragraph.text: paragraph for paragraph in opened(sample_report()).paragraphs}
    assert texts["附件1"].paragraph_format.page_break_before
    assert texts["附件2"].paragraph_format.page_break_before
    assert "附件：1.各单位会议情况明细" in texts and "2.不可比指标及其原因" in texts


def test_charts_are_pictures_with_their_caption_as_description() -> None:
    xml = part(sample_report(), "word/document.xml")
    assert re.findall(r'descr="(图\d)', xml) == ["图1", "图2", "图3"]


def test_signature_stays_with_the_text_before_it() -> None:
    paragraphs = opened(sample_report()).paragraphs
    at = next(place for place, each in enumerate(paragraphs) if each.style.name == "公文 落款")
    assert paragraphs[at - 1].paragraph_format.keep_with_next
    assert paragraphs[at + 1].text == "2019年8月30日"


def test_an_almost_empty_report_and_odd_characters_are_drawn() -> None:
    odd = Paragraph((Run("收文\x01登记\x0b<表>&“附”\n完"),))
    report = Report("zh-Hans", "", "", "", (odd,), (Section("", 1, ()),), (), "", "")
    assert "收文登记 <表>&“附” 完" in [paragraph.text for paragraph in opened(report).paragraphs]


def test_a_language_that_we_do_not_speak_is_refused() -> None:
    with pytest.raises(BadInput) as refused:
        render_docx(Report("fr", "", "", "", (), (), (), "", ""), stamped_at=AT)
    assert refused.value.code == "language.unknown"
