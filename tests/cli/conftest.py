"""The command, and a small office to run it on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.cli.office import Ran, make_office, songbang

Command = Callable[..., Ran]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """`command("report", folder, …)` runs songbang and gives what it said."""
    return partial(songbang, capsys=capsys, monkeypatch=monkeypatch)


@pytest.fixture
def registers(tmp_path: Path) -> Path:
    """The registers' folder of a small office; units.csv lies beside it."""
    return make_office(tmp_path)
