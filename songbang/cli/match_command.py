"""`songbang match A [B] --out PAIRS.json`: is this the same thing twice? (contract `match.md`)"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import click

from songbang.cli.engines import engine_at, engine_options
from songbang.cli.match_sources import read_sources
from songbang.cli.screen import Screen
from songbang.core.matching import Difference, Matched, Pair, Record, clusters, match, without_collector
from songbang.core.matching.arrow import Table

EXISTING = click.Path(path_type=Path, exists=True)


@click.command("match")
@click.argument("a", type=EXISTING)
@click.argument("b", type=EXISTING, required=False)
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="File for the pairs.")
@engine_options
@click.option("--units", type=EXISTING, help="List of units, where A or B is a folder of registers.")
def match_files(
    a: Path, b: Path | None, out: Path, engine: str | None, engine_folder: Path | None, units: Path | None
) -> None:  # fmt: skip
    """Find documents of A (against B, or against itself) that are one, relayed, revised or of one series.

    A and B are registers, folders of registers and of documents (txt), or JSON lines with id, number, title, issuer,
    received_on, issued_on, text. Whole texts are compared with each other; registers against texts by their heads.
    """
    screen = Screen("zh-Hans")
    records = read_sources(a, units, screen, before="a:" if b else "")
    if b:
        records = _together(records, read_sources(b, units, screen, before="b:"))
    with without_collector():
        matched = _matched(records, engine, engine_folder)
        pairs = [pair for pair in matched.pairs if not b or pair.a[0] != pair.b[0]]
        _write(out, pairs, clusters(matched, pairs), cut=2 if b else 0)
    counts: dict[str, int] = defaultdict(int)
    for pair in pairs:
        counts[pair.relation] += 1
    relations = screen.words["relations"]
    screen.say("、".join(f"{relations[name]} {count}" for name, count in counts.items()) or relations["none"])


def _together(one: Sequence[Record], two: Sequence[Record]) -> Sequence[Record]:
    """Tables stay tables."""
    return one + two if isinstance(one, Table) and isinstance(two, Table) else [*one, *two]


def _matched(records: Sequence[Record], engine: str | None, folder: Path | None) -> Matched:
    if not engine:
        return match(records)
    with engine_at(engine, folder) as there:
        return match(records, there)


def _write(out: Path, pairs: Sequence[Pair], found: Sequence[tuple[str, list[str]]], *, cut: int) -> None:
    """The file of the contract, a pair or a cluster to the line; `cut`: so many characters of an id tell its side."""
    told = ",\n".join([_told(pair, cut) for pair in pairs])
    lines = ",\n".join([
        _json({"instrument": instrument[cut:], "members": [member[cut:] for member in members]})
        for instrument, members in found
    ])  # fmt: skip
    out.write_text(f'{{"pairs": [\n{told}\n],\n"clusters": [\n{lines}\n]}}\n', encoding="utf-8")


_json = json.JSONEncoder(ensure_ascii=False).encode


def _told(pair: Pair, cut: int) -> str:
    a, b = _json(pair.a[cut:]), _json(pair.b[cut:])
    differs = ", ".join([_differing(difference) for difference in pair.differs])
    return (
        f'{{"a": {a}, "b": {b}, {_judged(pair.derived, pair.relation, pair.score, pair.why)}, "differs": [{differs}]}}'
    )


@lru_cache(maxsize=65536)
def _judged(derived: str | None, relation: str, score: float, why: tuple[str, ...]) -> str:
    """What few verdicts say of many pairs."""
    return _json({"derived": derived, "relation": relation, "score": score, "why": why})[1:-1]


@lru_cache(maxsize=65536)
def _differing(difference: Difference) -> str:
    return _json(difference._asdict())
