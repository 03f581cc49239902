"""A home with all tables and nothing in them, made once a worker: each migration costs, and tests want many homes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from tests.conftest import ROOT

DATABASE = "songbang.sqlite3"


@cache
def _made() -> bytes:
    with tempfile.TemporaryDirectory(prefix="songbang-tables-") as home:
        given = {name: value for name, value in os.environ.items() if not name.startswith("SONGBANG_")}
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env={**given, "SONGBANG_HOME": home}, check=True
        )
        return (Path(home) / DATABASE).read_bytes()


def lay_tables(home: Path) -> Path:
    """Put a migrated, empty SQLite database into `home`; gives `home`."""
    home.mkdir(parents=True, exist_ok=True)
    (home / DATABASE).write_bytes(_made())
    return home
