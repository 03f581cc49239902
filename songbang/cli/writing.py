"""Writes a report's files: all of them or none, never a half-written one, never over a file somebody corrected."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path

from songbang.core.errors import BadInput


def check_writable(folder: Path, names: Sequence[str]) -> None:
    """Raises `BadInput` where `folder` cannot be made or written ("out.not_writable") or one of the files that stand
    there is locked by another program ("out.in_use"), so that nobody waits for a report that cannot be written."""
    nearest = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        raise BadInput("out.not_writable", path=str(folder), reason=str(nearest))
    for name in names:
        if (folder / name).exists():
            try:
                with (folder / name).open("r+b"):
                    pass
            except OSError as error:
                raise BadInput("out.in_use", path=str(folder / name)) from error


def write_all(files: Mapping[str, bytes], folder: Path) -> None:
    """Each file is written beside its place, and all are moved there when every one is whole. Whatever goes wrong, a
    stop by the user included, no part is left behind. Raises `BadInput` as `check_writable`."""
    parts = {name: folder / f".{name}.part" for name in files}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            parts[name].write_bytes(content)
        check_writable(folder, list(files))
        for name, part in parts.items():
            _move(part, folder / name)
    except OSError as error:
        raise BadInput("out.not_writable", path=str(folder), reason=error.strerror or str(error)) from error
    finally:
        for part in parts.values():
            if part.exists():
                part.unlink()


def _move(part: Path, place: Path) -> None:
    try:
        part.replace(place)
    except PermissionError as error:
        raise BadInput("out.in_use", path=str(place)) from error


def keep_corrections(corrected: Sequence[Path], replaced: Path) -> Path | None:
    """A copy of the corrected rejects.xlsx that the new report is about to replace; None where it replaces none."""
    if not replaced.exists() or not any(path.resolve() == replaced.resolve() for path in corrected):
        return None
    kept = next(
        place for n in count(1) if not (place := replaced.with_name(f"corrections-{n}{replaced.suffix}")).exists()
    )
    shutil.copyfile(replaced, kept)
    return kept
