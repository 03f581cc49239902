"""Writing many lines into a table, past bulk_create, which takes ten times as long."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.db import connection

BATCH = 2000


def insert_lines(table: str, columns: Sequence[str], lines: Iterable[Sequence[Any]]) -> None:
    """Write the lines, each a value a column.

    A batch is taken whole before it is sent: the lines may be read from the same connection, which answers nothing
    while a COPY is under way.
    """
    if connection.vendor == "postgresql" and _walled(table):
        _insert_walled(table, columns, lines)
        return
    names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join(["%s"] * len(columns))
    source = iter(lines)
    with connection.cursor() as cursor:
        while batch := list(islice(source, BATCH)):
            if connection.vendor != "postgresql":
                cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', batch)
                continue
            with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as stream:
                for line in batch:
                    stream.write_row(line)


def _walled(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_security_active(%s)", [table])
        return bool(cursor.fetchone()[0])


def _insert_walled(table: str, columns: Sequence[str], lines: Iterable[Sequence[Any]]) -> None:
    """COPY does not pass a wall: lines are copied before it, batch by batch, and inserted from there."""
    names, source = ", ".join(f'"{name}"' for name in columns), iter(lines)
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE TEMPORARY TABLE incoming AS SELECT {names} FROM "{table}" WITH NO DATA')
        while batch := list(islice(source, BATCH)):
            with cursor.copy(f"COPY incoming ({names}) FROM STDIN") as stream:
                for line in batch:
                    stream.write_row(line)
            cursor.execute(f'INSERT INTO "{table}" ({names}) SELECT {names} FROM incoming')
            cursor.execute("TRUNCATE incoming")
        cursor.execute("DROP TABLE incoming")
