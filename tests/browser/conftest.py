"""What a journey starts from: a sample district with its report, the office with a demo of its own, and a browser.

With SONGBANG_SCREENSHOTS=1 the whole demo is made and the pictures go to docs/images, where README.md shows them;
else a third of it, and the pictures go where pytest throws them away, so that the tree stays clean.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from samples.maker import make
from tests.browser.office import Office, start
from tests.conftest import ROOT, needs
from tests.tables import made_once

FOR_DOCS = os.environ.get("SONGBANG_SCREENSHOTS") == "1"
SONGBANG = Path(sys.executable).with_name("songbang")
PERIODS = ("--period", "2019-01:2019-07", "--baseline", "2018-01:2018-07")


@dataclass(frozen=True)
class Demo:
    """The registers of a made district, and the folder of the report on them."""

    registers: Path
    report: Path

    @property
    def address(self) -> str:
        return (self.report / "report.html").as_uri()

    @cached_property
    def figures(self) -> dict[str, Any]:
        """figures.json."""
        content: dict[str, Any] = json.loads((self.report / "figures.json").read_text("utf-8"))
        return content

    def whole(self, identifier: str) -> dict[str, Any]:
        """The figure over all units and kinds."""
        found: dict[str, Any] = next(f for f in self.figures["figures"] if f["id"] == identifier and f["scope"] == {})
        return found


@pytest.fixture(scope="session")
def demo() -> Demo:
    folder = made_once("district", _make_district)
    return Demo(folder / "registers", folder / "report")


def _make_district(folder: Path) -> None:
    make(folder, seed=1, size=1.0 if FOR_DOCS else 0.3)
    given, out = folder / "registers", folder / "report"
    command = [SONGBANG, "report", given, "--units", folder / "units.csv", *PERIODS, "--out", out, "--quiet"]
    subprocess.run(command, check=True, capture_output=True, text=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    needs("fonts")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=needs("chromium"), args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The site on a demo home of its own, served with its worker until the tests are through."""
    needs("chromium")
    folder = tmp_path_factory.mktemp("office")
    served, process = start(folder / "home", folder / "served.log")
    yield served
    process.terminate()
    process.wait(timeout=30)


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """The folder that screenshots are written to."""
    return ROOT / "docs" / "images" if FOR_DOCS else tmp_path
