"""JSON lines are read together where they are plain, and as each alone where they are not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from songbang.cli.match_lines import read_lines
from songbang.core.errors import BadInput
from songbang.core.matching import Record

PLAIN = '{"id": "1", "kind": "document", "title": "防汛", "number": "青农〔2019〕3号", "received_on": "2019-05-06"}'
READ = Record("1", "防汛", "青农〔2019〕3号", received_on=date(2019, 5, 6))


def _read(tmp_path: Path, content: str) -> list[Record]:
    (tmp_path / "a.jsonl").write_bytes(content.encode())
    return list(read_lines(tmp_path / "a.jsonl"))


@pytest.mark.parametrize(
    "content",
    [
        PLAIN, PLAIN + "\n", "\ufeff" + PLAIN + "\r\n", "\n  \n" + PLAIN + "\n\n",
        PLAIN.replace("2019-05-06", "2019年5月6日"), PLAIN.replace('"1"', "1"),
        PLAIN.replace("}", ', "issuer": null, "issued_on": null, "more": {"some": [1, "x"]}}'),
    ],
)  # fmt: skip
def test_a_line_is_read_however_it_is_written(tmp_path: Path, content: str) -> None:
    assert _read(tmp_path, content) == [READ]


def test_days_that_are_not_stated_beside_days_that_are(tmp_path: Path) -> None:
    lines = [PLAIN, PLAIN.replace('"1"', '"2"').replace("2019-05-06", ""), '{"id": "3"}']
    assert [record.received_on for record in _read(tmp_path, "\n".join(lines))] == [date(2019, 5, 6), None, None]


def test_a_long_text_is_kept_whole(tmp_path: Path) -> None:
    text = "各村、社区：\\n" + "汛" * 3_000_000
    found = _read(tmp_path, PLAIN.replace("}", f', "text": "{text}"}}') + "\n" + PLAIN.replace('"1"', '"2"'))
    assert [len(record.text or "") for record in found] == [3_000_007, 0]


@pytest.mark.parametrize(
    ("lines", "at", "field"),
    [
        ([PLAIN, PLAIN], 2, "id"),
        ([PLAIN, PLAIN.replace('"1"', '"2"') + PLAIN.replace('"1"', '"3"')], 2, "id"),
        ([PLAIN, '{"id": null, "id2": "x"}', "", "[]"], 4, "id"),
        ([PLAIN, "", PLAIN.replace('"1"', '"2"').replace("2019-05-06", "2019-02-30")], 3, "received_on"),
        ([PLAIN, PLAIN.replace('"1"', '"2"').replace("2019-05-06", "5月6日")], 2, "received_on"),
    ],
)
def test_a_line_that_is_wrong_is_named(tmp_path: Path, lines: list[str], at: int, field: str) -> None:
    with pytest.raises(BadInput) as raised:
        _read(tmp_path, "\n".join(lines))
    assert raised.value.parameters == {"file": "a.jsonl", "line": at, "field": field}
