"""One digit changed anywhere in a report is found and named: in the rows, the figures, the text, the panels."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from songbang.core.registers import REGISTER_KINDS
from songbang.core.reporting.content import digest_of
from songbang.core.reporting.report import figure_key
from songbang.core.reporting.verify import Departure, verify
from songbang.core.words import LANGUAGES, Language, labels
from tests.core.reporting.small_office import write

ALL = "documents.received"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("report"))


@pytest.fixture
def out(whole: Path, tmp_path: Path) -> Path:
    """The report's folder, to be spoilt."""
    return Path(shutil.copytree(whole, tmp_path / "out"))


def _codes(found: list[Departure]) -> set[str]:
    return {departure.label for departure in found}


def _words(found: list[Departure], language: Language = "zh-Hans") -> str:
    """What the user is told."""
    return "\n".join(labels(language)["verify"][d.label].format(**d.parameters) for d in found)


def _change_figures(out: Path, change: Callable[[dict[str, Any]], None], *, cover: bool = False) -> list[Departure]:
    """Change figures.json; with `cover` its digest is made anew, as somebody would who knows of it."""
    path = out / "figures.json"
    content = json.loads(path.read_text("utf-8"))
    change(content)
    if cover:
        content["digest"] = digest_of(content)
    path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    return verify(out).departures


def _figure(content: dict[str, Any], key: str = ALL) -> dict[str, Any]:
    figure: dict[str, Any] = next(f for f in content["figures"] if figure_key(f["id"], f["scope"]) == key)
    return figure


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_untouched_report_verifies_in_its_language(language: Language, tmp_path: Path) -> None:
    found = verify(write(tmp_path / "out", language))
    assert found.departures == []
    assert found.language == language
    assert found.figures > 100
    assert found.sentences > 100


# -- rows.xlsx


def _change_cell(out: Path, title: str, column: str, told: object) -> int:
    """Change a cell of the second row of a register's sheet; the row's number."""
    book = openpyxl.load_workbook(out / "rows.xlsx")
    sheet = book[title]
    head = [cell.value for cell in sheet[1]]
    sheet.cell(3, head.index(column) + 1).value = told  # type: ignore[union-attr, unused-ignore]
    book.save(out / "rows.xlsx")
    return 3


CHANGES = {
    "documents": ("发文字号", "南民〔2018〕2号"), "meetings": ("分钟数", 91), "inspections": ("列入计划", "否"),
    "pledges": ("一票否决", "否"), "digital": ("打卡", "否"), "signboards": ("名称", "农家书店"),
    "forms": ("指标数", 15), "visits": ("带（解决）问题", "否"),
}  # fmt: skip


@pytest.mark.parametrize("kind", REGISTER_KINDS)
def test_a_changed_cell_of_every_register_is_named_by_sheet_and_row(kind: str, out: Path) -> None:
    title = labels("zh-Hans")["registers"][kind]
    row = _change_cell(out, title, *CHANGES[kind])
    found = verify(out).departures
    assert f"rows.xlsx“{title}”第 {row} 行被改过" in _words(found)


def test_figures_that_no_longer_follow_from_a_changed_row_are_named(out: Path) -> None:
    _change_cell(out, "会议", "分钟数", 91)
    told = {str(d.parameters["key"]) for d in verify(out).departures if d.label == "figure"}
    assert {"meetings.minutes", "meetings.minutes|unit=330402103", "burden.minutes"} <= told


def test_a_removed_row_is_found(out: Path) -> None:
    book = openpyxl.load_workbook(out / "rows.xlsx")
    book["收文"].delete_rows(3)
    book.save(out / "rows.xlsx")
    assert _codes(verify(out).departures) >= {"rows_sheet", "figure"}


def test_a_row_put_in_twice_is_found(out: Path) -> None:
    book = openpyxl.load_workbook(out / "rows.xlsx")
    sheet = book["牌子"]
    sheet.append([cell.value for cell in sheet[2]])
    book.save(out / "rows.xlsx")
    assert "rows_sheet" in _codes(verify(out).departures)


def test_rows_saved_again_by_another_program_still_verify(out: Path) -> None:
    openpyxl.load_workbook(out / "rows.xlsx").save(out / "rows.xlsx")
    assert verify(out).departures == []


def test_a_changed_head_count_in_the_list_of_units_is_named(out: Path) -> None:
    book = openpyxl.load_workbook(out / "rows.xlsx")
    sheet = book["单位名单"]
    (cell,) = [row[5] for row in sheet.iter_rows(min_row=2) if row[5].value == 60]
    cell.value = 61
    book.save(out / "rows.xlsx")
    assert "单位 330402103" in _words(verify(out).departures)


# -- figures.json


@pytest.mark.parametrize("cover", [False, True], ids=["digest left", "digest made anew"])
@pytest.mark.parametrize(("part", "told"), [("value", 99), ("baseline", 99), ("change", 0.9), ("comparable", False)])
def test_a_changed_part_of_a_figure_is_named_with_what_it_should_be(
    part: str, told: object, cover: bool, out: Path
) -> None:
    before = _figure(json.loads((out / "figures.json").read_text("utf-8")))[part]
    found = _change_figures(out, lambda content: _figure(content).update({part: told}), cover=cover)
    assert f"指标 {ALL}：figures.json 写的是 {part}={told}，按 rows.xlsx 应是 {part}={before}" in _words(found)
    assert ("digest" in _codes(found)) is not cover


@pytest.mark.parametrize("part", ["rows", "baseline_rows"])
def test_a_changed_row_id_is_named(part: str, out: Path) -> None:
    def change(content: dict[str, Any]) -> None:
        _figure(content)[part][0] = "别处.xlsx#收文#3"

    assert f"{part}: 别处.xlsx#收文#3" in _words(_change_figures(out, change, cover=True))


def test_a_figure_taken_out_or_put_in_is_named(out: Path) -> None:
    def change(content: dict[str, Any]) -> None:
        content["figures"].remove(_figure(content, "visits.received"))
        content["figures"].append({**_figure(content), "scope": {"unit": "330402"}})

    said = _words(_change_figures(out, change, cover=True))
    assert "指标 visits.received 应有而没有" in said
    assert f"指标 {ALL}|unit=330402 由登记行得不出来" in said


def test_a_changed_month_is_named(out: Path) -> None:
    def change(content: dict[str, Any]) -> None:
        months = content["monthly"][ALL]
        while isinstance(months, dict):
            key = next(iter(months))
            if not isinstance(months[key], dict | list):
                months[key] = 77
                return
            parent, months = months, months[key]
        months[0] = 77
        assert parent

    assert f"monthly {ALL}" in _words(_change_figures(out, change, cover=True))


def test_changed_cadres_are_named_and_so_is_the_imbalance_that_followed(out: Path) -> None:
    def change(content: dict[str, Any]) -> None:
        next(u for u in content["units"] if u["code"] == "330402103")["cadres"] = 61

    said = _words(_change_figures(out, change, cover=True))
    assert "单位 330402103" in said
    assert ".imbalance" in said


@pytest.mark.parametrize("part", ["sources", "rejects", "district"])
def test_any_other_change_is_told_by_the_digest(part: str, out: Path) -> None:
    found = _change_figures(out, lambda content: content.update({part: type(content[part])()}))
    assert "digest" in _codes(found)


def test_the_moment_it_was_made_is_free(out: Path) -> None:
    found = _change_figures(out, lambda content: content.update(made_at="2020-01-01T00:00:00"))
    assert "digest" not in _codes(found)


# -- report.docx and report.html


def _change_docx(out: Path, old: str, new: str) -> None:
    whole = io.BytesIO((out / "report.docx").read_bytes())
    with zipfile.ZipFile(whole) as archive, zipfile.ZipFile(out / "report.docx", "w") as changed:
        for entry in archive.infolist():
            content = archive.read(entry)
            if entry.filename == "word/document.xml":
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode(), 1)
            changed.writestr(entry, content)


def test_a_changed_digit_in_the_docx_is_named_with_its_sentence(out: Path) -> None:
    _change_docx(out, "2019年", "2017年")
    found = verify(out).departures
    assert found
    assert {d.parameters["file"] for d in found} == {"report.docx"}
    assert "2017年" in _words(found)


def test_a_changed_digit_in_the_html_is_named_with_its_sentence(out: Path) -> None:
    page = (out / "report.html").read_text("utf-8")
    start = page.index("<article")
    changed = page[:start] + re.sub(r">(\d+)<", ">97531<", page[start:], count=1)
    assert changed != page
    (out / "report.html").write_text(changed, "utf-8")
    found = verify(out).departures
    assert {d.parameters["file"] for d in found} == {"report.html"}
    assert "97531" in _words(found)


@pytest.mark.parametrize("old", ["南湖街道/台账.xlsx", "区消防大队", "2019-03-01"])
def test_a_change_in_what_the_panels_show_is_found(old: str, out: Path) -> None:
    page = (out / "report.html").read_text("utf-8")
    outside = page[page.index("</article>") :]
    for name in (old, json.dumps(old)[1:-1], "消防安全检查", json.dumps("消防安全检查")[1:-1]):
        if name in outside:
            (out / "report.html").write_text(page.replace(outside, outside.replace(name, "别的", 1)), "utf-8")
            break
    else:
        pytest.fail(f"the panels do not show {old}")
    assert _codes(verify(out).departures) == {"page"}


def test_a_page_of_another_report_is_found(out: Path, tmp_path: Path) -> None:
    shutil.copy(write(tmp_path / "en", "en") / "report.html", out / "report.html")
    assert {d.parameters.get("file") for d in verify(out).departures} == {"report.html"}
