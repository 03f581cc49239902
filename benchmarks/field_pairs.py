"""Which fields of two official forms are the same figure: ours beside exact labels, rapidfuzz and Valentine's matchers.

    python benchmarks/field_pairs.py ../shared/data/sources/06_schema_matching/cn_statistical_forms

69 hand-labelled pairs of real forms (G101, G102, G301-2). `same`, `same_diff_unit` and `boolean_to_count` are one
figure; `near_same` and `related_not_same` are not, and taking one for the other is a wrong fill. Every matcher sees the
labels and measures alone, no values. Valentine's matchers see the fields as columns of two tables a pair of forms; a
pair counts as found where its score is at least the threshold that gives that matcher its best F1 here. Its Cupid is
left out: it fetches word lists from the network at run time.
"""

from __future__ import annotations

import csv
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd
from rapidfuzz import fuzz
from valentine import valentine_match
from valentine.algorithms import BaseMatcher, Coma, SimilarityFlooding

from songbang.core.filling.accord import same_measure, same_words
from songbang.core.filling.anatomy import Row
from songbang.core.filling.head import Head
from songbang.core.filling.lexicon import clean, numbered
from songbang.core.filling.meaning import Reader
from songbang.core.filling.measures import measure_or_own
from songbang.core.filling.saying import said
from songbang.core.filling.slots import Sheet, Slot

SAME = {"same", "same_diff_unit", "boolean_to_count"}
MEASURES = {"选项": "是/否"}
Score = Callable[["Pair"], float]


@dataclass(frozen=True)
class Pair:
    """Field a as an earlier form worded it, field b as the form that asks words it."""

    form_a: str
    name_a: str
    unit_a: str
    form_b: str
    name_b: str
    unit_b: str
    same: bool


def read(folder: Path) -> list[Pair]:
    wholes = _wholes(folder / "hubei_2016_form_fields.csv")
    with (folder / "gold_field_matches_G101_G102_G301.csv").open(encoding="utf-8") as lines:
        return [
            Pair(
                row["form_a"], _in_full(row["indicator_a"], wholes.get((row["form_a"], row["code_a"]))),
                MEASURES.get(row["unit_a"], row["unit_a"]), row["form_b"],
                _in_full(row["indicator_b"], wholes.get((row["form_b"], row["code_b"]))),
                MEASURES.get(row["unit_b"], row["unit_b"]), row["relation"] in SAME,
            )
            for row in csv.DictReader(lines)
        ]  # fmt: skip


def _wholes(path: Path) -> dict[tuple[str, str], str]:
    """(form, code) of a field that is a part (其中) → the name of its whole, the last field before it that is none."""
    found: dict[tuple[str, str], str] = {}
    whole = ""
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            part = numbered(clean(row["indicator"]))[2]
            if part:
                found[row["form_no"].removesuffix("表"), row["code"].lstrip("0")] = whole
            else:
                whole = row["indicator"]
    return found


def _in_full(name: str, whole: str | None) -> str:
    return f"{whole} / {name}" if whole and numbered(clean(name))[2] else name


def ours(pair: Pair) -> float:
    """As `songbang fill` decides: would an answer to field a be written into field b?"""
    *above, name = pair.name_b.split(" / ")
    rows = tuple(Row(1, (label,), measure=pair.unit_b) for label in above)
    slot = Slot(Row(2, (name,), rows, "1", pair.unit_b), 2, 4, ("数量",), "", pair.unit_b, 0, 0)
    head = Head("", None, None, None, None, None, (), ())
    (asked,) = Reader(Sheet("b", head, [slot]), {}).all()
    given = measure_or_own(pair.unit_a)
    if not same_measure(asked.measure, given, asked.villages):
        return 0.0
    return same_words(asked, said(pair.form_a, pair.name_a, date(2016, 12, 31)), given)


def exact(pair: Pair) -> float:
    return float(_last(pair.name_a) == _last(pair.name_b))


def fuzzy(pair: Pair) -> float:
    return fuzz.ratio(_last(pair.name_a), _last(pair.name_b)) / 100


def _last(name: str) -> str:
    return clean(name.split(" / ")[-1])


def valentine(pairs: list[Pair], matcher: BaseMatcher) -> Score:
    """Scores of a matcher over the pairs' fields, each pair of forms two tables of empty columns."""
    scores: dict[tuple[str, str, str, str], float] = {}
    for forms in {(pair.form_a, pair.form_b) for pair in pairs}:
        own = [pair for pair in pairs if (pair.form_a, pair.form_b) == forms]
        tables = [
            pd.DataFrame({name: pd.Series(dtype=float) for name in dict.fromkeys(_last(p.name_a) for p in own)}),
            pd.DataFrame({name: pd.Series(dtype=float) for name in dict.fromkeys(_last(p.name_b) for p in own)}),
        ]
        for found, score in valentine_match(tables, matcher, df_names=["a", "b"]).items():
            scores[*forms, found.source_column, found.target_column] = score
    return lambda pair: scores.get((pair.form_a, pair.form_b, _last(pair.name_a), _last(pair.name_b)), 0.0)


def line(name: str, pairs: list[Pair], score: Score, threshold: float | None = None) -> str:
    given = {pair: score(pair) for pair in pairs}
    tried = [threshold] if threshold is not None else sorted({value for value in given.values() if value > 0}) or [1.0]
    best = max((_measured(given, at) for at in tried), key=lambda found: found[2])
    return f"{name:28}{best[0]:>9.1%}{best[1]:>11.1%}{best[2]:>8.3f}{best[3]:>8}"


def _measured(given: dict[Pair, float], threshold: float) -> tuple[float, float, float, int]:
    found = [pair for pair, value in given.items() if value >= threshold]
    right = sum(pair.same for pair in found)
    recall, precision = right / sum(pair.same for pair in given), right / len(found) if found else 1.0
    return recall, precision, 2 * recall * precision / max(recall + precision, 1e-9), len(found) - right


def main(folder: Path, *, show: bool) -> None:
    pairs = read(folder)
    print(f"{len(pairs)} pairs, {sum(pair.same for pair in pairs)} of them one figure")
    print(f"{'matcher':28}{'recall':>9}{'precision':>11}{'F1':>8}{'wrong':>8}")
    begun = time.process_time()
    print(line("ours", pairs, ours, 0.9), f"  {time.process_time() - begun:.2f} s")
    print(line("exact label", pairs, exact, 1.0))
    print(line("rapidfuzz >= 90", pairs, fuzzy, 0.9))
    print(line("rapidfuzz, best threshold", pairs, fuzzy))
    for name, matcher in (("Coma", Coma()), ("SimilarityFlooding", SimilarityFlooding())):
        begun = time.process_time()
        print(line(f"valentine {name}", pairs, valentine(pairs, matcher)), f"  {time.process_time() - begun:.2f} s")
    if show:
        for pair in pairs:
            if pair.same != (ours(pair) >= 0.9):
                print("  ", "missed" if pair.same else "WRONG", pair)


if __name__ == "__main__":
    main(Path(sys.argv[1]), show="--show" in sys.argv)
