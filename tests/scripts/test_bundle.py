"""The parts of the offline bundle. The whole of it, built and installed where no network is: `make bundle-tried`."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from scripts.make_bundle import SOURCES, SUMS, locked, needed, pinned, write_sums
from tests.house.tree import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())


def test_the_bundle_holds_what_runs_and_not_what_tests() -> None:
    plain = needed()
    assert {"django", "ortools", "numpy", "psycopg-binary", "recurring-ical-events", "weasyprint"} <= plain
    assert not {"pytest", "playwright", "mypy", "rapidocr"} & plain
    assert "rapidocr" in needed(["ocr"])


def test_each_package_that_runs_is_locked_with_hashes() -> None:
    lock = locked((ROOT / "requirements.lock").read_text("utf-8"))
    lines = [lock[name] for name in needed(["ocr", "scale", "spark"])]
    assert all("--hash=sha256:" in line for line in lines)
    assert "# via" not in "".join(lines)


def test_a_package_locked_for_two_pythons_keeps_both() -> None:
    one, two = ("a==1 ; python_version < '3.12'", "a==2 ; python_version >= '3.12'")
    text = f"{one} \\\n    --hash=sha256:00\n{two} \\\n    --hash=sha256:11\n"
    assert locked(text)["a"].count("==") == 2


def test_what_comes_as_source_alone_is_built_when_set_up_and_pinned_by_the_wheel_in_the_bundle(tmp_path: Path) -> None:
    assert [f"--no-binary {name} " in (ROOT / "scripts/setup.sh").read_text("utf-8") for name in SOURCES] == [True]
    wheel = tmp_path / "pyspark_client-4.2.0-py2.py3-none-any.whl"
    wheel.write_bytes(b"built")
    digest = hashlib.sha256(b"built").hexdigest()
    assert pinned("pyspark-client", wheel) == f"pyspark-client==4.2.0 \\\n    --hash=sha256:{digest}"


def test_the_sums_find_a_file_that_was_changed(tmp_path: Path) -> None:
    (tmp_path / "wheels").mkdir()
    (tmp_path / "wheels/a.whl").write_bytes(b"whole")
    write_sums(tmp_path)
    check = ["sha256sum", "--check", "--quiet", SUMS]
    assert subprocess.run(check, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    (tmp_path / "wheels/a.whl").write_bytes(b"other")
    assert subprocess.run(check, cwd=tmp_path, capture_output=True, check=False).returncode == 1


@pytest.mark.parametrize("name", ["install.sh", "check.sh"])
def test_the_scripts_are_scripts(name: str) -> None:
    subprocess.run(["sh", "-n", str(DEPLOY / name)], check=True)
    assert "set -eu" in (DEPLOY / name).read_text("utf-8")


def test_the_installer_asks_no_network_and_checks_hashes() -> None:
    told = (DEPLOY / "install.sh").read_text("utf-8")
    assert "--no-index" in told
    assert "--require-hashes" in told
    assert not re.search(r"https?://|curl|wget|apt-get", told)


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit.suffix == ".service"], ids=lambda unit: unit.name)
def test_each_service_is_hardened(unit: Path) -> None:
    told = unit.read_text("utf-8")
    for line in ("User=songbang", "NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet=\n"):
        assert line in told


def test_systemd_understands_the_units(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not there")
    for unit in UNITS:  # the programs themselves are not installed here
        told = unit.read_text("utf-8").replace("/opt/songbang/bin/songbang", "/bin/true")
        (tmp_path / unit.name).write_text(told, "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *map(str, sorted(tmp_path.iterdir()))],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    ours = [line for line in done.stderr.splitlines() if "songbang" in line]
    assert not ours
