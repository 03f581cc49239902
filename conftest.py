"""For all tests, doctests of songbang/ included: a home of their own, so that no test touches a user's."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile

import django

gc.disable()  # until all tests are gathered: hundreds of thousands of objects, of which none is garbage
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "songbang.settings")
OURS = [tempfile.mkdtemp(prefix="songbang-tests-")]
"""Folders that this process made, and takes away when its tests are done."""
os.environ["SONGBANG_HOME"] = OURS[0]
if "TESTS_SHARE" not in os.environ:  # told to pytest's workers: what one of them makes for all
    OURS.append(tempfile.mkdtemp(prefix="songbang-shared-"))
    os.environ["TESTS_SHARE"] = OURS[1]
django.setup()

from songbang.ui import wall  # noqa: E402 - settings first

wall.open_house()  # what a test asks for itself; its requests and jobs stand behind the wall


def pytest_collection_finish() -> None:
    """What is gathered stays: nobody looks for garbage in it again."""
    gc.freeze()
    gc.enable()


def pytest_unconfigure() -> None:
    for folder in OURS:
        shutil.rmtree(folder, ignore_errors=True)
