"""Reads the rulebook's files (DATA) and hands them on as plain values. Knows no meaning of any of them."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from songbang.core.errors import BadInput

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's safe loader where it is built in: the same values ten times sooner."""


@cache
def load(name: str, folder: Path | None = None) -> Any:
    """The content of `name` (a YAML file such as `minutes.yaml`), from `folder` if it has the file, else as shipped.

    Raises `BadInput` ("rulebook.unreadable") when the file is not well-formed YAML.
    """
    own = folder / name if folder else None
    text = own.read_text("utf-8") if own and own.is_file() else _shipped(name)
    try:
        return yaml.load(text, _LOADER)
    except yaml.YAMLError as error:
        raise BadInput("rulebook.unreadable", file=str(own or name), reason=str(error)) from error


@cache
def load_all(prefix: str) -> dict[str, Any]:
    """The content of every shipped `prefix.yaml` and `prefix_*.yaml` as one mapping; no key stands in two of them."""
    content: dict[str, Any] = {}
    for name in files_of(prefix):
        part = load(name)
        twice = content.keys() & part.keys()
        if twice:
            raise BadInput("rulebook.unreadable", file=name, reason=f"{sorted(twice)}")
        content |= part
    return content


def files_of(prefix: str) -> list[str]:
    """The names of the shipped `prefix.yaml` and `prefix_*.yaml`, in order."""
    folder = resources.files("songbang.rulebook")
    return sorted(entry.name for entry in folder.iterdir() if _belongs(entry.name, prefix))


def _belongs(name: str, prefix: str) -> bool:
    return name == f"{prefix}.yaml" or (name.startswith(f"{prefix}_") and name.endswith(".yaml"))


def _shipped(name: str) -> str:
    return resources.files("songbang.rulebook").joinpath(name).read_text("utf-8")
