"""The same candidates, cases and pairs from DuckDB and from a cluster of two workers as from the columns here."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from songbang.cli.engines import engine_at
from songbang.cli.match_command import match_files
from songbang.core.errors import BadInput, Unavailable
from songbang.core.matching.candidates import candidates
from songbang.core.matching.columns import read_records
from songbang.core.matching.evidence import Evidence
from songbang.core.matching.identities import Identities
from songbang.core.matching.in_sql import Engine
from songbang.core.matching.joins import distinct
from tests.core.matching.test_columns import register
from tests.core.matching.test_growth import templated
from tests.sail import sail_at

RECORDS = [*register(1, 90), *templated(400)]
"""Some of each kind; the second part has blocks that are walked by day."""


def the_same(engine: Engine) -> bool:
    """Whether the engine finds the candidates that the columns find, and sees of every pair what they see."""
    rows, issuers = read_records(RECORDS)
    here, there = (find(rows, Identities(rows, issuers)) for find in (candidates, engine.candidates))
    assert here[0].size > 5000
    assert all(one.tolist() == two.tolist() for one, two in zip(here, there, strict=True))
    seen = Evidence(rows, issuers, *here)
    (plain, case), (told, told_case) = seen.cases(), engine.cases(seen)
    assert plain.tolist() == told.tolist()
    assert np.unique(case).size > 60
    return distinct(case)[2].tolist() == distinct(told_case)[2].tolist()


def test_duckdb_finds_the_same_candidates_and_sees_of_them_the_same() -> None:
    with engine_at("duckdb", None) as engine:
        assert the_same(engine)


def test_a_cluster_of_two_workers_finds_the_same_candidates_and_sees_of_them_the_same(tmp_path: Path) -> None:
    with sail_at("flight", tmp_path) as address, engine_at(f"grpc://{address}", None) as engine:
        assert the_same(engine)


def test_one_setting_makes_the_command_compare_on_spark_connect(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The client takes a program without a file, which xdist's workers are, for its own doctests, and ends it."""
    monkeypatch.setattr(sys.modules["__main__"], "__file__", __file__, raising=False)
    lines = [json.dumps(asdict(record), default=str, ensure_ascii=False) for record in RECORDS[:120]]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), "utf-8")
    written = []
    with sail_at("spark", tmp_path) as cluster:
        for name, address in (("here", ""), ("there", f"sc://{cluster}")):
            monkeypatch.setenv("SONGBANG_MATCH_ENGINE", address)
            out = tmp_path / f"{name}.json"
            done = CliRunner().invoke(match_files, [str(tmp_path / "a.jsonl"), "--out", str(out)])
            assert done.exit_code == 0, done.output
            written.append(out.read_text("utf-8"))
    assert written[0] == written[1]
    assert len(json.loads(written[0])["pairs"]) > 20


def test_an_address_that_is_none_and_a_cluster_that_is_away_are_told() -> None:
    with pytest.raises(BadInput, match=r"match\.engine"), engine_at("http://somewhere", None):
        pass
    with pytest.raises(Unavailable, match=r"match\.engine_failed"), engine_at("grpc://127.0.0.1:1", None) as engine:
        engine.ask("SELECT 1")
    with pytest.raises(Unavailable, match=r"match\.engine_failed"), engine_at("sc://127.0.0.1:1", None):
        pass
