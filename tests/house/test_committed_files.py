"""What is committed works on any machine: it names no registry host and no path of one machine."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.house.tree import ROOT, committed

# Written so that the patterns do not find themselves.
REGISTRY_HOST = re.compile(
    rb"p[y]pi\.(org|tuna|douban)|p[y]thonhosted\.org|n[p]mjs\.(org|com)|n[p]mmirror|y[a]rnpkg\.com|d[e]b\.debian"
    rb"|s[e]curity\.debian|c[r]ates\.io|p[r]oxy\.golang|m[i]rrors\.(aliyun|tuna|ustc|cloud)|a[n]aconda\.(org|com)"
)
MACHINE_PATH = re.compile(rb"(?<![\w.~$}>-])/(work|root|home/[\w.-]+|Users/[\w.-]+)/|\b[A-Z]:\\Users\\")


def _found(pattern: re.Pattern[bytes]) -> Iterator[str]:
    for name in committed():
        match = pattern.search((ROOT / name).read_bytes())
        if match:
            yield f"{name}: {match[0].decode()}"


def test_no_committed_file_names_a_registry_host() -> None:
    assert not list(_found(REGISTRY_HOST))


def test_no_committed_file_names_a_path_of_one_machine() -> None:
    assert not list(_found(MACHINE_PATH))


@pytest.mark.parametrize("text", [b"https://p" + b"ypi.org/simple", b"files.p" + b"ythonhosted.org/x"])
def test_a_registry_host_would_be_seen(text: bytes) -> None:
    assert REGISTRY_HOST.search(text)


@pytest.mark.parametrize("text", [b"cd /" + b"work/main", b"'/" + b"root/.cache'", b"/" + b"home/li/register.xlsx"])
def test_a_machine_path_would_be_seen(text: bytes) -> None:
    assert MACHINE_PATH.search(text)
