"""`songbang link`: the same documents found here, by DuckDB and by a cluster of two workers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from songbang.core.measuring.star import read_manifest
from songbang.core.registers import Row
from tests.cli.conftest import Command, command
from tests.core.measuring.stars import made_rows, make_star, put, unit_codes, write
from tests.sail import sail_at

__all__ = ["command"]
TERRITORIES = ("330402", "330411", "330421", "330424")
NUMBERS = ("嘉政办发〔2019〕{}号", "嘉政办发[2019]第{}号", "嘉政办发（2019）{}号", "嘉政办发〔2019〕0{}号")


Sent = dict[str, list[str]]
"""The receipts of one document by territory."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Path], list[Sent]]:
    """Two exports of two territories each. The city sent 60 documents, each to one to four of them and there to one to
    three units; and every district's own offices sent documents of the same titles under numbers of their own. Which
    city documents went to more than one is told beside."""
    sent: list[Sent] = []
    chance, rows = Random(9), {territory: list[Row]() for territory in TERRITORIES}
    for serial in range(1, 61):
        day, title = date(2019, 1, 7) + timedelta(serial // 3), f"关于做好第{serial % 20}项重点工作的通知"
        sent.append({})
        for territory in sorted(chance.sample(TERRITORIES, chance.randint(1, 4))):
            for unit in chance.sample(unit_codes(territory), chance.randint(1, 3)):
                late = day + timedelta(chance.randrange(4))
                number = chance.choice(NUMBERS).format(serial)
                rows[territory].append(_row(territory, len(rows[territory]), unit, late, title, number, "above"))
                sent[-1].setdefault(territory, []).append(rows[territory][-1].row)
        for territory in TERRITORIES:
            own = f"区司办发〔2019〕{serial}号"
            rows[territory].append(
                _row(territory, len(rows[territory]), unit_codes(territory)[0], day, title, own, "county")
            )
    found = []
    for number, pair in enumerate((TERRITORIES[:2], TERRITORIES[2:])):
        folder = tmp_path_factory.mktemp(f"star-{number}")
        make_star(folder, *pair, rows=40)
        manifest = read_manifest(folder)
        for territory in pair:
            put(folder, manifest, f"territory={territory}/month=2019-01", rows[territory], "2")
        write(folder, manifest)
        found.append(folder)
    return found, [one for one in sent if len(one) > 1]


@pytest.fixture(scope="module")
def folders(made: tuple[list[Path], list[Sent]]) -> list[Path]:
    return made[0]


def _row(territory: str, at: int, unit: str, day: date, title: str, number: str, level: str) -> Row:
    issuer = {"above": "市政府办公室", "county": "区司法局"}[level]
    pattern = next(row for row in made_rows(territory, 40) if row.register == "documents")
    return replace(
        pattern, row=f"city.csv##{at + 2}", line_no=at + 2, unit=unit, day=day, name=title, number=number,
        issuer=issuer, issuer_level=level,
    )  # fmt: skip


def test_what_the_city_sent_to_several_districts_is_found_whole_and_nothing_of_their_own(
    made: tuple[list[Path], list[Sent]], tmp_path: Path, command: Command
) -> None:
    folders, sent = made
    ran = command("link", *folders, "--out", tmp_path / "out.json")
    assert (ran.status, ran.err) == (0, "")
    told = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert f"{len(told['documents'])} 份上级文件" in ran.out
    city = [one["rows"] for one in told["documents"] if one["issuer"] == "市政府办公室"]
    assert len(city) > 30
    assert sorted(map(_sorted, city)) == sorted(map(_sorted, sent))
    assert not [one for one in told["documents"] if one["number"] and "区司办发" in one["number"]]


def _sorted(rows: Sent) -> list[tuple[str, list[str]]]:
    return [(territory, sorted(found)) for territory, found in sorted(rows.items())]


@pytest.mark.parametrize("name", ["duckdb", "sail"])
def test_another_engine_finds_the_same(
    name: str, folders: list[Path], tmp_path: Path, command: Command, cluster: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for out, engine in (("here", ""), ("there", {"duckdb": "duckdb", "sail": cluster}[name])):
        monkeypatch.setenv("SONGBANG_MATCH_ENGINE", engine)
        assert command("link", *folders, "--out", tmp_path / out).status == 0
    assert (tmp_path / "here").read_text("utf-8") == (tmp_path / "there").read_text("utf-8")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with sail_at("flight", tmp_path_factory.mktemp("sail")) as address:
        yield f"grpc://{address}"
