"""What files of evidence and schemes say, opened in the room apart."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from songbang.apps.intake.room import cells_of as opened
from songbang.core.assessing.schemes import read_scheme
from songbang.core.errors import BadInput


def cells_of(file: UploadedFile[bytes]) -> list[list[str]]:
    """The sheet of an uploaded workbook that holds a scheme. Raises `Unreadable`, `BadInput` ("scheme.no_header")."""
    with tempfile.NamedTemporaryFile(prefix="songbang-scheme-") as stream:
        for chunk in file.chunks():
            stream.write(chunk)
        stream.flush()
        sheets = opened(Path(stream.name), str(file.name))
    for _, rows in sheets:
        try:
            read_scheme(rows)
        except BadInput:
            continue
        return rows
    raise BadInput("scheme.no_header")
