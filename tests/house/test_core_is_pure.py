"""Core is told things: it imports without a framework, a terminal or a network."""

from __future__ import annotations

import subprocess
import sys

from tests.house.tree import ROOT

# Runs in an interpreter of its own, since pytest has long imported what is barred here.
BARRED_IMPORTS = """
import importlib, pkgutil, sys

BARRED = {"django", "click", "rich"}

class Bar:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in BARRED:
            raise ImportError(f"{name} is barred from core")

def no_network(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.bind"}:
        raise RuntimeError(f"{event} while importing core")

sys.meta_path.insert(0, Bar())
sys.addaudithook(no_network)
import songbang.core
names = [module.name for module in pkgutil.walk_packages(songbang.core.__path__, "songbang.core.")]
for name in names:
    importlib.import_module(name)
print(len(names))
"""


def test_core_imports_with_django_click_and_rich_barred_and_without_network() -> None:
    command = [sys.executable, "-c", BARRED_IMPORTS]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    # Nothing else may have printed.
    assert ran.stdout.strip().isdigit(), ran.stdout
    assert int(ran.stdout) >= 12
