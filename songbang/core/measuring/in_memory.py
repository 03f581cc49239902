"""Tables in memory, asked through a DuckDB of our own.

To put one of our queries into SQL takes Ibis longer than DuckDB to answer it. So the queries are made over tables that
have only a name and columns, and the SQL of each is kept: the next report over the same periods asks it as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    import ibis.expr.operations as ops
    import ibis.expr.types as ir

    from songbang.core.measuring.tally import Run

MOST_KEPT = 256
"""Queries: a report asks some twenty for each pair of periods."""


@contextmanager
def tables_in_memory(tables: Mapping[str, pa.Table]) -> Iterator[tuple[Run, dict[str, ir.Table]]]:
    """How to ask, and the tables by name. The backend prints nothing, looks for nothing on the network, and ends with
    the call."""
    import ibis

    backend = ibis.duckdb.connect(autoinstall_known_extensions=False)
    backend.settings["enable_progress_bar"] = False

    def run(asked: ir.Table) -> pa.Table:
        told = backend.con.sql(_in_sql(asked.op())).to_arrow_table()
        return told.cast(asked.schema().to_pyarrow())

    try:
        for name, table in tables.items():
            backend.con.register(name, table)
        yield run, {name: ibis.table(ibis.Schema.from_pyarrow(table.schema), name) for name, table in tables.items()}
    finally:
        backend.disconnect()


@lru_cache(maxsize=MOST_KEPT)
def _in_sql(asked: ops.Relation) -> str:
    import ibis

    return str(ibis.to_sql(asked.to_expr(), dialect="duckdb"))
