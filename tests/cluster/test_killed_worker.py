"""A worker of a real Spark cluster is killed while figures are counted on it, and they come out right all the same."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.spark import Cluster, installed
from tests.conftest import missing
from tests.core.measuring.stars import make_star

MEASURE = (
    sys.executable, "-m", "songbang", "measure", "star", "--period", "2019-01:2019-03", "--baseline", "2018-11:2018-12",
    "--rows", "--by", "unit",
)  # fmt: skip
LONGEST = 240
"""Seconds after which it hangs; alone on two cores it takes a tenth."""
PASSED_ON = "blockmgr-*/*/shuffle_*.data"
"""What a worker has counted of its files and keeps until the others fetch it."""

AGAIN = r"Starting task (\d+\.1 in stage|\d+\.\d+ in stage \d+\.1 )"
"""A second try of a task, or of a whole stage, whose files were gone when they were fetched."""


@pytest.fixture
def cluster(tmp_path: Path) -> Cluster:
    if not installed():
        missing("Spark or Java is not installed: make spark system")
    return Cluster(tmp_path / "cluster")


def _measuring(folder: Path, out: str, *where: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*MEASURE, "--out", out, *where], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def test_a_worker_killed_in_the_middle_changes_no_figure(cluster: Cluster, tmp_path: Path) -> None:
    make_star(tmp_path / "star", "330402", "330411")
    with cluster:
        measuring = _measuring(tmp_path, "there.json", "--engine", cluster.address)
        here = _measuring(tmp_path, "here.json")
        assert here.wait(LONGEST) == 0
        held = cluster.own("worker-1")
        while not any(held.rglob(PASSED_ON)):
            assert measuring.poll() is None, measuring.communicate()
            time.sleep(0.005)
        cluster.kill("worker-1")
        assert measuring.poll() is None, "it was done before the worker was killed"
        told = measuring.communicate(timeout=LONGEST)
        assert measuring.returncode == 0, told
        assert "Lost executor" in cluster.log("server")
        assert re.search(AGAIN, cluster.log("server")), "nothing had to be done again"
        assert cluster.running["worker-2"].poll() is None
    assert (tmp_path / "there.json").read_bytes() == (tmp_path / "here.json").read_bytes()
