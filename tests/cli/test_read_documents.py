"""`songbang read` over documents, forms and registers together, as contract `read` says."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner
from openpyxl import Workbook

from songbang.cli.main import cli
from songbang.core.reading.documents.values import ASKS

NOTICE = "某区民政局关于报送名单的通知\n各镇、街道：\n请于3月5日前将名单报我局。\n某区民政局\n2019年3月1日\n"


def _form(path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["人口情况表"], ["指标名称", "计量单位", "数量"], ["户籍人口", "人", None], ["常住人口", "人", None]):
        sheet.append(row)
    book.save(path)


def test_one_line_a_file_and_a_broken_one_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NOTICE)
    _form(tmp_path / "b.xlsx")
    (tmp_path / "c.docx").write_bytes(b"PK\x03\x04broken")
    out = tmp_path / "out.jsonl"
    files = [str(tmp_path / name) for name in ("a.txt", "b.xlsx", "c.docx")]
    result = CliRunner().invoke(cli, ["read", *files, "--json", str(out)])
    assert result.exit_code == 1
    document, form, broken = (json.loads(line) for line in out.read_text().splitlines())
    assert (document["title"], document["date"], document["deadlines"]) == (
        "某区民政局关于报送名单的通知", "2019-03-01", ["2019-03-05"],
    )  # fmt: skip
    assert set(document["asks"]) == set(ASKS) and document["asks_for_report"] is True
    assert document["evidence"]["date"] == {"text": "2019年3月1日", "page": 1}
    assert [cell["row_label"] for cell in form["cells"]] == ["户籍人口", "常住人口"]
    assert broken["error"]["code"] == "file.truncated" and broken["error"]["cure"]


def test_documents_alone_need_no_units_and_end_well(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NOTICE)
    result = CliRunner().invoke(cli, ["read", str(tmp_path / "a.txt")])
    assert result.exit_code == 0
    assert "某区民政局" in result.output
