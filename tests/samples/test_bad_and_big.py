"""The bad inputs have the defects that they are named for, and the big register is as long as asked."""

from __future__ import annotations

import zipfile
from pathlib import Path

import msoffcrypto  # type: ignore[import-untyped]
import pytest
from python_calamine import CalamineError, CalamineWorkbook

from samples.bad import make_bad
from samples.big import make_big


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return make_bad(tmp_path_factory.mktemp("bad"))


def test_each_bad_input_has_its_defect(bad: dict[str, Path]) -> None:
    with bad["locked"].open("rb") as stream:
        assert msoffcrypto.OfficeFile(stream).is_encrypted()
    assert "EncryptedPackage".encode("utf-16-le") in bad["locked"].read_bytes()
    assert bad["picture"].read_bytes().startswith(b"\x89PNG")
    assert bad["html"].read_bytes().startswith(b"<html>")
    assert list(bad["empty_folder"].iterdir()) == []
    assert bad["empty_file"].stat().st_size == 0
    assert CalamineWorkbook.from_path(str(bad["no_register"])).sheet_names == ["通讯录"]
    for defect in ("truncated", "picture", "empty_file"):
        with pytest.raises(CalamineError):
            CalamineWorkbook.from_path(str(bad[defect]))


def test_the_zip_bomb_is_small_on_disk_and_large_unpacked(bad: dict[str, Path]) -> None:
    path = bad["zip_bomb"]
    assert path.stat().st_size < 2_000_000
    with zipfile.ZipFile(path) as archive:
        assert sum(entry.file_size for entry in archive.infolist()) > 300_000_000


def test_the_big_register_has_the_rows_asked_for_and_no_title_twice(tmp_path: Path) -> None:
    make_big(tmp_path / "big.xlsx", rows=3000)
    rows = CalamineWorkbook.from_path(str(tmp_path / "big.xlsx")).get_sheet_by_index(0).to_python()
    assert len(rows) == 3002
    assert len({row[4] for row in rows[2:]}) == 3000
