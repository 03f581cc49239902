"""Databases with all tables and nothing in them: migrating costs ten seconds, and tests want many. So it is done once.

The worker that needs one first makes it for all workers of the run, and their test databases begin with it.
On PostgreSQL each worker keeps a copy of its test database from before its tests, too.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.core.management import call_command
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "songbang.sqlite3"
_TEMPLATE = "test_songbang_tables"
"""The PostgreSQL database that those of the workers are copies of."""


def made_once(name: str, make: Callable[[Path], None]) -> Path:
    """What the first worker that needs it makes in a folder for all workers of the run, who only copy it."""
    shared = Path(os.environ["TESTS_SHARE"])
    made, begun = shared / name, shared / f"{name}.begun"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            shutil.rmtree(begun, ignore_errors=True)
            make(begun)
            begun.rename(made)
    return made


def first_of_all(name: str) -> bool:
    """Whether nobody asked this before, of all workers of the run: what need not be looked at twice."""
    claims = Path(os.environ["TESTS_SHARE"]) / "claimed"
    claims.mkdir(exist_ok=True)
    try:
        (claims / sha256(name.encode()).hexdigest()).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


@cache
def _made() -> Path:
    """The SQLite database that all workers copy."""
    return made_once("tables", _migrate) / DATABASE


def _migrate(home: Path) -> None:
    given = {name: value for name, value in os.environ.items() if not name.startswith("SONGBANG_")}
    told = {**given, "SONGBANG_HOME": str(home)}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=told, check=True)


def lay_tables(home: Path) -> Path:
    """Put a migrated, empty SQLite database into `home`; gives `home`."""
    home.mkdir(parents=True, exist_ok=True)
    shutil.copy(_made(), home / DATABASE)
    return home


@contextmanager
def in_memory() -> Iterator[None]:
    """Meanwhile the SQLite database in memory that Django opens for its tests has the tables already."""
    name = connection.creation._get_test_db_name()
    with closing(sqlite3.connect(name, uri=True)) as kept:
        with closing(sqlite3.connect(_made())) as made:
            made.backup(kept)
        yield


def set_template() -> None:
    """Let the PostgreSQL database that Django makes for its tests be a copy of one that has the tables already."""
    connection.settings_dict["TEST"]["TEMPLATE"] = _TEMPLATE
    made_once("template", _migrate_template)


def _migrate_template(folder: Path) -> None:
    _make_migrated(_TEMPLATE)
    folder.mkdir()


def _make_migrated(name: str) -> None:
    on_server(f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")
    with connected_to(name):
        call_command("migrate", verbosity=0)


def empty_database() -> str:
    """The name of the PostgreSQL database beside the test database that has its tables and no rows of tests."""
    return f"{connection.creation._get_test_db_name()}_empty"


def copy_empty(name: str) -> None:
    """Make a PostgreSQL database a copy of `empty_database`."""
    on_server(f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name} TEMPLATE {empty_database()}")


@contextmanager
def empty_kept() -> Iterator[None]:
    """Meanwhile there is `empty_database`: a copy of the test database while no test has written to it, or migrated
    where there is none."""
    name, tested = empty_database(), connection.settings_dict["NAME"]
    connection.close()
    if tested == connection.creation._get_test_db_name():
        on_server(f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name} TEMPLATE {tested}")
    else:
        _make_migrated(name)
    yield
    on_server(f"DROP DATABASE {name}")


def on_server(*statements: str) -> None:
    """Statements that no transaction may hold, asked beside any database of ours."""
    with connected_to("postgres"), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Meanwhile the connection is to that database (of PostgreSQL), or to that file."""
    kept, before = connection.connection, connection.settings_dict["NAME"]
    connection.connection = None
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"], connection.connection = before, kept
