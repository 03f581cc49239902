"""Files as they came, kept once by content: KEPT_FILES/<territory>/<sha256>. No name of a user's reaches a path."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from songbang.apps.intake.models import KeptFile
from songbang.core.reading.dates import year_named
from songbang.core.reading.lexicon import load_lexicon
from songbang.core.units import UnitTree
from songbang.ui import clock

LONGEST_NAME = 380
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_CODE = re.compile(r"[0-9X]{6,12}")


@dataclass(frozen=True, slots=True)
class Laid:
    """A file that lies in its place."""

    sha256: str
    size: int


def lay_down(territory: str, chunks: Iterable[bytes]) -> Laid:
    """Write the content to its place and to the disk itself, before anybody is told that it is kept."""
    folder = settings.KEPT_FILES / territory
    folder.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=folder, prefix="part-", delete=False) as stream:
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            stream.write(chunk)
        stream.flush()
        os.fsync(stream.fileno())
    place = folder / digest.hexdigest()
    Path(stream.name).replace(place)
    _sync(folder)
    return Laid(digest.hexdigest(), size)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def note_kept(territory: str, laid: Laid) -> KeptFile:
    """The row of a file that lies in its place."""
    kept, _ = KeptFile.objects.get_or_create(
        territory=territory, sha256=laid.sha256, defaults={"size": laid.size, "kept_at": clock.now()}
    )
    return kept


def path_of(kept: KeptFile) -> Path:
    """Where the file lies."""
    folder: Path = settings.KEPT_FILES
    return folder / kept.territory / kept.sha256


def is_unaltered(kept: KeptFile) -> bool:
    """Whether the file is there and still has the content under which it was kept."""
    path = path_of(kept)
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest() == kept.sha256


def name_of_source(root: str, relative: str, units: UnitTree) -> str:
    """The name under which a file is known over its versions: its path in the folder that was given.

    The folder's own name belongs to it where it says something: a unit, a year, a kind of register. A folder named
    8月上报 or Desktop says nothing, so that next month's folder brings newer versions of the same sources.
    """
    inside, above = clean_path(relative), clean_path(root)
    name = f"{above}/{inside}" if above and _says_something(above, units) else inside
    return name if len(name) <= LONGEST_NAME else "…" + name[-LONGEST_NAME + 1 :]


def _says_something(name: str, units: UnitTree) -> bool:
    lexicon = load_lexicon()
    kinds = any(pattern.search(name.lower()) for pattern in lexicon.hints.values())
    return kinds or year_named(name) is not None or units.mentioned(name, noise=lexicon.noise) is not None


def clean_path(given: str) -> str:
    """A path as a browser or a disk gives it, with forward slashes and without steps up, drives and control signs.

    >>> clean_path("C:\\\\Users\\\\..\\\\台账\\\\会议.xlsx")
    'Users/台账/会议.xlsx'
    """
    text = _CONTROL.sub("", unicodedata.normalize("NFC", given)).replace("\\", "/")
    parts = [part.strip() for part in text.split("/")]
    return "/".join(part for part in parts if part not in ("", ".", "..") and not re.fullmatch(r"[A-Za-z]:", part))


def file_in_rows(unit_code: str, unit_level: str, name: str) -> str:
    """The file as rows name it, so that no two sources of a territory give rows of one origin.

    What the district itself brings is called as in a one-shot report; what others bring has their code before it.
    """
    first = name.partition("/")[0]
    return name if unit_level == "county" and not _CODE.fullmatch(first) else f"{unit_code}/{name}"
