"""`songbang match A [B] --out PAIRS.json`: is this the same thing twice? (contract `match.md`)"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from songbang.cli.match_sources import read_sources
from songbang.cli.screen import Screen
from songbang.core.matching import Pair, Record, instruments, match_records

EXISTING = click.Path(path_type=Path, exists=True)


@click.command("match")
@click.argument("a", type=EXISTING)
@click.argument("b", type=EXISTING, required=False)
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="File for the pairs.")
@click.option("--units", type=EXISTING, help="List of units, where A or B is a folder of registers.")
def match_files(a: Path, b: Path | None, out: Path, units: Path | None) -> None:
    """Find documents of A (against B, or against itself) that are one, relayed, revised or of one series.

    A and B are registers, folders of registers and of documents (txt), or JSON lines with id, number, title, issuer,
    received_on, issued_on, text. Whole texts are compared with each other; registers against texts by their heads.
    """
    screen = Screen("zh-Hans")
    first = read_sources(a, units, screen)
    second = read_sources(b, units, screen) if b else []
    records, sides = _together(first, second)
    pairs = match_records(records)
    if b:
        pairs = [pair for pair in pairs if sides[pair.a] != sides[pair.b]]
    told = {
        "pairs": [_told(pair, b is not None) for pair in pairs],
        "clusters": _clusters(records, pairs, b is not None),
    }
    out.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    counts: dict[str, int] = defaultdict(int)
    for pair in pairs:
        counts[pair.relation] += 1
    relations = screen.words["relations"]
    screen.say("、".join(f"{relations[name]} {count}" for name, count in counts.items()) or relations["none"])


def _together(first: Sequence[Record], second: Sequence[Record]) -> tuple[list[Record], dict[str, str]]:
    """Both lists as one; ids are told apart by their side, as the two may number their rows alike."""
    if not second:
        return list(first), {}
    sided = [
        (side, replace(record, id=f"{side}:{record.id}"))
        for side, part in (("a", first), ("b", second))
        for record in part
    ]
    return [record for _, record in sided], {record.id: side for side, record in sided}


def _told(pair: Pair, sided: bool) -> dict[str, Any]:
    a, b = _id(pair.a, sided), _id(pair.b, sided)
    return {
        "a": a, "b": b, "derived": pair.derived, "relation": pair.relation, "score": pair.score, "why": list(pair.why),
        "differs": [{"what": d.what, "a": d.a, "b": d.b} for d in pair.differs],
    }  # fmt: skip


def _id(record_id: str, sided: bool) -> str:
    return record_id[2:] if sided else record_id


def _clusters(records: Sequence[Record], pairs: Sequence[Pair], sided: bool) -> list[dict[str, Any]]:
    """Records that are one document, and the instrument (a document with its relays) that each belongs to."""
    members: dict[tuple[str, str], list[str]] = defaultdict(list)
    for record_id, place in instruments(records, pairs).items():
        members[place.instrument, place.document].append(_id(record_id, sided))
    inside: dict[str, int] = defaultdict(int)
    for instrument, _ in members:
        inside[instrument] += 1
    return [
        {"instrument": _id(instrument, sided), "members": found}
        for (instrument, _), found in members.items()
        if len(found) > 1 or inside[instrument] > 1
    ]
