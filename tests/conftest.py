"""What tests may need of the machine, and what happens when it is missing: they are skipped, saying so.

Under CI=true a missing browser or font is a failure, since `make test` installs both; a missing ../shared only skips.
`scripts/system_packages.sh` looks for the same things the same way.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from tests import tables

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")


@cache
def chromium() -> str | None:
    """The browser's executable, as Debian names it."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@cache
def fonts() -> str | None:
    """One file of the Noto CJK fonts."""
    folders = (Path(folder).expanduser() for folder in FONT_FOLDERS)
    return next((str(found) for folder in folders for found in folder.rglob("Noto*CJK*")), None)


_FINDERS = {"chromium": chromium, "fonts": fonts}


def needs(part: str) -> str:
    """The path of "chromium" or of a font of "fonts". Without it the test is skipped; under CI=true it fails."""
    found = _FINDERS[part]()
    if found is None:
        missing(f"{part} is not installed: run `make system` as root")
    return found or ""


def missing(reason: str) -> None:
    """Skip with `reason`; under CI=true, where everything must be there, fail with it."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason, allow_module_level=True)


def needs_shared(inside: str = "") -> Path:
    """The path `inside` the folder ../shared (contracts and made data). Without it the test is skipped, always."""
    path = SHARED / inside
    if not path.exists():
        pytest.skip(f"../shared/{inside} is not beside this checkout", allow_module_level=True)
    return path


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """The test database begins with the tables that were made once for all workers."""
    if connection.vendor == "sqlite":
        with tables.in_memory():
            yield
        return
    with django_db_blocker.unblock():
        tables.set_template()
    yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """On PostgreSQL an empty copy of the test database is kept beside it."""
    if connection.vendor != "postgresql":
        yield
        return
    with django_db_blocker.unblock(), tables.empty_kept():
        django_db_blocker.block()
        yield
        django_db_blocker.unblock()


@pytest.fixture
def browser_path() -> str:
    """Chromium's executable, with Chinese fonts beside it."""
    needs("fonts")
    return needs("chromium")


@pytest.fixture
def shared() -> Path:
    """The folder ../shared."""
    return needs_shared()
