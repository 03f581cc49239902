"""What a reading found, written to the database: only what differs from what is there, in the caller's transaction.

Rows go past Django's bulk_create, which takes some 25 s for 100,000 rows (23 to a statement on SQLite): a prepared
INSERT on SQLite, COPY on PostgreSQL. While they are written, nobody else can write on SQLite; it has to be short.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from songbang.apps.intake import seen
from songbang.apps.intake.followers import tell_followers
from songbang.apps.intake.inserting import insert_lines
from songbang.apps.intake.keeping import file_in_rows
from songbang.apps.intake.models import Import, MonthTally, RegisterRow, RejectedRow
from songbang.apps.intake.tallying import edition, tally
from songbang.apps.intake.told import LINE
from songbang.ui import clock

_COLUMNS = ("taken_id", "territory", "live", *LINE)
_CONTENT, _CELLS, _ROW = LINE.index("content"), LINE.index("cells"), LINE.index("row")


def store_rows(taken: Import, path: Path, *, live: bool) -> int:
    """Make the import's rows those of the lines in `path`; how many there are."""
    there = dict(RegisterRow.objects.filter(taken=taken).values_list("row", "content"))
    seen: set[str] = set()
    if there:
        _drop_others(taken, path, there)
    insert_rows(_fresh(taken, path, there, seen, live))
    tally([taken.pk], live=live, territory=taken.territory)
    taken.tallied = edition()
    return len(seen)


def _drop_others(taken: Import, path: Path, there: dict[str, str]) -> None:
    """Delete the rows that are not among the lines, or say something else; take them out of `there`."""
    told = {line[_ROW]: line[_CONTENT] for line in _lines(path)}
    gone = [row for row, content in there.items() if told.get(row) != content]
    for batch in _batches(gone):
        RegisterRow.objects.filter(taken=taken, row__in=batch).delete()
    for row in gone:
        del there[row]


def _fresh(taken: Import, path: Path, there: dict[str, str], seen: set[str], live: bool) -> Iterator[Sequence[Any]]:
    for line in _lines(path):
        seen.add(line[_ROW])
        if line[_ROW] not in there:
            yield (taken.pk, taken.territory, live, *as_stored(line))


def as_stored(line: list[Any]) -> list[Any]:
    """A line of rows as the database takes its columns."""
    line[_CELLS] = json.dumps(line[_CELLS], ensure_ascii=False)
    return line


def _lines(path: Path) -> Iterator[list[Any]]:
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


def _batches(items: Iterable[Any], size: int = 500) -> Iterator[list[Any]]:
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch


def insert_rows(rows: Iterator[Sequence[Any]]) -> None:
    """Write rows: import, territory, whether they count, and the values of `told.LINE`."""
    insert_lines(RegisterRow._meta.db_table, _COLUMNS, rows)


def store_rejects(taken: Import, path: Path) -> int:
    """Make the import's open rejects those of the lines in `path`; how many there are.

    Corrections stay with their row. A row that had some and is read now is mended; one that had none and is read now
    (a column was settled, say) was never wrong and goes.
    """
    there = {(reject.sheet, reject.line_no): reject for reject in RejectedRow.objects.filter(taken=taken)}
    fresh: list[RejectedRow] = []
    amended: list[RejectedRow] = []
    for told in _told(path):
        known = there.pop((told["sheet"], told["line_no"]), None)
        if known is None:
            fresh.append(RejectedRow(taken=taken, territory=taken.territory, file=file_of(taken), **told))
        else:
            for name in ("register", "code", "column", "header", "value", "headers", "fields", "parameters"):
                setattr(known, name, told[name])
            known.mended_at = None
            amended.append(known)
    _write_rejects(fresh, amended, [known for known in there.values() if known.mended_at is None])
    return len(fresh) + len(amended)


def _write_rejects(fresh: list[RejectedRow], amended: list[RejectedRow], gone: list[RejectedRow]) -> None:
    RejectedRow.objects.bulk_create(fresh, batch_size=500)
    names = ["register", "code", "column", "header", "value", "headers", "fields", "parameters", "mended_at"]
    RejectedRow.objects.bulk_update(amended, names, batch_size=200)
    mended = [reject for reject in gone if reject.corrections]
    for reject in mended:
        reject.mended_at = clock.now()
    RejectedRow.objects.bulk_update(mended, ["mended_at"], batch_size=200)
    for batch in _batches([reject.pk for reject in gone if not reject.corrections]):
        RejectedRow.objects.filter(pk__in=batch).delete()


def _told(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


def file_of(taken: Import) -> str:
    """The file as the import's rows name it."""
    unit = taken.source.unit
    return file_in_rows(unit.code, unit.level, taken.source.name)


def set_live(taken: Import, *, live: bool) -> None:
    """Let the import's rows count with their sums, or no more; and be found by whoever asks what was sent before."""
    RegisterRow.objects.filter(taken=taken).update(live=live)
    MonthTally.objects.filter(taken=taken).update(live=live)
    tell_followers(taken, live=live)
    if live:
        seen.index(taken)
    else:
        seen.drop(taken)
