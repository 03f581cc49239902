"""`songbang match` over JSON lines and registers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner

from songbang.cli.match_command import match_files
from songbang.core.errors import BadInput

FLOOD = "关于做好2019年防汛工作的通知"


def _lines(path: Path, *records: dict[str, Any]) -> Path:
    path.write_text("\n".join(json.dumps(record, ensure_ascii=False) for record in records) + "\n", "utf-8")
    return path


def _run(*arguments: object) -> None:
    result = CliRunner().invoke(match_files, [str(argument) for argument in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output


def test_the_electronic_and_the_paper_copy_of_one_document_are_the_same(tmp_path: Path) -> None:
    first = _lines(
        tmp_path / "e.jsonl",
        {"id": "1", "title": FLOOD, "number": "南防指〔2019〕5号", "issuer": "区防指", "received_on": "2019-05-06"},
    )
    second = _lines(
        tmp_path / "p.jsonl",
        {"id": "1", "title": FLOOD, "number": "南防指[2019]第05号", "issuer": "区防指", "received_on": "2019年5月8日"},
    )
    _run(first, second, "--out", tmp_path / "pairs.json")
    told = json.loads((tmp_path / "pairs.json").read_text("utf-8"))
    assert [(pair["a"], pair["b"], pair["relation"]) for pair in told["pairs"]] == [("1", "1", "same")]
    assert told["pairs"][0]["why"]
    assert told["pairs"][0]["differs"] == [{"what": "date", "a": "2019-05-06", "b": "2019-05-08"}]
    assert told["clusters"] == [{"instrument": "1", "members": ["1", "1"]}]


def test_without_a_second_list_the_first_is_compared_with_itself(tmp_path: Path) -> None:
    months = [
        {
            "id": str(m),
            "title": f"关于2019年{m}月份信访工作情况的通报",
            "issuer": "区信访局",
            "received_on": f"2019-0{m + 1}-05",
        }
        for m in (1, 2)
    ]
    _run(_lines(tmp_path / "a.jsonl", *months), "--out", tmp_path / "pairs.json")
    told = json.loads((tmp_path / "pairs.json").read_text("utf-8"))
    assert [pair["relation"] for pair in told["pairs"]] == ["recurring"]
    assert {difference["what"] for difference in told["pairs"][0]["differs"]} >= {"month"}


def test_a_register_is_compared_with_json_lines(tmp_path: Path) -> None:
    folder = tmp_path / "新丰镇"
    folder.mkdir()
    rows = ["收文日期,来文单位,来文字号,文件标题", f"2019-05-06,区防指,南防指〔2019〕5号,{FLOOD}"]
    (folder / "2019年收文.csv").write_text("\n".join(rows) + "\n", "utf-8")
    other = _lines(
        tmp_path / "b.jsonl", {"id": "b1", "title": FLOOD, "number": "南防指〔2019〕5号", "issuer": "区防指"}
    )
    _run(folder, other, "--out", tmp_path / "pairs.json")
    told = json.loads((tmp_path / "pairs.json").read_text("utf-8"))
    assert [(pair["a"], pair["b"]) for pair in told["pairs"]] == [("2019年收文.csv##2", "b1")]


@pytest.mark.parametrize(
    ("line", "field"),
    [('{"title": "x"}', "id"), ("no json", "id"), ('{"id": "1", "received_on": "7月3日"}', "received_on")],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, line: str, field: str) -> None:
    (tmp_path / "a.jsonl").write_text(line, "utf-8")
    with pytest.raises(BadInput) as raised:
        _run(tmp_path / "a.jsonl", "--out", tmp_path / "pairs.json")
    assert raised.value.parameters == {"file": "a.jsonl", "line": 1, "field": field}


def test_documents_of_any_format_in_a_folder_are_compared_by_their_whole_text(tmp_path: Path) -> None:
    lines = [
        "某区水利局关于开展河道清淤的通知",
        "各镇、街道：",
        *(f"第{n}条，清淤河段{n}，按期完成。" for n in range(20)),
        "某区水利局",
    ]
    folder = tmp_path / "docs"
    folder.mkdir()
    written = docx.Document()
    for line in [*lines, "2025年3月3日"]:
        written.add_paragraph(line)
    written.save(str(folder / "a.docx"))
    (folder / "b.txt").write_text("\n".join([*lines, "2025年3月3日"]), "utf-8")
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 no document")
    out = tmp_path / "pairs.json"
    result = CliRunner().invoke(match_files, [str(folder), "--out", str(out)])
    assert result.exit_code == 0
    pairs = json.loads(out.read_text("utf-8"))["pairs"]
    assert [(pair["a"], pair["b"], pair["relation"]) for pair in pairs] == [("a.docx", "b.txt", "same")]
    assert "broken.docx" in result.output
