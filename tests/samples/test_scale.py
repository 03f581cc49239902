"""The rows of a whole district: as many as asked, the same for a seed, and such as our reader reads from the files."""

from __future__ import annotations

import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

from samples.scale import files, told, whole_district, write
from songbang.apps.intake.told import LINE
from songbang.core.reading.formats import open_book
from songbang.core.reading.lexicon import load_lexicon
from songbang.core.reading.reader import BookReader
from songbang.core.reading.unitlist import read_units
from songbang.core.registers import REGISTER_KINDS

ROWS = 3000


def _written(seed: int) -> str:
    out = io.StringIO()
    write(files(whole_district(), ROWS, seed), seed, out)
    return out.getvalue()


def _rows(text: str) -> list[list[Any]]:
    return [line for line in map(json.loads, text.splitlines()) if isinstance(line, list)]


def test_there_are_as_many_rows_as_asked_of_every_register_and_the_towns_have_the_most() -> None:
    rows = _rows(_written(1))
    assert len(rows) == ROWS
    assert {row[LINE.index("register")] for row in rows} == set(REGISTER_KINDS)
    units = Counter(row[LINE.index("unit")] for row in rows)
    assert all(len(code) == 9 for code, _ in units.most_common(5))
    assert len({row[LINE.index("row")] for row in rows}) == ROWS


def test_a_seed_gives_the_same_rows_and_another_gives_others() -> None:
    assert _written(1) == _written(1)
    assert _written(1) != _written(2)


def test_thirteen_towns_and_143_villages() -> None:
    place = whole_district()
    assert (len(place.towns), len(place.villages)) == (13, 143)


def test_our_reader_reads_the_files_as_the_rows_say(tmp_path: Path) -> None:
    place = whole_district()
    place.write_units(tmp_path / "units.csv")
    reader = BookReader(load_lexicon(None), read_units(tmp_path / "units.csv"))
    one_of_each = {file.register: file for file in files(place, 40_000, 1) if file.unit.level == "town"}
    compared = [
        LINE.index(name) for name in ("register", "unit", "day", "name", "issuer", "number", "minutes", "fields")
    ]
    for file in one_of_each.values():
        head, lines = told(file, 1)
        said = [json.loads(line) for line in lines]
        path = tmp_path / Path(file.name).name
        cells = [head["header"], *(row[LINE.index("cells")] for row in said)]
        path.write_text("\n".join(",".join(row) for row in cells), "utf-8")
        book = reader.read(open_book(path, file.name, (file.unit.name,)))
        read = [[_plain(getattr(row, LINE[at])) for at in compared] for row in book.rows]
        assert read == [[row[at] for at in compared] for row in said], file.name


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
