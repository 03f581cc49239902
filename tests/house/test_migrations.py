"""An upgrade stops nobody: the version before reads what the new one made of the database, and writes to it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, models
from django.db.migrations import operations as ops

from tests.house.migration_rules import broken_by, git, released
from tests.house.tree import ROOT

MIGRATIONS = "songbang/apps/*/migrations/[0-9]*.py"
ASKS = """
import django
django.setup()
from django.apps import apps
from django.test import Client
from tests.apps.units.places import account, make_places
try:
    from songbang.ui import wall
    wall.open_house()
except ImportError:
    pass
for model in apps.get_models(include_auto_created=True):
    list(model._base_manager.all()[:5])
make_places()
made = account("administrator")
client = Client(SERVER_NAME="127.0.0.1")
assert client.get("/log-in/").status_code == 200
client.force_login(made, backend="songbang.apps.units.backends.AccountBackend")
shown = client.get("/units/")
assert shown.status_code == 200 and "净湘村" in shown.content.decode(), shown.status_code
import songbang
print(songbang.__path__[0])
"""


def test_what_breaks_the_version_before_is_named() -> None:
    text = models.CharField(max_length=9)
    assert list(broken_by([ops.RemoveField("unit", "name")]))
    assert list(broken_by([ops.RenameField("unit", "name", "title")]))
    assert list(broken_by([ops.AddField("unit", "colour", text)]))


def test_what_the_version_before_can_live_with_is_not() -> None:
    held = [("id", models.BigAutoField(primary_key=True))]
    colour = models.CharField(max_length=9)
    assert not list(broken_by([ops.CreateModel("tree", held), ops.AddField("tree", "colour", colour)]))
    assert not list(broken_by([ops.AddField("unit", "colour", models.CharField(max_length=9, db_default=""))]))
    assert not list(broken_by([ops.AddField("unit", "colour", models.CharField(max_length=9, null=True))]))


def test_no_migration_since_the_last_release_breaks_it() -> None:
    base = released()
    if not base:
        pytest.skip("no release is tagged yet (v…): there is no version before that somebody runs")
    for name in git("diff", "--name-only", "--diff-filter=A", f"{base}..HEAD", "--", MIGRATIONS).splitlines():
        module = import_module(name.removesuffix(".py").replace("/", "."))
        assert not list(broken_by(module.Migration.operations)), name


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """The code of the last release, or where none is tagged that from before the newest migration."""
    base = released() or (newest + "^" if (newest := git("log", "-1", "--format=%h", "--", MIGRATIONS)) else "")
    if not base or not git("rev-parse", "--verify", base):
        pytest.skip("there is no git history here: what the version before reads is NOT tested")
    place = tmp_path / "before"
    place.mkdir()
    packed = subprocess.run(["git", "archive", base, "songbang", "tests"], cwd=ROOT, capture_output=True, check=True)
    subprocess.run(["tar", "-x", "-C", str(place)], input=packed.stdout, check=True)
    return place


@pytest.fixture
def home(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Path:
    """A home whose database has the schema of now, and nothing in it."""
    if connection.vendor != "sqlite":
        pytest.skip("asked on SQLite")
    place = tmp_path / "home"
    place.mkdir()
    with django_db_blocker.unblock():
        if "units_unit" in connection.introspection.table_names():
            with sqlite3.connect(place / "songbang.sqlite3") as copy:
                connection.connection.backup(copy)
            copy.close()
            return place
    told = {**os.environ, "SONGBANG_HOME": str(place)}  # this test runs alone, and no test database was made
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=told, check=True)
    return place


def test_the_version_before_writes_and_reads_in_the_new_schema(before: Path, home: Path) -> None:
    told = {"PYTHONPATH": str(before), "SONGBANG_HOME": str(home), "SONGBANG_DATABASE_URL": ""}
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ASKS], cwd=before, env={**os.environ, **told}, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert ran.stdout.strip() == str(before / "songbang")
