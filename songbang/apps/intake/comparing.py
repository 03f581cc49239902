"""A version of a register against the one that counts: what is new, changed, gone; and registers that hold the same.

Told by `likeness`, so that a row inserted at the top changes nothing below it. A row that differs is `changed` where
another of the same unit and register bears the same number, or the same name, or the same name but for its line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from typing import Any

from django.db.models import Count, Q

from songbang.apps.intake.models import Import, RegisterRow

LISTED = 300
"""So many of each are listed one by one; all are counted."""
MOST = 0.6
"""Share of the smaller register's rows that stand in the larger from which on both are taken for versions of one."""
_TOLD = ("pk", "register", "unit", "number", "name", "line_no", "sheet")


def change_against(taken: Import, counting: Import) -> dict[str, Any]:
    """Counts `{"against", "new", "changed", "gone", "same"}` and `"lists"` of row keys, of changed ones [old, new]."""
    fresh, gone, same = _different(taken, counting)
    pairs = _pairs(gone, fresh)
    old, new = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
    new_rows = [row[0] for row in fresh if row[0] not in new]
    gone_rows = [row[0] for row in gone if row[0] not in old]
    lists = {"new": new_rows[:LISTED], "changed": [list(pair) for pair in pairs[:LISTED]], "gone": gone_rows[:LISTED]}
    return {
        "against": counting.pk, "new": len(new_rows), "changed": len(pairs), "gone": len(gone_rows), "same": same,
        "lists": lists,
    }  # fmt: skip


Rows = list[tuple[Any, ...]]


def _different(taken: Import, counting: Import) -> tuple[Rows, Rows, int]:
    """Rows of the new version that the other lacks, rows that only the other has, and how many are the same."""
    old: dict[str, list[int]] = defaultdict(list)
    for pk, likeness in RegisterRow.objects.filter(taken=counting).values_list("pk", "likeness"):
        old[likeness].append(pk)
    fresh: list[int] = []
    same = 0
    for pk, likeness in RegisterRow.objects.filter(taken=taken).values_list("pk", "likeness"):
        if old.get(likeness):
            old[likeness].pop(0)
            same += 1
        else:
            fresh.append(pk)
    gone = [pk for left in old.values() for pk in left]
    return _rows(fresh), _rows(gone), same


def _rows(keys: Sequence[int]) -> Rows:
    found: Rows = []
    for start in range(0, len(keys), 500):
        found += RegisterRow.objects.filter(pk__in=keys[start : start + 500]).order_by("pk").values_list(*_TOLD)
    return found


def _pairs(gone: Rows, fresh: Rows) -> list[tuple[int, int]]:
    """(old, new) of rows that are versions of one: first by number, then by name, then by line."""
    pairs: list[tuple[int, int]] = []
    for columns in ((1, 2, 3), (1, 2, 4), (1, 2, 6, 5)):
        taken = {key for pair in pairs for key in pair}
        pairs += _paired(_left(gone, taken), _left(fresh, taken), columns)
    return pairs


def _left(rows: Rows, taken: set[int]) -> Rows:
    return [row for row in rows if row[0] not in taken]


def _paired(gone: Rows, fresh: Rows, columns: tuple[int, ...]) -> Iterable[tuple[int, int]]:
    by_key: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for row in gone:
        if row[columns[2]]:
            by_key[tuple(row[column] for column in columns)].append(row[0])
    for row in fresh:
        old = by_key.get(tuple(row[column] for column in columns))
        if old:
            yield old.pop(0), row[0]


def overlaps_of(taken: Import, reach: Set[str] | None) -> list[dict[str, Any]]:
    """Accepted imports of other sources that hold most of the same rows: `[{"import", "source", "common", "theirs"}]`.

    Only of sources of the units in `reach` (None: all), which the unit that brings it may see.
    A copy under another name would count everything twice.
    """
    mine = RegisterRow.objects.filter(taken=taken)
    total = mine.count()
    found = (
        RegisterRow.objects.filter(live=True, territory=taken.territory, likeness__in=mine.values("likeness"))
        .exclude(taken__source=taken.source)
        .filter(Q() if reach is None else Q(taken__source__unit__code__in=reach))
        .values("taken", "taken__source__name", "taken__counted")
        .annotate(common=Count("pk"))
        .order_by("-common")
    )
    return [
        {"import": row["taken"], "source": row["taken__source__name"], "common": row["common"],
         "theirs": row["taken__counted"]}
        for row in found
        if row["common"] >= MOST * max(1, min(total, row["taken__counted"]))
    ]  # fmt: skip
