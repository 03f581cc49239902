"""The examples of docs/api.md are run as they stand, by curl and a shell, against a server."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connection, connections
from django.test.testcases import LiveServerThread

from songbang.apps.journal.services import SYSTEM
from songbang.apps.units import services as units
from songbang.apps.units.models import Unit
from tests.apps.api.asking import token_of
from tests.apps.insight import seed
from tests.apps.intake.making import DOCUMENTS, XINFENG, work, workbook
from tests.conftest import ROOT

_BLOCKS = re.compile(r"```sh\n(.*?)```\s+```json\n(.*?)```", re.DOTALL)


def examples() -> Iterator[tuple[str, Any]]:
    """(command, what the page says of its answer)."""
    for command, answer in _BLOCKS.findall((ROOT / "docs" / "api.md").read_text("utf-8")):
        yield command, json.loads(answer)


def _shape(told: Any, said: Any, at: str = "") -> Iterator[str]:
    """Where an answer lacks what the page says of it: members, and the kind of their values."""
    if isinstance(said, dict):
        missing = set(said) - set(told) if isinstance(told, dict) else {"an object"}
        yield from (f"{at}/{name}" for name in missing)
        for name in set(said) - missing:
            yield from _shape(told[name], said[name], f"{at}/{name}")
    elif isinstance(said, list) and said:
        yield from _shape(told[0], said[0], f"{at}/0") if told else (f"{at}: empty",)
    elif said is not None and told is not None and type(told) is not type(said):
        yield f"{at}: {told!r}"


@pytest.fixture
def address(db: Any, settings: Any) -> Iterator[str]:
    """A server in a thread over the test's own transaction: what curl asks is in it, and gone with it."""
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    connection.inc_thread_sharing()
    server = LiveServerThread("127.0.0.1", StaticFilesHandler, connections_override={"default": connections["default"]})
    server.daemon = True
    server.start()
    assert server.is_ready.wait(30)
    assert server.error is None
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()
    connection.dec_thread_sharing()


@pytest.fixture
def office(address: str, settings: Any, tmp_path: Path) -> dict[str, str]:
    """Rows of a district at a server, and the environment of the page's examples."""
    settings.KEPT_FILES = tmp_path / "files"
    seed.make_units()
    rows = [seed.row(n, "documents", XINFENG, date(2019, 3, n), issuer="区司法局") for n in range(2, 5)]
    taken = seed.make_import("台账.xlsx", unit=XINFENG)
    seed.store(taken, rows)
    account = units.make_account(SYSTEM, "oa", None, [("town", Unit.objects.get(code=XINFENG))])
    (tmp_path / "收文.xlsx").write_bytes(workbook(DOCUMENTS))
    return {"SONGBANG": address, "TOKEN": token_of(account.holdings.get()), "PATH": "/usr/bin:/bin"}


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's connection is not shared by threads")
def test_every_example_runs_and_its_answer_is_as_the_page_says(office: dict[str, str], tmp_path: Path) -> None:
    ran = 0
    key = "1"
    for command, said in examples():
        ran += 1
        told = subprocess.run(
            ["sh", "-c", command.replace("/imports/1", f"/imports/{key}")],
            env=office, cwd=tmp_path, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert told.returncode == 0, (command, told.stdout, told.stderr)
        answer = json.loads(told.stdout)
        assert not list(_shape(answer, said)), (command, answer)
        if "received" in answer:
            key = str(answer["received"][0]["id"])
            work()
    assert ran >= 6
