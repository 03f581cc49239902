"""A second of what `make fuzz` does for ten minutes a reader: whole files with bytes changed, cut, doubled."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from random import Random

import pytest

from benchmarks.fuzz_seeds import ICS
from benchmarks.fuzzing import ENDINGS, once, reader, seeds
from songbang.apps.agenda.ics import read_busy
from songbang.core.errors import Unreadable
from songbang.core.reading.documents.reader import read_document

FILES = 12


def changed(content: bytes, draw: Random) -> bytes:
    """Some bytes of it otherwise."""
    told = bytearray(content)
    for _ in range(draw.randrange(1, 8)):
        at, size = draw.randrange(len(told)), draw.randrange(1, 40)
        match draw.randrange(4):
            case 0:
                told[at] = draw.randrange(256)
            case 1:
                del told[at : at + size]
            case 2:
                told[at:at] = told[at : at + size]
            case _:
                told[at : at + size] = draw.randbytes(size)
        if not told:
            return b"x"
    return bytes(told)


@pytest.mark.parametrize("name", ENDINGS)
def test_a_reader_reads_or_refuses_and_never_breaks(name: str, tmp_path: Path) -> None:
    draw, read = Random(9), reader(name, tmp_path)
    for content in seeds(name, tmp_path):
        read(content)  # whole, it is read
        for _ in range(FILES):
            once(read, changed(content, draw))


def test_a_document_whose_own_part_is_not_there_is_refused(tmp_path: Path) -> None:
    """Found by atheris: the package names `word/document.xml` and has none."""
    path = tmp_path / "input.docx"
    with zipfile.ZipFile(io.BytesIO(next(seeds("docx", tmp_path)))) as whole, zipfile.ZipFile(path, "w") as packed:
        for entry in whole.infolist():
            if entry.filename != "word/document.xml":
                packed.writestr(entry, whole.read(entry))
    with pytest.raises(Unreadable):
        read_document(path)


@pytest.mark.parametrize("was, now", [("TZID=Asia/Shanghai", "TZID=Asia"), ("FREQ=WEEKLY;COUNT=5", "FREQ=SECONDLY")])
def test_a_calendar_that_leads_nowhere_or_has_no_end_is_refused(was: str, now: str) -> None:
    """Found by atheris: a zone that is a folder. A rule by the second was millions of events."""
    with pytest.raises(Unreadable):
        read_busy(ICS.replace(was, now).encode(), date(2026, 1, 1), date(2026, 3, 1))


def test_what_no_reader_may_raise_goes_through() -> None:
    def broken(content: bytes) -> None:
        raise ValueError(content)

    def refused(content: bytes) -> None:
        raise Unreadable("file.empty", file="x")

    once(refused, b"")
    with pytest.raises(ValueError):
        once(broken, b"")
