"""What cannot be verified at all is said so: a missing file, a broken one, other rules. Never a traceback."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from songbang.core import rulebook
from songbang.core.errors import NotFound, Unreadable
from songbang.core.reporting.content import Question, rules_of
from songbang.core.reporting.make import make_report
from songbang.core.reporting.verify import other_rules, verify
from tests.core.reporting.small_office import AT, QUESTION, UNITS, books, write

FILES = ("figures.json", "rows.xlsx", "report.docx", "report.html")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("report"))


@pytest.fixture
def out(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "out"))


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(name: str, out: Path) -> None:
    (out / name).unlink()
    with pytest.raises(NotFound) as caught:
        verify(out)
    assert (caught.value.code, caught.value.parameters["file"]) == ("report.folder_missing", name)


@pytest.mark.parametrize("name", FILES[:3])
@pytest.mark.parametrize("content", [b"", b"\x00broken", b"{}", b"[]", b"null"])
def test_a_broken_file_is_named(name: str, content: bytes, out: Path) -> None:
    (out / name).write_bytes(content)
    with pytest.raises(Unreadable) as caught:
        verify(out)
    assert (caught.value.code, caught.value.parameters["file"]) == ("report.unreadable", name)


@pytest.mark.parametrize(
    "change",
    [
        {"period": "2019"}, {"figures": None}, {"figures": [{}]}, {"figures": ["x"]}, {"units": [{}]}, {"units": 5},
        {"monthly": 3}, {"baseline": "x"},
    ],
    ids=str,
)  # fmt: skip
def test_figures_of_another_shape_are_unreadable(change: dict[str, Any], out: Path) -> None:
    path = out / "figures.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **change}), "utf-8")
    with pytest.raises(Unreadable) as caught:
        verify(out)
    assert caught.value.parameters["file"] == "figures.json"


@pytest.mark.parametrize(
    ("title", "column", "told"), [("收文", "日期", "三月一日"), ("报表", "指标数", "多"), ("收文", "渠道", "传真")]
)
def test_a_cell_that_cannot_be_what_it_should_is_named_by_sheet_and_row(
    title: str, column: str, told: str, out: Path
) -> None:
    book = openpyxl.load_workbook(out / "rows.xlsx")
    sheet = book[title]
    sheet.cell(2, [cell.value for cell in sheet[1]].index(column) + 1).value = told  # type: ignore[union-attr, unused-ignore]
    book.save(out / "rows.xlsx")
    with pytest.raises(Unreadable) as caught:
        verify(out)
    assert caught.value.parameters["file"] == "rows.xlsx"
    assert f"{title} 2" in str(caught.value.parameters["reason"])


def _own_rules(folder: Path) -> Path:
    """A time table of one's own, in which a document costs 25 minutes."""
    folder.mkdir()
    minutes = rulebook.load("minutes.yaml")
    entries = {**minutes["entries"], "document": {"minutes": 25}}
    words = {**minutes, "name": "试行工时标准", "entries": entries}
    (folder / "minutes.yaml").write_text(yaml.safe_dump(words, allow_unicode=True), "utf-8")
    return folder


def test_a_report_by_ones_own_rules_verifies_by_them_and_names_them_without(tmp_path: Path) -> None:
    rules, out = _own_rules(tmp_path / "rules"), tmp_path / "out"
    question = Question(QUESTION.period, QUESTION.baseline, QUESTION.minutes.load(rules))
    made = make_report(books(), UNITS, question, language="zh-Hans", made_at=AT, rulebook=rules)
    assert made.content["rules"] == rules_of(rules)
    out.mkdir()
    for name, content in made.files.items():
        (out / name).write_bytes(content)
    assert verify(out, rulebook=rules).departures == []
    assert other_rules(out, rules) == []
    assert other_rules(out, None) == ["minutes.yaml"]


def test_a_report_by_the_shipped_rules_names_those_that_are_given_needlessly(whole: Path, tmp_path: Path) -> None:
    assert other_rules(whole, None) == []
    assert other_rules(whole, _own_rules(tmp_path / "rules")) == ["minutes.yaml"]
