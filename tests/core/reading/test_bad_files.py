"""Files that are no registers are refused, naming the file and what is wrong with it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from songbang.core.errors import Unreadable
from songbang.core.reading.formats import excel, open_book
from tests.core.reading.files import REGISTER, write_xls, write_xlsx

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64)


def refused(path: Path) -> Unreadable:
    """The refusal of a file, which must name it."""
    with pytest.raises(Unreadable) as caught:
        open_book(path, f"台账/{path.name}")
    assert caught.value.parameters["file"] == f"台账/{path.name}"
    return caught.value


def _bytes(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.csv"])
def test_an_empty_file_is_refused(name: str, tmp_path: Path) -> None:
    assert refused(_bytes(tmp_path / name, b"")).code == "file.empty"


@pytest.mark.parametrize("share", [0.3, 0.5, 0.9])
def test_a_truncated_xlsx_is_refused(share: float, tmp_path: Path) -> None:
    whole = write_xlsx(tmp_path / "w.xlsx", {"收文": REGISTER}).read_bytes()
    assert refused(_bytes(tmp_path / "a.xlsx", whole[: int(len(whole) * share)])).code == "file.truncated"


def test_a_truncated_xls_is_refused(tmp_path: Path) -> None:
    whole = write_xls(tmp_path / "w.xls", REGISTER).read_bytes()
    assert refused(_bytes(tmp_path / "a.xls", whole[:700])).code == "file.damaged"


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls"])
def test_a_picture_with_a_workbooks_name_is_refused_naming_what_it_is(name: str, tmp_path: Path) -> None:
    error = refused(_bytes(tmp_path / name, PNG))
    assert (error.code, error.parameters["looks_like"]) == ("file.not_a_workbook", "PNG")


@pytest.mark.parametrize(
    ("head", "looks_like"),
    [(b"%PDF-1.7\n%\xe2\xe3", "PDF"), (b"Rar!\x1a\x07\x01\x00", "RAR"), (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG")],
)
def test_other_kinds_of_file_are_refused_naming_what_they_are(head: bytes, looks_like: str, tmp_path: Path) -> None:
    error = refused(_bytes(tmp_path / "a.xlsx", head + b"\x00" * 40))
    assert (error.code, error.parameters["looks_like"]) == ("file.not_a_workbook", looks_like)


def test_an_archive_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert refused(tmp_path / "a.xlsx").code == "file.not_a_workbook"


def test_a_workbook_whose_sheet_is_broken_is_refused(tmp_path: Path) -> None:
    whole = write_xlsx(tmp_path / "w.xlsx", {"收文": REGISTER})
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(tmp_path / "a.xlsx", "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content[:200] if name.endswith("sheet1.xml") else content)
    assert refused(tmp_path / "a.xlsx").code == "file.damaged"


def test_a_workbook_behind_a_password_is_refused(tmp_path: Path) -> None:
    ooxml = pytest.importorskip("msoffcrypto.format.ooxml")
    whole = write_xlsx(tmp_path / "w.xlsx", {"收文": REGISTER}).read_bytes()
    with (tmp_path / "a.xlsx").open("wb") as out:
        ooxml.OOXMLFile(io.BytesIO(whole)).encrypt("123456", out)
    assert refused(tmp_path / "a.xlsx").code == "file.password"


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    whole = write_xlsx(tmp_path / "w.xlsx", {"收文": REGISTER})
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if not name.endswith("sheet1.xml"):
                target.writestr(name, source.read(name))
        with target.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(70):
                part.write(bytes(2**20))
    error = refused(tmp_path / "a.xlsx")
    assert error.code == "file.zip_bomb"
    assert isinstance(error.parameters["megabytes"], int)
    assert error.parameters["megabytes"] >= 70


def test_a_parser_that_panics_is_a_damaged_file_and_no_crash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Found by atheris: what the parser in Rust raises of a mistake of its own is no Exception."""

    class PanicException(BaseException):
        pass

    class Panicking:
        raised: type[BaseException] = PanicException

        @classmethod
        def from_filelike(cls, _: object) -> None:
            raise cls.raised("range end index 2 out of range for slice of length 0")

    path = write_xls(tmp_path / "a.xls", REGISTER)
    monkeypatch.setattr(excel, "CalamineWorkbook", Panicking)
    assert refused(path).code == "file.damaged"
    Panicking.raised = KeyboardInterrupt
    with pytest.raises(KeyboardInterrupt):
        open_book(path, "a.xls")


def test_a_page_without_a_table_is_refused(tmp_path: Path) -> None:
    path = _bytes(tmp_path / "a.xls", "<html><body><p>请登录</p></body></html>".encode())
    assert refused(path).code == "file.no_table"


@pytest.mark.parametrize("content", [b"<html", b"<table", b"<html><!-- -->", b"<div>\x00"])
def test_a_page_that_breaks_off_is_refused(content: bytes, tmp_path: Path) -> None:
    """Found by atheris."""
    assert refused(_bytes(tmp_path / "a.html", content)).code == "file.no_table"


def test_bytes_that_are_text_in_no_encoding_are_refused(tmp_path: Path) -> None:
    assert refused(_bytes(tmp_path / "a.csv", b"a,b\n\xff\xff\xff,\x81\xff\n")).code == "file.encoding"


def test_half_a_character_of_utf_16_is_refused(tmp_path: Path) -> None:
    content = "收文日期\t标题\n".encode("utf-16")
    assert refused(_bytes(tmp_path / "a.csv", content[:-1])).code == "file.encoding"


@pytest.mark.parametrize(
    "text", ["not a workbook", "会议定于明天召开，请准时参加。\n另：带笔记本，带表格，带水杯，带伞\n完\n", "a\nb\nc\n"]
)
def test_text_with_a_workbooks_name_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "会议.xlsx"
    path.write_text(text, "utf-8")
    with pytest.raises(Unreadable) as told:
        open_book(path, path.name)
    assert (told.value.code, told.value.parameters["looks_like"]) == ("file.not_a_workbook", "TXT")


def test_a_table_of_text_that_an_old_system_named_xls_is_read(tmp_path: Path) -> None:
    path = tmp_path / "收文.xls"
    path.write_text(
        "收文登记簿\n序号\t收文日期\t文件标题\n1\t2019-03-01\t关于走访的通知\n2\t2019-03-02\t关于防汛的通知\n",
        "gb18030",
    )
    assert open_book(path, path.name).sheets[0].rows[1] == ["序号", "收文日期", "文件标题"]
