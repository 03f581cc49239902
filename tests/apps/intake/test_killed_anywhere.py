"""`kill -9` of server and worker at twenty random points of an import (`benchmarks/killing.py` does any number)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
POINTS, SEED = 20, 1


def test_killed_at_twenty_points_nothing_acknowledged_is_lost_and_nothing_is_half_done(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.killing", "--points", str(POINTS), "--seed", str(SEED)]
    told = {"SONGBANG_DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "songbang.settings", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [*command, "--home", str(tmp_path)], env={**os.environ, **told}, cwd=tmp_path, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr[-3000:]}"
    assert f"seed {SEED}: killed in {POINTS} of" in done.stdout
    assert done.stdout.rstrip().endswith("wrong after 0")
