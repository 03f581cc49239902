"""The whole of the shared set registers-a, by the command: every figure, reject, pair and sheet of expected.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from songbang.cli.main import cli
from tests.conftest import needs_shared
from tests.tables import made_once

SET = needs_shared("data/registers-a")
Told = dict[str, Any]


@pytest.fixture(scope="module")
def expected() -> Told:
    content: Told = json.loads((SET / "expected.json").read_text("utf-8"))
    return content


@pytest.fixture(scope="module")
def out(expected: Told) -> Path:
    """The report's folder; `songbang read` of the same registers lies in it as read.jsonl."""
    return made_once("registers-a", lambda folder: _report(expected, folder))


def _report(expected: Told, folder: Path) -> None:
    periods = ["--period", expected["period"], "--baseline", expected["baseline"]]
    ran = CliRunner().invoke(cli, ["report", str(SET / "registers"), *periods, "--out", str(folder)])
    assert ran.exit_code == 0, ran.output
    read = CliRunner().invoke(cli, ["read", str(SET / "registers"), "--json", str(folder / "read.jsonl"), "--quiet"])
    assert read.exit_code == 0, read.output


def _figures(content: Told) -> dict[tuple[str, ...], tuple[object, ...]]:
    return {
        (f["id"], *(f"{name}={at}" for name, at in sorted(f["scope"].items()))): (
            f["value"], f["baseline"], f["comparable"],
        )
        for f in content["figures"]
    }  # fmt: skip


def _json(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def test_every_figure_has_value_baseline_and_comparability_and_none_is_made_up(expected: Told, out: Path) -> None:
    assert _figures(_json(out / "figures.json")) == _figures(expected)


def test_every_reject_is_found_with_its_reason_and_no_other_row_is_rejected(expected: Told, out: Path) -> None:
    found = sorted((r["file"], r["sheet"], r["row"], r["code"]) for r in _json(out / "rejects.json"))
    assert found == sorted((r["file"], r["sheet"], r["row"], r["reason_kind"]) for r in expected["rejects"])


def test_every_pair_of_one_instrument_is_found_and_no_look_alike_is_taken_for_one(expected: Told, out: Path) -> None:
    relation = {frozenset((p["a"], p["b"])): p["relation"] for p in _json(out / "pairs.json")}
    same = {pair for pair, name in relation.items() if name == "same"}
    assert {frozenset(pair) for pair in expected["duplicate_pairs"]} - same == set()
    assert {frozenset(pair[:2]) for pair in expected["not_duplicates"]} & same == set()
    # Two relays of one document are no pair of their own: each is one with the document.
    repeated = [pair for pair in expected["repeat_pairs"] if pair[2] != "both forward one document"]
    assert [pair for pair in repeated if frozenset(pair[:2]) not in relation] == []


def test_every_sheet_is_taken_for_what_it_is_with_its_counted_and_rejected_rows(expected: Told, out: Path) -> None:
    found = {}
    for line in (out / "read.jsonl").read_text("utf-8").splitlines():
        book = json.loads(line)
        for sheet in book["sheets"]:
            key = (book["file"], sheet["name"], sheet["register"])
            before = found.get(key, (0, 0))
            found[key] = (before[0] + sheet["counted"], before[1] + sheet["rejected"])
    should = {(s["file"], s["sheet"], s["kind"]): (s["rows"], s["rejected"]) for s in expected["sheets"]}
    assert found == should


def test_every_row_of_every_file_is_counted_rejected_or_no_data(out: Path) -> None:
    sources = _json(out / "figures.json")["sources"]
    assert len(sources) == 33
    for source in sources:
        assert source["rows"] == source["counted"] + source["rejected"] + sum(source["not_data"].values()), source
