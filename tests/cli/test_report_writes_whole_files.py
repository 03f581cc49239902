"""All files of a report or none: a locked file, a folder that cannot be written, a stop in the middle."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from songbang.cli import report_command, writing
from songbang.core.reporting.make import FILES
from tests.cli.conftest import Command
from tests.cli.office import PERIODS, figures

AT = datetime.fromisoformat("2019-08-30T09:00:00")


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_folder_holds_the_seven_files_and_nothing_else(command: Command, registers: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "deep" / "out"
    assert command("report", registers, *PERIODS, "--out", out).status == 0
    assert _names(out) == sorted(FILES)


def test_a_file_in_the_way_of_the_folder_is_named(command: Command, registers: Path, tmp_path: Path) -> None:
    for out, said in ((tmp_path / "units.csv" / "out", "写不了"), (tmp_path / "units.csv", "'--out' 的值不对")):
        ran = command("report", registers, *PERIODS, "--out", out)
        assert (ran.status, said in ran.err, "→" in ran.err) == (2, True, True)


def _locked(monkeypatch: pytest.MonkeyPatch, name: str, method: str) -> None:
    """As on Windows, where a workbook that Excel has open can neither be opened for writing nor replaced."""
    whole = getattr(Path, method)

    def refuse(path: Path, *arguments: object, **options: object) -> object:
        target = arguments[0] if method == "replace" else path
        if Path(str(target)).name == name and ("r+b" in arguments or method == "replace"):
            raise PermissionError(13, "Permission denied")
        return whole(path, *arguments, **options)

    monkeypatch.setattr(Path, method, refuse)


@pytest.mark.parametrize("method", ["open", "replace"])
def test_an_open_workbook_is_named_and_nothing_half_written_is_left(
    method: str, command: Command, registers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    command("report", registers, *PERIODS, "--out", out)
    _locked(monkeypatch, "rows.xlsx", method)
    ran = command("report", registers, *PERIODS, "--out", out)
    assert ran.status == 2
    assert f"写不了 {out / 'rows.xlsx'}，它可能正用 Excel 或 WPS 打开着" in ran.err
    assert _names(out) == sorted(FILES)


def test_a_full_disk_is_told_and_leaves_the_earlier_report_as_it_was(
    command: Command, registers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    command("report", registers, *PERIODS, "--out", out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    def full(path: Path, content: bytes) -> int:
        if "rejects" in path.name:
            raise OSError(28, "No space left on device")
        with path.open("wb") as file:
            return file.write(content)

    monkeypatch.setattr(Path, "write_bytes", full)
    ran = command("report", registers, *PERIODS, "--out", out)
    assert (ran.status, "No space left on device" in ran.err) == (2, True)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_a_stop_while_writing_leaves_nothing_half_written(
    command: Command, registers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(folder: Path, names: list[str]) -> None:
        if (folder / ".rows.xlsx.part").exists():
            raise KeyboardInterrupt

    monkeypatch.setattr(writing, "check_writable", stop)
    ran = command("report", registers, *PERIODS, "--out", tmp_path / "out")
    assert (ran.status, "已停止" in ran.err) == (130, True)
    assert _names(tmp_path / "out") == []


def test_ctrl_c_stops_the_command_without_a_traceback(
    command: Command, registers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pressed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(report_command, "make_report", pressed)
    ran = command("report", registers, *PERIODS, "--out", tmp_path / "out")
    assert ran.status == 130
    assert "已停止，没有写出报告" in ran.err
    assert "Traceback" not in ran.err
    assert not (tmp_path / "out").exists() or _names(tmp_path / "out") == []


def test_two_runs_at_one_moment_give_the_same_bytes_and_digest(
    command: Command, registers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_command, "now", lambda: AT)
    for name in ("a", "b"):
        command("report", registers, *PERIODS, "--out", tmp_path / name)
    differing = [name for name in FILES if (tmp_path / "a" / name).read_bytes() != (tmp_path / "b" / name).read_bytes()]
    assert differing == []
    assert figures(tmp_path / "a")["made_at"] == "2019-08-30T09:00:00"


def test_the_digest_is_the_same_at_another_moment_and_another_for_another_row(
    command: Command, registers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = command("report", registers, *PERIODS, "--out", tmp_path / "a")
    monkeypatch.setattr(report_command, "now", lambda: AT)
    second = command("report", registers, *PERIODS, "--out", tmp_path / "b")
    digest = figures(tmp_path / "a")["digest"]
    assert figures(tmp_path / "b")["digest"] == digest
    assert all(f"本次结果的摘要 {digest[:16]}" in ran.out for ran in (first, second))
    (registers / "新丰镇会议.csv").unlink()
    command("report", registers, *PERIODS, "--out", tmp_path / "c")
    assert figures(tmp_path / "c")["digest"] != digest
