"""Makes a district's registers as files, together with what a right reader must find in them.

    python -m samples.maker FOLDER --seed 1 --style demo --truth FOLDER/truth.json

writes `FOLDER/registers/…` and `FOLDER/units.csv`. The same seed, style and size give the same files.
"""

from __future__ import annotations

import argparse
from collections import Counter
from functools import cache
from pathlib import Path

import opencc

from samples.cells import Cell
from samples.district import district
from samples.files import write_csv, write_xls, write_xlsx
from samples.plans import Book, Shop, all_books
from samples.sheets import Placed, Register, Sheet
from samples.styles import STYLES, Style
from samples.truth import TruePair, TrueReject, TrueRow, TrueSheet, Truth


def make(folder: Path, *, seed: int, style: Style = STYLES["demo"], size: float = 1.0) -> Truth:
    """Write the registers of an invented district below `folder`; gives the truth about them.

    `size` scales the number of rows: `demo` has about 6,000 at 1.0.
    """
    shop = Shop(style, district(style.towns), seed, size)
    truth, origins = Truth(), _Origins()
    folder.mkdir(parents=True, exist_ok=True)
    shop.district.write_units(folder / "units.csv")
    for book in all_books(shop):
        if style.traditional:
            _to_traditional(book)
        name = f"{book.path}.{book.container}"
        path = folder / "registers" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(shop, book, path)
        for sheet in book.sheets:
            _tell(truth, origins, name, sheet)
    truth.pairs += origins.pairs()
    return truth


def _write(shop: Shop, book: Book, path: Path) -> None:
    if book.container == "csv":
        rng = shop.rng("encoding", book.path)
        encoding = rng.choice(("utf-8", "utf-8-sig", "gb18030"))
        write_csv(path, book.sheets[0], encoding, "\t" if shop.messy(rng) and rng.random() < 0.5 else ",")
    elif book.container == "xlsx":
        write_xlsx(path, book.sheets)
    else:
        write_xls(path, book.sheets)


def _tell(truth: Truth, origins: _Origins, file: str, sheet: Sheet) -> None:
    if not sheet.registers:
        truth.sheets.append(TrueSheet(file, sheet.name, None, sheet.hidden, 0, 0))
    for register in sheet.registers:
        refused = [p for p in register.placed if p.fact.flaw]
        counted = [p for p in register.placed if not p.fact.flaw]
        truth.rejects += [TrueReject(file, sheet.name, p.row, p.fact.flaw or "") for p in refused]
        truth.rows += [_true_row(file, sheet, register, p) for p in counted]
        truth.sheets.append(TrueSheet(file, sheet.name, register.kind, sheet.hidden, len(counted), len(refused)))
        origins.note(file, sheet, register, counted)


def _true_row(file: str, sheet: Sheet, register: Register, placed: Placed) -> TrueRow:
    fact = placed.fact
    units = fact.units or (register.keeper,)
    return TrueRow(file, sheet.name, placed.row, register.kind, units, fact.day, fact.name, placed.stated)


class _Origins:
    """Remembers where each document stands, to tell the pairs at the end."""

    def __init__(self) -> None:
        self.places: dict[tuple[str, int], tuple[str, Placed]] = {}
        self.again: list[tuple[str, str, Placed]] = []

    def note(self, file: str, sheet: Sheet, register: Register, counted: list[Placed]) -> None:
        """Remember the documents of one register."""
        for placed in counted if register.kind == "documents" else ():
            origin = f"{file}#{sheet.name}#{placed.row}"
            if "of" in placed.fact.said:
                self.again.append((register.keeper, origin, placed))
            else:
                self.places[register.keeper, placed.fact.said["key"]] = (origin, placed)

    def pairs(self) -> list[TruePair]:
        """All pairs whose both rows count."""
        return [pair for keeper, origin, placed in self.again for pair in self._pair(keeper, origin, placed)]

    def _pair(self, keeper: str, origin: str, placed: Placed) -> list[TruePair]:
        found = self.places.get((keeper, placed.fact.said["of"]))
        if not found:
            return []
        relation = placed.fact.said["relation"]
        channels = {found[1].stated.get("channel"), placed.stated.get("channel")}
        return [TruePair(found[0], origin, relation, relation == "same" and channels == {"e", "p"})]


def _to_traditional(book: Book) -> None:
    """Turn every text of a book, its name and its sheets' names into Traditional characters."""
    book.path = traditional(book.path)
    for sheet in book.sheets:
        sheet.name = traditional(sheet.name)
        sheet.lines = [[_turned(cell) for cell in line] for line in sheet.lines]
        for register in sheet.registers:
            for placed in register.placed:
                placed.fact.name = traditional(placed.fact.name)


def _turned(cell: Cell) -> Cell:
    return traditional(cell) if isinstance(cell, str) else cell


@cache
def traditional(text: str) -> str:
    """Traditional characters for Simplified ones; names of places as they are really written.

    A line break inside a word does not change how the word is turned.
    """
    turned = str(_converter().convert(text.replace("\n", ""))).replace("餘新", "余新").replace("防颱", "防台")
    for at, character in enumerate(text):
        if character == "\n":
            turned = f"{turned[:at]}\n{turned[at:]}"
    return turned


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        prog="python -m samples.maker", description="Make an invented district's registers."
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--style", choices=sorted(STYLES), default="demo")
    parser.add_argument("--size", type=float, default=1.0)
    parser.add_argument("--truth", type=Path, help="also write the truth here, as JSON")
    given = parser.parse_args()
    truth = make(given.folder, seed=given.seed, style=STYLES[given.style], size=given.size)
    if given.truth:
        truth.write(given.truth)
    for line in describe(truth):
        print(line)


def describe(truth: Truth) -> list[str]:
    """What was written, a line a sheet, then the sums."""
    lines = [
        f"{s.file}  {s.sheet or '(csv)'}  {s.kind or 'no register'}: {s.counted} counted, {s.rejected} rejected"
        + (" (hidden)" if s.hidden else "")
        for s in truth.sheets
    ]
    kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(Counter(row.kind for row in truth.rows).items()))
    codes = ", ".join(f"{code} {count}" for code, count in sorted(Counter(r.code for r in truth.rejects).items()))
    files = len({s.file for s in truth.sheets})
    return [
        *lines,
        f"{files} files, {len(truth.rows)} rows ({kinds}); rejects: {codes or 'none'}; {len(truth.pairs)} pairs",
    ]


if __name__ == "__main__":
    main()
