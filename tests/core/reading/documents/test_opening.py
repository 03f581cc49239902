"""Every format gives its text in reading order, with pages; what is no document is named with its cure."""

from __future__ import annotations

from pathlib import Path

import pytest

from songbang.core.errors import Unreadable
from songbang.core.reading.documents import ocr
from songbang.core.reading.documents.reader import read_document
from tests.conftest import needs
from tests.core.reading.documents.making import make_docx, make_ofd, make_pdf, rule, zipped

WORDS = ("某区民政局关于报送名单的通知", "各镇、街道：", "请于3月5日前将名单报我局。", "某区民政局", "2019年3月1日")


def test_docx_gives_paragraphs_and_tables_and_keeps_headers_apart(tmp_path: Path) -> None:
    path = make_docx(tmp_path / "a.docx", WORDS, [["姓名", "电话"], ["王某", "无"]], header="内部资料")
    found = read_document(path)
    assert found.text.splitlines() == [*WORDS, "姓名", "电话", "王某", "无"]
    assert (found.by, found.kind, found.issuer) == ("docx", "通知", "某区民政局")


def test_text_boxes_of_docx_are_text_and_deleted_words_are_not(tmp_path: Path) -> None:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    box = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>某区民政局文件</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    gone = "<w:del><w:r><w:delText>删去</w:delText></w:r></w:del><w:ins><w:r><w:t>增加</w:t></w:r></w:ins>"
    body = f"<w:body><w:p>{box}</w:p><w:p>{gone}<w:r><w:br w:type='page'/></w:r></w:p><w:p/></w:body>"
    whole = f"<w:document xmlns:w='{space}'>{body}</w:document>"
    (tmp_path / "b.docx").write_bytes(zipped({"word/document.xml": whole}))
    found = read_document(tmp_path / "b.docx")
    assert found.text.splitlines() == ["某区民政局文件", "增加"]
    assert found.pages == 2


def test_ofd_gives_text_of_resources_too_and_pages_in_order(tmp_path: Path) -> None:
    first = [(60.0, 30.0, "某区民政局关于报送名单的通知"), (30.0, 40.0, "各镇、街道：")]
    second = [(40.0, 20.0, "请于3月5日前将名单报我局。"), (120.0, 30.0, "某区民政局"), (120.0, 40.0, "2019年3月1日")]
    found = read_document(make_ofd(tmp_path / "a.ofd", [first, second], composite="某区民政局文件"))
    assert found.text.splitlines()[0] == "某区民政局文件"
    assert (found.pages, found.evidence["date"].page) == (2, 2)
    assert (found.main_recipients, found.issuer) == ("各镇、街道", "某区民政局")


def test_a_table_is_read_cell_by_cell(tmp_path: Path) -> None:
    grid = "".join(rule(20, y, 140, y + 0.3) for y in (20, 40, 60))
    grid += "".join(rule(x, 20, x + 0.3, 60) for x in (20, 80, 140))
    texts = [(22.0, 22.0, "排查"), (82.0, 25.0, "镇"), (22.0, 30.0, "范围"), (22.0, 45.0, "整治"), (82.0, 45.0, "局")]
    found = read_document(make_ofd(tmp_path / "t.ofd", [texts], paths=grid))
    assert found.text.splitlines() == ["排查", "范围", "镇", "整治", "局"]


def test_pdf_lines_are_joined_to_paragraphs(tmp_path: Path) -> None:
    needs("fonts")
    body = f"<p style='text-indent:2em'>{'为进一步加强全区公益性公墓管理工作' * 6}，现通知如下。</p>"
    found = read_document(make_pdf(tmp_path / "a.pdf", f"<p>{WORDS[0]}</p><p>{WORDS[1]}</p>{body}"))
    assert found.text.splitlines()[:2] == [*WORDS[:2]]
    assert len(found.text.splitlines()) == 3
    assert found.main_recipients == "各镇、街道"


def test_web_pages_lose_their_furniture_and_their_header_table_is_believed(tmp_path: Path) -> None:
    cells = ("发文字号：", "国办发〔1997〕11号", "成文日期：", "1997年04月08日")
    table = f"<table><tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr></table>"
    text = "".join(f"<p>{line}</p>" for line in WORDS[:4])
    away = "<script>x</script><p>扫一扫在手机打开当前页</p>"
    page = f"<html><body>{table}<td id='UCAP-CONTENT'>{text}</td>{away}</body></html>"
    (tmp_path / "a.html").write_text(page)
    found = read_document(tmp_path / "a.html")
    assert found.text.splitlines() == [*WORDS[:4]]
    assert (found.number, str(found.date)) == ("国办发〔1997〕11号", "1997-04-08")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_whatever_encoding(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes("\n".join(WORDS).encode(encoding))
    assert read_document(tmp_path / "a.txt").title == WORDS[0]


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTITIES = '<!DOCTYPE a [<!ENTITY b "c">]><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016">&b;</ofd:OFD>'
_BAD: dict[str, tuple[str, bytes, str]] = {
    "empty": ("a.docx", b"", "file.empty"),
    "cut off": ("a.docx", zipped({"word/document.xml": "<a/>"})[:-30], "file.truncated"),
    "no document in it": ("a.docx", zipped({"a.txt": "a"}), "document.unknown"),
    "broken xml": ("a.docx", zipped({"word/document.xml": "<a"}), "file.damaged"),
    "entities in docx": ("a.docx", zipped({"word/document.xml": _ENTITIES}), "file.xml_bomb"),
    "entities in ofd": ("a.ofd", zipped({"OFD.xml": _ENTITIES}), "file.xml_bomb"),
    "bomb in docx": ("a.docx", zipped({"word/document.xml": b" " * 20 * 2**20}), "file.zip_bomb"),
    "bomb in ofd": ("a.ofd", zipped({"OFD.xml": "<a/>", "big.xml": b" " * 20 * 2**20}), "file.zip_bomb"),
    "locked docx": ("a.docx", _OLE + "EncryptedPackage".encode("utf-16-le"), "file.password"),
    "encrypted ofd": ("a.ofd", zipped({"OFD.xml": "<a/>", "Encryptions.xml": "<a/>"}), "file.password"),
    "old doc": ("a.doc", _OLE + b"a" * 600, "document.legacy"),
    "rtf": ("a.rtf", b"{\\rtf1 a}", "document.legacy"),
    "broken pdf": ("a.pdf", b"%PDF-1.7\nnothing", "file.damaged"),
    "broken picture": ("a.png", b"\x89PNG\r\n\x1a\n" + b"a" * 40, "file.damaged"),
    "unknown": ("a.bin", b"\x00\x01\x02" * 40, "document.unknown"),
}  # fmt: skip


@pytest.mark.parametrize("name", _BAD)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str) -> None:
    file, content, code = _BAD[name]
    (tmp_path / file).write_bytes(content)
    with pytest.raises(Unreadable) as caught:
        read_document(tmp_path / file)
    assert (caught.value.code, caught.value.parameters["file"]) == (code, file)


def test_a_huge_picture_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("1", (9000, 9000)).save(tmp_path / "a.png")
    with pytest.raises(Unreadable) as caught:
        read_document(tmp_path / "a.png")
    assert caught.value.code == "document.picture_too_large"


def test_without_the_optional_part_a_scan_is_named_with_its_cure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PIL import Image

    monkeypatch.setattr(ocr, "available", lambda: False)
    Image.new("L", (300, 300)).save(tmp_path / "a.jpg")
    with pytest.raises(Unreadable) as caught:
        read_document(tmp_path / "a.jpg")
    assert caught.value.code == "document.no_ocr"


def test_too_many_scanned_pages_are_named_before_any_is_recognised(tmp_path: Path) -> None:
    from PIL import Image

    pages = [Image.new("1", (60, 80), 1) for _ in range(200)]
    pages[0].save(tmp_path / "a.tif", save_all=True, append_images=pages[1:])
    with pytest.raises(Unreadable) as caught:
        read_document(tmp_path / "a.tif")
    assert caught.value.code in ("document.too_many_pages", "document.no_ocr")


def test_the_pages_of_a_scan_given_one_by_one_are_one_document(tmp_path: Path) -> None:
    for number, words in enumerate((WORDS[:3], WORDS[3:]), 1):
        (tmp_path / f"{number}.txt").write_text("\n".join(words))
    found = read_document(tmp_path / "1.txt", more=[tmp_path / "2.txt"])
    assert (found.pages, found.issuer, found.evidence["issuer"].page) == (2, "某区民政局", 2)


def test_a_picture_is_recognised(tmp_path: Path) -> None:
    needs("fonts")
    if not ocr.available():
        pytest.skip("the optional part ocr is not installed")
    import pypdfium2

    html = "".join(f"<p>{line}</p>" for line in WORDS)
    pdf = make_pdf(tmp_path / "a.pdf", html)
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_pil().rotate(1.2, fillcolor="white")
    page.save(tmp_path / "a.jpg")
    found = read_document(tmp_path / "a.jpg")
    assert (found.title, found.main_recipients, str(found.date)) == (WORDS[0], "各镇、街道", "2019-03-01")
