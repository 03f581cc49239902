"""Makes inputs that no register can be read from, each named for its defect.

python -m samples.bad FOLDER
"""

from __future__ import annotations

import argparse
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile  # type: ignore[import-untyped]

_HEADER = ["序号", "收文日期", "来文单位", "文号", "文件标题"]


def make_bad(folder: Path) -> dict[str, Path]:
    """Write all bad inputs below `folder`; gives their paths by defect.

    Only the HTML page has a register that can be read.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return {defect: write(folder) for defect, write in _DEFECTS.items()}


def _workbook(rows: list[list[object]], sheet: str = "收文登记") -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    target = book.add_worksheet(sheet)
    for at, row in enumerate(rows):
        target.write_row(at, 0, row)
    book.close()
    return out.getvalue()


def _register(rows: int = 40) -> bytes:
    lines: list[list[object]] = [["凤桥镇2019年收文登记"], list(_HEADER)]
    for n in range(1, rows + 1):
        day = date(2019, 1 + n % 8, 1 + n % 28)
        lines.append([n, f"{day:%Y-%m-%d}", "区民政局", f"南民〔2019〕{n}号", f"关于报送第{n}批困境儿童走访情况的函"])
    return _workbook(lines)


def _locked(folder: Path) -> Path:
    """A register behind a password: an OLE2 file with the stream EncryptedPackage."""
    path = folder / "有密码.xlsx"
    with path.open("wb") as out:
        OOXMLFile(io.BytesIO(_register())).encrypt("123456", out)
    return path


def _truncated(folder: Path) -> Path:
    """A register of which only the first half arrived."""
    path = folder / "传输中断.xlsx"
    whole = _register()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def _bomb(folder: Path) -> Path:
    """A workbook of 1.2 MB whose one sheet is 400 MB when unpacked."""
    path = folder / "压缩炸弹.xlsx"
    row = b'<row r="1"><c r="A1"><v>1</v></c></row>'
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    with zipfile.ZipFile(io.BytesIO(_register(1))) as small, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as big:
        for name in small.namelist():
            if name != "xl/worksheets/sheet1.xml":
                big.writestr(_entry(name), small.read(name))
        with big.open(_entry("xl/worksheets/sheet1.xml"), "w", force_zip64=True) as out:
            out.write(head)
            for _ in range(400):
                out.write(row * (1_000_000 // len(row)))
            out.write(b"</sheetData></worksheet>")
    return path


def _entry(name: str) -> zipfile.ZipInfo:
    """With a fixed day, so that the file is the same each time."""
    entry = zipfile.ZipInfo(name, (2019, 8, 30, 9, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _picture(folder: Path) -> Path:
    """A PNG picture of one grey point, named as a workbook."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    path = folder / "其实是图片.xlsx"
    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\x00\x80")) + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + body)
    return path


def _empty_folder(folder: Path) -> Path:
    path = folder / "空文件夹"
    path.mkdir(exist_ok=True)
    return path


def _empty_file(folder: Path) -> Path:
    path = folder / "空文件.xlsx"
    path.write_bytes(b"")
    return path


def _no_register(folder: Path) -> Path:
    """A good workbook that holds a duty roster and a list of telephone extensions."""
    path = folder / "没有台账.xlsx"
    path.write_bytes(_workbook([["科室", "分机"], ["党政办", 8001], ["综治办", 8002]], "通讯录"))
    return path


def _html(folder: Path) -> Path:
    """A page with a table saved as .xls, as many office systems export. Its register has two rows."""
    path = folder / "网页导出.xls"
    rows = [
        _HEADER,
        ["1", "2019-03-04", "区民政局", "南民〔2019〕7号", "关于做好高龄津贴发放工作的通知"],
        ["2", "2019-03-05", "区府办", "南政办〔2019〕9号", "关于开展保密自查的通知"],
    ]
    body = "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    page = f'<html><head><meta charset="gbk"></head><body><table border="1">\n{body}\n</table></body></html>\n'
    path.write_bytes(page.encode("gb18030"))
    return path


_DEFECTS: dict[str, Callable[[Path], Path]] = {
    "locked": _locked, "truncated": _truncated, "zip_bomb": _bomb, "picture": _picture, "empty_folder": _empty_folder,
    "empty_file": _empty_file, "no_register": _no_register, "html": _html,
}  # fmt: skip


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m samples.bad", description="Make inputs that cannot be read.")
    parser.add_argument("folder", type=Path)
    for defect, path in make_bad(parser.parse_args().folder).items():
        print(f"{defect}: {path}")


if __name__ == "__main__":
    main()
