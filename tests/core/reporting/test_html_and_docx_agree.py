"""Both files say what the report says, item by item; a changed digit is found and its paragraph named."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest

from songbang.core.errors import Unreadable
from songbang.core.reporting.docx import render_docx
from songbang.core.reporting.html import render_html
from songbang.core.reporting.report import Paragraph, Report, Run
from songbang.core.reporting.text_of import differences, text_of_docx, text_of_html, text_of_report
from tests.core.reporting.sample_report import sample_report, sample_rows

AT = datetime(2019, 8, 30, tzinfo=UTC)
SENTENCE = "一是总量不降。1—7月共收到文件412份，增长3.5%，为基层“松绑减负”。"

NOTES = "（有3行登记未计入，见 rejects.xlsx。湘家荡2018年台账缺失。）"


def rendered(report: Report) -> tuple[bytes, str]:
    figures, details = sample_rows()
    return render_docx(report, stamped_at=AT), render_html(report, rows=figures, row_details=details)


def changed_docx(content: bytes, old: str, new: str) -> bytes:
    changed = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(changed, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "word/document.xml":
                assert old.encode() in part
                part = part.replace(old.encode(), new.encode(), 1)
            target.writestr(name, part)
    return changed.getvalue()


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_all_three_agree(language: str) -> None:
    report = sample_report(language)
    paper, screen = rendered(report)
    said = text_of_report(report)
    assert text_of_docx(paper) == said
    assert text_of_html(screen) == said


def test_text_holds_headings_captions_cells_notes_and_no_furniture() -> None:
    said = text_of_report(sample_report())
    for item in (SENTENCE, "表1　收文情况".replace("　", " "), "收文（份）", "102", "图3 逐月增减", NOTES, "附件2"):
        assert item in said
    screen = text_of_html(rendered(sample_report())[1])
    assert "目录" not in screen and "55.5" not in screen and "以表格查看" not in screen


def test_odd_blanks_and_characters_read_alike() -> None:
    runs = (Run("收\x01文 "), Run(" 登记\n表\t<1>&amp;"), Run("\u3000“完”\x0b"))
    report = Report("zh-Hans", "", "关于<减负>的\n报告" + "长" * 30, "", (Paragraph(runs),), (), (), "", "")
    paper, screen = rendered(report)
    assert text_of_docx(paper) == text_of_html(screen) == text_of_report(report)
    assert text_of_report(report)[-1] == "收文 登记 表 <1>&amp; “完”"


def test_a_digit_changed_on_paper_is_named() -> None:
    report = sample_report()
    forged = changed_docx(rendered(report)[0], ">412<", ">421<")
    assert differences(text_of_report(report), text_of_docx(forged)) == [(SENTENCE, SENTENCE.replace("412", "421"))]


def test_a_digit_changed_on_screen_is_named() -> None:
    report = sample_report()
    forged = rendered(report)[1].replace(">102</button>", ">103</button>", 1)
    assert differences(text_of_report(report), text_of_html(forged)) == [("102", "103")]


def test_a_paragraph_put_in_or_taken_out_is_named() -> None:
    report = sample_report()
    screen = rendered(report)[1]
    more = screen.replace("</article>", "<div>另增 9 件</div></article>")
    assert differences(text_of_report(report), text_of_html(more)) == [(None, "另增 9 件")]
    less = screen.replace('<p class="body">特此报告。</p>', "")
    assert differences(text_of_report(report), text_of_html(less)) == [("特此报告。", None)]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no package", b"\xd0\xcf\x11\xe0 old doc"])
def test_what_is_no_docx_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        text_of_docx(content)
    assert refused.value.code == "report.unreadable"
