"""The shared registers with their paper side spoilt once more, in ways of our own: F1 of each relation.

    python -m benchmarks.spoilt_registers [--seed N ...]

`ocr`: characters misread (2%) or broken in two, letters for digits; `typed`: homophones, a fifth in Traditional
characters, swapped neighbours, a bracket lost; `sparse`: numbers or issuers left out, a tenth of the titles cut;
`habit …` and `two habits`: as other offices enter a row (`benchmarks.office_habits`).
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from benchmarks.office_habits import HABITS, some
from benchmarks.spoiling import BROKEN, looks_like, sounds_like
from songbang.core.matching import Record, match_records
from songbang.core.text import traditional

SHARED = Path(__file__).resolve().parents[1].parent / "shared/data/match/registers"
RELATIONS = ("same", "forward", "revision", "recurring")
_DIGITS = {"2": "Z", "5": "S", "8": "B", "0": "O", "1": "l"}


def _ocr(row: Record, chance: random.Random) -> Record:
    title = "".join(
        chance.choice(looks_like(char)) if chance.random() < 0.02 else
        BROKEN.get(char, char) if chance.random() < 0.05 else char
        for char in row.title
    )  # fmt: skip
    number = "".join(_DIGITS.get(char, char) if chance.random() < 0.06 else char for char in row.number or "")
    return replace(row, title=title, number=number or None)


def _typed(row: Record, chance: random.Random) -> Record:
    title = "".join(chance.choice(sounds_like(char)) if chance.random() < 0.015 else char for char in row.title)
    if chance.random() < 0.2:
        title = traditional(title)
    if chance.random() < 0.05 and len(title) > 12:
        at = chance.randrange(4, len(title) - 4)
        title = title[:at] + title[at + 1] + title[at] + title[at + 2 :]
    number = row.number
    if number and chance.random() < 0.1:
        lost = chance.choice(["〔[(", "〕"])
        number = "".join(char for char in number if char not in lost)
    return replace(row, title=title, number=number)


def _sparse(row: Record, chance: random.Random) -> Record:
    kind = chance.random()
    title = row.title[: max(10, len(row.title) * 2 // 3)] + "…" if chance.random() < 0.1 else row.title
    number, issuer = (None if kind < 0.15 else row.number), (None if 0.15 <= kind < 0.28 else row.issuer)
    return replace(row, title=title, number=number, issuer=issuer)


WAYS: dict[str, Callable[[Record, random.Random], Record]] = {
    "as it is": lambda row, _: row, "ocr": _ocr, "typed": _typed, "sparse": _sparse,
    **{f"habit {name}": habit for name, habit in HABITS.items()}, "two habits": some,
}  # fmt: skip


def _rows(name: str) -> list[Record]:
    found = []
    for line in (SHARED / name).read_text("utf-8").splitlines():
        told = json.loads(line)
        days = [date.fromisoformat(told[day]) if told.get(day) else None for day in ("received_on", "issued_on")]
        found.append(
            Record(
                told["id"], told.get("title") or "", told.get("number"), told.get("issuer"), *days, told.get("channel")
            )
        )
    return found


def _labelled(name: str) -> dict[tuple[str, str], str]:
    with (SHARED / name).open(encoding="utf-8") as file:
        return {(row["id_a"], row["id_b"]): row.get("relation") or "" for row in csv.DictReader(file)}


def measure(way: str, seed: int) -> tuple[dict[str, float], float]:
    """F1 of each relation, and the share of the hard unrelated pairs that is listed."""
    electronic, paper = _rows("electronic.jsonl"), _rows("paper.jsonl")
    truth, ignored, hard = (_labelled(name) for name in ("pairs.csv", "ignore.csv", "hard_unrelated.csv"))
    chance = random.Random(f"{way}{seed}")
    pairs = match_records([*electronic, *(WAYS[way](row, chance) for row in paper)])
    found = {(pair.a, pair.b): pair.relation for pair in pairs if pair.a[0] != pair.b[0]}
    scores = {}
    for name in RELATIONS:
        right = sum(truth.get(key) == name == said for key, said in found.items())
        listed = sum(said == name for key, said in found.items() if key not in ignored)
        scores[name] = 2 * right / max(1, listed + sum(said == name for said in truth.values()))
    return scores, len(hard.keys() & found.keys()) / len(hard)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--way", nargs="+", choices=list(WAYS), default=list(WAYS))
    arguments = parser.parse_args()
    print(f"{'spoilt':14} {'seed':>4} " + " ".join(f"{name:>9}" for name in RELATIONS) + "  hard")
    for way in arguments.way:
        for seed in arguments.seed:
            scores, hard = measure(way, seed)
            shown = " ".join(f"{scores[name]:9.3f}" for name in RELATIONS)
            print(f"{way:14} {seed:>4} {shown}  {hard:.3f}", flush=True)


if __name__ == "__main__":
    main()
