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

from tests.conftest import ROOT
from tests.tables import empty_database, lay_tables

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


def _said(home: Path, **more: str) -> Any:
    """What the script says, in a home and database of its own."""
    given = {name: value for name, value in os.environ.items() if not name.startswith("SONGBANG_")}
    given |= {"SONGBANG_HOME": str(home), "DJANGO_SETTINGS_MODULE": "songbang.settings", **more}
    said = subprocess.run([sys.executable, "-c", SCRIPT], cwd=ROOT, env=given, capture_output=True, text=True)
    assert said.returncode == 0, said.stderr
    return json.loads(said.stdout.splitlines()[-1])


@pytest.mark.own_sqlite
def test_on_sqlite_the_later_knows_the_earlier(tmp_path: Path) -> None:
    assert _said(lay_tables(tmp_path)) == AS_IT_MUST_BE


def test_on_postgresql_the_later_knows_the_earlier(django_db_setup: None, tmp_path: Path) -> None:
    told = connection.settings_dict
    if connection.vendor != "postgresql":
        pytest.skip("`make test` runs this on PostgreSQL too")
    import psycopg

    name, where = f"at_once_{os.getpid()}", {"host": told["HOST"], "port": told["PORT"], "user": told["USER"]}
    with psycopg.connect(dbname="postgres", password=told["PASSWORD"], autocommit=True, **where) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {empty_database()}".encode())
        try:
            url = f"postgresql://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}/{name}"
            assert _said(tmp_path, SONGBANG_DATABASE_URL=url) == AS_IT_MUST_BE
        finally:
            server.execute(f"DROP DATABASE {name}".encode())
