"""Two departments ask for the same at the same moment: both are kept, and the later is told of the earlier."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.apps.demands.at_once import ask_at_once, prepare
from tests.conftest import ROOT

SCRIPT = """
import json
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from songbang.ui import wall
wall.open_house()
from tests.apps.demands.at_once import ask_at_once, prepare
prepare()
print(json.dumps(ask_at_once()))
"""
AS_IT_MUST_BE = {"failed": [], "demands": 2, "held": [False, True], "open": 0, "units": 2, "numbers": 1}


def test_on_sqlite_the_later_knows_the_earlier(tmp_path: Path) -> None:
    given = {name: value for name, value in os.environ.items() if not name.startswith("SONGBANG_")}
    given |= {"SONGBANG_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "songbang.settings"}
    said = subprocess.run([sys.executable, "-c", SCRIPT], cwd=ROOT, env=given, capture_output=True, text=True)
    assert said.returncode == 0, said.stderr
    assert json.loads(said.stdout.splitlines()[-1]) == AS_IT_MUST_BE


@pytest.mark.django_db(transaction=True)
def test_on_postgresql_the_later_knows_the_earlier(settings: Any) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite in memory has one connection: `make test` runs this elsewhere")
    prepare()
    assert ask_at_once() == AS_IT_MUST_BE
