"""Which files of the folders given are read, and under what name."""

from __future__ import annotations

from pathlib import Path

import pytest

from songbang.core.errors import NotFound
from songbang.core.reading.sources import collect


def _touch(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", "utf-8")
    return root


def test_all_register_files_under_a_folder_are_read_in_a_fixed_order(tmp_path: Path) -> None:
    root = _touch(tmp_path / "台账", "b.xlsx", "a.CSV", "新丰镇/2019/c.xls", "d.et", "e.html")
    sources, findings = collect([root])
    assert [source.file for source in sources] == ["a.CSV", "b.xlsx", "d.et", "e.html", "新丰镇/2019/c.xls"]
    assert sources[-1].folders == ("2019", "新丰镇", "台账")
    assert findings == []


def test_lock_files_and_what_systems_leave_are_passed_over_without_a_word(tmp_path: Path) -> None:
    root = _touch(tmp_path, "~$a.xlsx", ".~lock.a.xlsx#", ".DS_Store", "Thumbs.db", "desktop.ini", "a.xlsx")
    sources, findings = collect([root])
    assert [source.file for source in sources] == ["a.xlsx"]
    assert findings == []


def test_what_an_archive_of_another_system_adds_is_litter(tmp_path: Path) -> None:
    root = _touch(tmp_path / "台账", "__MACOSX/._a.xlsx", "a.xlsx")
    assert [source.file for source in collect([root])[0]] == ["a.xlsx"]


def test_other_files_are_passed_over_with_a_finding(tmp_path: Path) -> None:
    sources, findings = collect([_touch(tmp_path, "a.docx", "b.pdf", "c.xlsx")])
    assert [source.file for source in sources] == ["c.xlsx"]
    told = [(f.code, f.level, f.file, f.parameters["ending"]) for f in findings]
    assert told == [("file.passed_over", "note", "a.docx", ".docx"), ("file.passed_over", "note", "b.pdf", ".pdf")]


def test_a_file_given_by_itself_bears_its_name_and_knows_its_folder(tmp_path: Path) -> None:
    root = _touch(tmp_path / "新丰镇", "a.xlsx")
    ((source,), _) = collect([root / "a.xlsx"])
    assert (source.file, source.folders) == ("a.xlsx", ("新丰镇",))


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    root = _touch(tmp_path / "台账", "a.xlsx")
    sources, _ = collect([root, root / "a.xlsx", root])
    assert len(sources) == 1


def test_files_of_one_name_in_two_folders_keep_names_that_differ(tmp_path: Path) -> None:
    first, second = _touch(tmp_path / "新丰镇", "收文.xlsx"), _touch(tmp_path / "凤桥镇", "收文.xlsx")
    for given in ([first, second], [first / "收文.xlsx", second / "收文.xlsx"]):
        sources, _ = collect(given)
        names = [source.file for source in sources]
        assert len(set(names)) == 2
        assert all(name.endswith("收文.xlsx") for name in names)


def test_three_files_of_one_name_keep_names_that_differ(tmp_path: Path) -> None:
    given = [_touch(tmp_path / at / "x", "收文.xlsx") / "收文.xlsx" for at in ("1", "2", "3")]
    sources, _ = collect(given)
    assert len({source.file for source in sources}) == 3


def test_a_path_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound) as caught:
        collect([tmp_path / "没有"])
    assert caught.value.code == "source.not_found"
    assert caught.value.parameters["path"] == str(tmp_path / "没有")


def test_an_empty_folder_has_no_sources(tmp_path: Path) -> None:
    assert collect([tmp_path]) == ([], [])
