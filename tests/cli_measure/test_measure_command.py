"""`songbang measure`: the same file from DuckDB as from a Spark Connect endpoint; plain words where there is none."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Command, command
from tests.core.measuring.stars import make_star
from tests.sail import sail_at

__all__ = ["command"]
PERIODS = ("--period", "2019-01:2019-03", "--baseline", "2018-11:2018-12")


@pytest.fixture(scope="module")
def star(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("star")
    make_star(folder, "330402", "330411")
    return folder


@pytest.fixture(scope="module")
def sail(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Spark Connect as Sail speaks it, with two workers. Its client takes a program without a file, which xdist's
    workers are, for its own doctests, and ends it."""
    with sail_at("spark", tmp_path_factory.mktemp("sail")) as address, pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys.modules["__main__"], "__file__", __file__, raising=False)
        yield f"sc://{address}"


def test_one_setting_makes_it_count_elsewhere_and_the_figures_agree_to_the_digest_of_their_rows(
    sail: str, star: Path, tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, address in (("here", ""), ("there", sail)):
        monkeypatch.setenv("SONGBANG_MEASURES_URL", address)
        ran = command("measure", star, *PERIODS, "--by", "unit", "--rows", "--out", tmp_path / f"{name}.json")
        assert (ran.status, ran.err) == (0, "")
    here, there = ((tmp_path / f"{name}.json").read_text("utf-8") for name in ("here", "there"))
    assert here == there
    made = json.loads(here)
    assert made["digest"][:16] in ran.out
    assert sum(len(figure["rows"]) for figure in made["figures"]) > 600
    assert all(len(figure["digest"]) == 64 for figure in made["figures"])


@pytest.mark.parametrize("where", ["here", "sail"])
def test_sums_by_month_are_kept_and_give_the_same_file_wherever_they_were_made(
    where: str, sail: str, star: Path, tmp_path: Path, command: Command
) -> None:
    asked = ("measure", star, *PERIODS, "--by", "territory", "--out")
    assert command(*asked, tmp_path / "rows.json").status == 0
    engine = ("--rollup", tmp_path / "sums", "--engine", sail if where == "sail" else "")
    for told in ("读了 10 个", "读了 0 个"):
        ran = command(*asked, tmp_path / "sums.json", *engine)
        assert (ran.status, ran.err, told in ran.out) == (0, "", True)
        assert (tmp_path / "sums.json").read_text("utf-8") == (tmp_path / "rows.json").read_text("utf-8")
    assert command(*asked, tmp_path / "no.json", *engine, "--rows").status == 2


def test_totals_are_told_and_what_is_left_out(star: Path, tmp_path: Path, command: Command) -> None:
    ran = command("measure", star, *PERIODS, "--territory", "330411", "--out", tmp_path / "one.json")
    made = json.loads((tmp_path / "one.json").read_text("utf-8"))
    assert (made["territories"], made["by"]) == (["330411"], "unit")
    [received] = [f for f in made["figures"] if (f["id"], f["scope"]) == ("documents.received", {})]
    assert f"收文  {received['value']}件 / {received['baseline']}件" in ran.out
    assert "电子纸质重复" in ran.out.splitlines()[-3]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("sc://127.0.0.1:1/;token=secret", "sc://127.0.0.1:1 没有应答"),
        ("sc:///;token=secret", "不认识的计算引擎"),
        ("http://127.0.0.1:15002", "不认识的计算引擎"),
    ],
)
def test_an_endpoint_that_is_not_there_is_told_and_no_token_of_it(
    address: str, said: str, star: Path, command: Command
) -> None:
    ran = command("measure", star, *PERIODS, "--engine", address)
    assert (ran.status, said in ran.err, "→" in ran.err, "secret" in ran.err) == (2, True, True, False)


WITHOUT = "import sys; sys.modules['pyspark'] = None; from songbang.cli.main import run; run()"


def test_without_the_client_it_is_told_what_to_install(sail: str, star: Path) -> None:
    command = [sys.executable, "-c", WITHOUT, "measure", star, *PERIODS, "--engine", sail]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.returncode, "pip install 'songbang[spark]'" in ran.stderr) == (2, True), ran.stderr


def test_what_the_workers_cannot_read_is_told(sail: str, tmp_path: Path, command: Command) -> None:
    make_star(tmp_path, "330402", rows=20)
    for file in (tmp_path / "deliveries").rglob("*.parquet"):
        file.write_bytes(b"none")
    ran = command("measure", tmp_path, *PERIODS, "--engine", sail)
    assert (ran.status, f"{sail} 没有算完" in ran.err, "→" in ran.err) == (2, True, True)
