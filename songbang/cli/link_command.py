"""`songbang link FOLDER …`: which documents were sent to several districts, by what these exported."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from songbang.cli.engines import engine_at, engine_options
from songbang.cli.screen import Screen
from songbang.cli.writing import check_writable, write_all
from songbang.core.matching.between import ABOVE, Receipt, Sent, sent_to_several
from songbang.core.measuring.over_star import Star

FOLDER = click.Path(path_type=Path, file_okay=False)
TOLD = 5
"""Documents that are named on the screen; the file holds all."""
ASKED = ["row", "name", "number", "issuer", "day", "issued_on"]


@click.command()
@click.argument("folders", nargs=-1, required=True, type=FOLDER)
@click.option("--territory", "territories", multiple=True, metavar="CODE", help="Only this one; may be given again.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="File for the documents (JSON).")
@engine_options
def link(
    folders: tuple[Path, ...], territories: tuple[str, ...], out: Path | None, engine: str | None,
    engine_folder: Path | None,
) -> None:  # fmt: skip
    """Find documents of higher bodies that several territories received, in what `songbang export` wrote to FOLDERS."""
    screen = Screen("zh-Hans")
    if out:
        check_writable(out.parent, [out.name])
    star = Star.open(folders)
    chosen = star.chosen(territories)
    receipts = list(_receipts(star, chosen))
    if engine:
        with engine_at(engine, engine_folder) as there:
            found = sent_to_several(receipts, there)
    else:
        found = sent_to_several(receipts)
    if out:
        made = {"territories": chosen, "receipts": len(receipts), "documents": [asdict(one) for one in found]}
        write_all({out.name: json.dumps(made, ensure_ascii=False, indent=1, default=str).encode()}, out.parent)
    _tell(found, chosen, len(receipts), screen)


def _receipts(star: Star, territories: Sequence[str]) -> Iterator[Receipt]:
    """The receipts that bodies above the districts issued; other rows and columns are not read."""
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    wanted = (pc.field("register") == "documents") & (pc.field("issuer_level") == ABOVE) & pc.field("issuer").is_valid()
    for territory in territories:
        for file in star.files("deliveries", [territory]):
            table = pq.read_table(file, columns=ASKED, filters=wanted, partitioning=None)
            for row, title, number, issuer, day, issued_on in zip(*(c.to_pylist() for c in table.columns), strict=True):
                yield Receipt(territory, row, title, number or None, issuer, day, issued_on)


def _tell(found: Sequence[Sent], territories: Sequence[str], receipts: int, screen: Screen) -> None:
    words = screen.words["link"]
    screen.say(
        words["found"].format(documents=len(found), territories=len(territories), receipts=receipts), style="bold"
    )
    for one in found[:TOLD]:
        told = " ".join(filter(None, (one.issuer, one.number, one.title)))
        many = sum(map(len, one.rows.values()))
        screen.say("  " + words["one"].format(told=told, territories=len(one.rows), receipts=many))
