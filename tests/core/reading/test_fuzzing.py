"""A second of what `make fuzz` does for ten minutes a reader: whole files with bytes changed, cut, doubled."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from benchmarks.fuzzing import ENDINGS, once, reader, seeds
from songbang.core.errors import Unreadable

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


def test_what_no_reader_may_raise_goes_through() -> None:
    def broken(content: bytes) -> None:
        raise ValueError(content)

    def refused(content: bytes) -> None:
        raise Unreadable("file.empty", file="x")

    once(refused, b"")
    with pytest.raises(ValueError):
        once(broken, b"")
