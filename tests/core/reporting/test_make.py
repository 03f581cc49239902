"""From books that were read to the report's files: all seven, in agreement with each other and with the contract."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from songbang.core.reading.sources import RESULTS
from songbang.core.reporting.make import FILES, make_report, origin_of
from songbang.core.words import LANGUAGES, Language
from tests.core.reporting.small_office import AT, QUESTION, UNITS, books, made


def _json(name: str) -> Any:
    return json.loads(made().files[name])


def test_the_files_are_those_that_are_known_as_results() -> None:
    assert tuple(made().files) == FILES == RESULTS


def test_figures_json_has_the_contracts_keys() -> None:
    content = _json("figures.json")
    assert {"period", "baseline", "made_at", "sources", "figures"} <= set(content)
    assert (content["period"], content["baseline"]) == ("2019-01:2019-07", "2018-01:2018-07")
    for source in content["sources"]:
        assert {"file", "sha256", "rows", "counted", "rejected"} <= set(source)
    for figure in content["figures"]:
        keys = {"id", "scope", "value", "baseline", "change", "comparable", "rows", "baseline_rows", "digest"}
        assert keys <= set(figure) <= keys | {"why"}
        assert figure["comparable"] or figure["change"] is None
        assert ("why" in figure) is not figure["comparable"]


def test_every_row_behind_a_figure_is_a_counted_row() -> None:
    known = {row.row for book in books() for row in book.rows}
    behind = {row for figure in _json("figures.json")["figures"] for row in (*figure["rows"], *figure["baseline_rows"])}
    assert behind
    assert behind <= known


def test_rows_are_counted_rejected_or_no_data_in_every_source() -> None:
    for source in _json("figures.json")["sources"]:
        assert source["rows"] == source["counted"] + source["rejected"] + sum(source["not_data"].values())


def test_rejects_json_names_file_sheet_row_code_reason_and_cure() -> None:
    (reject,) = _json("rejects.json")
    assert [reject[key] for key in ("file", "sheet", "row", "code", "column", "header", "value")] == [
        "新丰镇/台账.xlsx", "收文", 7, "date_unparseable", "A", "收文日期", "待补",
    ]  # fmt: skip
    assert reject["what"]
    assert reject["do"]


def test_pairs_json_names_origins_and_relation() -> None:
    for pair in _json("pairs.json"):
        assert {"a", "b", "relation"} <= set(pair)
        assert all("@" not in pair[side] and pair[side].count("#") == 2 for side in ("a", "b"))


def test_an_origin_keeps_signs_that_stand_in_names_of_files() -> None:
    assert origin_of("a@b#c.xlsx#表@1#12@330402") == "a@b#c.xlsx#表@1#12"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_input_at_one_moment_gives_the_same_bytes(language: Language) -> None:
    again = make_report(books(), UNITS, QUESTION, language=language, made_at=AT)
    assert [name for name in FILES if again.files[name] != made(language).files[name]] == []


def test_at_another_moment_only_the_stamps_differ() -> None:
    later = make_report(books(), UNITS, QUESTION, language="zh-Hans", made_at=AT + timedelta(days=1))
    assert later.content["digest"] == made().content["digest"]
    differing = {name for name in FILES if later.files[name] != made().files[name]}
    assert differing <= {"report.docx", "figures.json", "rows.xlsx", "rejects.xlsx"}
    assert {k for k in later.content if later.content[k] != made().content[k]} == {"made_at"}


def test_the_order_of_the_books_changes_no_figure() -> None:
    turned = make_report(books()[::-1], UNITS, QUESTION, language="zh-Hans", made_at=AT)
    assert _by_key(turned.content) == _by_key(made().content)


def _by_key(content: dict[str, Any]) -> dict[str, Any]:
    return {
        f"{f['id']}{sorted(f['scope'].items())}": (f["value"], f["baseline"], f["digest"]) for f in content["figures"]
    }


def test_the_language_changes_the_words_and_no_figure() -> None:
    digests = {made(language).content["digest"] for language in LANGUAGES}
    titles = {made(language).report.title for language in LANGUAGES}
    assert (len(digests), len(titles)) == (1, 3)


def test_progress_is_told_of_measuring_and_writing() -> None:
    told: list[str] = []
    make_report(books(), UNITS, QUESTION, language="en", made_at=AT, progress=told.append)
    assert told == ["measuring", "writing"]
