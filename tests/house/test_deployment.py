"""Django's own check for deployment has nothing to say of an office behind https, and few things of one without."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT


@pytest.mark.parametrize("https", ["1", ""])
def test_the_deploy_check_warns_of_nothing(https: str, tmp_path: Path) -> None:
    """Without https the four checks that ask for it are left out, and `songbang doctor` warns in their place."""
    told = {"SONGBANG_HOME": str(tmp_path), "SONGBANG_HTTPS": https, "SONGBANG_DATABASE_URL": ""}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    ran = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **told}, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    left_out = {"1": "(0 silenced)", "": "(4 silenced)"}[https]
    assert left_out in ran.stdout + ran.stderr
