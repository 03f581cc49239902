"""Documents of every layout, invented with their truth, give every element, whatever the format."""

from __future__ import annotations

from pathlib import Path

import pytest

from samples.documents.files import write
from samples.documents.notices import LAYOUTS, Inventor, Notice
from songbang.core.reading.documents.reader import read_document
from songbang.core.text import half_width, without_blanks

FIELDS = ("number", "title", "issuer", "date", "kind", "main_recipients", "copied_to", "secrecy", "urgency", "signer")


def _solid(value: str | None) -> str | None:
    return without_blanks(half_width(value)) if value else None


@pytest.mark.parametrize("form", ["txt", "docx", "ofd", "html"])
def test_every_layout_is_read_whole(tmp_path: Path, form: str) -> None:
    missed = []
    for notice in Inventor(7).notices():
        told = read_document(write(notice, tmp_path, form)).as_json()
        missed += [
            (notice.name, name, told[name], notice.truth[name])
            for name in FIELDS
            if _solid(told[name]) != _solid(notice.truth[name])
        ]
        asked = sorted(name for name, yes in told["asks"].items() if yes)
        missed += [(notice.name, asked)] if asked != sorted(notice.truth["asks"]) else []
        missed += [(notice.name, told["deadlines"])] if told["deadlines"] != notice.truth["deadlines"] else []
    assert not missed


def test_the_same_seed_invents_the_same() -> None:
    def told(notices: list[Notice]) -> list[object]:
        return [(notice.name, notice.truth, notice.lines) for notice in notices]

    assert told(Inventor(7).notices()) == told(Inventor(7).notices())
    assert len(Inventor(7).notices()) == 2 * len(LAYOUTS) > 30
