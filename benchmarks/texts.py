"""Whole texts spoilt in other ways than the shared set: F1 of each relation, by the way in which they were spoilt.

    python -m benchmarks.texts [--seed N ...] [--way NAME ...] [--misses]

The documents come from `../shared/data/match` (clean ones, each of a family of its own, so that all families are
unrelated); what is made of them is told in `made_texts`. Ways `page`, `typed` and `partial` served to find mistakes of
the rules, `worn`, `converted` and seeds from 100 on were kept apart and only looked at in the end.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict

from benchmarks.made_texts import RELATIONS, Family, families
from benchmarks.spoiling import WAYS
from songbang.core.matching import Record, match_records

Key = tuple[str, str]


def measure(made: list[Family]) -> tuple[dict[str, float], dict[Key, tuple[str | None, str | None]], float]:
    """F1 by relation, the pairs told wrongly (truth, said), and the share of hard unrelated pairs that is listed."""
    records: list[Record] = [record for family in made for record in family.records]
    truth: dict[Key, str] = {}
    ignored: set[Key] = set()
    hard: set[Key] = set()
    templated: set[str] = set()
    for family in made:
        truth.update(family.pairs)
        ignored |= family.ignored
        hard |= family.hard
        templated |= family.templated
    found = {(pair.a, pair.b): pair.relation for pair in match_records(records)}
    ignored |= {key for key in found.keys() - hard if templated.issuperset(key)}
    right, listed = Counter[str](), Counter[str]()
    wrong: dict[Key, tuple[str | None, str | None]] = {}
    for key, said in found.items():
        if key in ignored:
            continue
        listed[said] += 1
        right[said] += truth.get(key) == said
    for key in truth.keys() | found.keys():
        if key not in ignored and truth.get(key) != found.get(key):
            wrong[key] = truth.get(key), found.get(key)
    wanted = Counter(truth.values())
    scores = {name: 2 * right[name] / max(1, listed[name] + wanted[name]) for name in RELATIONS}
    return scores, wrong, len(hard & found.keys()) / max(1, len(hard))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, nargs="+", default=[100, 101])
    parser.add_argument("--way", nargs="+", choices=list(WAYS), default=list(WAYS))
    parser.add_argument("--misses", action="store_true", help="how often which relation was taken for which")
    arguments = parser.parse_args()
    print(f"{'spoilt':10} {'seed':>5} {'texts':>6} " + " ".join(f"{name:>9}" for name in RELATIONS) + "  macro4  hard")
    for way in arguments.way:
        taken: dict[tuple[str | None, str | None], list[Key]] = defaultdict(list)
        for seed in arguments.seed:
            made = families(seed, way)
            scores, wrong, hard = measure(made)
            four = sum(scores[name] for name in RELATIONS[1:]) / 4
            texts = sum(len(family.records) for family in made)
            shown = " ".join(f"{scores[name]:9.3f}" for name in RELATIONS)
            print(f"{way:10} {seed:>5} {texts:>6} {shown}  {four:6.3f}  {hard:.3f}", flush=True)
            for key, told in wrong.items():
                taken[told].append(key)
        if arguments.misses:
            for told, keys in sorted(taken.items(), key=lambda one: -len(one[1])):
                print(f"    {told[0]} taken for {told[1]}: {len(keys)}", keys[:6])


if __name__ == "__main__":
    main()
