"""A user's own rulebook folder, looked at before anything is read: it must be there, readable and whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from songbang.core import rulebook
from songbang.core.errors import BadInput, NotFound

WHOLE = ("phrases.yaml", "phrases.en.yaml", "lexicon.yaml")
"""Files that stand in for the shipped one as a whole; minutes.yaml is checked where it is read."""
MOST_NAMED = 5


def check_rulebook(folder: Path | None) -> None:
    """Raises `NotFound` for a folder that is not there, `BadInput` ("rulebook.unreadable", "rulebook.incomplete") for
    a file in it that is no YAML in UTF-8 or lacks what the shipped file has."""
    if folder is None:
        return
    if not folder.exists():
        raise NotFound("source.not_found", path=str(folder))
    for path in sorted(folder.glob("*.yaml")):
        try:
            path.read_text("utf-8")
        except UnicodeDecodeError as error:
            raise BadInput("rulebook.unreadable", file=str(path), reason=str(error)) from error
        if path.name in WHOLE:
            missing = list(_missing(rulebook.load(path.name), rulebook.load(path.name, folder)))
            if missing:
                named = ", ".join(missing[:MOST_NAMED])
                raise BadInput("rulebook.incomplete", file=str(path), name=path.name, missing=named)


def _missing(shipped: Any, own: Any, path: str = "") -> Iterator[str]:
    """Keys of the shipped file that the own one lacks, as a.b.c; what stands in lists may differ."""
    if not isinstance(shipped, dict):
        return
    for key, value in shipped.items():
        name = f"{path}.{key}" if path else str(key)
        if isinstance(key, str) and (not isinstance(own, dict) or key not in own):
            yield name
        elif isinstance(own, dict) and key in own:
            yield from _missing(value, own[key], name)
