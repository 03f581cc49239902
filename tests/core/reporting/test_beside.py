"""A report with what the office knows beside its registers: findings, the voice, the follow-up. All of it verified."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pytest

from songbang.core.reporting.report import Report
from songbang.core.reporting.text_of import text_of_docx, text_of_html, text_of_report
from songbang.core.reporting.verify import Departure, verify
from songbang.core.words import Language
from tests.core.reporting.beside_parts import made_beside
from tests.core.reporting.small_office import made


def written(folder: Path, language: Language = "zh-Hans") -> Path:
    for name, content in made_beside(language).files.items():
        (folder / name).write_bytes(content)
    return folder


def departures(folder: Path) -> list[Departure]:
    return verify(folder).departures


def section(report: Report, number: int) -> str:
    return "\n".join(getattr(block, "text", "") for block in report.sections[number].blocks)


def test_without_it_a_report_holds_nothing_of_it() -> None:
    assert not {"field", "voice", "before"} & set(made().content)
    assert len(made().report.appendices) == 3


@pytest.mark.parametrize("language", ["zh-Hans"])
def test_the_report_verifies_and_both_files_say_the_same(language: Language, tmp_path: Path) -> None:
    assert departures(written(tmp_path, language)) == []
    files, expected = made_beside(language).files, text_of_report(made_beside(language).report)
    assert text_of_docx(files["report.docx"]) == expected == text_of_html(files["report.html"].decode())


def test_findings_stand_among_the_problems_and_only_those_of_the_time() -> None:
    problems = section(made_beside().report, 1)
    assert "共发现问题3个，经复查已整改1个，已报整改、待复查1个，尚未整改1个，其中逾期1个（详见附件4）。" in problems
    assert "仍要求纸质台账（2个，涉及2个单位），其他（1个，涉及1个单位）" in problems
    assert "现场检查发现的问题有待整改" in problems


def test_the_voice_stands_in_the_third_part_and_names_nobody() -> None:
    suggestions = section(made_beside().report, 2)
    assert "“同样的数字不要反复填报”（5人以上提出）" in suggestions
    assert "3件求助都反映重复开证明，建议把社区证明事项纳入负面清单。" in suggestions
    overall = section(made_beside().report, 0)
    assert "收到基层自愿评价15条，其中认为有必要的占50.0%（5/10），认为说得清楚的占80.0%（4/5）" in overall
    assert "根据年度计划（2019-7）安排，2019年8月27日至29日，区纪委和区民政局对新丰镇和净湘村开展了" in overall


def test_seed_circular_and_follow_up_are_appendices() -> None:
    field, cases, before = made_beside().report.appendices[3:]
    assert [one.heading.split()[0] for one in (field, cases, before)] == ["附件4", "附件5", "附件6"]
    assert "a1b2c3d4" in str(field)
    assert "净湘村" not in str(cases)
    table, earlier = (block for block in before.blocks if hasattr(block, "rows"))
    assert [cell.text for cell in table.rows[0]] == ["电子、纸质重复发文", "18.1%", "0.0%", "已有改善"]
    assert [cell.text for cell in earlier.rows[0]] == ["净湘村", "仍要求纸质台账", "2019-08-28", "已改好"]


def test_a_finding_changed_in_the_rows_is_named(tmp_path: Path) -> None:
    folder = written(tmp_path)
    book = openpyxl.load_workbook(folder / "rows.xlsx")
    book["现场检查问题"]["H2"] = "已改好"
    book.save(folder / "rows.xlsx")
    labels = {(one.label, str(one.parameters.get("part", ""))) for one in departures(folder)}
    assert {("row", ""), ("content", "field figures"), ("content", "field digest")} <= labels


def test_a_count_of_findings_or_a_quotation_that_was_changed_is_named(tmp_path: Path) -> None:
    folder = written(tmp_path)
    content = json.loads((folder / "figures.json").read_text("utf-8"))
    content["field"]["figures"][0]["value"] = 2
    content["voice"]["opinions"][0]["persons"] = 50
    (folder / "figures.json").write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    labels = [one.label for one in departures(folder)]
    assert {"content", "digest", "sentence"} <= set(labels)


def test_findings_added_to_the_rows_alone_are_named(tmp_path: Path) -> None:
    folder = written(tmp_path)
    plain = {name: content for name, content in made().files.items() if name != "rows.xlsx"}
    for name, content in plain.items():
        (folder / name).write_bytes(content)
    assert [one.label for one in departures(folder)] == ["rows_sheet"]


def test_the_page_opens_the_findings_behind_a_number() -> None:
    page = made_beside().files["report.html"].decode()
    assert "净湘村仍要求纸质台账 1" in page
    book = openpyxl.load_workbook(io.BytesIO(made_beside().files["rows.xlsx"]))
    assert book["现场检查问题"].max_row == 5
