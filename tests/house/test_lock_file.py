"""The lock file holds everything that setup installs, with hashes."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import distributions, requires

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.tree import text_of

_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)


def _locked() -> dict[str, set[str]]:
    """Locked releases by name; a name has several where they depend on the Python version."""
    found: dict[str, set[str]] = {}
    for name, version in _LOCKED.findall(text_of("requirements.lock")):
        found.setdefault(canonicalize_name(name), set()).add(version)
    return found


def test_every_dependency_named_in_pyproject_is_locked_to_a_release_that_it_allows() -> None:
    declared = tomllib.loads(text_of("pyproject.toml"))
    wanted = map(Requirement, declared["project"]["dependencies"] + declared["dependency-groups"]["dev"])
    locked = _locked()
    unmet = [
        str(wish)
        for wish in wanted
        if not any(wish.specifier.contains(release) for release in locked.get(canonicalize_name(wish.name), ()))
    ]
    assert not unmet, "run `make lock`"


def test_every_locked_release_has_hashes() -> None:
    blocks = re.split(r"\n(?=[A-Za-z0-9])", text_of("requirements.lock").strip())
    bare = [block.split()[0] for block in blocks if "--hash=sha256:" not in block]
    assert len(blocks) == sum(len(releases) for releases in _locked().values())
    assert not bare


def test_what_runs_here_is_what_is_locked() -> None:
    here = {canonicalize_name(part.metadata["Name"]): part.version for part in distributions()}
    wanted = {canonicalize_name(Requirement(need).name) for need in requires("songbang") or []}
    other = {name: here[name] for name in wanted if here[name] not in _locked()[name]}
    assert not other, "run `make setup`"


def test_spark_itself_is_locked_beside_by_its_hash_and_is_of_its_client_s_release() -> None:
    """It is installed elsewhere and for one test alone (scripts/spark.sh): nothing of it is what runs."""
    [(name, version)] = _LOCKED.findall(text_of("requirements-spark.lock"))
    assert (name, "--hash=sha256:" in text_of("requirements-spark.lock")) == ("pyspark", True)
    [client] = _locked()["pyspark-client"]
    assert version.rsplit(".", 1)[0] == client.rsplit(".", 1)[0], "run `make lock`"
    assert "pyspark" not in _locked()
