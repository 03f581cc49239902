"""The maker of messy registers: the same seed gives the same files, and its truth is true of them."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from samples.maker import make
from samples.styles import STYLES
from samples.truth import Truth
from samples.words import words

SIZE = 0.35
CODES = {"date_missing", "date_unparseable", "date_impossible", "title_missing", "unit_unknown", "duration_unparseable"}
KINDS = {"documents", "meetings", "inspections", "pledges", "digital", "signboards", "forms", "visits"}
Grid = dict[tuple[str, str], list[list[str]]]


@pytest.fixture(scope="module", params=sorted(STYLES))
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path, Truth]:
    folder = tmp_path_factory.mktemp(request.param)
    return request.param, folder, make(folder, seed=5, style=STYLES[request.param], size=SIZE)


@pytest.fixture(scope="module")
def grid(made: tuple[str, Path, Truth]) -> Grid:
    return grids(made[1] / "registers")


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def read_csv(path: Path) -> list[list[str]]:
    body = path.read_bytes()
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = body.decode("gb18030")
    return list(csv.reader(text.splitlines(keepends=True), delimiter="\t" if "\t" in text else ","))


def grids(registers: Path) -> Grid:
    """Every sheet as text, rows and columns counted from the sheet's first."""
    found: Grid = {}
    for path in sorted(p for p in registers.rglob("*") if p.is_file()):
        file = str(path.relative_to(registers))
        if path.suffix == ".csv":
            found[file, ""] = read_csv(path)
            continue
        with path.open("rb") as stream:
            book = CalamineWorkbook.from_filelike(stream)
            for name in book.sheet_names:
                rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                found[file, name] = [[str(cell) for cell in row] for row in rows]
    return found


def bare(text: str) -> str:
    return "".join(c for c in text if not c.isspace() and c not in "《》“”")


@pytest.mark.parametrize("style", ["traditional", "wild"])
def test_the_same_seed_gives_the_same_bytes(tmp_path: Path, style: str) -> None:
    first = make(tmp_path / "a", seed=3, style=STYLES[style], size=0.05)
    second = make(tmp_path / "b", seed=3, style=STYLES[style], size=0.05)
    assert first == second
    assert digests(tmp_path / "a") == digests(tmp_path / "b")


def test_another_seed_gives_other_files(tmp_path: Path) -> None:
    make(tmp_path / "a", seed=3, style=STYLES["plain"], size=0.05)
    make(tmp_path / "b", seed=4, style=STYLES["plain"], size=0.05)
    assert digests(tmp_path / "a") != digests(tmp_path / "b")


def test_counted_and_rejected_rows_add_up_in_every_sheet(made: tuple[str, Path, Truth]) -> None:
    _, _, truth = made
    rows = Counter((r.file, r.sheet) for r in truth.rows)
    rejects = Counter((r.file, r.sheet) for r in truth.rejects)
    counted: Counter[tuple[str, str]] = Counter()
    rejected: Counter[tuple[str, str]] = Counter()
    for sheet in truth.sheets:
        counted[sheet.file, sheet.sheet] += sheet.counted
        rejected[sheet.file, sheet.sheet] += sheet.rejected
    assert +counted == rows
    assert +rejected == rejects
    assert sum(rows.values()) > 500


def test_every_true_row_stands_where_the_truth_says(made: tuple[str, Path, Truth], grid: Grid) -> None:
    _, _, truth = made
    wrong = [
        r
        for r in truth.rows
        if bare(r.name) not in [bare(c).removesuffix("（急件）") for c in grid[r.file, r.sheet][r.row - 1]]
    ]
    assert wrong == []


def test_every_reject_stands_on_a_row_that_says_something(made: tuple[str, Path, Truth], grid: Grid) -> None:
    _, _, truth = made
    assert all(sum(map(bool, grid[r.file, r.sheet][r.row - 1])) >= 2 for r in truth.rejects)
    assert len(
        {(r.file, r.sheet, r.row) for r in truth.rejects} | {(r.file, r.sheet, r.row) for r in truth.rows}
    ) == len(truth.rejects) + len(truth.rows)


def test_the_truth_lists_every_sheet_of_every_file_and_which_are_hidden(
    made: tuple[str, Path, Truth], grid: Grid
) -> None:
    _, folder, truth = made
    assert {(s.file, s.sheet) for s in truth.sheets} == set(grid)
    hidden = set()
    for path in (folder / "registers").rglob("*.xls*"):
        book = CalamineWorkbook.from_path(str(path))
        file = str(path.relative_to(folder / "registers"))
        hidden |= {(file, m.name) for m in book.sheets_metadata if m.visible != SheetVisibleEnum.Visible}
    assert {(s.file, s.sheet) for s in truth.sheets if s.hidden and not s.file.endswith(".et")} == hidden


def test_units_are_units_of_the_district(made: tuple[str, Path, Truth]) -> None:
    _, folder, truth = made
    with (folder / "units.csv").open(encoding="utf-8", newline="") as file:
        codes = {line["code"] for line in csv.DictReader(file)}
    assert all(r.units and set(r.units) <= codes for r in truth.rows)


def test_pairs_are_counted_documents_of_one_unit(made: tuple[str, Path, Truth]) -> None:
    _, _, truth = made
    rows = {r.origin: r for r in truth.rows}
    for pair in truth.pairs:
        a, b = rows[pair.a], rows[pair.b]
        assert (a.kind, b.kind, a.units) == ("documents", "documents", b.units)
        assert pair.relation in ("same", "forward")
        assert not pair.two_channels or {a.stated["channel"], b.stated["channel"]} == {"e", "p"}
        assert pair.relation == "forward" or a.name == b.name
    assert len([p for p in truth.pairs if p.two_channels]) > 3


def test_no_two_documents_of_a_unit_share_a_title_unless_they_are_a_pair(made: tuple[str, Path, Truth]) -> None:
    _, _, truth = made
    seen = Counter(
        (r.units, r.name) for r in truth.rows if r.kind == "documents" and "区级" not in r.file and "區級" not in r.file
    )
    twice = sum(1 for times in seen.values() if times > 1)
    assert max(seen.values()) == 2
    assert twice == len([p for p in truth.pairs if p.relation == "same"])


def test_every_kind_is_there_and_wild_has_every_reject_code(made: tuple[str, Path, Truth]) -> None:
    style, _, truth = made
    assert {r.kind for r in truth.rows} == KINDS
    assert style != "wild" or {r.code for r in truth.rejects} == CODES
    assert style != "plain" or truth.rejects == []


def test_the_truth_is_written_as_json(made: tuple[str, Path, Truth], tmp_path: Path) -> None:
    _, _, truth = made
    truth.write(tmp_path / "truth.json")
    told = json.loads((tmp_path / "truth.json").read_text("utf-8"))
    assert len(told["rows"]) == len(truth.rows)
    assert told["rows"][0]["date"] == truth.rows[0].date.isoformat()


def test_every_column_that_counts_has_at_least_six_names() -> None:
    idle = set(
        ["no", "copies", "secret", "urgency", "department", "deadline", "pages", "signer", "remark", "members", "basis"]
    )
    idle |= set(["frequency", "way", "persons", "escorts", "noticed", "place"])
    few = {
        f"{kind}.{key}": names
        for kind, columns in words("columns").items()
        for key, names in columns.items()
        if key not in idle and len(set(names)) < 6
    }
    assert few == {}
