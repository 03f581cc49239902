"""Four who write at once; `kill -9` at twenty random points (`benchmarks/killing.py` does any number)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tables import lay_tables

pytestmark = pytest.mark.own_sqlite
ROOT = Path(__file__).resolve().parents[3]
POINTS, SEED = 20, 1


def _ran(home: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "benchmarks.killing", "--home", str(lay_tables(home)), *arguments]
    told = {"SONGBANG_DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "songbang.settings", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env={**os.environ, **told}, cwd=home, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr[-3000:]}"
    return done.stdout


def test_four_who_write_at_once_are_never_told_that_the_database_is_locked(tmp_path: Path) -> None:
    assert "0 failed, 0 wrong" in _ran(tmp_path, "--together", "2")


def test_killed_at_twenty_points_nothing_acknowledged_is_lost_and_nothing_is_half_done(tmp_path: Path) -> None:
    said = _ran(tmp_path, "--points", str(POINTS), "--seed", str(SEED))
    assert f"seed {SEED}: killed in {POINTS} of" in said
    assert said.rstrip().endswith("wrong after 0")
