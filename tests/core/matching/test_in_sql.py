"""The same candidates from DuckDB and from a cluster of two workers as from the columns here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from click.testing import CliRunner

from songbang.cli.engines import engine_at
from songbang.cli.match_command import match_files
from songbang.core.errors import BadInput, Unavailable
from songbang.core.matching import Record
from songbang.core.matching.candidates import candidates
from songbang.core.matching.columns import read_records
from songbang.core.matching.identities import Identities
from songbang.core.matching.in_sql import Engine
from tests.core.matching.test_columns import register
from tests.core.matching.test_growth import templated
from tests.sail import sail_at

SETS = {"register": register(1, 200), "templated": templated(700)}
"""The second has blocks that are walked by day."""


def the_same(records: list[Record], engine: Engine) -> bool:
    rows, issuers = read_records(records)
    here, there = (find(rows, Identities(rows, issuers)) for find in (candidates, engine.candidates))
    assert here[0].size > 300
    return all(one.tolist() == two.tolist() for one, two in zip(here, there, strict=True))


@pytest.mark.parametrize("name", list(SETS))
def test_duckdb_finds_the_same_candidates(name: str) -> None:
    with engine_at("duckdb", None) as engine:
        assert the_same(SETS[name], engine)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a cluster of two workers, started for these tests and ended with them."""
    with sail_at("flight", tmp_path_factory.mktemp("sail")) as address:
        yield f"grpc://{address}"


@pytest.mark.parametrize("name", list(SETS))
def test_a_cluster_of_two_workers_finds_the_same_candidates(cluster: str, name: str) -> None:
    with engine_at(cluster, None) as engine:
        assert the_same(SETS[name], engine)


def test_one_setting_makes_the_command_run_there(cluster: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [json.dumps(asdict(record), default=str, ensure_ascii=False) for record in SETS["register"][:160]]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), "utf-8")
    written = []
    for name, address in (("here", ""), ("there", cluster)):
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
