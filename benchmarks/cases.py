"""Recall, precision and agreement of `songbang gate`'s core on a folder of cases (../shared/data/gate-cases).

    python benchmarks/cases.py FOLDER [--show]

Recall: of all `must_find`, how many were found. Precision: found that must be, against those and wrong findings (ids in
`must_not_find`, and anything beyond `must_find` where `nothing_else` is true). `--show` names what went wrong.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from songbang.core.demand import read_context, read_demand
from songbang.core.rules import Verdict, known_from, load_book, weigh

GRAVITY = ("admit", "admit_with_changes", "needs_approval", "refuse")


def verdict_on(case: dict[str, Any]) -> Verdict:
    """The verdict on a case, from its demand, context and day alone."""
    book = load_book()
    known = known_from(read_context(case.get("context")), book)
    on = date.fromisoformat(case["on"]) if case.get("on") else None
    return weigh(read_demand(case["demand"]), book, known, on=on)


def judged(case: dict[str, Any]) -> dict[str, Any]:
    """What was found of what must be, what was found wrongly, and whether the outcome agrees."""
    verdict = verdict_on(case)
    found, wanted = {one.rule for one in verdict.findings}, set(case["must_find"])
    wrong = found - wanted if case.get("nothing_else") else found & set(case["must_not_find"])
    least = case.get("verdict_at_least") or case["verdict"]
    exact = case.get("nothing_else") or "verdict" in case
    here, there = GRAVITY.index(verdict.outcome), GRAVITY.index(least)
    return {
        "right": sorted(found & wanted),
        "missed": sorted(wanted - found),
        "wrong": sorted(wrong),
        "agrees": here == there if exact else here >= there,
        "verdict": verdict.outcome,
    }


def main(folder: Path, *, show: bool) -> int:
    """Prints one line a kind and the sum; 1 where anything is missed or wrong."""
    total: Counter[str] = Counter()
    print(f"{'kind':14}{'cases':>7}{'recall':>9}{'precision':>11}{'agree':>8}")
    for file in sorted(folder.glob("*.json")):
        counts: Counter[str] = Counter()
        for case in json.loads(file.read_text("utf-8")):
            result = judged(case)
            counts += Counter(cases=1, agree=int(result["agrees"]))
            counts += Counter({name: len(result[name]) for name in ("right", "missed", "wrong")})
            if show and (result["missed"] or result["wrong"] or not result["agrees"]):
                print(f"  {case['id']}: missed {result['missed']} wrong {result['wrong']} {result['verdict']}")
        _line(file.stem, counts)
        total += counts
    _line("all", total)
    return int(total["missed"] + total["wrong"] + total["cases"] - total["agree"] > 0)


def _line(name: str, counts: Counter[str]) -> None:
    recall = counts["right"] / max(1, counts["right"] + counts["missed"])
    precision = counts["right"] / max(1, counts["right"] + counts["wrong"])
    agree = counts["agree"] / max(1, counts["cases"])
    print(f"{name:14}{counts['cases']:>7}{recall:>9.4f}{precision:>11.4f}{agree:>8.4f}")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), show="--show" in sys.argv[2:]))
